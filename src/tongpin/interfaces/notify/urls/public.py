"""Secret addresses of calendars."""

from django.urls import path

from ..views import calendar

app_name = "calendar"
urlpatterns = [path("<str:token>.ics", calendar.feed, name="feed")]
