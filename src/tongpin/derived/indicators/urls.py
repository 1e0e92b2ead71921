"""Addresses of figures."""

from django.urls import path

from .views import figure, register

app_name = "indicators"
urlpatterns = [
    path("", register.register, name="register"),
    path("<str:code>/", figure.figure, name="figure"),
    path("<str:code>/records.csv", figure.records, name="records"),
]
