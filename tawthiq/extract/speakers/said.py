"""Who speaks at each verb of saying: the grammar that attribution is read with, verb by verb.

Rule: a known speaker beside the verb comes first (behind it in Arabic, before it in English, behind it after a quotation),
then the same with an apposition ("Name, head of the hospital, said"), then a name nobody knows, then the one speaking so far.
"""

from __future__ import annotations

import re
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.parties.party_mention import words_between
from tawthiq.extract.speakers.arabic_saying import AS, arabic_clause, behind_it, reaches, says_as
from tawthiq.extract.speakers.english_saying import capital_run, english_verb, goes_on
from tawthiq.extract.speakers.speaker_phrases import (
    Said,
    Speaker,
    behind_the_time,
    better,
    elements,
    first_token,
    phrase_end,
    read_speaker,
    speaker_after,
    tokens,
    with_article,
)
from tawthiq.knowledge.load import toml
from tawthiq.text.phrases import Hit
from tawthiq.text.reading import Reading

_OBJECTS: Final = frozenset(
    toml("ar/clitics.toml")["objects"]
)  # a verb of saying with its object: its claim stands before it


_CLOCK: Final = re.compile(r"\d{1,2}[:.]\d\d(?!\d)[\W_]*")
_DIGIT: Final = re.compile(r"\d")
_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]\n]{2,60})[)\]][.!\s]*\Z")
_NO_NAME: Final = ("cue", "discourse", "harm", "people", "kind", "weapon", "number", "idiom")
"""What stands in no name that nobody knows."""
_NAME: Final = 3
"""Letters of the shortest word of a name."""
_WHAT: Final = 16
"""Code points before a speaker that hold "what the"."""
_QUOTER: Final = 90
"""Code points behind a verb of quoting within which the one quoted is named."""
_LAST: Final = 6
"""Words at most of the speaker that a headline names behind a colon at its end."""
_FIGURE: Final = 90
"""Code points at most between a verb like "put" and the number it tells."""
_BEFORE_FIGURE: Final = 4
"""Words before the number that hold "at" ("at between 30 and 35")."""


def said_in(reading: Reading, start: int, end: int, last: Speaker | None) -> list[Said]:
    """The speakers of one stretch, in order."""
    said: list[Said] = []
    used = start
    headline = _headline(reading, start, end)
    if headline is not None:
        said.append(headline)
        used = headline.end
    for verb in reading.within(start, end, "say"):
        if (
            verb.start < used
            or with_article(verb)
            or _belongs_to(reading, verb)
            or (verb.term.get("figure") and not _at_a_number(reading, verb, end))
        ):
            continue
        one = _of_verb(reading, verb, start, end, used, last)
        if one is not None:
            if verb.term.get("tells"):
                one = replace(one, rule=f"attribution.{verb.term.get('tells')}")
            if said and verb.term.get("cites") and words_between(reading, said[-1].end, verb.start) == 0:
                one = replace(one, start=said[-1].start, forward=said.pop().forward, rule="attribution.cited")
            said.append(one)
            used = max(used, one.end, one.speaker.end if verb.start <= one.speaker.start < end else 0)
            last = one.speaker
    if not said and (bracketed := _in_brackets(reading, start, end)) is not None:
        return [bracketed]
    told = [one for one in said if not _names_only(reading, one)] if len(said) > 1 else said
    return told or said


def _belongs_to(reading: Reading, verb: Hit) -> bool:
    """Whether what looks like a verb of saying only says whose something is: «حاجز تابع للمخابرات»."""
    whose = any(c.start == verb.start for c in reading.of_id(verb.start, verb.end, "cue", "affiliated"))
    return whose and reading.text[verb.end : verb.end + 2] == f" {toll_grammar().belonging}"


def _in_brackets(reading: Reading, start: int, end: int) -> Said | None:
    """Who is named alone in brackets at the end of a claim: "12 civilians were killed (SOHR).", «قُتل 12 مدنياً (مصادر طبية)»."""
    if reading.text.find(")", start, end) < 0 and reading.text.find("]", start, end) < 0:
        return None  # most stretches
    closing = _BRACKETS.search(reading.text, start, end)
    if closing is None or not reading.within(start, closing.start(), "harm"):
        return None
    low, high = closing.span(1)
    speaker = read_speaker(reading, low, high, lead=0)
    if (
        speaker is None
        or speaker.source_type == "pronoun"
        or reading.within(low, high, "harm", "number", "kind", "weapon")
    ):
        return None
    known = elements(reading, low, high)
    if all(h.category in ("actor", "rank", "person") for h in known):
        return None  # "(Hezbollah)" says whose men they were
    return Said(replace(speaker, start=low, end=high), closing.start(), closing.end(), False, "attribution.source")


def _at_a_number(reading: Reading, verb: Hit, end: int) -> bool:
    """Whether a verb of many uses tells a figure: "put the casualties at 19", "had given the toll as 17"."""
    text, grammar = reading.text, toll_grammar()
    limit = min(end, verb.end + _FIGURE)
    digit = _DIGIT.search(text, verb.end, limit)
    numbers = [h.start for h in reading.within(verb.end, limit, "number")] + ([digit.start()] if digit else [])
    for number in sorted(numbers):
        between = text[verb.end : number]
        if any(c in between for c in ".;:!?"):
            return False
        if not grammar.figure_words.isdisjoint(between.split()[-_BEFORE_FIGURE:]):
            return True
    return False


def _names_only(reading: Reading, one: Said) -> bool:
    """Whether a speaker only gives a thing its name: "in what residents have described as the worst day"."""
    at = one.speaker.start
    before = reading.text[max(0, at - _WHAT) : at].split()[-2:]
    grammar = toll_grammar()
    before = [w for w in before if w not in grammar.definite]
    return bool(before) and before[-1] in grammar.free_relatives


def _headline(reading: Reading, start: int, end: int) -> Said | None:
    """«المرصد: مقتل 12 …», "Activists: …": a speaker and a colon at the head of a line."""
    if reading.text.find(":", start, end) < 0:
        return None
    clock = _CLOCK.match(reading.text, start, end)  # "15:31 — State TV: …"
    start = clock.end() if clock else start
    behind = _behind_the_colon(reading, start, end)
    if behind is not None:
        return behind
    colon = reading.text.find(":", start, min(end, start + 70))
    if colon < 0 or reading.within(start, colon, "say") or words_between(reading, start, colon) > 7:
        return None
    speaker = read_speaker(reading, start, colon, lead=1)
    if speaker is None or speaker.source_type == "pronoun" or _only_state(reading, speaker):
        return None
    if reading.text[start].isascii() and any(
        h.start > speaker.start for h in reading.within(start, colon, "harm", "kind", "weapon")
    ):
        return None  # "Army base attacked: three soldiers dead"
    return Said(
        replace(speaker, end=_trimmed(reading, speaker.start, colon)), start, colon, True, "attribution.headline"
    )


def _behind_the_colon(reading: Reading, start: int, end: int) -> Said | None:
    """ "Seven killed in raid on village: monitor": a headline that names its speaker last."""
    colon = reading.text.rfind(":", start, end)
    if not reading.within(start, colon, "harm", "kind"):
        return None  # a label, or a speaker who comes first
    stop = end - 1 if reading.text[end - 1] in ".!" else end
    words = tokens(reading, colon + 1, stop)
    if not 1 <= len(words) <= _LAST or reading.within(colon, end, "harm", "say", "number"):
        return None
    speaker = read_speaker(reading, words[0][0], stop, lead=2)
    if speaker is None or speaker.source_type == "pronoun" or _only_state(reading, speaker):
        return None
    return Said(replace(speaker, end=words[-1][1]), colon, words[-1][1], False, "attribution.headline")


def _only_state(reading: Reading, speaker: Speaker) -> bool:
    """Whether a phrase is no more than the name of a state («سوريا: …» heads a report, it does not speak)."""
    found = elements(reading, speaker.start, speaker.end)
    return all(h.category == "actor" and bool(h.term.get("state")) for h in found)


def _trimmed(reading: Reading, start: int, end: int) -> int:
    words = tokens(reading, start, end)
    last = words[-1][1] if words else end
    return last + 1 if reading.text[last : last + 1] in ('"', ")") and last < end else last


def _of_verb(reading: Reading, verb: Hit, start: int, end: int, used: int, last: Speaker | None) -> Said | None:
    form = str(verb.term.get("form"))
    arabic = not verb.term.wording[0].isascii()
    if form == "source" or verb.suffix in _OBJECTS:
        said = [v for v in reading.within(verb.end, end, "say") if words_between(reading, verb.end, v.start) <= 1]
        position = said[0].whole_end if said and arabic else verb.whole_end
        position = behind_it(reading, position, end) if arabic else position
        speaker = speaker_after(reading, position, end, lead=4) or (
            _name_after(reading, position, end, arabic) if said or not arabic else None
        )
        if speaker is None or (form != "source" and speaker.named):
            return None
        opens = words_between(reading, start, verb.whole_start) == 0
        return Said(speaker, verb.start, speaker.end, opens, "attribution.source")
    if form == "verb" and arabic and not verb.prefix and verb.start - start > AS and says_as(reading, verb, start):
        position = behind_it(reading, verb.whole_end, end)
        speaker = speaker_after(reading, position, end) or _name_after(reading, position, end, arabic)
        if speaker is not None and not _claims(reading, speaker.end, end, near=True):
            return Said(speaker, verb.start, speaker.end, False, "attribution.source")
    if form == "relay":
        one = _relay(reading, verb, end, arabic)
        behind = one is not None and arabic and verb.start - start > AS and says_as(reading, verb, start)
        return replace(one, forward=False) if one is not None and behind else one
    if form == "participle":
        return Said(last, verb.start, verb.end, True, "attribution.goes-on") if last is not None else None
    if arabic:
        return _arabic_verb(reading, verb, start, end, used, last)
    if last is not None and used > start and goes_on(reading, used, verb):
        return Said(last, verb.start, verb.end, True, "attribution.goes-on")
    return english_verb(reading, verb, start, end, used)


def _name_after(reading: Reading, position: int, end: int, arabic: bool) -> Speaker | None:
    """A name nobody knows right after a position: capitals in English, up to four words before a comma in Arabic."""
    first = first_token(reading, position, end)
    if first is None or reading.text[position : first[0]].strip(' "'):
        return None
    if not arabic:
        return capital_run(reading, first[0], end)
    stop = phrase_end(reading, first[0], end)
    words = tokens(reading, first[0], stop)
    if not 2 <= len(words) <= 4 or any(b - a < _NAME for a, b in words):
        return None
    closes = reading.text[stop : stop + 1] in (",", ".", "\n", "") or reading.within(
        stop, min(end, stop + 9), "speaker_end"
    )
    if not closes or reading.within_any(first[0], stop, _NO_NAME):
        return None
    return Speaker(words[0][0], words[-1][1], "eyewitness", "", named=True)


def _relay(reading: Reading, verb: Hit, end: int, arabic: bool) -> Said | None:
    """«نقلت … عن مصدر», "quoted … as saying": the words are those of the one quoted."""
    position = verb.end
    if verb.term.get("middle"):
        position = _whose_words(reading, verb, end)
        if not position:
            return None
    speaker = speaker_after(reading, position, end, lead=3) or _name_after(reading, position, end, arabic)
    return Said(speaker, verb.start, speaker.end, True, "attribution.relayed") if speaker is not None else None


def _whose_words(reading: Reading, verb: Hit, end: int) -> int:
    """Where the one quoted begins behind who quotes: «نقلت … عن», «علمت … من»; 0 where nobody is."""
    joint = str(verb.term.get("joint"))
    for begin, stop in tokens(reading, verb.end, min(end, verb.end + _QUOTER)):
        if reading.text[begin:stop] == joint:
            return stop
    return 0


def _arabic_verb(reading: Reading, verb: Hit, start: int, end: int, used: int, last: Speaker | None) -> Said | None:
    """The speaker behind the verb («قال المرصد إن»), before it at the head of a clause («ناشطون قالوا»), or the one before."""
    timed = behind_the_time(reading, verb.end, end)
    speaker = speaker_after(reading, timed, end)
    if speaker is not None and verb.term.get("object"):
        speaker = _without_object(reading, speaker)
    if speaker is not None and _claims_the_deed(reading, speaker, end):
        return None
    if speaker is not None:
        speaker = _with_apposition(reading, speaker, end)
        return Said(speaker, verb.start, speaker.end, True, "attribution.verb")
    clause = arabic_clause(reading, max(used, verb.start - 80, start), verb.whole_start)
    before = [h for h in elements(reading, clause, verb.whole_start) if h.category in ("office", "speaker")]
    if (
        before
        and words_between(reading, clause if clause > used else start, before[0].start) <= 2
        and reaches(reading, before, verb)
    ):
        speaker = read_speaker(reading, before[0].start, verb.whole_start)
        if speaker is not None:
            return Said(
                replace(speaker, end=_trimmed(reading, speaker.start, verb.whole_start)),
                verb.start,
                verb.end,
                True,
                "attribution.subject",
            )
    name = _unknown_name(reading, verb, end) if timed == verb.end else None
    first = first_token(reading, verb.end, end)
    behind = first[1] if first and reading.text[first[0] : first[1]] in toll_grammar().nobody else verb.end
    if name is None and last is not None and _claims(reading, behind, end, near=not verb.term.get("goes_on")):
        return Said(last, verb.start, verb.end, True, "attribution.goes-on")
    return name


def _without_object(reading: Reading, speaker: Speaker) -> Speaker:
    """The speaker of a verb of accusing without whom it accuses: «ويتهم ناشطون زهر الدين»."""
    known = elements(reading, speaker.start, speaker.end)
    if known[0].category not in ("speaker", "office") or known[0].end >= speaker.end:
        return speaker
    return read_speaker(reading, speaker.start, known[0].end) or speaker


def _claims_the_deed(reading: Reading, speaker: Speaker, end: int) -> bool:
    """Whether a party only says that it did it: «أعلنت الحركة مسؤوليتها عن الهجوم» gives it no word of what follows."""
    cues = reading.within(speaker.start, min(end, speaker.end + _WHAT), "cue")
    return any(c.id == "admit" and words_between(reading, speaker.end, c.whole_start) <= 1 for c in cues)


def _claims(reading: Reading, position: int, end: int, *, near: bool) -> bool:
    """Whether the claim begins here: at إن، أن, a colon or a quotation mark, at once (`near`) or within five words."""
    aside = reading.text[position : position + 1] == ","  # «وذكر، اليوم الأحد، أن»
    reach = position + (6 if near and not aside else 45)
    after = reading.text[position:reach]
    return bool(reading.within(position, min(end, reach), "speaker_end")) or ":" in after or '"' in after


def _unknown_name(reading: Reading, verb: Hit, end: int) -> Said | None:
    """A name nobody knows between the verb and the claim («قال غزال عبد الله إن»)."""
    first = first_token(reading, verb.end, end) if verb.end < end else None
    if first is None or first[1] - first[0] < _NAME:
        return None  # most often the claim begins at once
    if reading.text[first[0] : first[1]] in toll_grammar().nobody:
        return None
    stop = phrase_end(reading, verb.end, end)
    words = tokens(reading, verb.end, stop)
    if not 1 <= len(words) <= 4 or any(b - a < _NAME for a, b in words):
        return None
    if reading.text[stop : stop + 2].strip()[:1] not in (":", '"', ","):
        ends = reading.within(stop, min(end, stop + 8), "speaker_end", "receiver")
        if not any(h.whole_start - stop <= 2 for h in ends):
            return None
    if reading.within_any(verb.end, stop, _NO_NAME):
        return None
    speaker = _with_apposition(reading, Speaker(words[0][0], words[-1][1], "eyewitness", "", named=True), end)
    return Said(speaker, verb.start, speaker.end, True, "attribution.name")


def _with_apposition(reading: Reading, speaker: Speaker, end: int) -> Speaker:
    """«رامي عبد الرحمن، مدير المرصد، إن»: the phrase goes on over a comma up to the claim."""
    text = reading.text
    if text[speaker.end : speaker.end + 1] != ",":
        return speaker
    stop = phrase_end(reading, speaker.end + 1, end)
    behind = text[stop : stop + 4].strip(' "')
    claim = [h for h in reading.within(stop, min(end, stop + 8), "speaker_end") if h.whole_start - stop <= 3]
    if not 1 <= words_between(reading, speaker.end + 1, stop) <= 6 or not (behind[:1] == ":" or claim):
        return speaker
    other = better(speaker, read_speaker(reading, speaker.end + 1, stop, lead=1)) or speaker
    return replace(other, start=speaker.start, end=stop, anonymous=False, named=True)
