"""Addresses of talks."""

from django.urls import path

from .views import reading, writing

app_name = "conversations"
urlpatterns = [
    path("", reading.listing, name="list"),
    path("export/", reading.export, name="export"),
    path("new/", writing.create, name="create"),
    path("branch/<int:pk>/", reading.pairs, name="pairs"),
    path("<int:pk>/", reading.detail, name="detail"),
    path("<int:pk>/edit/", writing.edit, name="edit"),
    path("<int:pk>/cancel/", writing.take_back, name="cancel"),
]
