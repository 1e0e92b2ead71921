"""Root addresses: each app brings its own."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("tongpin.foundation.people.urls")),
    path("activities/", include("tongpin.records.activities.urls")),
    path("needs/", include("tongpin.records.visits.urls")),
    path("study/plans/", include("tongpin.records.study_plans.urls")),
    path("study/", include("tongpin.derived.study.urls")),
    path("honours/", include("tongpin.records.honours.urls")),
    path("meetings/", include("tongpin.records.meetings.urls")),
    path("tasks/", include("tongpin.projects.tasks.urls")),
    path("brand/", include("tongpin.projects.brand.urls")),
    path("criteria/", include("tongpin.projects.criteria.urls")),
    path("duties/", include("tongpin.projects.duties.urls")),
    path("problems/", include("tongpin.projects.problems.urls")),
    path("cases/", include("tongpin.records.cases.urls")),
    path("points/", include("tongpin.derived.points.urls")),
    path("board/", include("tongpin.interfaces.steering.urls")),
    path("elections/", include("tongpin.records.elections.urls")),
    path("reviews/", include("tongpin.records.reviews.urls")),
    path("conversations/", include("tongpin.records.conversations.urls")),
    path("import/", include("tongpin.interfaces.exchange.urls")),
    path("standards/", include("tongpin.standards.urls")),
    path("compliance/", include("tongpin.derived.compliance.urls")),
    path("figures/", include("tongpin.derived.indicators.urls")),
    path("messages/", include("tongpin.interfaces.notify.urls")),
    path("calendar/", include("tongpin.interfaces.notify.urls.public")),
    path("reports/", include("tongpin.reports.urls")),
    path("verify/", include("tongpin.reports.urls.public")),
    path("", include("tongpin.interfaces.showcase.urls")),
    path("", include("tongpin.interfaces.desk.urls")),
]
