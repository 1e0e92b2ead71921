from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "tongpin.foundation.units"
    label = "units"
