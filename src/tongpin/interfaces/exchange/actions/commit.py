"""Taking an import over: what is good, in one transaction; what waits goes back to the clerk."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.bulk import insert_rows, without_collection
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.places.actions import add_venue
from tongpin.foundation.units import queries as units
from tongpin.foundation.units.actions import add_unit, ensure_bureau
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import Incoming, correct_many, record_many
from tongpin.records.activities.rules import Content
from tongpin.records.honours.actions import correct_honour, record_honour
from tongpin.records.honours.models import Honour
from tongpin.records.honours.rules import HonourContent
from tongpin.records.visits.actions import correct_need, record_need
from tongpin.records.visits.models import Need
from tongpin.records.visits.rules import NeedContent

from ..access import IMPORT
from ..enums import BatchStatus, RowState
from ..models import ImportBatch, ImportRow
from ..notices import message
from ..queries import Plan, Planned, make_plan
from ..queries.batches import ledger_of
from ..queries.resolve import Lookups
from ..rules.issues import Severity, issue
from ..rules.ledger import Ledger
from ..rules.names import rank_of_unit
from ..rules.rows import Member
from .people import add_member, change_member

Progress = Callable[[int, int], None]
_COLUMNS = ["batch_id", "sheet", "line", "kind", "state", "key", "target_kind", "target_id", "message"]


@transaction.atomic
def commit_import(
    *, by: Account, batch: ImportBatch, ledger: Ledger | None = None, progress: Progress | None = None
) -> Plan:
    """Record what is good of an import and return what became of each row.

    Everything is judged again at this moment. Raises UserError when the import is over; nothing is recorded then.
    """
    IMPORT.require_held(by)
    batch = ImportBatch.objects.select_for_update().select_related("file").get(pk=batch.pk)
    if batch.status != BatchStatus.PREVIEW:
        raise UserError(_("This import is over."), place=batch.name, remedy=_("Hand the file in again."))
    with without_collection():
        read = ledger if ledger is not None else ledger_of(batch)
        plan = make_plan(read, batch.file, batch.ledger, batch.answers)
        if _make_what_is_new(by=by, plan=plan):
            plan = make_plan(read, batch.file, batch.ledger, batch.answers)
        _write(by=by, batch=batch, plan=plan, progress=progress)
    batch.status, batch.counts, batch.committed_at = BatchStatus.COMMITTED, plan.counts(), clock.now()
    batch.save(update_fields=["status", "counts", "committed_at"])
    record(by=by, action="import.commit", target=batch, details={"counts": batch.counts})
    return plan


def _make_what_is_new(*, by: Account, plan: Plan) -> bool:
    """Make the bureau, branches and venues the rows speak of; return whether any was made."""
    made = False
    root = units.root()
    if root is None:
        root = ensure_bureau(by=by)
        made = True
    for name in plan.new_units:
        kind = _kind_of_unit(name)
        add_unit(by=by, kind=kind, name=name, parent=_parent(root, kind), has_committee=name in plan.committees)
        made = True
    for name in plan.new_venues:
        add_venue(by=by, name=name)
        made = True
    return made


def _kind_of_unit(name: str) -> UnitKind:

    return UnitKind(rank_of_unit(name))


def _parent(root: Unit, kind: UnitKind) -> Unit:
    """Return where a new branch stands: below the Party committee if there is one, else below the bureau."""
    committee = units.below(root).filter(kind=UnitKind.PARTY_COMMITTEE, valid_to=None).order_by("pk").first()
    return committee if committee is not None and kind in {UnitKind.BRANCH, UnitKind.GENERAL_BRANCH} else root


def _write(*, by: Account, batch: ImportBatch, plan: Plan, progress: Progress | None) -> None:
    total = len(plan.rows)
    new = [one for one in plan.rows if one.state is RowState.NEW]
    changed = [one for one in plan.rows if one.state is RowState.CHANGED]
    reason = _("Corrected in the ledger %(name)s") % {"name": batch.name[-120:]}
    _write_activities(by=by, new=new, changed=changed, reason=reason, progress=_part(progress, total))
    _write_others(by=by, rows=[*new, *changed], reason=reason)
    _write_links(batch, plan.rows)
    _renew_links(batch, changed)
    if progress is not None:
        progress(total, total)


def _part(progress: Progress | None, total: int) -> Callable[[int], None] | None:
    return None if progress is None else lambda done: progress(done, total)


def _write_activities(
    *,
    by: Account,
    new: Sequence[Planned],
    changed: Sequence[Planned],
    reason: str,
    progress: Callable[[int], None] | None,
) -> None:
    fresh = [one for one in new if isinstance(one.content, Content)]
    if fresh:
        keys = record_many(by=by, incoming=[_incoming(one) for one in fresh], progress=progress)
        for one, key in zip(fresh, keys, strict=True):
            one.target_id = key
    corrections = [(one.target_id, _incoming(one)) for one in changed if isinstance(one.content, Content)]
    if corrections:
        correct_many(by=by, corrections=[(key, one) for key, one in corrections if key is not None], reason=reason)


def _incoming(one: Planned) -> Incoming:
    assert isinstance(one.content, Content)
    return Incoming(one.content, one.proof, one.cancelled, one.marks)


def _write_others(*, by: Account, rows: Sequence[Planned], reason: str) -> None:
    """Write needs, honours and members, of which a ledger holds few."""
    needs = Need.objects.in_bulk(
        [one.target_id for one in rows if isinstance(one.content, NeedContent) and one.target_id]
    )
    honours = Honour.objects.in_bulk(
        [one.target_id for one in rows if isinstance(one.content, HonourContent) and one.target_id]
    )
    lookups: Lookups | None = None
    for one in rows:
        if isinstance(one.content, NeedContent):
            if one.target_id is None:
                one.target_id = record_need(by=by, content=one.content, proof=one.proof).pk
            else:
                correct_need(by=by, need=needs[one.target_id], content=one.content, reason=reason, proof=one.proof)
        elif isinstance(one.content, HonourContent):
            if one.target_id is None:
                one.target_id = record_honour(by=by, content=one.content, proof=one.proof).pk
            else:
                honour = honours[one.target_id]
                correct_honour(by=by, honour=honour, content=one.content, reason=reason, proof=one.proof)
        elif isinstance(one.content, Member):
            lookups = lookups or Lookups.load({})
            _write_member(by=by, one=one, row=one.content, lookups=lookups, reason=reason)


def _write_member(*, by: Account, one: Planned, row: Member, lookups: Lookups, reason: str) -> None:
    unit = Unit.objects.get(pk=lookups.branch(row.unit)[0].id)
    if one.target_id is None:
        person, refused = add_member(by=by, row=row, unit=unit)
        one.target_id = person.pk
    else:
        person = Person.objects.get(pk=one.target_id)
        refused = change_member(by=by, row=row, unit=unit, person=person, reason=reason)
    if refused:
        one.issues.append(issue("post_left", "post", post=row.post, why=refused))


def _write_links(batch: ImportBatch, rows: Sequence[Planned]) -> None:
    """Keep which record stands on which row, and what the rest waits for. The same as before is not written again."""
    insert_rows(
        ImportRow,
        _COLUMNS,
        (
            (
                batch.pk,
                one.row.sheet[:120],
                one.row.line,
                one.row.kind,
                one.state.value,
                one.key if one.target_id is not None else "",
                one.target_kind.value if one.target_kind is not None and one.target_id is not None else "",
                one.target_id,
                message(one.all_issues, least=Severity.NOTE) if one.row.issues or one.issues else "",
            )
            for one in rows
            if one.state is not RowState.SAME
        ),
    )


def _renew_links(batch: ImportBatch, changed: Sequence[Planned]) -> None:
    """A changed row takes the place of the earlier one, so that an earlier edition no longer answers for the record."""
    ImportRow.objects.filter(pk__in=[one.link_id for one in changed if one.link_id is not None]).update(
        target_id=None, key=""
    )
