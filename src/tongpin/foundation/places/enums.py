"""Kinds of venues."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class VenueKind(models.TextChoices):
    """What a venue is; it decides nothing, it sorts lists."""

    LIBRARY = "library", _("Library")
    MUSEUM = "museum", _("Museum")
    CULTURE_HALL = "culture_hall", _("Culture hall")
    MEMORIAL = "memorial", _("Memorial hall")
    THEATRE = "theatre", _("Theatre")
    SCENIC = "scenic", _("Scenic spot")
    SCHOOL = "school", _("School")
    SQUARE = "square", _("Square or park")
    COMMUNITY = "community", _("Community room")
    OTHER = "other", _("Other venue")
