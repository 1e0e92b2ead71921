"""Addresses of the desk."""

from django.urls import path

from .views.type_size import set_type_size

app_name = "desk"
urlpatterns = [path("type-size/", set_type_size, name="type_size")]
