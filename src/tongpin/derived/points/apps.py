"""Points of members: a ledger derived from confirmed records by dated rules."""

from django.apps import AppConfig


class PointsConfig(AppConfig):
    """Nothing to register yet."""

    name = "tongpin.derived.points"
    label = "points"
