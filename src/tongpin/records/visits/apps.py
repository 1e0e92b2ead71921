from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "tongpin.records.visits"
    label = "visits"
