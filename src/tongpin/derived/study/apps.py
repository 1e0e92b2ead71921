"""Hours of study against the norm, from what organisers registered."""

from django.apps import AppConfig


class StudyConfig(AppConfig):
    """Registers the app."""

    name = "tongpin.derived.study"
    label = "study"
