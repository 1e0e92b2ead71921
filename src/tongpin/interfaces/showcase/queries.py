"""Reading complaints."""

from __future__ import annotations

from django.db.models import F, QuerySet

from .models import Complaint


def inbox(*, answered: bool | None = None) -> QuerySet[Complaint]:
    """Return complaints, those without an answer first, oldest first among them."""
    unanswered_first = F("answered_at").asc(nulls_first=True)  # SQLite's own order, not PostgreSQL's
    rows = Complaint.objects.select_related("answered_by__person").order_by(unanswered_first, "received_at", "pk")
    return rows if answered is None else rows.filter(answered_at__isnull=not answered)


def by_code(code: str) -> Complaint | None:
    """Return the complaint of this number, however it was typed; None when there is none."""
    return Complaint.objects.filter(code=code.strip().upper()).first()
