"""Screens of compliance, one module each."""
