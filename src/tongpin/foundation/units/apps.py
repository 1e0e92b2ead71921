from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "tongpin.foundation.units"
    label = "units"

    def ready(self) -> None:
        """Listen for erased persons."""
        from . import receivers  # noqa: F401 - registers on import
