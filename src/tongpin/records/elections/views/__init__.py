"""Screens of terms and elections, one module for each part of the procedure."""
