"""Screens of study hours."""
