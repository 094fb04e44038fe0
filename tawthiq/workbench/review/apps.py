"""The app of the screens."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """Screens of the workbench."""

    name = "tawthiq.workbench.review"
    label = "review"
