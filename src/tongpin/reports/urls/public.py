"""Addresses of verification: open to everyone, printed on every report."""

from django.urls import path, re_path

from ..views import public

app_name = "verify"
urlpatterns = [
    path("", public.verify, name="file"),
    path("key.pem", public.key, name="key"),
    re_path(r"^(?P<code>TP-\d{4}-[0-9A-HJKMNP-TV-Z]{8})/$", public.report, name="report"),
]
