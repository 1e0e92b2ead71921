"""Addresses of study hours."""

from django.urls import path

from .views import pages

app_name = "study"
urlpatterns = [
    path("", pages.overview, name="overview"),
    path("own/", pages.own, name="own"),
    path("unit/<int:pk>/", pages.unit, name="unit"),
    path("unit/<int:pk>/export/", pages.export, name="export"),
    path("member/<int:pk>/", pages.member, name="member"),
]
