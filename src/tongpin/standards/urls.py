"""Addresses of the catalogue."""

from django.urls import path

from .views import change, local, reading

app_name = "standards"
urlpatterns = [
    path("", reading.catalogue, name="list"),
    path("export/", reading.export, name="export"),
    path("refused/", reading.refused, name="refused"),
    path("new/<str:type_>/", change.add, name="add"),
    path("local/<str:code>/new/", local.add, name="local_new"),
    path("local/<int:pk>/end/", local.end, name="local_end"),
    path("<str:type_>/<str:code>/", reading.entry, name="entry"),
    path("<str:type_>/<str:code>/edit/", change.edit, name="edit"),
]
