from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "tongpin.foundation.files"
    label = "files"
