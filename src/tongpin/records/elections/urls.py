"""Addresses of terms and elections."""

from django.urls import path

from .views import preparing, reading, terms, voting

app_name = "elections"
urlpatterns = [
    path("", reading.listing, name="list"),
    path("terms/", terms.listing, name="terms"),
    path("terms/export/", terms.export, name="terms_export"),
    path("terms/due/", terms.due, name="due"),
    path("terms/of/<int:pk>/", terms.unit, name="unit"),
    path("terms/of/<int:pk>/new/", terms.enter, name="term_new"),
    path("terms/<int:pk>/correct/", terms.correct, name="term_correct"),
    path("terms/<int:pk>/move/", terms.move, name="term_move"),
    path("new/", preparing.prepare, name="prepare"),
    path("<int:pk>/", reading.detail, name="detail"),
    path("<int:pk>/plan/", preparing.replan, name="replan"),
    path("<int:pk>/base/", preparing.base, name="base"),
    path("<int:pk>/cancel/", preparing.cancel, name="cancel"),
    path("<int:pk>/complete/", reading.complete, name="complete"),
    path("<int:pk>/<slug:name>.docx", reading.paper, name="paper"),
    path("<int:pk>/votes/<int:number>/", voting.vote, name="vote"),
    path("<int:pk>/votes/<int:number>/follow/", voting.follow, name="follow"),
    path("<int:pk>/votes/<int:number>/candidates/", voting.candidates, name="candidates"),
    path("<int:pk>/votes/<int:number>/attendance/", voting.attendance, name="attendance"),
    path("<int:pk>/votes/<int:number>/tellers/", voting.tellers, name="tellers"),
    path("<int:pk>/votes/<int:number>/count/", voting.count, name="count"),
    path("<int:pk>/votes/<int:number>/print/", reading.ballot, name="ballot"),
    path("<int:pk>/votes/<int:number>/<slug:name>.docx", reading.poll_paper, name="poll_paper"),
]
