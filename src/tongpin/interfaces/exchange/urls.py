"""Addresses of the import."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "exchange"

urlpatterns = [
    path("", views.listing, name="list"),
    path("clear/", views.clear, name="clear"),
    path("<int:pk>/", views.preview, name="preview"),
    path("<int:pk>/kind/", views.kind, name="kind"),
    path("<int:pk>/column/", views.column, name="column"),
    path("<int:pk>/answer/", views.answer, name="answer"),
    path("<int:pk>/commit/", views.commit, name="commit"),
    path("<int:pk>/progress/", views.progress, name="progress"),
    path("<int:pk>/errors/", views.errors, name="errors"),
    path("<int:pk>/discard/", views.discard, name="discard"),
]
