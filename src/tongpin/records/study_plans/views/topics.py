"""Writing the plan: a topic added, changed, dropped."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.units.models import Unit

from ..access import CHANGE_ROW, RUN_GROUP
from ..actions import add_topic, change_topic, drop_topic
from ..forms import ReasonForm, TopicForm
from ..models import StudyTopic
from ..queries import group_members
from . import groups, pages

METHODS = ["GET", "HEAD", "POST"]


@screen(RUN_GROUP)
@require_http_methods(METHODS)
def create(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Put a topic on the plan of a year; after it the next one can be written at once."""
    account = account_of(request)
    groups.require_year(year)
    unit = RUN_GROUP.get_or_404(account, Unit.objects.all(), pk=pk)
    form = TopicForm(request.POST or None, year=year, members=group_members(unit, clock.today()))
    made = pages.sent(request, form, lambda: add_topic(by=account, unit=unit, content=form.content()))
    if made is not None:
        messages.success(request, _("“%(title)s” is on the plan.") % {"title": made.title})
        return redirect("study_plans:year", unit.pk, year)
    back = reverse("study_plans:year", args=[unit.pk, year])
    title = _("Topic for the plan of %(year)s") % {"year": year}
    return pages.shown(request, form, pages.Sheet(title, _("Put it on the plan"), back, unit.name, key="study-topic"))


def _topic(request: HttpRequest, pk: int) -> StudyTopic:
    return CHANGE_ROW.get_or_404(account_of(request), StudyTopic.objects.select_related("unit", "leader"), pk=pk)


@screen(CHANGE_ROW)
@require_http_methods(METHODS)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a line of the plan."""
    account, topic = account_of(request), _topic(request, pk)
    members = group_members(topic.unit, topic.planned_on)
    form = TopicForm(request.POST or None, year=topic.planned_on.year, members=members, topic=topic)
    back = reverse("study_plans:year", args=[topic.unit_id, topic.planned_on.year])
    if pages.sent(request, form, lambda: change_topic(by=account, topic=topic, content=form.content())) is not None:
        messages.success(request, _("Saved."))
        return redirect(back)
    drop = reverse("study_plans:topic_drop", args=[topic.pk])
    sheet = pages.Sheet(topic.title, _("Save"), back, topic.unit.name, key=f"study-topic-{topic.pk}")
    return pages.shown(request, form, sheet, other=(drop, _("Drop this topic")))


@screen(CHANGE_ROW)
@require_http_methods(METHODS)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a topic off the plan with a reason; it stays readable."""
    account, topic = account_of(request), _topic(request, pk)
    form = ReasonForm(request.POST or None)
    back = reverse("study_plans:year", args=[topic.unit_id, topic.planned_on.year])

    def run() -> StudyTopic:
        return drop_topic(by=account, topic=topic, reason=form.cleaned_data["reason"])

    if pages.sent(request, form, run) is not None:
        messages.success(request, _("Dropped; it stays readable with the reason."))
        return redirect(back)
    title = _("Drop “%(title)s”?") % {"title": topic.title}
    return pages.shown(request, form, pages.Sheet(title, _("Drop it"), back, topic.unit.name))
