"""The second factor: its secrets sealed in the database, its messages in our words."""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.encoding import force_bytes

from tawthiq.workbench.staff.speech import refusal, say


def _box() -> MultiFernet:
    """Seals with the office's key; opens what an earlier key sealed (settings.SECRET_KEY_FALLBACKS)."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"tawthiq second factor " + force_bytes(k)).digest()))
        for k in keys
    )


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # the library has no types
    """TOTP secrets and the seed of recovery codes are useless to who has only the database file."""

    def encrypt(self, text: str) -> str:
        """The text sealed with the office's key."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text of a seal; where the key was lost, a secret that nobody knows: no code fits, and the admin resets the factor."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """A refusal in our words."""
        return refusal(code) or super().validation_error(code, *args)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """What a new security key is called until the officer says otherwise."""
        known = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return say("second.first_key") if known == 0 else say("second.next_key", n=known + 1)
