"""Roles. A role is held for a unit; how far it reaches is said by each policy, not by the role."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What an account may be to a unit."""

    CITIZEN = "citizen", _("Citizen")
    MEMBER = "member", _("Party member")
    SECRETARY = "secretary", _("Branch secretary")
    UNIT_OFFICER = "unit_officer", _("Officer of a unit")
    OFFICER = "officer", _("Party-affairs officer of the bureau")
    LEADER = "leader", _("Bureau leader")
    AUDITOR = "auditor", _("Auditor")
    SYSTEM_OPERATOR = "system_operator", _("System operator")
    SECURITY_OPERATOR = "security_operator", _("Security operator")
