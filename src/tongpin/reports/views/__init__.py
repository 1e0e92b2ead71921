"""Screens: the officer's desk, and verification open to everyone."""
