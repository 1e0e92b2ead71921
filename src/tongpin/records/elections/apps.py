"""Elections of committees and secretaries, counted from paper."""

from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    """Registers the app."""

    name = "tongpin.records.elections"
    label = "elections"
