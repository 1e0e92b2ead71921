"""Public addresses."""

from django.urls import path

from . import views

app_name = "showcase"
urlpatterns = [
    path("help/", views.help_page, name="help"),
    path("complaints/", views.complaint, name="complaint"),
    path("complaints/answer/", views.look_up, name="look_up"),
    path("complaints/inbox/", views.inbox_list, name="inbox"),
    path("complaints/inbox/<int:pk>/", views.inbox_one, name="inbox_one"),
    path("complaints/inbox/<int:pk>/answer/", views.answer, name="answer"),
]
