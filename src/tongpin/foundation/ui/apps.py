from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "tongpin.foundation.ui"
    label = "ui"
