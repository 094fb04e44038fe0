"""What an admin does with accounts: made, closed, given another role, a new password, or a second factor anew. Each act is sealed in the log."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction

from tawthiq.workbench.register import chain
from tawthiq.workbench.register.deciding import NothingChanged, ReasonNeeded, check
from tawthiq.workbench.register.models import Decision
from tawthiq.workbench.staff.accounts import made_password, new_account
from tawthiq.workbench.staff.models import User
from tawthiq.workbench.staff.roles import ROLES


def make_account(actor: User, name: str, role: str, *, language: str, reason: str) -> tuple[User, str]:
    """A new account and the password it is first entered with. Raises BadAccount, ReasonNeeded, ValueError for an unknown role."""
    reason = _may(actor, None, reason)
    if role not in ROLES:
        raise ValueError("document.bad_code")
    with transaction.atomic():
        user, password = new_account(" ".join(name.split()), role, language=language)
        _log(actor, "staff.make", user, {}, {"role": role}, reason)
    return user, password


def set_role(actor: User, user: User, role: str, *, reason: str) -> None:
    """Gives another role, at once. Nobody changes their own."""
    reason = _may(actor, user, reason)
    if role not in ROLES:
        raise ValueError("document.bad_code")
    _change(actor, "staff.role", user, {"role": role}, reason)


def set_open(actor: User, user: User, is_open: bool, *, reason: str) -> None:
    """Closes an account or opens it again; a closed one's sessions and tokens end at once, its decisions keep its name."""
    reason = _may(actor, user, reason)
    _change(actor, "staff.open" if is_open else "staff.close", user, {"is_active": is_open}, reason)


def new_password(actor: User, user: User, *, reason: str) -> str:
    """A new password, which its owner changes at the next sign-in; sessions under the old one end."""
    reason = _may(actor, user, reason)
    password = made_password()
    with transaction.atomic():
        user.set_password(password)
        user.must_change_password, user.failures, user.locked_until = True, 0, None
        user.save()
        _log(actor, "staff.password", user, {}, {}, reason)
    return password


def reset_second_factor(actor: User, user: User, *, reason: str) -> None:
    """Takes a lost second factor away; a role that needs one sets up another before anything else."""
    reason = _may(actor, user, reason)
    with transaction.atomic():
        gone, _ = Authenticator.objects.filter(user=user).delete()
        if not gone:
            raise NothingChanged(user.username)
        _log(actor, "staff.factor", user, {}, {}, reason)


def _may(actor: User, user: User | None, reason: str) -> str:
    check(actor, "manage_staff")
    if user is not None and user.pk == actor.pk:
        raise PermissionDenied("own_work")
    reason = " ".join(reason.split())
    if not reason:
        raise ReasonNeeded("staff")
    return reason


def _change(actor: User, action: str, user: User, after: dict[str, Any], reason: str) -> None:
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=user.pk)
        before = {name: getattr(row, name) for name in after}
        if before == after:
            raise NothingChanged(user.username)
        for name, value in after.items():
            setattr(row, name, value)
        row.save(update_fields=list(after))
        _log(actor, action, row, before, after, reason)


def _log(actor: User, action: str, user: User, before: dict[str, Any], after: dict[str, Any], reason: str) -> None:
    """Seals an act. What it changed stands under the account's name: such rows are not of the register, and not undone from the log."""
    subject = f"account_of:{user.username}"
    chain.append(
        Decision(action=action, subject=subject, before={}, after={"was": before, "is": after}, reason=reason), actor
    )
