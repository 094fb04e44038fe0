"""The app of the register's tables."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Documents, accounts, claims, incidents, and the decisions on them."""

    name = "tawthiq.workbench.register"
    label = "register"
