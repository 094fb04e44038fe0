"""Where Arabic text names people who are no public figures.

A given name of our lists behind a word for a private person or for harm, with his age or with where he lives; whatever word stands
behind «يدعى», and one of a name's shape behind «الشاب», before a name that is known; a chain of fathers (X بن Y بن Z) without an
office before it; and rows of names. `private_names.py` says what for, and which texts are looked through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from operator import itemgetter

from tawthiq.domain.span import Span
from tawthiq.publish.words_around_names import SHORTEST, is_named, may_be_a_family, may_be_a_name, ordinary, words
from tawthiq.text.fold import fold, folded_text

Word = re.Match[str]
_WORD = re.compile(r"[^\W\d_]+")
_WHOLE = itemgetter(0)
_BETWEEN = re.compile(r"[\s،,.;:؛()\[\]/\d•*–-]*")
"""What may stand between two names of a list."""
_CLOSES = re.compile(r"\s?(?:[،,.;:؛!)\n]|\(\s?\d|$)")
"""What stands behind a lone name: the end of its clause, or an age in brackets."""
_AGED = re.compile(r"\s?[(،,]?\s?\(?\s?\d{1,3}\s(?P<years>[^\W\d_]+)|\s?\(\d{1,3}\)")
_BRACKETED = re.compile(r"\s?\(\s?\d{1,3}\b")
_COMMA = re.compile(r"\s?[(،,-]\s?")
_LONGEST = 6
_NEAR = 4
"""Words before a name among which an office may stand."""
_CHAIN = 4
"""Names at least in a chain of fathers that nothing else tells from a place's or a prince's."""


class Telling(Enum):
    """What a word says of names: nothing; that one may begin there or is told of; that one may, where other words than
    that one make it a name («على», which is written for Ali too); or that it may make it one."""

    NOTHING = 0
    NAME = 1
    ALONE = 2
    BESIDE = 3


def tells(written: str) -> Telling:
    """What a word as it is written says of names.

    A lone given name is told to be one only behind a cue or a harm, before another part of a name or an age in brackets, or
    beside another name: what may stand there and is no word of `begins` itself is BESIDE.
    """
    if written.isascii():
        return Telling.BESIDE if "(" in written or "{" in written else Telling.NOTHING
    known, folded = words(), folded_text(written)
    told = _WORD.findall(folded)
    begun = [word for word in told if word in known.begins]
    if begun:
        is_plain = len(told) == 1 and told[0] in known.given and "(" not in folded
        return Telling.ALONE if is_plain and not _tells_too(told[0]) else Telling.NAME
    if "(" in folded or any(word in known.inner or _in(word, known.harms) or word[1:] in known.cues for word in told):
        return Telling.BESIDE
    return Telling.NOTHING


def _tells_too(word: str) -> bool:
    """Whether a given name may be a word that tells of one as well."""
    known = words()
    return any(_in(word, several) for several in (known.cues, known.parents, known.sons, known.inner, known.servants))


def names_in_arabic(text: str) -> Iterator[Span]:
    """The names of private people in a text."""
    found = list(_names(folded_text(text)))
    if found:  # folding with the way back takes most of the time, and most texts need none
        folded = fold(text)
        yield from (folded.span(start, stop) for start, stop in found)


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Where names stand in folded text."""
    known, told = words(), list(_WORD.finditer(text))
    lone: list[tuple[int, int]] = []
    end = 0
    for at in [number for number, word in enumerate(map(_WHOLE, told)) if word in known.begins]:
        if at < end:  # within the name before
            continue
        word = told[at].group()
        joined = _joined(word)
        before = told[at - 1].group() if at and _blank(text, told, at) else ""
        if word[joined:] in known.given:
            cue = _in(before, known.cues)
            end = _end(text, told, at, cued=cue)
            first = at - 1 if not cue and not joined and _harmed_unlisted(text, told, at) else at
            if cue and end - at == 1 and word in known.further and _in(before, known.titles):
                continue  # «الشيخ مسكين»
            if cue or first < at or _told_of(text, told, at, end, before):
                yield told[first].start() + (joined if first == at else 0), told[end - 1].end()
            if end - at > 1:
                lone.append((at, end))
        elif word in known.parents and _in(before, known.says) and _follows(text, told, at + 1):
            child = told[at + 1].group()
            if child in known.given or may_be_a_name(child):
                end = _end(text, told, at + 1, cued=False)
                yield told[at].start(), told[end - 1].end()
        elif _in(word, known.cues) and _follows(text, told, at + 1) and told[at + 1].group() not in known.given:
            stop = 0 if _in(before, known.of_places) or _in_office(told, at) else _unlisted(text, told, at)
            if stop:
                end = stop
                yield told[at + 1].start(), told[end - 1].end()
        elif word in known.sons and before and may_be_a_name(before):
            stop = _end(text, told, at - 1, cued=False)
            if _is_chain(text, told, at - 1, stop):
                end = stop
                yield told[at - 1].start(), told[end - 1].end()
    yield from _listed(text, told, lone)


def _in(word: str, known: frozenset[str]) -> bool:
    """Whether a word is one of them, or is with a letter joined before it."""
    return word in known or word[1:] in known


def _blank(text: str, told: list[Word], at: int) -> bool:
    """Whether nothing but blanks stands before word `at`."""
    return text[told[at - 1].end() : told[at].start()].isspace()


def _follows(text: str, told: list[Word], at: int) -> bool:
    """Whether there is a word `at`, and nothing but blanks before it."""
    return at < len(told) and _blank(text, told, at)


def _end(text: str, told: list[Word], at: int, *, cued: bool) -> int:
    """Behind the last word of the name that begins with word `at`."""
    known, end = words(), at + 1
    while end - at < _LONGEST and _follows(text, told, end):
        word, last = told[end].group(), told[end - 1].group()
        if (
            word in known.given
            or word in known.inner
            or (last in known.sons and may_be_a_name(word))
            or (last in known.servants and word.startswith(known.article))
        ):
            end += 1
            continue
        if word in known.ends or word[:1] in known.joined or len(word) < SHORTEST:
            break
        family = word.startswith(known.article)
        if family or (cued and end == at + 1):  # a family's name; behind a cue, one that no list knows
            end += 1
        break
    for more in range(end, min(end + 2, len(told))):  # whatever stands between a name and an age is part of it
        if not _follows(text, told, more) or told[more].group() in known.ends:
            break
        if _BRACKETED.match(text, told[more].end()) is not None and end - at > 1:
            return more + 1
    return end


def _told_of(text: str, told: list[Word], at: int, end: int, before: str) -> bool:
    """Whether a name without a cue before it is told by a harm before it, an age or a home behind it, or its chain of fathers."""
    if end - at < 2:
        return False
    if _in(before, words().harms) and _full(told, at, end):
        return True
    if _is_chain(text, told, at, end):
        return True
    return _full(told, at, end) and (_aged(text, told, end) or _at_home(text, told, end)) and not _in_office(told, at)


def _full(told: list[Word], at: int, end: int) -> bool:
    """Whether a name is more than one word that may as well name a place («صلاح الدين») with what follows it."""
    return end - at > 2 or told[at + 1].group() in words().given


def _aged(text: str, told: list[Word], end: int) -> bool:
    """Whether an age stands behind a name: «(34 عاما)», «البالغ من العمر»."""
    if _follows(text, told, end) and told[end].group() in words().aged:
        return True
    found = _AGED.match(text, told[end - 1].end())
    return found is not None and (found["years"] is None or found["years"] in words().years)


def _at_home(text: str, told: list[Word], end: int) -> bool:
    """Whether somebody is said behind his name to live there or to have seen it: «، وهو من سكان الحي»."""
    known, gap = words(), text[told[end - 1].end() : told[end].start()] if end < len(told) else ""
    if not gap or not (gap.isspace() or _COMMA.fullmatch(gap)):
        return False
    while end < len(told) and told[end].group() in known.that_is:
        gap, end = ",", end + 1
    return (
        end < len(told)
        and not gap.isspace()
        and (told[end].group() in known.private or told[end].group() in known.cues)
    )


def _in_office(told: list[Word], at: int) -> bool:
    """Whether a word of office stands near before a name."""
    return any(_in(word.group(), words().offices) for word in told[max(0, at - _NEAR) : at])


def _is_chain(text: str, told: list[Word], at: int, end: int) -> bool:
    """Whether a name is a chain of fathers long enough to be that of nobody but one person, and names no place, unit or office."""
    known = words()
    chain = [word.group() for word in told[at:end]]
    names = [word for word in chain if word not in known.sons and word not in known.inner]
    if known.sons.isdisjoint(chain) or len(names) + (len(chain) - len(names) > 1) < _CHAIN:
        return False
    return not (at and _in(told[at - 1].group(), known.of_places)) and not _in_office(told, at)


def _harmed_unlisted(text: str, told: list[Word], at: int) -> bool:
    """Whether a word of a name's shape stands between a word of harm and a given name: «استشهد شيلان محمد»."""
    if at < 2 or not _blank(text, told, at) or not _blank(text, told, at - 1) or told[at].group() in ordinary():
        return False
    return _in(told[at - 2].group(), words().harms) and may_be_a_name(told[at - 1].group())


def _unlisted(text: str, told: list[Word], cue: int) -> int:
    """Behind the last word of a name that begins behind a cue with a word that no list holds; 0 where none does."""
    known, at = words(), cue + 1
    word = told[at].group()
    if _in(told[cue].group(), known.naming):
        return _end(text, told, at, cued=True) if is_named(word) else 0
    if not may_be_a_name(word):
        return 0
    if not _follows(text, told, at + 1):
        closed = _CLOSES.match(text, told[at].end()) is not None and not _in(told[cue].group(), known.titles)
        return at + 1 if closed else 0
    following = told[at + 1].group()
    is_given = following in known.given and following not in ordinary()
    if is_given or following in known.sons or may_be_a_family(following):
        return _end(text, told, at, cued=False)
    return at + 1 if following in known.aged else 0


def _listed(text: str, told: list[Word], names: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Names that stand beside one another with nothing but commas or «و» between, one of them a full one."""
    known, row = words(), list[tuple[int, int]]()
    for at, end in [*names, (len(told), len(told))]:
        if row:
            gap = text[told[row[-1][1] - 1].end() : told[at].start()] if at < len(told) else "#"
            if not (_BETWEEN.fullmatch(gap) or gap.strip() in known.joined):
                if len(row) > 1 and any(_full(told, a, e) for a, e in row):
                    yield from ((told[a].start() + _joined(told[a].group()), told[e - 1].end()) for a, e in row)
                row = []
        row.append((at, end))


def _joined(word: str) -> int:
    """Letters at the beginning of a name's first word that are no part of it."""
    known = words()
    return 1 if word not in known.given and word[:1] in known.joined and word[1:] in known.given else 0
