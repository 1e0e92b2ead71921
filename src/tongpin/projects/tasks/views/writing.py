"""Handing tasks out, giving them to somebody else, closing them and taking them up again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongpin.foundation.access.access import Policy
from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.people.models import Person
from tongpin.foundation.units.models import Unit

from ..access import FINISH, HAND_OUT
from ..actions import drop_task, finish_task, hand_out_task, reassign_task, reopen_task
from ..forms import FinishForm, ReasonForm, TaskForm
from ..models import Task
from . import shown

METHODS = ["GET", "HEAD", "POST"]


def _done(form: forms.Form, run: Callable[[], Task]) -> Task | None:
    """Return what `run` returns; what stands against it goes to the head of the form."""
    try:
        return run()
    except NotAllowed:
        raise
    except UserError as error:
        form.add_error(None, str(error))
        return None


def _page(request: HttpRequest, form: forms.Form, task: Task | None, title: str, submit: str) -> HttpResponse:
    return render(request, "tasks/form.html", {"form": form, "task": task, "title": title, "submit": submit})


@screen(HAND_OUT)
@require_http_methods(METHODS)
def create(request: HttpRequest) -> HttpResponse:
    """Hand a task out."""
    account = account_of(request)
    units = list(HAND_OUT.units(account).order_by("path"))
    form = TaskForm(request.POST or None, units=units, roll=shown.roll(account, units, clock.today()))
    if request.method == "POST" and form.is_valid():
        task = _done(form, lambda: hand_out_task(by=account, content=form.content()))
        if task is not None:
            messages.success(request, _("Handed out."))
            return redirect("tasks:detail", task.pk)
    return _page(request, form, None, _("Hand out a task"), _("Hand it out"))


def _task(request: HttpRequest, policy: Policy, pk: int) -> Task:
    return policy.get_or_404(account_of(request), Task.objects.select_related("unit", "owner"), pk=pk)


@screen(HAND_OUT)
@require_http_methods(METHODS)
def reassign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an open task to another unit or person, or another day."""
    account, task = account_of(request), _task(request, HAND_OUT, pk)
    units = list(HAND_OUT.units(account).order_by("path"))
    form = TaskForm(request.POST or None, units=units, roll=shown.roll(account, units, clock.today()), task=task)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        unit = get_object_or_404(Unit, pk=said["unit"])
        owner = Person.objects.filter(pk=form.owner_id() or 0).first() if "owner" in form.fields else task.owner
        if _done(
            form,
            lambda: reassign_task(
                by=account, task=task, unit=unit, owner=owner, due_on=said["due_on"], reason=said["reason"]
            ),
        ):
            messages.success(request, _("Changed."))
            return redirect("tasks:detail", pk)
    return _page(request, form, task, _("Give it to somebody else, or another day"), _("Save"))


def _close(
    request: HttpRequest, task: Task, form: forms.Form, title: str, submit: str, run: Callable[[dict[str, Any]], Task]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and _done(form, lambda: run(form.cleaned_data)):
        messages.success(request, _("Saved."))
        return redirect("tasks:detail", task.pk)
    return _page(request, form, task, title, submit)


@screen(FINISH)
@require_http_methods(METHODS)
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it is done."""
    account, task = account_of(request), _task(request, FINISH, pk)
    form = FinishForm(request.POST or None)
    return _close(
        request,
        task,
        form,
        _("It is done"),
        _("Save"),
        lambda said: finish_task(by=account, task=task, on=said["on"] or clock.today(), note=said["note"]),
    )


@screen(HAND_OUT)
@require_http_methods(METHODS)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop it, with the reason."""
    return _with_reason(request, pk, _("Drop the task"), _("Drop it"), drop_task)


@screen(HAND_OUT)
@require_http_methods(METHODS)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it up again, with the reason."""
    return _with_reason(request, pk, _("Take the task up again"), _("Take it up"), reopen_task)


def _with_reason(request: HttpRequest, pk: int, title: str, submit: str, run: Callable[..., Task]) -> HttpResponse:
    account, task = account_of(request), _task(request, HAND_OUT, pk)
    form = ReasonForm(request.POST or None)
    return _close(request, task, form, title, submit, lambda said: run(by=account, task=task, reason=said["reason"]))
