"""Addresses of the catalogue."""

from django.urls import path

from .views import change, reading

app_name = "standards"
urlpatterns = [
    path("", reading.catalogue, name="list"),
    path("export/", reading.export, name="export"),
    path("refused/", reading.refused, name="refused"),
    path("new/<str:type_>/", change.add, name="add"),
    path("<str:type_>/<str:code>/", reading.entry, name="entry"),
    path("<str:type_>/<str:code>/edit/", change.edit, name="edit"),
]
