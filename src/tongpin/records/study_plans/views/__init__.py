"""Screens of the study group, one module each."""
