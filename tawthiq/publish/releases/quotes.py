"""The sentences behind a figure, as they may leave the office (standards §5.6, §5.7).

Every person whom the reading of the documents knows is withheld, whatever part they have, and so are speakers who are no
office of our lists but a witness, a relative or a medical worker, unless their words name nobody ("residents"), telephone
numbers and addresses. Where the place of an
incident is coarsened only the counted words are quoted, without any place in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from tawthiq.domain.span import Span
from tawthiq.publish.names_written import written
from tawthiq.publish.private_names import private_names
from tawthiq.publish.register_files import Record, Telling
from tawthiq.publish.speakers import WITNESSES, names_nobody
from tawthiq.publish.trace import pieces
from tawthiq.publish.wording import clean
from tawthiq.text.names import name_parts
from tawthiq.text.sentences import sentences

SENTENCES, WORDS, NOTHING = "sentences", "words", "none"
QUOTES = (SENTENCES, WORDS, NOTHING)
"""How much of the documents a release quotes: the sentence of every count, its counted words alone, or nothing."""
_OF_A_PLACE = frozenset({"eyewitness", "local_activist"})
"""Speakers who may be those of a place ("activists in Aleppo"): it says no more of them. Of a medical worker it would."""
_CONTACT = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}|\+?\d[\d ().-]{7,30}\d")
_DAY = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4}")
_LEAST_DIGITS = 9
_SHORTEST_NAME = 3

_HELD = 256
"""Documents whose sentences are kept at hand."""

Piece = list[str]
"""A kind (plain, claim, withheld, gap) and its words; those of a withheld piece are empty."""


class Quoter:
    """Quotes documents by sentences, as much as `quotes` says.

    `known` are names by document that no account here gives, `closed` the keys of offices that are closed to readers.
    """

    def __init__(
        self,
        quotes: str = SENTENCES,
        known: Mapping[str, frozenset[str]] | None = None,
        closed: frozenset[str] = frozenset(),
    ) -> None:
        self.quotes, self.known, self.closed = quotes, known or {}, closed
        self._cut: dict[str, list[Span]] = {}

    def quote(self, telling: Telling, toll: Record, *, words_only: bool, names: frozenset[str]) -> list[Piece]:
        """The sentence of a toll in pieces, its counted words marked; those words alone where `words_only`.

        `names` are names that are withheld wherever they stand.
        """
        text = str(telling.document["text"])
        span = Span(*toll["span"])
        sentence = span
        if not words_only:
            for one in self._sentences(telling.ref[0], text):
                if one.overlaps(span):
                    sentence = sentence.join(one)
        withheld = [
            *_persons(telling.beside),
            *_speakers(telling, self.closed),
            *_named(text, sentence, names),
            *contacts(text, sentence),
            *private_names(text),
        ]
        if words_only:
            withheld += _places(telling.beside)
        marks = [(span, "claim"), *((one, "withheld") for one in withheld if one.overlaps(sentence))]
        return [[p.kind, "" if p.kind == "withheld" else clean(p.text)] for p in pieces(text, sentence, marks)]

    def _sentences(self, ident: str, text: str) -> list[Span]:
        if ident not in self._cut:
            if len(self._cut) >= _HELD:
                self._cut.clear()
            self._cut[ident] = sentences(text)
        return self._cut[ident]


def names_in(tellings: Iterable[Telling], known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Every name that the documents behind an incident give a person, by all its spellings, and its parts as texts use them
    further on: any two or more words of it that stand together, and the last one alone. `known` are further names by document."""
    found: set[str] = set()
    for telling in tellings:
        people = (p for account in telling.beside for p in account.get("persons") or ())
        given = {str(p[key]) for p in people for key in ("name", "text")}
        text = str(telling.document["text"])
        given |= {name for s in private_names(text) if len((name := text[s.start : s.end]).split()) > 1}
        for name in given | known.get(telling.ref[0], frozenset()):
            found |= name_parts(name, shortest=_SHORTEST_NAME)
    return frozenset(found)


def speaker(toll: Record, closed: frozenset[str]) -> dict[str, str] | None:
    """Who says it: the key of an office of our lists, unless it is `closed`, and the kind of source; never a speaker's own words."""
    said: dict[str, Any] | None = toll.get("attribution")
    if not said:
        return None
    key = str(said.get("key") or "")
    return {"key": "" if key in closed else key, "type": str(said.get("source_type") or "")}


def _persons(accounts: Iterable[Record]) -> Iterable[Span]:
    return (Span(*p["span"]) for account in accounts for p in account.get("persons") or ())


def _speakers(telling: Telling, closed: frozenset[str]) -> list[Span]:
    found = []
    for toll in telling.account.get("tolls") or ():
        said = toll.get("attribution") or {}
        if not said.get("span"):
            continue
        if said.get("key") in closed or (_unnamed(said) and not _nobody(said, telling)):
            found.append(Span(*said["span"]))
    return found


def _unnamed(said: Record) -> bool:
    return not said.get("key") and said.get("source_type") in WITNESSES


def _nobody(said: Record, telling: Telling) -> bool:
    """Whether a speaker's words name nobody, the places in them aside where the speaker is one of a place."""
    text, (start, end) = str(telling.document["text"]), said["span"]
    words = text[start:end]
    if said.get("source_type") in _OF_A_PLACE:
        for place in _places(telling.beside):
            if start <= place.start and place.end <= end:
                words = words[: place.start - start] + " " * len(place) + words[place.end - start :]
    return names_nobody(words, str(telling.document.get("lang") or ""))


def _places(accounts: Iterable[Record]) -> list[Span]:
    return [
        Span(*place["span"])
        for account in accounts
        for place in (account.get("place"), *(account.get("places") or ()))
        if place and place.get("span")
    ]


def _named(text: str, sentence: Span, names: frozenset[str]) -> list[Span]:
    said, start = text[sentence.start : sentence.end], sentence.start
    return [Span(start + one.start, start + one.end) for one in written(names, said)]


def contacts(text: str, sentence: Span) -> list[Span]:
    """Telephone numbers and addresses in a sentence."""
    said = text[sentence.start : sentence.end]
    return [
        Span(sentence.start + match.start(), sentence.start + match.end())
        for match in _CONTACT.finditer(said)
        if "@" in match.group()
        or (sum(c.isdigit() for c in match.group()) >= _LEAST_DIGITS and not _DAY.search(match.group()))
    ]
