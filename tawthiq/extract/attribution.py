"""Who says so: the speakers a text names and the stretch of text each answers for (standards R1–R4, A9).

Rule: a verb of saying gives the words after it to the speaker beside it (Arabic: behind the verb; English: before it, or
behind it after a quotation); «بحسب», "according to" give the claim before them, or after them where they open the sentence;
«وأضاف», "it added" go on with the speaker before, «المصدر نفسه» too but in its own words; the agency that was told
(«لوكالة فرانس برس») is no speaker. An open quotation carries its speaker to where it closes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tawthiq.extract.parties_named import words_between
from tawthiq.extract.speaker_phrases import Speaker, capital, elements, phrase_end, read_speaker, tokens
from tawthiq.knowledge.load import Entry
from tawthiq.knowledge.offices import offices
from tawthiq.text.phrases import Hit
from tawthiq.text.reading import Reading

_CARRIED = 3  # how many sentences of a paragraph without a speaker go on with the speaker before
_QUOTED = 1500  # the furthest a quotation is followed, in characters


@dataclass(frozen=True, slots=True)
class AttributionHit:
    """A speaker's words at folded `[start, end)` and the claims it answers for, folded `[scope_start, scope_end)`."""

    start: int
    end: int
    scope_start: int
    scope_end: int
    source_type: str
    key: str = ""
    anonymous: bool = False
    rule: str = ""


@dataclass(frozen=True, slots=True)
class _Said:
    """A speaker with the verb that gives it words; `forward` where the claim follows."""

    speaker: Speaker
    start: int
    end: int
    forward: bool
    rule: str


def office_entries() -> Iterator[Entry]:
    """One dictionary entry per office. Attributes: `key`, `source_type`, `party`, `short`, `capitals` (so written only)."""
    for office in offices().values():
        shared = {"key": office.key, "source_type": office.source_type, "party": office.party}
        for capitals in (True, False):
            words = tuple(w for w in office.wordings if _capitals(w) == capitals)
            if words:
                yield Entry(office.key, "office", "", words, {**shared, "capitals": capitals, "blocking": not capitals}, "offices")
        if office.short:
            yield Entry(office.key, "office", "", office.short, {**shared, "short": True}, "offices")


def _capitals(word: str) -> bool:
    letters = word.replace(".", "")
    return letters.isascii() and letters.isupper() and len(letters) <= 6


def find_attributions(reading: Reading) -> list[AttributionHit]:
    """Every speaker with the stretch it answers for, in order of position. Where scopes overlap, the narrower is meant."""
    found: list[AttributionHit] = []
    last: Speaker | None = None
    names: list[tuple[frozenset[str], Speaker]] = []
    carried = 0
    for start, end in stretches(reading):
        said: list[_Said] = []
        for one in _of_stretch(reading, start, end, last):
            speaker = _resolved(reading, one.speaker, last, names)
            if speaker is None:
                continue
            said.append(replace(one, speaker=speaker))
            last = speaker
            names.append((_words(reading, speaker), speaker))
        if said:
            carried = 0
        elif found and carried < _CARRIED and _goes_on(reading, found[-1], start):
            before = found[-1]
            carried += 1
            found.append(replace(before, scope_start=start, scope_end=end, rule="attribution.carried"))
        found.extend(_scoped(reading, said, start, end))
    return found


def _goes_on(reading: Reading, before: AttributionHit, start: int) -> bool:
    """Whether a stretch without a speaker goes on with what the one before said: right after it in the same paragraph."""
    gap = reading.text[before.scope_end : start]
    return "\n" not in gap and len(gap.strip()) <= 1


def stretches(reading: Reading) -> list[tuple[int, int]]:
    """The sentences, those that a hard line break cuts in two put together again ("were found⏎dead on Saturday")."""
    joined: list[tuple[int, int]] = []
    for sentence in reading.sentences:
        if joined:
            start, end = joined[-1]
            gap = reading.text[end : sentence.start]
            wrapped = gap.strip(" ") == "\n" and reading.text[end - 1] not in '.!?:"' and end - start > 40
            if wrapped and reading.text[sentence.start].isascii() and (not capital(reading, sentence.start) or reading.text[end - 1] == ","):
                joined[-1] = (start, sentence.end)
                continue
        joined.append((sentence.start, sentence.end))
    return joined


def _words(reading: Reading, speaker: Speaker) -> frozenset[str]:
    return frozenset(reading.text[a:b] for a, b in tokens(reading, speaker.start, speaker.end))


def _resolved(
    reading: Reading, speaker: Speaker, last: Speaker | None, names: Sequence[tuple[frozenset[str], Speaker]]
) -> Speaker | None:
    """The speaker with the type and key of the one it goes back to: a pronoun, «المصدر نفسه», a family name alone."""
    if speaker.source_type == "pronoun":
        return last
    if speaker.resumes and last is not None:
        before = [last, *(s for _, s in reversed(names))]
        same = (s for s in before if speaker.source_type in ("anonymous", s.source_type))
        back = next(same, None)
        if back is not None:
            return replace(speaker, source_type=back.source_type, key=back.key, anonymous=back.anonymous)
    if speaker.named and not speaker.key:
        words = _words(reading, speaker)
        for earlier, other in reversed(names):
            if other.source_type != "pronoun" and words & earlier and (words <= earlier or earlier <= words or len(words & earlier) > 1):
                return replace(speaker, source_type=other.source_type, key=other.key, anonymous=False)
    return speaker


def _of_stretch(reading: Reading, start: int, end: int, last: Speaker | None) -> list[_Said]:
    """The speakers of one stretch, in order."""
    said: list[_Said] = []
    used = start
    headline = _headline(reading, start, end)
    if headline is not None:
        said.append(headline)
        used = headline.end
    for verb in reading.within(start, end, "say"):
        if verb.start < used:
            continue
        one = _of_verb(reading, verb, start, end, used, last)
        if one is not None:
            said.append(one)
            used = max(used, one.end, one.speaker.end if verb.start <= one.speaker.start < end else 0)
            last = one.speaker
    return said


def _headline(reading: Reading, start: int, end: int) -> _Said | None:
    """«المرصد: مقتل 12 …», "Activists: …": a speaker and a colon at the head of a line."""
    colon = reading.text.find(":", start, min(end, start + 70))
    if colon < 0 or reading.within(start, colon, "say") or words_between(reading, start, colon) > 7:
        return None
    speaker = read_speaker(reading, start, colon, lead=1)
    if speaker is None or speaker.source_type == "pronoun" or _only_state(reading, speaker):
        return None
    return _Said(replace(speaker, end=_trimmed(reading, speaker.start, colon)), start, colon, True, "attribution.headline")


def _only_state(reading: Reading, speaker: Speaker) -> bool:
    """Whether a phrase is no more than the name of a state («سوريا: …» heads a report, it does not speak)."""
    found = elements(reading, speaker.start, speaker.end)
    return all(h.category == "actor" and bool(h.term.get("state")) for h in found)


def _trimmed(reading: Reading, start: int, end: int) -> int:
    words = list(tokens(reading, start, end))
    last = words[-1][1] if words else end
    return last + 1 if reading.text[last : last + 1] in ('"', ")") and last < end else last


def _of_verb(reading: Reading, verb: Hit, start: int, end: int, used: int, last: Speaker | None) -> _Said | None:
    form = str(verb.term.get("form"))
    arabic = not verb.term.wording[0].isascii()
    if form == "source" or verb.suffix:
        said = [v for v in reading.within(verb.end, end, "say") if words_between(reading, verb.end, v.start) <= 1]
        position = said[0].whole_end if said and arabic else verb.whole_end
        speaker = _after(reading, position, end, lead=4) or _name_after(reading, position, end, arabic)
        if speaker is None or (verb.suffix and form != "source" and speaker.named):
            return None
        opens = words_between(reading, start, verb.whole_start) == 0
        return _Said(speaker, verb.start, speaker.end, opens, "attribution.source")
    if form == "relay":
        return _relay(reading, verb, end, arabic)
    if form == "participle":
        return _Said(last, verb.start, verb.end, True, "attribution.goes-on") if last is not None else None
    return (_arabic_verb if arabic else _english_verb)(reading, verb, start, end, used, last)


def _name_after(reading: Reading, position: int, end: int, arabic: bool) -> Speaker | None:
    """A name nobody knows right after a position: capitals in English, up to four words before a comma in Arabic."""
    first = next(tokens(reading, position, end), None)
    if first is None or reading.text[position : first[0]].strip(' "'):
        return None
    if not arabic:
        return _capital_run(reading, first[0], end)
    stop = phrase_end(reading, first[0], end)
    words = list(tokens(reading, first[0], stop))
    known = reading.within(first[0], stop, "cue", "discourse", "harm", "people", "kind", "weapon", "number")
    if not 2 <= len(words) <= 4 or known or any(b - a < 3 for a, b in words):
        return None
    return Speaker(words[0][0], words[-1][1], "eyewitness", "", named=True)


def _after(reading: Reading, position: int, end: int, *, lead: int = 2) -> Speaker | None:
    """The speaker's phrase that begins right after a position."""
    first = next(tokens(reading, position, end), None)
    if first is None or any(c in ".;!?\n" for c in reading.text[position : first[0]]):
        return None
    begin = first[0]
    if reading.text[begin - 1] in '"(' and begin - 1 >= position:
        begin -= 1
    stop = phrase_end(reading, begin, end)
    speaker = read_speaker(reading, begin, stop, lead=lead)
    return speaker if speaker is None or speaker.source_type != "pronoun" else None


def _relay(reading: Reading, verb: Hit, end: int, arabic: bool) -> _Said | None:
    """«نقلت … عن مصدر», "quoted … as saying": the words are those of the one quoted."""
    position = verb.end
    if verb.term.get("middle"):
        of = [h for h in reading.within(verb.end, min(end, verb.end + 90), "speaker_end") if h.term.wording == "عن"]
        if not of:
            return None
        position = of[0].end
    speaker = _after(reading, position, end, lead=3) or _name_after(reading, position, end, arabic)
    return _Said(speaker, verb.start, speaker.end, True, "attribution.relayed") if speaker is not None else None


def _arabic_verb(reading: Reading, verb: Hit, start: int, end: int, used: int, last: Speaker | None) -> _Said | None:
    """The speaker behind the verb («قال المرصد إن»), before it at the head of a clause («ناشطون قالوا»), or the one before."""
    speaker = _after(reading, verb.end, end)
    if speaker is not None:
        return _Said(speaker, verb.start, speaker.end, True, "attribution.verb")
    before = [h for h in elements(reading, max(used, verb.start - 80), verb.whole_start) if h.category in ("office", "speaker")]
    if before and words_between(reading, before[-1].whole_end, verb.whole_start) <= 1 and words_between(reading, start, before[0].start) <= 2:
        speaker = read_speaker(reading, before[0].start, verb.whole_start)
        if speaker is not None:
            return _Said(replace(speaker, end=_trimmed(reading, speaker.start, verb.whole_start)), verb.start, verb.end, True, "attribution.subject")
    name = _unknown_name(reading, verb, end)
    if name is None and last is not None and _claims(reading, verb.end, end, near=not verb.term.get("goes_on")):
        return _Said(last, verb.start, verb.end, True, "attribution.goes-on")
    return name


def _claims(reading: Reading, position: int, end: int, *, near: bool) -> bool:
    """Whether the claim begins here: at إن، أن, a colon or a quotation mark, at once (`near`) or within five words."""
    reach = position + (6 if near else 45)
    after = reading.text[position:reach]
    return bool(reading.within(position, min(end, reach), "speaker_end")) or ":" in after or '"' in after


def _unknown_name(reading: Reading, verb: Hit, end: int) -> _Said | None:
    """A name nobody knows between the verb and the claim («قال غزال عبد الله إن»)."""
    stop = phrase_end(reading, verb.end, end) if verb.end < end else verb.end
    words = list(tokens(reading, verb.end, stop))
    follows = reading.text[stop : stop + 2].strip()[:1]
    ends = [h for h in reading.within(stop, min(end, stop + 8), "speaker_end", "receiver") if h.whole_start - stop <= 2]
    if any(b - a < 3 for a, b in words):
        return None
    other = reading.within(verb.end, stop, "cue", "discourse", "harm", "people", "kind", "weapon", "number")
    if not 1 <= len(words) <= 4 or other or not (ends or follows in (":", '"', ",")):
        return None
    begin = words[0][0]
    return _Said(Speaker(begin, words[-1][1], "eyewitness", "", named=True), verb.start, words[-1][1], True, "attribution.name")


def _english_verb(reading: Reading, verb: Hit, start: int, end: int, used: int, last: Speaker | None) -> _Said | None:
    """The speaker before the verb ("activists said"), or behind it after a quotation or a comma ('…", said Kinan')."""
    if _passive(reading, verb, end):
        return None
    gap = reading.text[max(start, verb.start - 2) : verb.start].strip()
    if gap in (",", '"') or (not gap and verb.start == start):
        speaker = _inverted(reading, verb, end)
        if speaker is not None:
            return _Said(speaker, verb.start, speaker.end, False, "attribution.inverted")
    begin = _clause_start(reading, max(start, used), verb.start)
    speaker = read_speaker(reading, begin, verb.start, lead=6)
    if speaker is not None:
        tail = words_between(reading, speaker.start, verb.start)
        near = elements(reading, begin, verb.start)
        speaker = replace(speaker, end=_subject_end(reading, speaker.start, verb.start))
        days = len(reading.within(near[-1].end, verb.start, "weekday", "speaker_end"))
        if tail > 14 or words_between(reading, near[-1].end, verb.start) - 2 * days > 3:
            speaker = None
    if speaker is None:
        speaker = _name_before(reading, begin, verb.start) or _apposed(reading, start, begin, verb.start)
    if speaker is None:
        return None
    return _Said(speaker, min(speaker.start, verb.start), verb.end, _forward(reading, verb, speaker, start, end), "attribution.verb")


def _passive(reading: Reading, verb: Hit, end: int) -> bool:
    """"is said to", "were reported": nobody in particular says so."""
    before = reading.within(max(0, verb.start - 12), verb.start, "cue")
    passive = any(c.id == "passive" and words_between(reading, c.end, verb.start) == 0 for c in before)
    following = next(tokens(reading, verb.end, end), None)
    return passive or (following is not None and reading.text[following[0] : following[1]] == "to" and verb.term.wording == "said")


def _apposed(reading: Reading, start: int, begin: int, verb: int) -> Speaker | None:
    """"Name, head of the hospital, said": the name before the apposition, with the type that the apposition gives."""
    if reading.text[begin - 1 : begin] not in (",",) and not reading.text[begin:verb].strip(" ,"):
        begin = verb
    text = reading.text
    close = text.rfind(",", start, verb)
    if close < 0 or text[close + 1 : verb].strip():
        first, second = begin - 1, verb
    else:
        first, second = text.rfind(",", start, close), close
    if first <= start or text[first : first + 1] != ",":
        return None
    opens = max(start, text.rfind(",", start, first) + 1, text.rfind('"', start, first) + 1)
    words = list(tokens(reading, opens, first))
    run: list[tuple[int, int]] = []
    for word in reversed(words):
        if not capital(reading, word[0]) or len(run) == 4:
            break
        run.insert(0, word)
    known = read_speaker(reading, first + 1, second, lead=4)
    subject = read_speaker(reading, opens, first, lead=4)
    if subject is not None and (known is None or not run):
        return replace(subject, end=_subject_end(reading, subject.start, first))
    if not run or known is None:
        return None
    return Speaker(run[0][0], run[-1][1], known.source_type, known.key, named=True)


def _inverted(reading: Reading, verb: Hit, end: int) -> Speaker | None:
    speaker = _after(reading, verb.end, end, lead=6)
    first = next(tokens(reading, verb.end, end), None)
    if speaker is not None or first is None:
        return speaker
    return _capital_run(reading, first[0], end)


def _capital_run(reading: Reading, start: int, end: int) -> Speaker | None:
    """Two to four words written with capitals: a name nobody knows."""
    run: list[tuple[int, int]] = []
    for begin, stop in tokens(reading, start, end):
        if not capital(reading, begin) or len(run) == 4 or (run and reading.text[run[-1][1] : begin].strip()):
            break
        run.append((begin, stop))
    return Speaker(run[0][0], run[-1][1], "eyewitness", "", named=True) if run else None


def _name_before(reading: Reading, begin: int, verb: int) -> Speaker | None:
    """A run of capitals that ends right before the verb."""
    words = list(tokens(reading, begin, verb))
    run: list[tuple[int, int]] = []
    for word in reversed(words):
        if not capital(reading, word[0]) or len(run) == 4:
            break
        run.insert(0, word)
    if not run or len(words) > len(run) + 4 or reading.within(run[0][0], run[-1][1], "place", "weekday", "month", "kind"):
        return None
    return Speaker(run[0][0], run[-1][1], "eyewitness", "", named=True)


def _clause_start(reading: Reading, start: int, verb: int) -> int:
    """Where the clause that ends in an English verb begins: after the last comma, quotation mark, dash or "that"."""
    text = reading.text
    position = verb
    while position > start:
        char = text[position - 1]
        if char in ',;:"\n()' or (char == "-" and text[position : position + 1] == " "):
            break
        position -= 1
    stops = [h for h in reading.within(position, verb, "speaker_end") if h.term.get("opens")]
    return stops[-1].end if stops else position


def _subject_end(reading: Reading, start: int, verb: int) -> int:
    """The end of an English subject: at a stop word (on Monday, has, who) or the verb."""
    stops = [h.start for h in reading.within(start, verb, "speaker_end", "weekday") if h.start > start]
    words = list(tokens(reading, start, min([verb, *stops])))
    return words[-1][1] if words else verb


def _forward(reading: Reading, verb: Hit, speaker: Speaker, start: int, end: int) -> bool:
    """Whether the claim follows: unless the phrase comes after a comma and nothing but a day follows it."""
    if words_between(reading, start, speaker.start) <= 1:
        return True
    before = reading.text[max(start, speaker.start - 2) : speaker.start]
    rest = [t for t in tokens(reading, verb.end, end)]
    days = reading.within(verb.end, end, "weekday")
    closes = reading.text[verb.end : verb.end + 1] in (",", ".") or len(rest) - len(days) <= 2
    return not (closes and any(c in before for c in ',"-'))


def _scoped(reading: Reading, said: Sequence[_Said], start: int, end: int) -> Iterator[AttributionHit]:
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
        speaker = one.speaker
        yield AttributionHit(
            speaker.start, speaker.end, low, max(high, low), speaker.source_type, speaker.key, speaker.anonymous, one.rule
        )


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
