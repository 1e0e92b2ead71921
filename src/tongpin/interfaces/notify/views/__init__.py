"""Screens of messages and calendars, one module each."""
