"""What a meeting adds to its activity: agenda, minutes, votes, decisions; and the plan of a year."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Registers the app."""

    name = "tongpin.records.meetings"
    label = "meetings"
