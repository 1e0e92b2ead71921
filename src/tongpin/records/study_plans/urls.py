"""Addresses of the study group."""

from django.urls import path

from .views import archive, attendance, groups, lectures, online, sessions, topics

app_name = "study_plans"
urlpatterns = [
    path("", groups.listing, name="list"),
    path("lectures/", lectures.listing, name="lectures"),
    path("online/", online.listing, name="online"),
    path("online/new/", online.create, name="online_new"),
    path("online/<int:pk>/withdraw/", online.withdraw, name="online_withdraw"),
    path("activity/<int:pk>/lecturer/", lectures.lecturer, name="lecturer"),
    path("activity/<int:pk>/absences/", sessions.absences, name="absences"),
    path("absence/<int:pk>/", sessions.made_up, name="make_up"),
    path("topic/<int:pk>/", topics.change, name="topic"),
    path("topic/<int:pk>/drop/", topics.drop, name="topic_drop"),
    path("paper/<int:pk>/", archive.file, name="paper_file"),
    path("paper/<int:pk>/withdraw/", archive.withdraw, name="paper_withdraw"),
    path("<int:pk>/session/", sessions.record, name="record"),
    path("<int:pk>/<int:year>/", groups.year, name="year"),
    path("<int:pk>/<int:year>/topic/", topics.create, name="topic_new"),
    path("<int:pk>/<int:year>/attendance/", attendance.table, name="attendance"),
    path("<int:pk>/<int:year>/attendance/export/", attendance.export, name="attendance_export"),
    path("<int:pk>/<int:year>/archive/", archive.listing, name="archive"),
    path("<int:pk>/<int:year>/archive/word/", archive.word, name="archive_word"),
    path("<int:pk>/<int:year>/archive/paper/", archive.add, name="paper_new"),
]
