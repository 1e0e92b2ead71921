"""Complaints and suggestions: written and looked up by anyone, answered by the bureau. And a page of help."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongpin.foundation.access.views import account_of, public_screen, screen
from tongpin.foundation.kernel.errors import UserError

from .access import ANSWER, READ
from .actions import answer_complaint, receive_complaint
from .forms import AnswerForm, ComplaintForm, LookUpForm
from .models import Complaint
from .queries import by_code, inbox

PER_PAGE = 25


@public_screen
@require_http_methods(["GET", "HEAD", "POST"])
def complaint(request: HttpRequest) -> HttpResponse:
    """Take a complaint or suggestion from anyone and give its number."""
    form = ComplaintForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        address = request.META.get("REMOTE_ADDR", "")
        try:
            made = receive_complaint(**form.cleaned_data, address=address)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            return render(request, "showcase/complaint_received.html", {"complaint": made})
    return render(request, "showcase/complaint.html", {"form": form, "look_up": LookUpForm()})


@public_screen
@require_safe
def look_up(request: HttpRequest) -> HttpResponse:
    """Show the answer to a complaint to whoever knows its number; what was written is not shown again."""
    form = LookUpForm(request.GET or None)
    found = by_code(form.cleaned_data["code"]) if form.is_valid() else None
    context = {"form": form, "found": found, "asked": form.is_bound}
    return render(request, "showcase/look_up.html", context, status=404 if form.is_bound and not found else 200)


@public_screen
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Say what this system is for, how to verify a report, and where to turn."""
    return render(request, "showcase/help.html")


@screen(READ)
@require_safe
def inbox_list(request: HttpRequest) -> HttpResponse:
    """List complaints, those without an answer first."""
    page = Paginator(inbox(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "showcase/inbox.html", {"page": page, "rows": page.object_list})


def _one(request: HttpRequest, shown: Complaint, form: AnswerForm) -> HttpResponse:
    context = {"complaint": shown, "form": form, "may_answer": ANSWER.held_by(account_of(request))}
    return render(request, "showcase/inbox_one.html", context)


@screen(READ)
@require_safe
def inbox_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one complaint; the officer finds the form of the answer here."""
    shown = get_object_or_404(Complaint.objects.select_related("answered_by__person"), pk=pk)
    return _one(request, shown, AnswerForm(initial={"answer": shown.answer}))


@screen(ANSWER)
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer one complaint; what is wrong with the answer is said beside it."""
    shown, form = get_object_or_404(Complaint, pk=pk), AnswerForm(request.POST)
    if not form.is_valid():
        return _one(request, shown, form)
    answer_complaint(by=account_of(request), complaint=shown, answer=form.cleaned_data["answer"])
    messages.success(request, _("Answered. The writer sees it by the number."))
    return redirect("showcase:inbox")
