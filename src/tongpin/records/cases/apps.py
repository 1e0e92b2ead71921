"""Exemplary cases: what was done well, with its records and figures, reviewed and published."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Nothing to register yet."""

    name = "tongpin.records.cases"
    label = "cases"
