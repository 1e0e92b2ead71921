"""The boards by which the brand is steered: projects and figures side by side."""

from django.apps import AppConfig


class SteeringConfig(AppConfig):
    """Nothing to register yet."""

    name = "tongpin.interfaces.steering"
    label = "steering"
