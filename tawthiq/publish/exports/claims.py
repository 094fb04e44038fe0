"""The claims behind an incident as an export may show them: each with its exact place in its document.

A public export quotes no words in which a person is named, gives no speaker but an office of our lists, and says nothing of
claims in restricted documents or of sexual violence; where the place is withheld, so are the words that name it and what
stands around a quote (standards §5.6, §5.7).
"""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from tawthiq.domain.span import Span
from tawthiq.publish import public
from tawthiq.publish.claim_lines import Claim, ClaimedAccount, CodeClaim, Range
from tawthiq.publish.exports.shown import Shown, ShownSource, source_of
from tawthiq.publish.private_names import private_names
from tawthiq.publish.register_files import Case, Telling

_AROUND = 32
"""Characters of the text that are given before and after a quote."""


class ShownClaim(NamedTuple):
    """One claim: `field` is kind, date, place, actor, weapon, person or toll; `known` holds its value,
    under the names that `VALUES` gives the field.

    `quote` is empty where the words may not be shown; `start` and `end` count code points of the document's clean text.
    `around` is the text, and what of it may stand before and after the quote: from where, and up to where.
    """

    id: str
    source: ShownSource
    field: str
    known: Any
    start: int
    end: int
    quote: str
    around: tuple[str, int, int]
    speaker_type: str
    speaker: str
    rule: str

    @property
    def text(self) -> str:
        """The value in one line."""
        return words(self.field, self.known)


VALUES = {
    "kind": ("code",),
    "date": ("start", "end", "precision"),
    "place": ("id", "name_en", "name_ar", "precision"),
    "actor": ("code", "role", "mode"),
    "weapon": ("code",),
    "person": ("name", "role"),
    "toll": ("harm", "group", "low", "high", "value", "qualifier", "superseded"),
}
"""The fields in their order, and under which names a record holds the value of each."""
FIELDS = frozenset(VALUES)
_UNSHOWN, _NONE = ("", 0, 0), (0, 0)


def claims(case: Case, one: Shown, *, fields: frozenset[str] = FIELDS, quoted: bool = True) -> list[ShownClaim]:
    """The claims of an incident's tellings that may leave, in order: those of `fields`. `one` is the incident as it leaves.

    With `quoted` False neither ids nor words are given, nor who says them and by which rule they were read: only what and where.
    """
    internal = one.internal
    if one.hidden and not internal:
        return []
    blurred = not internal and public.is_blurred(case.incident)
    if not internal:
        fields -= {"person", "place"} if blurred else {"person"}
    sources = {source.id: source for source in one.sources}
    found: list[ShownClaim] = []
    for telling in case.tellings:
        if internal or not telling.page.head.restricted:
            source = sources.get(telling.ref[0]) or source_of(telling, internal, not blurred)
            _add(found, telling, source, fields, internal, blurred, quoted)
    return found


_made = partial(tuple.__new__, ShownClaim)  # claims are made by the ten for every incident


def _add(
    found: list[ShownClaim],
    telling: Telling,
    source: ShownSource,
    fields: frozenset[str],
    internal: bool,
    blurred: bool,
    quoted: bool,
) -> None:
    """Adds the claims of one telling."""
    text, begins = telling.page.text if quoted else "", f"{telling.ref[0]}/{telling.ref[1]}/"
    accounts = telling.accounts.claimed
    names: list[Span] = []
    if quoted and not internal:
        people = [p.span for one in accounts if one.persons for p in one.persons]
        names = [*(Span(*span) for span in people if span is not None), *private_names(text)]
    for field, several in _groups(accounts[telling.ref[1]], fields):
        if not quoted:
            found += [_made(("", source, field, known, *_within(known), "", _UNSHOWN, "", "", "")) for known in several]
            continue
        named = f"{begins}{field}/"
        for number, known in enumerate(several):
            start, end = _within(known)
            quote, around = "", _UNSHOWN
            if not (names and any(start < name.end and name.start < end for name in names)):
                quote = str(known.text)
                if not blurred:
                    around = text, start - _AROUND if start > _AROUND else 0, end + _AROUND
                    if names:
                        around = _cut(around, start, end, names)
            kind, speaker = "", ""
            if (said := known.attribution) is not None:
                kind, speaker = str(said.source_type or ""), str((said.text if internal else said.key) or "")
            rule = known.rule
            found.append(_made((
                f"{named}{number}", source, field, known, start, end, quote, around, kind, speaker, str(rule) if rule else "",
            )))  # fmt: skip


def _within(known: Claim) -> Range:
    """Where the words of a claim begin and end."""
    span = known.span or _NONE
    if not 0 <= span[0] <= span[1]:
        raise ValueError(f"span {span[0]}–{span[1]} is not a half-open range")
    return span


def _groups(account: ClaimedAccount, fields: frozenset[str]) -> list[tuple[str, tuple[Claim, ...]]]:
    """Fields with their claims; a kind or a day that no words say is none."""
    found: list[tuple[str, tuple[Claim, ...]]] = []
    if account.kind_span and "kind" in fields:
        kind = CodeClaim(text=account.kind_text, span=account.kind_span, rule=account.rule, code=account.kind)
        found.append(("kind", (kind,)))
    if account.date is not None and account.date.span and "date" in fields:
        found.append(("date", (account.date,)))
    if account.place is not None and "place" in fields:
        found.append(("place", (account.place,)))
    for field, several in (
        ("actor", account.actors), ("weapon", account.weapons), ("person", account.persons), ("toll", account.tolls),
    ):  # fmt: skip
        if several and field in fields:
            found.append((field, several))
    return found


def words(field: str, value: Any) -> str:
    """The value of a field in one line: "killed/child 2-4", "2012-09-25", "gov (alleged_perpetrator)"."""
    if field == "toll":
        low, high = value.low, value.high
        body = f"{low}+" if high is None else low if low == high else f"{low}-{high}"
        return f"{value.harm}/{value.group} {body}" if value.group else f"{value.harm} {body}"
    if field == "actor":
        return f"{value.code} ({value.role})"
    if field == "person":
        return f"{value.name} ({value.role})"
    if field == "date":
        start, end = value.start, value.end
        return (start if start == end else f"{start}/{end}") if start and end else value.precision
    if field == "place":
        return str(value.name_en or value.name_ar or value.id)
    return str(value.code)


def _cut(around: tuple[str, int, int], start: int, end: int, names: list[Span]) -> tuple[str, int, int]:
    """What stands around a quote, cut where a person is named."""
    text, first, last = around
    for name in names:
        if name.end <= start:
            first = max(first, name.end)
        elif name.start >= end:
            last = min(last, name.start)
    return text, first, last
