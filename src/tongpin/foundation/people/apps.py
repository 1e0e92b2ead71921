from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tongpin.foundation.people"
    label = "people"

    def ready(self) -> None:
        """Listen for changed passwords."""
        from . import receivers  # noqa: F401 - registers on import
