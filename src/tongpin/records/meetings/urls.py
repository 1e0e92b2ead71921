"""Addresses of meetings; `pk` is the key of the activity."""

from django.urls import path

from .views import ledger, plan, reading, writing, year

app_name = "meetings"
urlpatterns = [
    path("", year.home, name="home"),
    path("new/<str:code>/", writing.create, name="create"),
    path("units/<int:unit>/<int:year>/", year.year, name="year"),
    path("units/<int:unit>/<int:year>/plan/", plan.plan, name="plan"),
    path("units/<int:unit>/<int:year>/<str:code>/", ledger.ledger, name="ledger"),
    path("units/<int:unit>/<int:year>/<str:code>/xlsx/", ledger.ledger_book, name="ledger_book"),
    path("<int:pk>/", reading.detail, name="detail"),
    path("<int:pk>/minutes/", writing.minutes, name="minutes"),
    path("<int:pk>/history/", reading.history, name="history"),
    path("<int:pk>/print/", reading.printed, name="print"),
    path("<int:pk>/word/", reading.word, name="word"),
    path("<int:pk>/sheet/", reading.sign_in, name="sheet"),
    path("<int:pk>/sheet/word/", reading.sign_in_word, name="sheet_word"),
]
