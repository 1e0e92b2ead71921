"""Addresses of the yearly cycle."""

from django.urls import path

from .views import appraisal, listing, meetings, result, steps

app_name = "reviews"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("mine/", listing.mine, name="mine"),
    path("new/", listing.create, name="create"),
    path("<int:pk>/", listing.detail, name="detail"),
    path("<int:pk>/meeting/<str:what>/", meetings.meeting, name="meeting"),
    path("<int:pk>/link/<str:what>/", meetings.link, name="link"),
    path("<int:pk>/step/<str:step>/", steps.note, name="step"),
    path("<int:pk>/ballots/", appraisal.ballots, name="ballots"),
    path("<int:pk>/grades/", appraisal.grades, name="grades"),
    path("<int:pk>/grades/again/", appraisal.reopen, name="reopen"),
    path("<int:pk>/result/", result.result, name="result"),
    path("<int:pk>/result/word/", result.word, name="word"),
    path("<int:pk>/remedies/new/", steps.remedy_new, name="remedy_new"),
    path("<int:pk>/remedies/<int:number>/", steps.remedy, name="remedy"),
]
