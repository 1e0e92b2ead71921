"""Addresses of needs."""

from django.urls import path

from .views import reading, steps, writing

app_name = "visits"
urlpatterns = [
    path("", reading.needs, name="list"),
    path("export/", reading.export, name="export"),
    path("new/", writing.create, name="create"),
    path("<int:pk>/", reading.detail, name="detail"),
    path("<int:pk>/edit/", writing.edit, name="edit"),
    path("<int:pk>/answer/", steps.answer, name="answer"),
    path("<int:pk>/refuse/", steps.refuse, name="refuse"),
    path("<int:pk>/word/", steps.follow_up, name="follow_up"),
    path("<int:pk>/reopen/", steps.reopen, name="reopen"),
]
