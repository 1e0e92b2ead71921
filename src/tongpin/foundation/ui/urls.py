"""Addresses of the look itself."""

from django.urls import path

from tongpin.foundation.ui import views

app_name = "ui"
urlpatterns = [path("type-size/", views.set_type_size, name="type_size")]
