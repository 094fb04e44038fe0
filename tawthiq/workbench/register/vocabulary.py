"""The office's own words as rows and as the file that reading takes (knowledge/office_words.py): the rows rule, the file follows them."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from tawthiq.knowledge.office_words import OfficeWord, file_in, read_office, words_beside, written
from tawthiq.workbench.register.models import Rereading, Word

DONE = ("applied", "nothing")
"""States of a reading after which the register stands as the list of words has it."""


def list_version() -> int:
    """The version of the list; it grows with every change."""
    return Word.objects.aggregate(n=Max("changed"))["n"] or 0


def words_now() -> list[OfficeWord]:
    """The words in use."""
    rows = Word.objects.filter(state="used").order_by("kind", "code", "word")
    return [OfficeWord(*row) for row in rows.values_list("kind", "code", "word")]


def changed_since_read() -> list[Word]:
    """The words that changed since the register was last read with the list."""
    last = Rereading.objects.filter(state__in=DONE).aggregate(n=Max("words"))["n"] or 0
    return list(Word.objects.filter(changed__gt=last).order_by("changed", "pk"))


def office_knowledge() -> Path | None:
    """What reading takes of the office: its words with its places, or its places, or nothing. The file is brought up to date first."""
    register = Path(settings.REGISTER)
    if Word.objects.exists():
        write_file()
    return words_beside(register)


def write_file() -> None:
    """Writes the list beside the register, whole or not at all, unless it stands there already."""
    path = file_in(Path(settings.REGISTER))
    definitions = read_office(path).definitions if path.is_file() else ()
    text = written(list_version(), words_now(), definitions)
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".office-", suffix=".toml")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).replace(path)


def take_in(register: Path) -> int:
    """Takes in words that stand in the file and in no row: those added by hand, or a register from elsewhere. How many. Raises OfficeWordsError."""
    path = file_in(register)
    if not path.is_file():
        return 0
    with transaction.atomic():
        known = {OfficeWord(*row) for row in Word.objects.values_list("kind", "code", "word")}
        fresh = [word for word in read_office(path).words if word not in known]
        following = list_version() + 1
        Word.objects.bulk_create(
            (Word(kind=w.kind, code=w.code, word=w.word, changed=following) for w in fresh), batch_size=500
        )
    return len(fresh)
