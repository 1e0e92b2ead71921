"""Screens of figures: the register, and one figure down to its records."""
