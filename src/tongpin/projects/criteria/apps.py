"""The bureau's own frame of criteria (五个过硬): dimension, criterion, support, self-assessment."""

from django.apps import AppConfig


class CriteriaConfig(AppConfig):
    """Nothing to register yet."""

    name = "tongpin.projects.criteria"
    label = "criteria"
