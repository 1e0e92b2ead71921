"""Screens of the yearly cycle."""
