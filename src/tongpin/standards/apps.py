from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "tongpin.standards"
    label = "standards"
