"""Addresses of honours."""

from django.urls import path

from .views import reading, writing

app_name = "honours"
urlpatterns = [
    path("", reading.register, name="list"),
    path("export/", reading.export, name="export"),
    path("new/", writing.create, name="create"),
    path("<int:pk>/", reading.detail, name="detail"),
    path("<int:pk>/edit/", writing.edit, name="edit"),
]
