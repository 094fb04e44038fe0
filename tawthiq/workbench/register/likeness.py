"""Finds persons by their names, in whichever script they are written: by the words' sounds first, then as the linking compares names.

`text/names.py` says when two words of names are one. It compares pairs; here the words of all names are kept with what their spellings
have in common, so that few pairs are left to compare.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Sequence

from django.db.models import QuerySet
from rapidfuzz.distance import Levenshtein

from tawthiq.text.names import SAME, NameWord, name_likeness, name_word, name_words, word_likeness
from tawthiq.workbench.register.models import Person, PersonWord, State

ALIKE = 0.74
"""From this likeness on, two words of names are held to be one (text/names.py)."""
MOST_WORDS = 6
"""Words of a question that are looked at."""
_CLASSES = str.maketrans({**dict.fromkeys("dztsC", "t"), **dict.fromkeys("jgkx", "k"), "h": ""})
# Sounds that spellings mix stand in one class (ذ as d or z, ق as g or j, خ as kh or k); an h is often silent.


def sound_of(word: NameWord) -> str:
    """What the spellings of a word of a name have in common, in either script: its consonants by class."""
    return word.consonants.translate(_CLASSES)[:100]


def words_of(person: Person) -> list[PersonWord]:
    """The rows of a person's name, unsaved."""
    return [
        PersonWord(person=person, at=at, word=word.folded[:100], sound=sound_of(word))
        for at, word in enumerate(name_words(person.name)[:30])
    ]


def keep_words(people: Sequence[Person]) -> None:
    """Writes the words of new persons' names; call inside the transaction that makes the persons."""
    if people:
        PersonWord.objects.bulk_create((word for person in people for word in words_of(person)), batch_size=500)
        State.objects.update_or_create(name=_MARK, defaults={"value": secrets.token_hex(8)})


def with_name(people: QuerySet[Person], name: str) -> QuerySet[Person]:
    """The persons in whose names every word of `name` stands, spelled however; nobody where it holds no word."""
    if not name_words(name):
        return people.none()
    for word in name_words(name)[:MOST_WORDS]:
        people = people.filter(pk__in=PersonWord.objects.filter(word__in=_spellings(word)).values("person"))
    return people


def alike(people: QuerySet[Person], person: Person) -> list[tuple[float, Person]]:
    """Those of `people` whose names may be this person's by spelling alone, the likeliest first."""
    words = name_words(person.name)
    if len(words) < 2:  # one word says too little
        return []
    given = PersonWord.objects.filter(at=0, word__in=_spellings(words[0])).values("person")
    further = {
        w for word in words[1:] for w in _spellings(word)
    }  # the shorter name stands in the longer one whole: two words at least
    named = PersonWord.objects.filter(at__gt=0, word__in=sorted(further)).values("person")
    others = people.filter(pk__in=given).filter(pk__in=named).exclude(pk=person.pk)
    found = [(name_likeness(person.name, other.name), other) for other in others]
    return sorted(((like, other) for like, other in found if like >= SAME), key=lambda x: (-x[0], x[1].pk))


def _spellings(word: NameWord) -> list[str]:
    """The words of all names that may be this word."""
    sound = sound_of(word)
    most = max(1, round(len(sound) * (1 - ALIKE)) + 1)  # farther apart, no two words are alike
    return sorted(
        written
        for near, words in _vocabulary().items()
        if Levenshtein.distance(sound, near, score_cutoff=most) <= most
        for written in words
        if written == word.folded or word_likeness(word, name_word(written)) >= ALIKE
    )


_MARK = "names"
_kept: tuple[str, dict[str, list[str]]] = ("none", {})
_lock = threading.Lock()


def _vocabulary() -> dict[str, list[str]]:
    """The words of all names by their sounds, read again when names have come. Those of names that are gone may stay, and find nothing."""
    global _kept
    now = State.objects.filter(name=_MARK).values_list("value", flat=True).first() or ""
    with _lock:
        if _kept[0] != now:
            found: dict[str, list[str]] = {}
            for sound, word in PersonWord.objects.values_list("sound", "word").distinct():
                found.setdefault(sound, []).append(word)
            _kept = (now, found)
        return _kept[1]
