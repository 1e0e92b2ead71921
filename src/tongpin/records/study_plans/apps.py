"""The study group of the Party group: plan of the year, files, absences made up; online platforms as a note."""

from django.apps import AppConfig

from tongpin.records.activities.rules.panels import Panel, register_panel


class StudyPlansConfig(AppConfig):
    """Puts lecturer and absences on the page of a record. Its entry in the navigation is that of study hours."""

    name = "tongpin.records.study_plans"
    label = "study_plans"

    def ready(self) -> None:
        # Models are not loaded yet when this module is.
        from .views.panel import absence_panel, lecture_panel

        register_panel(Panel("study_plans.lecture", 40, "study_plans/lecture_panel.html", lecture_panel))
        register_panel(Panel("study_plans.absences", 45, "study_plans/absence_panel.html", absence_panel))
