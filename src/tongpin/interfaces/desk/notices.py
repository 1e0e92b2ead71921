"""What the desk says of findings, in the officer's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tongpin.foundation.ui.rules import Quote
from tongpin.standards.enums import Strictness
from tongpin.standards.rules import Norm

from .rules import Finding


def finding_text(one: Finding) -> str:
    """Return what differs and by how much."""
    texts = {
        "too_few_full": _("%(n)s full members; the norm is at least %(bound)s."),
        "too_few": _("%(n)s members; the norm is at least %(bound)s."),
        "too_few_unapproved": _("%(n)s members; the norm is at least %(bound)s, and no approval of fewer is noted."),
        "too_many": _("%(n)s members; the norm is at most %(bound)s."),
        "no_committee": _("%(n)s full members and no branch committee."),
        "committee_small": _("%(n)s committee members; the norm is at least %(bound)s."),
        "committee_large": _("%(n)s committee members; the norm is at most %(bound)s."),
        "committee_of_few": _("%(n)s full members and a branch committee; a committee wants %(bound)s."),
        "many_deputies": _("%(n)s deputy secretaries; the norm without a committee is at most %(bound)s."),
        "covers_few": _("A joint branch that covers %(n)s units; the norm is at least %(bound)s."),
        "covers_many": _("A joint branch that covers %(n)s units; the norm is at most %(bound)s."),
        "group_without_full": _("%(n)s full members in the group; the norm is at least %(bound)s."),
    }
    return texts[one.what] % {"n": one.number, "bound": one.bound}


def norm_quote(norm: Norm) -> Quote:
    """Return the words a norm rests on, to be shown beside a finding or a field."""
    return Quote(
        norm.quote or norm.title,
        norm.source_name if norm.local else f"《{norm.source_name}》",
        norm.article,
        norm.issued.isoformat(),
        verified=not norm.needs_review,
        strict=norm.strictness == Strictness.MUST,
    )


def norm_source(norm: Norm) -> str:
    """Return document and article of a norm, as a refusal names them."""
    name = norm.source_name if norm.local else f"《{norm.source_name}》"
    return f"{name}{norm.article}"
