"""What somebody is to do by a day."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """Registers the app."""

    name = "tongpin.projects.tasks"
    label = "tasks"
