"""Problems: found, given to somebody with a day, mended with evidence, closed by another."""

from django.apps import AppConfig


class ProblemsConfig(AppConfig):
    """Nothing to register yet."""

    name = "tongpin.projects.problems"
    label = "problems"
