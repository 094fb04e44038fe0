"""The sign-in's words in the language of the page."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from tawthiq.publish.wording import Wording
from tawthiq.workbench.words import words


def the_words() -> Wording:
    """The catalogue of the page's language."""
    return words("en" if (get_language() or "").startswith("en") else "ar")


def say(key: str, **values: object) -> str:
    """The words of a key."""
    return the_words()(key, **values)


def refusal(code: str) -> ValidationError | None:
    """An error of django-allauth in our words; None for one we have none for."""
    text = the_words().strings["signin_errors"].get(code)
    return ValidationError(text, code=code) if text else None
