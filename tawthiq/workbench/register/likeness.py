"""Finds persons by their names, in whichever script they are written: by the words' sounds first, then as the linking compares names.

`text/names.py` says when two words of names are one. It compares pairs; here the words of all names are kept with what their spellings
have in common, so that few pairs are left to compare.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable

from django.db.models import Max, QuerySet
from rapidfuzz.distance import Levenshtein

from tawthiq.text.names import SAME, NameWord, name_likeness, name_word, name_words, word_likeness
from tawthiq.workbench.register.models import Person, PersonWord

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
    others = people.filter(pk__in=given).exclude(pk=person.pk)
    found = [(name_likeness(person.name, other.name), other) for other in others]
    return sorted(((like, other) for like, other in found if like >= SAME), key=lambda x: (-x[0], x[1].pk))


def _spellings(word: NameWord) -> list[str]:
    """The words of all names that may be this word."""
    near = _near(sound_of(word))
    written = PersonWord.objects.filter(sound__in=near).values_list("word", flat=True).distinct()
    return sorted(w for w in written if w == word.folded or word_likeness(word, name_word(w)) >= ALIKE)


def _near(sound: str) -> list[str]:
    """The sounds of all names at most so far from this one that words with them may be alike."""
    most = max(1, round(len(sound) * (1 - ALIKE)) + 1)
    return [near for near in _sounds() if Levenshtein.distance(sound, near, score_cutoff=most) <= most]


_kept: tuple[int, list[str]] = (-1, [])
_lock = threading.Lock()


def _sounds() -> Iterable[str]:
    """The sounds of all names. New ones show at once; those of names that are gone may stay, and find nothing."""
    global _kept
    newest = PersonWord.objects.aggregate(last=Max("pk"))["last"] or 0
    with _lock:
        if _kept[0] != newest:
            _kept = (newest, sorted(PersonWord.objects.values_list("sound", flat=True).distinct()))
        return _kept[1]
