"""The counts of a form: "Deaths: 26-31", or a label with its number on the line below and the parts below that in brackets.

Rule (English): a label is a short line, or the words before a colon, that names a harm and nothing else but whom it befell
("Civilians reported killed", "Fatalities"). The number behind it is a count of that harm; counts between brackets on the
next line are parts of it ("(4–6 children, 1–2 women)").
"""

from __future__ import annotations

from typing import Final

from tawthiq.domain.light import replace
from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import OF_PEOPLE, CountPhrase, group_of
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import is_arabic
from tawthiq.text.numbers import NumberHit

_WORDS: Final = 6
"""Words at most in a label."""
_LABEL: Final = 80
"""Code points at most in a label."""
_LINE: Final = 60
"""Code points at most in a form's line of numbers."""
_BULLETS: Final = " \t-*•▪●◦·–"
_HARMS: Final = ("killed", "injured", "killed_or_injured", "missing", "detained", "abducted")
RULE: Final = "count.form-line"


def labelled_harm(context: Context, number: NumberHit, start: int) -> tuple[str, str | None] | None:
    """The harm and group that a form's label gives a number: before a colon in its line, or the whole line above it."""
    text = context.text
    before = text[max(start, number.start - _LABEL) : number.start]
    if before.rstrip().endswith(":"):
        return _label(context, start, start + len(text[start : number.start].rstrip()) - 1)
    if before.strip(_BULLETS):
        return None
    return _label_above(context, start)


def may_be_a_forms(context: Context, start: int, end: int) -> bool:
    """Whether a line is so short, and begins so, that a label above it may say what it counts."""
    if end - start > _LINE:
        return False
    first = context.text[start:end].lstrip(_BULLETS)[:1]
    return (first.isdigit() or first == "(") and context.text.rfind("\n", 0, start + 1) >= 0


def parts_of_a_form(context: Context, phrases: list[CountPhrase], start: int, end: int) -> list[CountPhrase]:
    """The phrases of a line between brackets below a form's number, each with the number's harm."""
    line = context.text[start:end].strip(_BULLETS)
    if not line.startswith("(") or not phrases or is_arabic(context.text[phrases[0].start]):
        return phrases
    above = _line_above(context, start)
    if above is None or not context.text[above[0] : above[1]].strip(_BULLETS)[:1].isdigit():
        return phrases
    label = _label_above(context, above[0])
    if label is None:
        return phrases
    return [replace(p, harm=label[0]) if p.harm is None and p.shape == "counted" else p for p in phrases]


def _line_above(context: Context, start: int) -> tuple[int, int] | None:
    """The nearest line above that is not blank."""
    text, end = context.text, start
    while end > 0:
        end = text.rfind("\n", 0, end)
        if end < 0:
            return None
        begin = text.rfind("\n", 0, end) + 1
        if text[begin:end].strip(_BULLETS):
            return begin, end
    return None


def _label_above(context: Context, start: int) -> tuple[str, str | None] | None:
    above = _line_above(context, start)
    return _label(context, *above) if above is not None else None


def _label(context: Context, start: int, end: int) -> tuple[str, str | None] | None:
    """What a label names: its harm and group; None where it is none, or holds a number or another word."""
    written = context.text[start:end].strip(_BULLETS + ":")
    words = written.split() if len(written) <= _LABEL else []
    if not 0 < len(words) <= _WORDS or written[-1] in ".!?,;":
        return None
    if context.numbers_in(start, end):
        return None
    people = context.reading.within(start, end, "people")
    nouns = [h for h in people if h.term.get("harm") in _HARMS]
    verbs = [h for h in context.reading.within(start, end, "harm") if h.id in OF_PEOPLE]
    harm = str(nouns[-1].term.get("harm")) if nouns else verbs[-1].id if verbs else None
    if harm is None:
        return None
    known = [(h.start, h.end) for h in (*people, *verbs)]
    rest = [w for w in words if w.casefold() not in toll_grammar().label_words]
    covered = sum(len(context.text[s:e].split()) for s, e in dict.fromkeys(_apart(known)))
    if len(rest) > covered:
        return None
    return harm, group_of([h for h in people if not h.term.get("harm")])


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans, those inside or across another left out."""
    kept: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
