"""Comments, assignments and saved filters: the office talking to itself. They rule on nothing and are not sealed."""

from __future__ import annotations

import re

from tawthiq.workbench.register.deciding import check
from tawthiq.workbench.register.models import Assignment, Comment, SavedFilter
from tawthiq.workbench.register.names import Name
from tawthiq.workbench.staff.models import User

SCREENS = ("incidents", "search", "map", "statistics", "queues/leads")
"""The screens whose filters can be kept, by their addresses."""
_MENTION = re.compile(r"(?<![\w@])@([\w.+-]{1,150})")


def comment(actor: User, subject: str, text: str) -> Comment:
    """A note on a record; `@name` asks a colleague to look. Raises ValueError for an empty one."""
    check(actor, "comment")
    Name.parse(subject)
    text = text.strip()
    if not text or len(text) > 10_000:
        raise ValueError("team.empty_comment")
    made = Comment.objects.create(subject=subject, text=text, by=actor)
    made.mentions.set(User.objects.filter(username__in=set(_MENTION.findall(text)), is_active=True))
    return made


def assign(actor: User, subject: str, to: User) -> Assignment:
    """Gives a record to a colleague; anyone may take one for themselves."""
    if to.pk != actor.pk:
        check(actor, "assign")
    else:
        check(actor, "comment")
    Name.parse(subject)
    made, _ = Assignment.objects.update_or_create(subject=subject, defaults={"to": to, "by": actor})
    return made


def release(actor: User, subject: str) -> None:
    """Takes an assignment off; one's own always."""
    for found in Assignment.objects.filter(subject=subject):
        if found.to_id != actor.pk:
            check(actor, "assign")
        found.delete()


def save_filter(actor: User, screen: str, name: str, query: str) -> SavedFilter:
    """Keeps a list's filters under a name. Raises ValueError without a name, or for what is no list with filters."""
    check(actor, "see")
    name = " ".join(name.split())[:120]
    if screen not in SCREENS:
        raise ValueError("team.no_such_screen")
    if not name:
        raise ValueError("team.empty_name")
    made, _ = SavedFilter.objects.update_or_create(
        by=actor, screen=screen, name=name, defaults={"query": query[:2_000]}
    )
    return made
