"""Who speaks at each verb of saying: the grammar that attribution is read with, verb by verb.

Rule: a known speaker beside the verb comes first (behind it in Arabic, before it in English, behind it after a quotation),
then the same with an apposition ("Name, head of the hospital, said"), then a name nobody knows, then the one speaking so far.
"""

from __future__ import annotations

from dataclasses import replace

from tawthiq.domain.light import dataclass
from tawthiq.extract.arabic_saying import AS, arabic_clause, behind_it, reaches, says_as
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.parties_named import words_between
from tawthiq.extract.speaker_phrases import (
    SPEAKING,
    Speaker,
    capital,
    elements,
    phrase_end,
    read_speaker,
    soft_break,
    tokens,
    with_article,
)
from tawthiq.knowledge.load import toml
from tawthiq.text.phrases import Hit
from tawthiq.text.reading import Reading

_OBJECTS = frozenset(toml("ar/clitics.toml")["objects"])  # a verb of saying with its object: its claim stands before it


_NAME = 3
"""Letters of the shortest word of a name."""
_WHAT = 16
"""Code points before a speaker that hold "what the"."""
_FIGURE = 90
"""Code points at most between a verb like "put" and the number it tells."""
_BEFORE_FIGURE = 4
"""Words before the number that hold "at" ("at between 30 and 35")."""
_LONG_NAME = 6
"""Words at most of a name nobody knows, the small ones in it counted ("Sound and Picture")."""
_PARTED, _PHRASE = 3, 8
"""Words at most between the known word of a subject and its verb: any, and those of a phrase that a preposition opens."""
_ASIDE = 60
"""Code points at most of what stands in brackets between a speaker and its verb."""


@dataclass(frozen=True, slots=True)
class Said:
    """A speaker with the verb that gives it words; `forward` where the claim follows."""

    speaker: Speaker
    start: int
    end: int
    forward: bool
    rule: str


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
            or (verb.term.get("figure") and not _at_a_number(reading, verb, end))
        ):
            continue
        one = _of_verb(reading, verb, start, end, used, last)
        if one is not None:
            if said and verb.term.get("cites") and words_between(reading, said[-1].end, verb.start) == 0:
                one = replace(one, start=said[-1].start, forward=said.pop().forward, rule="attribution.cited")
            said.append(one)
            used = max(used, one.end, one.speaker.end if verb.start <= one.speaker.start < end else 0)
            last = one.speaker
    told = [one for one in said if not _names_only(reading, one)] if len(said) > 1 else said
    return told or said


def _at_a_number(reading: Reading, verb: Hit, end: int) -> bool:
    """Whether a verb of many uses tells a figure: "put the casualties at 19", "had given the toll as 17"."""
    text, grammar = reading.text, toll_grammar()
    for number in reading.within(verb.end, min(end, verb.end + _FIGURE), "number"):
        between = text[verb.end : number.start]
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
    colon = reading.text.find(":", start, min(end, start + 70))
    if colon < 0 or reading.within(start, colon, "say") or words_between(reading, start, colon) > 7:
        return None
    speaker = read_speaker(reading, start, colon, lead=1)
    if speaker is None or speaker.source_type == "pronoun" or _only_state(reading, speaker):
        return None
    return Said(
        replace(speaker, end=_trimmed(reading, speaker.start, colon)), start, colon, True, "attribution.headline"
    )


def _only_state(reading: Reading, speaker: Speaker) -> bool:
    """Whether a phrase is no more than the name of a state («سوريا: …» heads a report, it does not speak)."""
    found = elements(reading, speaker.start, speaker.end)
    return all(h.category == "actor" and bool(h.term.get("state")) for h in found)


def _trimmed(reading: Reading, start: int, end: int) -> int:
    words = list(tokens(reading, start, end))
    last = words[-1][1] if words else end
    return last + 1 if reading.text[last : last + 1] in ('"', ")") and last < end else last


def _of_verb(reading: Reading, verb: Hit, start: int, end: int, used: int, last: Speaker | None) -> Said | None:
    form = str(verb.term.get("form"))
    arabic = not verb.term.wording[0].isascii()
    if form == "source" or verb.suffix in _OBJECTS:
        said = [v for v in reading.within(verb.end, end, "say") if words_between(reading, verb.end, v.start) <= 1]
        position = said[0].whole_end if said and arabic else verb.whole_end
        position = behind_it(reading, position, end) if arabic else position
        speaker = _after(reading, position, end, lead=4) or (
            _name_after(reading, position, end, arabic) if said or not arabic else None
        )
        if speaker is None or (form != "source" and speaker.named):
            return None
        opens = words_between(reading, start, verb.whole_start) == 0
        return Said(speaker, verb.start, speaker.end, opens, "attribution.source")
    if form == "verb" and arabic and not verb.prefix and verb.start - start > AS and says_as(reading, verb, start):
        position = behind_it(reading, verb.whole_end, end)
        speaker = _after(reading, position, end) or _name_after(reading, position, end, arabic)
        if speaker is not None and not _claims(reading, speaker.end, end, near=True):
            return Said(speaker, verb.start, speaker.end, False, "attribution.source")
    if form == "relay":
        return _relay(reading, verb, end, arabic)
    if form == "participle":
        return Said(last, verb.start, verb.end, True, "attribution.goes-on") if last is not None else None
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
    if not 2 <= len(words) <= 4 or any(b - a < _NAME for a, b in words):
        return None
    closes = reading.text[stop : stop + 1] in (",", ".", "\n", "") or reading.within(
        stop, min(end, stop + 9), "speaker_end"
    )
    if not closes or reading.within(first[0], stop, "cue", "discourse", "harm", "people", "kind", "weapon", "number"):
        return None
    return Speaker(words[0][0], words[-1][1], "eyewitness", "", named=True)


def _after(reading: Reading, position: int, end: int, *, lead: int = 2) -> Speaker | None:
    """The speaker's phrase that begins right after a position."""
    first = next(tokens(reading, position, end), None)
    if first is None or any(c in ".;!?\n" for c in reading.text[position : first[0]]):
        return None
    if not reading.within(position, end, *SPEAKING):
        return None
    begin = first[0]
    if reading.text[begin - 1] in '"(' and begin - 1 >= position:
        begin -= 1
    stop = phrase_end(reading, begin, end)
    speaker = read_speaker(reading, begin, stop, lead=lead)
    return speaker if speaker is None or speaker.source_type != "pronoun" else None


def _relay(reading: Reading, verb: Hit, end: int, arabic: bool) -> Said | None:
    """«نقلت … عن مصدر», "quoted … as saying": the words are those of the one quoted."""
    position = verb.end
    if verb.term.get("middle"):
        of = [h for h in reading.within(verb.end, min(end, verb.end + 90), "speaker_end") if h.term.wording == "عن"]
        if not of:
            return None
        position = of[0].end
    speaker = _after(reading, position, end, lead=3) or _name_after(reading, position, end, arabic)
    return Said(speaker, verb.start, speaker.end, True, "attribution.relayed") if speaker is not None else None


def _arabic_verb(reading: Reading, verb: Hit, start: int, end: int, used: int, last: Speaker | None) -> Said | None:
    """The speaker behind the verb («قال المرصد إن»), before it at the head of a clause («ناشطون قالوا»), or the one before."""
    speaker = _after(reading, verb.end, end)
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
    name = _unknown_name(reading, verb, end)
    if name is None and last is not None and _claims(reading, verb.end, end, near=not verb.term.get("goes_on")):
        return Said(last, verb.start, verb.end, True, "attribution.goes-on")
    return name


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
    first = next(tokens(reading, verb.end, end), None) if verb.end < end else None
    if first is None or first[1] - first[0] < _NAME:
        return None  # most often the claim begins at once
    stop = phrase_end(reading, verb.end, end)
    words = list(tokens(reading, verb.end, stop))
    if not 1 <= len(words) <= 4 or any(b - a < _NAME for a, b in words):
        return None
    if reading.text[stop : stop + 2].strip()[:1] not in (":", '"', ","):
        ends = reading.within(stop, min(end, stop + 8), "speaker_end", "receiver")
        if not any(h.whole_start - stop <= 2 for h in ends):
            return None
    if reading.within(verb.end, stop, "cue", "discourse", "harm", "people", "kind", "weapon", "number"):
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
    other = _better(speaker, read_speaker(reading, speaker.end + 1, stop, lead=1)) or speaker
    return replace(other, start=speaker.start, end=stop, anonymous=False, named=True)


def _english_verb(reading: Reading, verb: Hit, start: int, end: int, used: int, last: Speaker | None) -> Said | None:
    """The speaker before the verb ("activists said"), or behind it after a quotation or a comma ('…", said Kinan')."""
    if _passive(reading, verb, end):
        return None
    gap = reading.text[max(start, verb.start - 2) : verb.start].strip()
    if (verb.term.wording != "told" and gap in (",", '"')) or (not gap and verb.start == start):
        speaker = _inverted(reading, verb, end)
        if speaker is not None:
            return Said(speaker, verb.start, speaker.end, False, "attribution.inverted")
    begin = _clause_start(reading, max(start, used), verb.start)
    speaker = read_speaker(reading, begin, verb.start, lead=6) if reading.text[begin : verb.start].strip() else None
    if speaker is not None:
        tail = words_between(reading, speaker.start, verb.start)
        near = elements(reading, begin, verb.start)
        speaker = replace(speaker, end=_subject_end(reading, speaker.start, verb.start))
        days = len(reading.within(near[-1].end, verb.start, "weekday", "speaker_end"))
        if tail > 14 or words_between(reading, near[-1].end, verb.start) - 2 * days > _beside(
            reading, near[-1].end, verb.start
        ):
            speaker = None
    if speaker is None:
        speaker = _name_before(reading, begin, verb.start) or _apposed(reading, start, verb.start)
    if speaker is None:
        return None
    return Said(
        speaker,
        min(speaker.start, verb.start),
        verb.end,
        _forward(reading, verb, speaker, start, end),
        "attribution.verb",
    )


def _beside(reading: Reading, known: int, verb: int) -> int:
    """How many words may part the known word of a subject from its verb: few, more of a phrase ("a nurse at the only clinic told")."""
    first = next(tokens(reading, known, verb), None)
    if first is None or reading.text[first[0] : first[1]] not in toll_grammar().prepositions:
        return _PARTED
    told = reading.within(known, verb, "harm", "number", "people", "kind", "weapon")
    return _PARTED if told else _PHRASE


def _passive(reading: Reading, verb: Hit, end: int) -> bool:
    """ "is said to", "were reported": nobody in particular says so."""
    before = reading.within(max(0, verb.start - 12), verb.start, "cue")
    passive = any(c.id == "passive" and words_between(reading, c.end, verb.start) == 0 for c in before)
    following = next(tokens(reading, verb.end, end), None)
    return passive or (
        following is not None and reading.text[following[0] : following[1]] == "to" and verb.term.wording == "said"
    )


def _apposed(reading: Reading, start: int, verb: int) -> Speaker | None:
    """ "Name, head of the hospital, said": the whole phrase, with the type and key that its parts give together."""
    text = reading.text
    second = verb - 1
    while second > start and text[second] == " ":
        second -= 1
    first = text.rfind(",", start, second)
    if text[second] != "," or first < 0 or words_between(reading, first, second) > 9:
        return None
    opens = max(start, _clause_start(reading, start, first))
    subject = read_speaker(reading, opens, first, lead=4)
    apposition = read_speaker(reading, _after_relative(reading, first + 1, second), second, lead=4)
    name = _name_before(reading, opens, first)
    if subject is None and (name is None or apposition is None):
        return None
    begin = subject.start if subject is not None else name.start if name is not None else opens
    told = _better(subject, apposition)
    return replace(told, start=begin, end=second, anonymous=False, named=True) if told is not None else None


def _after_relative(reading: Reading, position: int, end: int) -> int:
    """The position behind "who heads", "which is"."""
    relative = [
        h
        for h in reading.within(position, min(end, position + 8), "speaker_end")
        if words_between(reading, position, h.start) == 0
    ]
    return relative[0].end if relative else position


def _better(first: Speaker | None, second: Speaker | None) -> Speaker | None:
    """Of two parts of one phrase, the one that says more of who speaks: a key, then a type."""
    ranked = [s for s in (first, second) if s is not None]
    return max(
        ranked, key=lambda s: (bool(s.key), s.source_type not in ("anonymous", "eyewitness", "pronoun")), default=None
    )


def _inverted(reading: Reading, verb: Hit, end: int) -> Speaker | None:
    first = next(tokens(reading, verb.end, end), None)
    if first is not None and reading.text[verb.end : first[0]].strip():
        return None
    speaker = _after(reading, verb.end, end, lead=6)
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
    grammar = toll_grammar()
    run: list[tuple[int, int]] = []
    for place in range(len(words) - 1, -1, -1):
        word = words[place]
        joins = bool(run and place) and reading.text[word[0] : word[1]] in grammar.in_names
        if len(run) == _LONG_NAME or not (
            capital(reading, word[0]) or (joins and capital(reading, words[place - 1][0]))
        ):
            break
        run.insert(0, word)
    said = [reading.text[a:b] for a, b in run]
    if not run or len(words) > len(run) + 4 or all(w in grammar.nobody for w in said):
        return None
    inside = reading.within(run[0][0], run[-1][1], "place", "weekday", "month", "kind")
    if any(h.category != "place" or h.end > run[-1][0] for h in inside):
        return None  # "on Monday Aleppo said"; but "the Aleppo Post said"
    return Speaker(run[0][0], run[-1][1], "eyewitness", "", named=True)


def _clause_start(reading: Reading, start: int, verb: int) -> int:
    """Where the clause that ends in an English verb begins: after the last comma, quotation mark, dash or "that"."""
    text = reading.text
    position = verb
    if text[verb - 2 : verb] == ") " and (opened := text.rfind("(", max(start, verb - _ASIDE), verb)) > 0:
        position = opened  # "a source in the Asayish (Internal Security Forces) told"
    while position > start:
        char = text[position - 1]
        if (char in ',;:"\n()' and not soft_break(reading, position - 1)) or (
            char == "-" and text[position : position + 1] == " "
        ):
            break
        position -= 1
    stops = [h for h in reading.within(position, verb, "speaker_end") if h.term.get("opens")]
    return stops[-1].end if stops else position


def _subject_end(reading: Reading, start: int, verb: int) -> int:
    """The end of an English subject: at a stop word (on Monday, has, who) or the verb."""
    bracket = reading.text.find("(", start, verb)
    verb = bracket if bracket > 0 and reading.text[verb - 2 : verb] == ") " else verb
    stops = [h.start for h in reading.within(start, verb, "speaker_end", "weekday") if h.start > start]
    words = list(tokens(reading, start, min([verb, *stops])))
    return words[-1][1] if words else verb


def _forward(reading: Reading, verb: Hit, speaker: Speaker, start: int, end: int) -> bool:
    """Whether the claim follows: unless the phrase comes after a comma and nothing but a day follows it, or no harm does."""
    if words_between(reading, start, speaker.start) <= 1:
        return True
    before = reading.text[max(start, speaker.start - 2) : speaker.start]
    stop = reading.text.find(";", verb.end, end)
    behind = reading.within(verb.end, stop if stop > 0 else end, "harm", "people")
    if "," in before and reading.within(start, speaker.start, "harm") and not behind:
        return False  # "… killed 30 people, the ministry said in a statement early on Monday"
    rest = list(tokens(reading, verb.end, end))
    days = reading.within(verb.end, end, "weekday")
    behind_day = days[0].end if days and words_between(reading, verb.end, days[0].start) <= 1 else verb.end
    adds = [w for w in rest if w[0] >= behind_day][:1] if reading.text[behind_day : behind_day + 1] == "," else []
    if adds and "," in before and reading.within(start, speaker.start, "harm"):
        word = reading.text[adds[0][0] : adds[0][1]]
        if word.endswith(toll_grammar().participle_endings):
            return False  # "…, the ministry said on Sunday, adding that …"
    closes = reading.text[verb.end : verb.end + 1] in (",", ".") or len(rest) - len(days) <= 2
    return not (closes and any(c in before for c in ',"-'))
