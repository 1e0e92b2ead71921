"""Addresses of tasks."""

from django.urls import path

from .views import reading, writing

app_name = "tasks"
urlpatterns = [
    path("", reading.listing, name="list"),
    path("export/", reading.export, name="export"),
    path("new/", writing.create, name="create"),
    path("<int:pk>/", reading.detail, name="detail"),
    path("<int:pk>/reassign/", writing.reassign, name="reassign"),
    path("<int:pk>/finish/", writing.finish, name="finish"),
    path("<int:pk>/drop/", writing.drop, name="drop"),
    path("<int:pk>/reopen/", writing.reopen, name="reopen"),
]
