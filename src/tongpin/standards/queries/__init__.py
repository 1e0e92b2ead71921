"""Reading the catalogue as it stood on a day, with the bureau's local rules on top where they are asked for."""

from .catalogue import NormVersion, catalogue, entries, history, kind, kinds, norm_versions, norms
from .local import kinds_and_rulebook, local_rules, rulebook, ruling

__all__ = [
    "NormVersion",
    "catalogue",
    "entries",
    "history",
    "kind",
    "kinds",
    "kinds_and_rulebook",
    "local_rules",
    "norm_versions",
    "norms",
    "rulebook",
    "ruling",
]
