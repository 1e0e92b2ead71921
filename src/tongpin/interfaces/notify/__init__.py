"""Reminders to those responsible, digests to groups, calendar feeds."""
