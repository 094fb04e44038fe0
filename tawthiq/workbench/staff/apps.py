"""The app of accounts and roles."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """Accounts and roles."""

    name = "tawthiq.workbench.staff"
    label = "staff"
