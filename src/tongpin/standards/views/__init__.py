"""Screens of the catalogue, one module each."""
