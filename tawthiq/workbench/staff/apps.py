"""The app of accounts and roles."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """Accounts and roles."""

    name = "tawthiq.workbench.staff"
    label = "staff"

    def ready(self) -> None:
        """Listens to changes of passwords."""
        from tawthiq.workbench.staff import signals  # noqa: F401
