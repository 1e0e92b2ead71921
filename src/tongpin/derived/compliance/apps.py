"""What is due, done, late or not applicable, for each organisation by the rule in force on its day."""

from django.apps import AppConfig


class ComplianceConfig(AppConfig):
    """Registers the app."""

    name = "tongpin.derived.compliance"
    label = "compliance"
