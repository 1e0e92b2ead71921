from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "tongpin.foundation.audit"
    label = "audit"
