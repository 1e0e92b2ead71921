"""The study group of the Party group: plan of the year, files, absences made up; online platforms as a note."""

from django.apps import AppConfig


class StudyPlansConfig(AppConfig):
    """Registers the app."""

    name = "tongpin.records.study_plans"
    label = "study_plans"
