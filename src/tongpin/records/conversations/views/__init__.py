"""Screens of talks."""
