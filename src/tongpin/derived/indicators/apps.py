from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "tongpin.derived.indicators"
    label = "indicators"
