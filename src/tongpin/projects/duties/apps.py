"""Who answers for what: fields of the leaders, their lists of duties, supervision of what is late."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """Nothing to register yet."""

    name = "tongpin.projects.duties"
    label = "duties"
