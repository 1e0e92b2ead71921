"""Screens of the register of honours, one module each."""
