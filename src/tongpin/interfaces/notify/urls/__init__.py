"""Addresses of messages; those of calendars are in `public`."""

from django.urls import path

from ..views import feeds, groups, mine, preview

app_name = "notify"
urlpatterns = [
    path("", mine.mine, name="mine"),
    path("address/", mine.address, name="address"),
    path("address/forget/", mine.forget, name="forget"),
    path("address/test/", mine.try_own, name="try_own"),
    path("choose/", mine.choose, name="choose"),
    path("calendar/", feeds.feeds, name="feeds"),
    path("calendar/new/", feeds.feed_make, name="feed_make"),
    path("calendar/revoke/", feeds.feed_revoke, name="feed_revoke"),
    path("today/", preview.preview, name="preview"),
    path("today/persons/", preview.preview_persons, name="preview_persons"),
    path("channels/", groups.channels, name="channels"),
    path("channels/new/", groups.channel_new, name="channel_new"),
    path("channels/<int:pk>/", groups.channel_edit, name="channel_edit"),
    path("channels/<int:pk>/switch/", groups.channel_switch, name="channel_switch"),
    path("channels/<int:pk>/test/", groups.channel_test, name="channel_test"),
    path("log/", groups.log, name="log"),
    path("log/<int:pk>/retry/", groups.retry, name="retry"),
]
