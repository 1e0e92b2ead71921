"""Forms of the catalogue: filters, an entry as text, local rules."""

from .entry import CatalogueFilter, EntryForm
from .local import EndLocalRuleForm, LocalRuleForm

__all__ = ["CatalogueFilter", "EndLocalRuleForm", "EntryForm", "LocalRuleForm"]
