"""The yearly cycle of a branch: organisational-life meeting, appraisal of members."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Registers the app."""

    name = "tongpin.records.reviews"
    label = "reviews"
