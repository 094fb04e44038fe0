"""Calls for help: who appeals, to whom, for what, and how many people are said to be at risk.

An appeal is named outright (ناشد، نداء استغاثة، appealed to), or is a demand (طالب، called on) put to someone who is expected
to act: a body of the United Nations, the international community, relief organisations. In Arabic the one who appeals
stands after the verb, in English before it. A letter speaks as "we": its sender and its addressees stand in its head.
"""

from __future__ import annotations

from typing import Final

from tawthiq.domain.account import Appeal
from tawthiq.domain.light import initialised
from tawthiq.domain.span import Quote
from tawthiq.domain.toll import Count, Toll
from tawthiq.extract.context import Context
from tawthiq.text.phrases import Hit

_HEAD: Final = 8
"""Sentences and lines of a letter's head, where its sender stands."""
_LONGEST_NAME: Final = 9
_SHORT_NAME: Final = 4
_LONGEST_DEMAND: Final = 220
_AT_RISK: Final = ("besieged", "trapped", "displaced", "missing", "detained", "abducted")
_CUTS: Final = ",;:.\n()"


@initialised(slots=True, unsafe_hash=True, init=False)
class _Call:
    """One calling verb with the folded sentence it stands in."""

    verb: Hit
    start: int
    end: int

    def __init__(self, verb: Hit, start: int, end: int) -> None:
        self.verb = verb
        self.start = start
        self.end = end


def find_appeals(context: Context) -> list[Appeal]:
    """Every appeal of a document, in order; one for each sentence that makes a call, with or without a number of people."""
    found: list[Appeal] = []
    for index in context.reading.holding("appeal_verb"):
        sentence = context.reading.sentences[index]
        verbs = context.reading.within(sentence.start, sentence.end, "appeal_verb")
        outright = [v for v in verbs if v.id in ("appeal", "we")]
        verb = (outright or verbs)[0]
        call = _Call(verb, sentence.start, sentence.end)
        letter = verb.id == "we"
        to = _addressees(context, call) or (_letter_heads(context) if letter else [])
        by = _sender(context) if letter else _caller(context, call)
        by = max((a.by for a in found if by and a.by.startswith(by + " ")), key=len, default=by)  # "the council" below
        if not (to or (verb.id == "appeal" and by)):
            continue
        made = _appeal(context, call, by, to)
        if verb.id in ("appeal", "we") or made.demand:
            found.append(made)
    return found


def _appeal(context: Context, call: _Call, by: str, to: list[Quote]) -> Appeal:
    after = max([call.verb.end, *(q for q in _folded_ends(context, call, to))])
    demand, end = _demand(context, call, after)
    start = max(call.start, min(call.verb.whole_start, call.end))
    quote = context.quote(start, max(end, call.verb.end))
    risk = _at_risk(context, call)
    return Appeal(by, tuple(q.text for q in to), demand, quote, risk, f"appeal.{call.verb.id}")


def _addressees(context: Context, call: _Call) -> list[Quote]:
    hits = context.reading.within(call.verb.end, call.end, "appeal_addressee")
    found: list[Quote] = []
    for hit in hits:
        end = _extended(context, hit, [h.start for h in hits if h.start > hit.start])
        quote = context.quote(hit.start - (2 if hit.prefix.endswith("ال") else 0), end)
        if context.text[hit.start : hit.start + 2] == "لل":  # to the … is written as one word: للمجتمع is المجتمع
            quote = Quote("ا" + quote.text[1:], quote.span)
        if all(quote.text != q.text for q in found):
            found.append(quote)
    return found


def _letter_heads(context: Context) -> list[Quote]:
    """Whom a letter is addressed to: the bodies on lines that open with "To" («إلى: مجلس حقوق الإنسان»)."""
    found: list[Quote] = []
    lines: set[int] = set()
    for hit in context.reading.of("appeal_addressee"):
        line = context.text.rfind("\n", 0, hit.start) + 1
        if line in lines:
            continue  # the rest of one body's name
        opens = context.reading.within(line, hit.start, "letter_head")
        if opens and opens[0].start == line:
            lines.add(line)
            found.append(context.quote(hit.start, _extended(context, hit, [])))
    return found


def _sender(context: Context) -> str:
    """Who speaks as "we": the body named in the head of the letter, else the publisher."""
    sentences = context.reading.sentences[:_HEAD]
    end = sentences[-1].end if sentences else 0
    heads = [h.start for h in context.reading.within(0, end, "letter_head")]
    for hit in context.reading.within(0, end, "speaker", "office"):
        line_start = context.text.rfind("\n", 0, hit.start) + 1
        if hit.start - line_start > 2 or any(line_start <= h < hit.start for h in heads):
            continue
        line_end = context.text.find("\n", hit.start)
        line = context.text[hit.start : line_end if line_end != -1 else len(context.text)]
        stop = min((at for at in (line.find(c) for c in "(-–,.") if at > 0), default=len(line))
        return context.quote(hit.start, hit.start + len(line[:stop].rstrip())).text
    return context.document.publisher


def _extended(context: Context, hit: Hit, others: list[int]) -> int:
    """An addressee's name with the country or person behind it ("المبعوث الأممي إلى سوريا …"), up to the next mark."""
    stop = min([len(context.text), *others])
    places = context.reading.within(hit.end, min(stop, hit.end + 40), "place")
    return (
        places[0].end
        if places
        and context.words_between(hit.end, places[0].start) == 1
        and not _cut(context, hit.end, places[0].start)
        else hit.end
    )


def _cut(context: Context, start: int, end: int) -> bool:
    return any(c in context.text[start:end] for c in _CUTS + '"')


def _folded_ends(context: Context, call: _Call, to: list[Quote]) -> list[int]:
    texts = {q.span.end for q in to}
    hits = context.reading.within(call.verb.end, call.end, "appeal_addressee")
    return [h.end for h in hits if any(context.reading.folded.span(h.start, h.end).end <= e for e in texts)]


def _caller(context: Context, call: _Call) -> str:
    """The name after the verb (Arabic), up to a word or mark that ends it; before the verb, from the clause's start (English)."""
    edges = context.reading.within(
        call.start, call.end, "appeal_edge", "appeal_addressee", "appeal_verb", "appeal_demand"
    )
    if context.lang == "ar":
        sent = context.reading.within(call.start, call.verb.start, "appeal_issue")
        start = sent[-1].end if sent else call.verb.end
        start = next(
            (
                h.end
                for h in context.reading.within(start, call.end, "appeal_from")
                if not context.text[start : h.start].strip()
            ),
            start,
        )
        end = call.verb.start if sent else min([call.end, *(h.whole_start for h in edges if h.start >= start)])
        text = context.text[start:end]
        for cut in _CUTS:
            text = text.split(cut)[0]
    else:
        end = call.verb.start
        start = max([call.start, *(h.end for h in edges if h.end <= end - 4 and h.category == "appeal_edge")])
        start = max(
            [
                start,
                *(
                    context.text.rfind(cut, start, end) + 1
                    for cut in _CUTS
                    if context.text[start:end].rstrip(" ,").rfind(cut) >= 0
                ),
            ]
        )
        text = context.text[start:end]
    stripped = text.strip(' "-,')
    if not stripped or len(stripped.split()) > _LONGEST_NAME:
        return ""
    at = context.text.index(stripped, start)
    name = context.quote(at, at + len(stripped)).text
    return name if context.lang == "ar" or name[0].isupper() or len(name.split()) <= _SHORT_NAME else ""


def _demand(context: Context, call: _Call, after: int) -> tuple[str, int]:
    """What is asked for: from the first asking word behind the addressees (else behind the verb) to the end of the sentence."""
    asks = context.reading.within(after, call.end, "appeal_demand") or context.reading.within(
        call.verb.end, call.end, "appeal_demand"
    )
    if not asks:
        return "", after
    start = asks[0].whole_start
    end = call.end
    for cut in ";\n":
        at = context.text.find(cut, start, end)
        end = at if at > start else end
    if end - start > _LONGEST_DEMAND:
        end = context.text.rfind(" ", start, start + _LONGEST_DEMAND)
    while end > start and context.text[end - 1] in ' .,"':
        end -= 1
    return context.quote(start, end).text, end


def _at_risk(context: Context, call: _Call) -> Toll | None:
    """The number of people the call is about, with what threatens them, where the sentence says both."""
    people = context.reading.within(call.verb.end, call.end, "people")
    harms = [
        h
        for h in context.reading.within(call.start, call.end, "harm", "people")
        if str(h.term.get("harm") or h.id) in _AT_RISK
    ]
    for number in context.numbers_in(call.verb.end, call.end):
        near = [
            p for p in people if p.start >= number.core_end and context.words_between(number.core_end, p.start) <= 1
        ]
        noun = near[0] if near and not _cut(context, number.core_end, near[0].start) else None
        if noun is None or not harms or number.kind != "cardinal":
            continue
        harm = str(harms[0].term.get("harm") or harms[0].id)
        value = int(number.value) if number.value is not None else None
        count = Count(number.low, number.high, value, number.qualifier, number.wording)
        group = None if noun.id == "people" else noun.id
        return Toll(harm, group, count, context.quote(number.start, noun.end), "appeal.at-risk")
    return None
