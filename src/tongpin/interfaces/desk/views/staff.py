"""The register of Party-affairs posts: holders, vacancies, what changed hands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongpin.foundation.access.access.declared import MANAGE_MEMBERS, SEE_STAFF
from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.sheets import Column, download, workbook
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import add_skill, note_roll_export, remove_skill
from tongpin.foundation.units.models import Membership, Skill
from tongpin.foundation.units.queries import root

from ..forms import StaffFilter
from ..forms.staff import SkillForm, StaffExportForm
from ..queries import staff as read
from .form_page import FormPage, saved, sent, shown
from .roll_changes import METHODS, current


def _kept(rows: Sequence[read.Holder], text: str, show: str) -> list[read.Holder]:
    """Return the holders the filters leave; a search by name finds only names the reader sees."""
    kinds: dict[str, Callable[[read.Holder], bool]] = {
        "": lambda one: True,
        "vacant": lambda one: False,
        "dual": lambda one: one.dual,
        "open": lambda one: one.hand_over_state in {"open", "missing"},
    }
    wanted = kinds.get(show, kinds[""])
    return [one for one in rows if wanted(one) and text in f"{one.post.unit.name} {one.post.title} {one.name}"]


def _register(account: Account, form: StaffFilter) -> tuple[dt.date, list[read.Holder], list[read.Vacancy]]:
    day = form.day()
    text, show = form.cleaned_data.get("text", ""), form.cleaned_data.get("show", "")
    posts = read.posts_of(account, day)
    vacant = read.vacancies(account, posts, day) if show in {"", "vacant"} else []
    return (
        day,
        _kept(read.holders(account, posts, day), text, show),
        [one for one in vacant if text in f"{one.unit_name} {one.title}"],
    )


@screen(SEE_STAFF)
@require_safe
def staff_list(request: HttpRequest) -> HttpResponse:
    """Show who holds which Party-affairs post on a day, and which are vacant."""
    account = account_of(request)
    form = StaffFilter(request.GET)
    day, rows, vacant = _register(account, form)
    units = {*(one.post.unit for one in rows), *(one.unit for one in vacant)}
    context = {
        "filters": form,
        "day": day,
        "rows": rows,
        "vacancies": vacant,
        "dual": sum(one.dual for one in rows),
        "manages": {one.pk for one in units if one.valid_to is None and MANAGE_MEMBERS.can_in(account, one)},
        "today": clock.today(),
    }
    return render(request, "desk/staff.html", context)


@screen(SEE_STAFF)
@require_http_methods(METHODS)
def staff_export(request: HttpRequest) -> HttpResponse:
    """Ask what the register is for, and give it out as a workbook, names as the reader sees them."""
    account = account_of(request)
    day, rows, vacant = _register(account, StaffFilter(request.GET))
    form, bureau = StaffExportForm(request.POST or None), root()
    title = _("Register of Party-affairs staff")
    if request.method == "POST" and form.is_valid() and bureau is not None:
        reason = f"{title}: {form.cleaned_data['reason']}"
        note_roll_export(by=account, unit=bureau, rows=len(rows), reason=reason)
        note = _("%(organisation)s, as of %(day)s") % {"organisation": bureau.name, "day": day.isoformat()}
        lines = [read.holder_line(number, row) for number, row in enumerate(rows, start=1)]
        lines += [read.vacancy_line(number, row) for number, row in enumerate(vacant, start=len(rows) + 1)]
        return download(workbook(title, _columns(), lines, note=note), f"{title}-{day:%Y%m%d}.xlsx")
    page = FormPage(title, _("Take out"), reverse("desk:staff"), title)
    return shown(request, form, page)


def _columns() -> Sequence[Column]:
    names = {
        _("No."): 6, _("Organisation"): 30, _("Post"): 14, _("Post holder"): 12, _("Held since"): 12,
        _("Business post, skills"): 34, _("Training hours this year"): 12, _("Hand-over"): 12,
    }  # fmt: skip
    return [Column(name, width) for name, width in names.items()]


@screen(MANAGE_MEMBERS)
@require_http_methods(METHODS)
def member_skills(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a member can do besides Party affairs, and add something."""
    account = account_of(request)
    member = current(MANAGE_MEMBERS, account, pk)
    form = SkillForm(request.POST or None)
    if sent(request, form, lambda: add_skill(by=account, person=member.person, words=form.cleaned_data["words"])):
        return saved(request, reverse("desk:member_skills", args=[pk]))
    skills = Skill.objects.filter(person=member.person_id).order_by("words")
    return render(request, "desk/member_skills.html", {"member": member, "form": form, "skills": skills})


@screen(MANAGE_MEMBERS)
@require_http_methods(["POST"])
def skill_remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take a skill of the member `pk` away; `number` is the skill's."""
    account = account_of(request)
    member: Membership = current(MANAGE_MEMBERS, account, pk)
    remove_skill(by=account, skill=get_object_or_404(Skill, pk=number, person=member.person_id))
    return saved(request, reverse("desk:member_skills", args=[pk]))
