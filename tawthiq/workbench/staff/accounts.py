"""Accounts made and given new passwords: one place for the command line and the screen."""

from __future__ import annotations

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tawthiq.workbench.staff.models import User


class BadAccount(ValueError):
    """An account that cannot be made; the message says why, on one line."""


def new_account(name: str, role: str, *, language: str = "ar", password: str = "") -> tuple[User, str]:
    """An account and its password. Without one a password is made, to be changed at the first sign-in. Raises BadAccount."""
    if User.objects.filter(username__iexact=name).exists():
        raise BadAccount(f"{name}: there is an account of that name")
    user = User(username=name, role=role, language=language, must_change_password=not password)
    password = password or made_password()
    try:
        user.full_clean(exclude=["password"])
        validate_password(password, user)
    except ValidationError as error:
        raise BadAccount(f"{name}: {' '.join(error.messages)}") from error
    user.set_password(password)
    user.save()
    return user, password


def made_password() -> str:
    """A password that nobody could guess, for the way to its owner only."""
    return secrets.token_urlsafe(15)
