"""Screens of records, one module each."""
