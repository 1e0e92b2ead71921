from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tongpin.foundation.people"
    label = "people"
