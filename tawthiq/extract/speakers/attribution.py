"""Who says so: the speakers a text names and the stretch of text each answers for (standards R1–R4, A9).

Rule: a verb of saying gives the words after it to the speaker beside it (Arabic: behind the verb; English: before it, or
behind it after a quotation); «بحسب», "according to" give the claim before them, or after them where they open the sentence;
«وأضاف», "it added" go on with the speaker before, «المصدر نفسه» too but in its own words; the agency that was told
(«لوكالة فرانس برس») is no speaker. An open quotation carries its speaker to where it closes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from tawthiq.domain.light import initialised, replace
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.speakers.said import said_in
from tawthiq.extract.speakers.speaker_phrases import Said, Speaker, capital, tokens
from tawthiq.knowledge.load import Entry
from tawthiq.knowledge.offices import offices
from tawthiq.text.reading import Reading

_CARRIED: Final = 3  # how many sentences of a paragraph without a speaker go on with the speaker before
_REMEMBERED: Final = 60  # how many speakers a text keeps in mind
_ITEM: Final = re.compile(r"\d+\s*[:.)|/–-]")  # what heads a line of a list or a ticker: "14:19 | …", "2- …"
_LISTED: Final = re.compile(
    r"[-–—•*·●▪◾]\s?|\d{1,2}\s*[.)/–-]\s?"
)  # what heads an item of a list that a sentence with a colon opens
_COLON: Final = 4  # code points at the end of a sentence that hold its colon
_OPENING: Final = 700  # code points that hold the first paragraph of what an organisation publishes itself
_MEDIA: Final = ("intl_media", "state_media", "local_media", "news_agency")
_PUBLISHING: Final = ("hr_org", "un")  # who publishes reports of its own: "the organisation said today"
_QUOTED: Final = 1500  # the furthest a quotation is followed, in characters


@initialised(slots=True, unsafe_hash=True, init=False)
class AttributionHit:
    """A speaker's words at folded `[start, end)` and the claims it answers for, folded `[scope_start, scope_end)`."""

    start: int
    end: int
    scope_start: int
    scope_end: int
    source_type: str
    key: str
    anonymous: bool
    rule: str

    def __init__(
        self,
        start: int,
        end: int,
        scope_start: int,
        scope_end: int,
        source_type: str,
        key: str = "",
        anonymous: bool = False,
        rule: str = "",
    ) -> None:
        self.start = start
        self.end = end
        self.scope_start = scope_start
        self.scope_end = scope_end
        self.source_type = source_type
        self.key = key
        self.anonymous = anonymous
        self.rule = rule


def office_entries() -> Iterator[Entry]:
    """One dictionary entry per office. Attributes: `key`, `source_type`, `party`, `short`, `capitals` (so written only)."""
    for office in offices().values():
        shared = {"key": office.key, "source_type": office.source_type, "party": office.party}
        for capitals in (True, False):
            words = tuple(w for w in office.wordings if _capitals(w) == capitals)
            if words:
                yield Entry(
                    office.key,
                    "office",
                    "",
                    words,
                    {**shared, "capitals": capitals, "blocking": not capitals},
                    "offices",
                )
        if office.short:
            yield Entry(office.key, "office", "", office.short, {**shared, "short": True}, "offices")


def _capitals(word: str) -> bool:
    letters = word.replace(".", "")
    return letters.isascii() and letters.isupper() and len(letters) <= 6


def find_attributions(reading: Reading) -> list[AttributionHit]:
    """Every speaker with the stretch it answers for, in order of position. Where scopes overlap, the narrower is meant."""
    found: list[AttributionHit] = []
    last: Speaker | None = None
    names: list[Speaker] = []
    carried = reach = 0
    for start, end in stretches(reading):
        said: list[Said] = []
        for one in said_in(reading, start, end, last):
            speaker = _resolved(reading, one.speaker, last, names)
            if speaker is None:
                continue
            said.append(one if speaker is one.speaker else replace(one, speaker=speaker))
            last = speaker
            names.append(speaker)
        if said:
            carried = 0
        elif found and (
            (listed := _listed(reading, reach, start)) or (carried < _CARRIED and _goes_on(reading, reach, start))
        ):
            before = found[-1]
            carried += not listed
            reach = end
            found.append(
                AttributionHit(
                    before.start, before.end, start, end,
                    before.source_type, before.key, before.anonymous, "attribution.carried",
                )
            )  # fmt: skip
        if said:
            found.extend(_scoped(reading, said, start, end))
            found.extend(_noted(reading, said, start, end))
            reach = max(end, found[-1].scope_end)
    released = next((h for h in found if h.scope_start < _OPENING), None)
    if released is not None and released.rule == "attribution.release" and released.source_type in _PUBLISHING:
        found.append(replace(released, scope_start=0, scope_end=len(reading.text)))
    return found


def _noted(reading: Reading, said: Sequence[Said], start: int, end: int) -> Iterator[AttributionHit]:
    """The speaker of a note on what was told before: «ملاحظة: الحصيلة وفق المكتب الإعلامي», "This was reported by the governor".

    Any speaker of their own comes first.
    """
    if said[0].rule == "attribution.note" and start:
        who = said[0].speaker
        if not reading.within(start, max(said[0].end, who.end), "number", "harm"):
            yield AttributionHit(
                who.start, who.end, 0, start, who.source_type, who.key, who.anonymous, "attribution.note"
            )  # fmt: skip
        return
    if len(said) != 1 or said[0].forward or said[0].rule != "attribution.source" or start == 0:
        return
    if reading.within(start, said[0].start, "people", "harm", "number"):
        return
    told = reading.of_id(start, said[0].start, "discourse", "toll_word")
    if told and not reading.text[told[-1].end : said[0].start].strip():
        who = said[0].speaker
        yield AttributionHit(
            who.start, who.end, 0, start, who.source_type, who.key, who.anonymous, "attribution.note"
        )  # fmt: skip


def _goes_on(reading: Reading, reach: int, start: int) -> bool:
    """Whether a stretch without a speaker goes on with what the one before said, up to `reach`: right after it in the same paragraph."""
    gap = reading.text[reach:start]
    return "\n" not in gap and len(gap.strip()) <= 1


def _listed(reading: Reading, reach: int, start: int) -> bool:
    """Whether a stretch is an item of the list that a speaker's sentence opens with a colon, or the item after one of these."""
    if not _LISTED.match(reading.text, start) or reading.text[reach:start].strip():
        return False
    line = reading.text.rfind("\n", 0, reach) + 1
    return reading.text[max(0, reach - _COLON) : reach].rstrip().endswith(":") or bool(
        _LISTED.match(reading.text, line)
    )


def stretches(reading: Reading) -> list[tuple[int, int]]:
    """The sentences, those that a hard line break cuts in two put together again ("were found⏎dead on Saturday")."""
    joined: list[tuple[int, int]] = []
    for sentence in reading.sentences:
        if joined:
            start, end = joined[-1]
            gap = reading.text[end : sentence.start]
            wrapped = gap.strip(" ") == "\n" and reading.text[end - 1] not in '.!?:"' and end - start > 40
            if (
                wrapped
                and reading.text[sentence.start].isascii()
                and not _ITEM.match(reading.text, sentence.start)
                and (not capital(reading, sentence.start) or reading.text[end - 1] == ",")
            ):
                joined[-1] = (start, sentence.end)
                continue
        joined.append((sentence.start, sentence.end))
    return joined


def _words(reading: Reading, speaker: Speaker) -> frozenset[str]:
    """The words of a speaker's phrase; every later speaker without a key is held against them."""
    known: dict[tuple[int, int], frozenset[str]] = reading.memo.setdefault("words of speakers", {})
    bounds = speaker.start, speaker.end
    found = known.get(bounds)
    if found is None:
        found = known[bounds] = frozenset([reading.text[a:b] for a, b in tokens(reading, *bounds)])
    return found


def _latest(names: Sequence[Speaker]) -> Iterator[Speaker]:
    """The speakers that a text keeps in mind, the latest first."""
    return islice(reversed(names), _REMEMBERED + 1)


def _resolved(reading: Reading, speaker: Speaker, last: Speaker | None, names: Sequence[Speaker]) -> Speaker | None:
    """The speaker with the type and key of the one it goes back to: a pronoun, «المصدر نفسه», a family name alone."""
    if speaker.source_type == "pronoun":
        return _person(reading, speaker, names) or last
    if speaker.resumes and last is not None:
        before = [last, *_latest(names)]
        same = (s for s in before if speaker.source_type in ("anonymous", s.source_type))
        back = next(same, None)
        if back is not None:
            return replace(speaker, source_type=back.source_type, key=back.key, anonymous=back.anonymous)
    if speaker.named and not speaker.key:
        words = _words(reading, speaker)
        for other in _latest(names):
            earlier = _words(reading, other) if other.source_type != "pronoun" else frozenset()
            if words & earlier and (words <= earlier or earlier <= words or len(words & earlier) > 1):
                return replace(speaker, source_type=other.source_type, key=other.key, anonymous=False)
    return speaker


def _person(reading: Reading, speaker: Speaker, names: Sequence[Speaker]) -> Speaker | None:
    """Whom "he" or "she" goes back to where an agency that only passes words on was named last: the person before it."""
    latest = list(islice(reversed(names), 2))
    if len(latest) < 2 or reading.text[speaker.start : speaker.end] not in toll_grammar().person_pronouns:
        return None
    passes_on = latest[0].source_type in _MEDIA and not latest[0].named
    return latest[1] if passes_on and latest[1].source_type not in _MEDIA else None


def _scoped(reading: Reading, said: Sequence[Said], start: int, end: int) -> Iterator[AttributionHit]:
    """Each speaker of a stretch with the claims it answers for."""
    for index, one in enumerate(said):
        following = said[index + 1] if index + 1 < len(said) else None
        previous = said[index - 1] if index else None
        if one.forward:
            low = min(one.start, one.speaker.start) if start <= one.speaker.start else one.start
            high = following.start if following is not None and following.forward else end
            high = _quotation_end(reading, low, high) if high == end else high
            if index == 0 and low > start and not _own_claim(reading, start, low):
                low = start
        else:
            low = previous.end if previous is not None else _quotation_start(reading, start, one.start)
            high = end if following is None else max(one.end, one.speaker.end)
            if following is not None and following.forward and _in_commas(reading, one):
                high = max(high, min(following.start, following.speaker.start))
        speaker = one.speaker
        yield AttributionHit(
            speaker.start,
            speaker.end,
            low,
            max(high, low),
            speaker.source_type,
            speaker.key,
            speaker.anonymous,
            one.rule,
        )


def _in_commas(reading: Reading, one: Said) -> bool:
    """Whether a source stands between commas in the middle of its claim: «راح ضحيتها، وفق اللجان، 100 قتيل»."""
    return reading.text[: one.start].rstrip()[-1:] == "," and reading.text[one.speaker.end :].lstrip(' "')[:1] == ","


def _own_claim(reading: Reading, start: int, low: int) -> bool:
    """Whether the stretch before a speaker counts or tells something of its own."""
    return bool(reading.within(start, low, "harm", "people", "weapon"))


def _quotation_start(reading: Reading, start: int, verb: int) -> int:
    """Where a quotation that closes before the verb opened, if that was before this stretch; else `start`."""
    if reading.text.count('"', start, verb) % 2 == 0:
        return start
    opened = reading.text.rfind('"', max(0, start - _QUOTED), start)
    return opened if opened >= 0 else start


def _quotation_end(reading: Reading, low: int, high: int) -> int:
    """Where a quotation that is still open at `high` closes; `high` itself where none is open."""
    if reading.text.count('"', low, high) % 2 == 0:
        return high
    close = reading.text.find('"', high, high + _QUOTED)
    return close if close > 0 else high
