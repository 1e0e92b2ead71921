from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "tongpin.records.activities"
    label = "activities"
