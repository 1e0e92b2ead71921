"""Rules of reminders and feeds: what is personal in a text, calendars, secret addresses."""
