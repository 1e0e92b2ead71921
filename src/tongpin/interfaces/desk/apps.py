from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "tongpin.interfaces.desk"
    label = "desk"
