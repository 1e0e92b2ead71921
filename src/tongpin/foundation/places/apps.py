from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "tongpin.foundation.places"
    label = "places"
