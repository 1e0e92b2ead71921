from django.apps import AppConfig


class HonoursConfig(AppConfig):
    name = "tongpin.records.honours"
    label = "honours"
