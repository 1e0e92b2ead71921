from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "tongpin.reports"
    label = "reports"
