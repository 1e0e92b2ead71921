from django.apps import AppConfig


class ShowcaseConfig(AppConfig):
    name = "tongpin.interfaces.showcase"
    label = "showcase"
