"""The brand: what it is called and means, its projects, their goals bound to figures, and their milestones."""

from django.apps import AppConfig


class BrandConfig(AppConfig):
    """Nothing to register yet."""

    name = "tongpin.projects.brand"
    label = "brand"
