"""How English puts a verb of saying beside its speaker: behind its subject, before it after a quotation, behind an apposition."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.parties.party_mention import words_between
from tawthiq.extract.speakers.speaker_phrases import (
    Said,
    Speaker,
    behind_the_time,
    better,
    capital,
    elements,
    first_token,
    read_speaker,
    soft_break,
    speaker_after,
    tokens,
)
from tawthiq.text.phrases import Hit
from tawthiq.text.reading import Reading

_JOINT: Final = 8
"""Code points before a verb that hold "and"."""
_BEFORE_DAY: Final = 2
_BEHIND_DAY: Final = 2
"""Words at most before the day that opens a clause ("By early"), and behind it before its subject ("noon")."""
_LONG_NAME: Final = 6
"""Words at most of a name nobody knows, the small ones in it counted ("Sound and Picture")."""
_PARTED: Final = 3
_PHRASE: Final = 8
"""Words at most between the known word of a subject and its verb: any, and those of a phrase that a preposition opens."""
_TITLE: Final = 9
_APPOSED: Final = 14
"""Words at most of the apposition that tells a speaker's office, and of one that only describes a body everybody knows."""
_COLLECTIVES: Final = frozenset({"hr_org", "un", "civil_defence", "local_network", "medical", "state_media"})
_RELATIVE: Final = 6
"""Code points that hold the word which opens a relative clause."""
_TOLD_TO: Final = 40
"""Code points behind "said" that hold "to" and who was told."""
_ASIDE: Final = 60
"""Code points at most of what stands in brackets between a speaker and its verb."""


def goes_on(reading: Reading, used: int, verb: Hit) -> bool:
    """Whether a verb goes on with the subject of the one before: "blamed the army and spoke of 15 dead"."""
    before = tokens(reading, max(used, verb.start - _JOINT), verb.start)
    joint = bool(before) and reading.text[before[-1][0] : before[-1][1]] in toll_grammar().and_words
    return joint and before[-1][0] >= used and str(verb.term.get("form")) == "verb"


def english_verb(reading: Reading, verb: Hit, start: int, end: int, used: int) -> Said | None:
    """The speaker before the verb ("activists said"), or behind it after a quotation or a comma ('…", said Kinan')."""
    if _passive(reading, verb, end) or _qualifies(reading, start, verb):
        return None
    quoted = _between_marks(reading, max(start, used), verb)
    if quoted is not None:
        return Said(quoted, quoted.start, verb.end, _forward(reading, verb, quoted, start, end), "attribution.verb")
    gap = reading.text[max(start, verb.start - 2) : verb.start].strip()
    if (verb.term.wording != "told" and gap in (",", '"')) or (not gap and verb.start == start):
        speaker = None if _behind_a_relative(reading, start, verb.start) else _inverted(reading, verb, end)
        if speaker is not None:
            return Said(speaker, verb.start, speaker.end, False, "attribution.inverted")
    begin = _clause_start(reading, max(start, used), verb.start)
    behind = _behind_the_day(reading, begin, verb.start)
    speaker = _before_its_relative(reading, begin, max(start, used))
    if speaker is not None:
        return Said(speaker, speaker.start, verb.end, _forward(reading, verb, speaker, start, end), "attribution.verb")
    speaker = read_speaker(reading, behind, verb.start) if begin < behind < verb.start else None
    if speaker is not None:
        begin = behind
    elif reading.text[begin : verb.start].strip():
        speaker = read_speaker(reading, begin, verb.start, lead=6)
    if speaker is not None:
        tail = _running(reading, speaker.start, verb.start)
        near = elements(reading, begin, verb.start)
        speaker = replace(speaker, end=_subject_end(reading, speaker.start, verb.start))
        days = len(reading.within(near[-1].end, verb.start, "weekday", "speaker_end"))
        if tail > 14 or _running(reading, near[-1].end, verb.start) - 2 * days > _beside(
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


def _qualifies(reading: Reading, start: int, verb: Hit) -> bool:
    """Whether a participle of saying only qualifies a noun, right behind a preposition or an article: "in alleged attack"."""
    before = tokens(reading, max(start, verb.start - _JOINT), verb.start)[-1:]
    grammar = toll_grammar()
    if not before or reading.text[before[0][1] : verb.start] != " ":
        return False
    return reading.text[slice(*before[0])] in grammar.prepositions


def _between_marks(reading: Reading, start: int, verb: Hit) -> Speaker | None:
    """The office that stands between quotation marks right before a verb: '"Sound and Picture" reports that'."""
    if reading.text[verb.start - 2 : verb.start] != '" ':
        return None
    named = [h for h in reading.within(start, verb.start, "office") if h.end == verb.start - 2]
    return read_speaker(reading, named[0].start, named[0].end) if named else None


def _before_its_relative(reading: Reading, clause: int, start: int) -> Speaker | None:
    """The speaker whose relative clause a verb closes: "an organisation that went through photographs counted 147 bodies"."""
    relatives = [h for h in reading.within(max(start, clause - _RELATIVE), clause, "speaker_end") if h.end == clause]
    if not relatives or relatives[0].term.wording not in toll_grammar().relatives:
        return None
    begin = _clause_start(reading, start, relatives[0].start)
    begin = behind_the_time(reading, begin, relatives[0].start)
    speaker = read_speaker(reading, begin, relatives[0].start, lead=6)
    if speaker is None or reading.text[speaker.start : relatives[0].start].rstrip().endswith(","):
        return None
    known = elements(reading, speaker.start, relatives[0].start)
    near = words_between(reading, known[-1].end, relatives[0].start) == 0
    return replace(speaker, end=known[-1].end) if near else None


def _behind_the_day(reading: Reading, begin: int, verb: int) -> int:
    """Where a clause goes on behind the day that opens it: "On Tuesday evening the governor said", "This month the UN said"."""
    timed = behind_the_time(reading, begin, verb)
    if timed > begin:
        return timed
    days = reading.within(begin, verb, "weekday", "month")
    if not days or len(tokens(reading, begin, days[0].start)) > _BEFORE_DAY:
        return begin
    articles = [a for a, b in tokens(reading, days[-1].end, verb) if reading.text[a:b] in toll_grammar().definite]
    near = articles and len(tokens(reading, days[-1].end, articles[0])) <= _BEHIND_DAY
    return articles[0] if near else days[-1].end


def _passive(reading: Reading, verb: Hit, end: int) -> bool:
    """ "is said to", "were reported": nobody in particular says so."""
    before = reading.within(max(0, verb.start - 12), verb.start, "cue")
    passive = any(c.id == "passive" and words_between(reading, c.end, verb.start) == 0 for c in before)
    harmed = reading.within(verb.end, min(end, verb.end + 12), "harm")
    if harmed and verb.term.wording == "reported" and harmed[0].start - verb.end == 1:
        return True  # "civilians reported killed"
    return passive or (verb.term.wording == "said" and _hearsay(reading, verb, end))


def _hearsay(reading: Reading, verb: Hit, end: int) -> bool:
    """ "men said to be loyal to": nobody in particular says so; but "a doctor said to Reuters", "said to the agency" name who was told."""
    grammar = toll_grammar()
    following = tokens(reading, verb.end, min(end, verb.end + _TOLD_TO))[:2]
    if len(following) < 2 or reading.text[following[0][0] : following[0][1]] not in grammar.said_to:
        return bool(following) and reading.text[following[0][0] : following[0][1]] in grammar.said_to
    begin, stop = following[1]
    return not (capital(reading, begin) or reading.text[begin:stop] in grammar.definite)


def _running(reading: Reading, start: int, end: int) -> int:
    """`words_between`, over the ends of wrapped lines."""
    breaks = [i for i in range(start, end) if reading.text[i] == "\n"]
    if not breaks or not all(soft_break(reading, i) for i in breaks):
        return words_between(reading, start, end)
    ends = [start, *breaks, end]
    return sum(words_between(reading, a, b) for a, b in pairwise(ends))


def _beside(reading: Reading, known: int, verb: int) -> int:
    """How many words may part the known word of a subject from its verb: few, more of a phrase ("a nurse at the only clinic told")."""
    first = first_token(reading, known, verb)
    if first is None or reading.text[first[0] : first[1]] not in toll_grammar().prepositions:
        return _PARTED
    told = reading.within(known, verb, "harm", "number", "kind", "weapon") or [
        h for h in reading.within(known, verb, "people") if not _genitive(reading, h)
    ]
    return _PARTED if told else _PHRASE


def _genitive(reading: Reading, people: Hit) -> bool:
    """ "a spokesman of the People's Council": people whose council it is are not told of."""
    return reading.text[people.end - 2 : people.end] == "'s" or reading.text[people.end : people.end + 2] == "'s"


def _apposed(reading: Reading, start: int, verb: int) -> Speaker | None:
    """ "Name, head of the hospital, said": the whole phrase, with the type and key that its parts give together."""
    text = reading.text
    second = verb - 1
    while second > start and text[second] == " ":
        second -= 1
    first = text.rfind(",", start, second)
    if text[second] != "," or first < 0 or words_between(reading, first, second) > _APPOSED:
        return None
    opens = max(start, _clause_start(reading, start, first))
    subject = read_speaker(reading, opens, first, lead=4)
    if words_between(reading, first, second) > _TITLE:
        known = subject is not None and (bool(subject.key) or subject.source_type in _COLLECTIVES)
        return replace(subject, end=first) if known and subject is not None else None
    apposition = read_speaker(reading, _after_relative(reading, first + 1, second), second, lead=4)
    name = _name_before(reading, opens, first)
    if subject is None and (name is None or apposition is None):
        return None
    begin = subject.start if subject is not None else name.start if name is not None else opens
    told = better(subject, apposition)
    return replace(told, start=begin, end=second, anonymous=False, named=True) if told is not None else None


def _behind_a_relative(reading: Reading, start: int, verb: int) -> bool:
    """Whether a verb goes on behind an aside on its subject: "the observatory, which has its seat in Britain, says IS did it",
    "Omar Haddad, the spokesman of the brigade, said teams saved six"."""
    closes = reading.text.rfind(",", start, verb)
    first = reading.text.rfind(",", start, max(start, closes))
    if first < 0:
        return False
    told = _apposed(reading, start, verb)
    if told is None or _after_relative(reading, first + 1, closes) > first + 1:
        return told is not None
    return _name_before(reading, max(start, _clause_start(reading, start, first)), first) is not None


def _after_relative(reading: Reading, position: int, end: int) -> int:
    """The position behind "who heads", "which is"."""
    relative = [
        h
        for h in reading.within(position, min(end, position + 8), "speaker_end")
        if words_between(reading, position, h.start) == 0
    ]
    return relative[0].end if relative else position


def _inverted(reading: Reading, verb: Hit, end: int) -> Speaker | None:
    first = first_token(reading, verb.end, end)
    if first is not None and reading.text[verb.end : first[0]].strip():
        return None
    speaker = speaker_after(reading, verb.end, end, lead=6)
    if speaker is not None:
        return _with_name(reading, speaker, end)
    if first is None or reading.within(first[0], first[1], "weekday", "month"):
        return None  # "the agency, which is based in Beirut, said Monday"
    return capital_run(reading, first[0], end)


def _with_name(reading: Reading, speaker: Speaker, end: int) -> Speaker:
    """The speaker with the name in apposition: "said the regional governor, Oleh Syniehubov."."""
    if reading.text[speaker.end : speaker.end + 1] != ",":
        return speaker
    first = first_token(reading, speaker.end + 1, end)
    name = capital_run(reading, first[0], end) if first is not None and first[0] - speaker.end <= 2 else None
    if name is None or reading.text[name.end : name.end + 1] not in (",", ".", ";", "\n", ""):
        return speaker
    return replace(speaker, end=name.end, anonymous=False, named=True)


def capital_run(reading: Reading, start: int, end: int) -> Speaker | None:
    """Two to four words written with capitals: a name nobody knows."""
    run: list[tuple[int, int]] = []
    for begin, stop in tokens(reading, start, end):
        if not _named(reading, begin, stop) or len(run) == 4 or (run and reading.text[run[-1][1] : begin].strip()):
            break
        run.append((begin, stop))
    return Speaker(run[0][0], run[-1][1], "eyewitness", "", named=True) if run else None


def _named(reading: Reading, begin: int, stop: int) -> bool:
    """Whether a word is written as a name is: with a capital, which may stand behind an article ("al-Argaly")."""
    joint = reading.text.find("-", begin, stop)
    return capital(reading, begin) or (0 < joint < stop - 1 and joint - begin <= 3 and capital(reading, joint + 1))


def _name_before(reading: Reading, begin: int, verb: int) -> Speaker | None:
    """A run of capitals that ends right before the verb."""
    words = tokens(reading, begin, verb)
    grammar = toll_grammar()
    run: list[tuple[int, int]] = []
    for place in range(len(words) - 1, -1, -1):
        word = words[place]
        joins = bool(run and place) and reading.text[word[0] : word[1]] in grammar.in_names
        if len(run) == _LONG_NAME or not (_named(reading, *word) or (joins and capital(reading, words[place - 1][0]))):
            break
        run.insert(0, word)
    said = [reading.text[a:b] for a, b in run]
    if not run or len(words) > len(run) + 4 or all(w in grammar.nobody for w in said):
        return None
    inside = reading.within(run[0][0], run[-1][1], "place", "weekday", "month", "kind")
    if any(h.category != "place" or h.end > run[-1][0] for h in inside):
        return None  # "on Monday Aleppo said"; but "the Aleppo Post said"
    article = len(words) > len(run) and words[-len(run) - 1]
    known = article and reading.text[article[0] : article[1]] in grammar.definite
    start = article[0] if article and known else run[0][0]  # "the Emergency Lawyers"
    return Speaker(start, run[-1][1], "eyewitness", "", named=True)


def _clause_start(reading: Reading, start: int, verb: int) -> int:
    """Where the clause that ends in an English verb begins: after the last comma, quotation mark, dash or "that"."""
    text = reading.text
    position = verb
    closed = text.rfind(")", max(start, verb - _ASIDE), verb)
    inside = closed > 0 and (
        closed == verb - 2 or (text[closed : closed + 2] == ") " and _title(reading, closed + 1, verb))
    )
    if inside and (opened := text.rfind("(", max(start, verb - _ASIDE), verb)) > 0:
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


def _title(reading: Reading, start: int, verb: int) -> bool:
    """Whether a name in brackets goes on in capitals up to the verb: "the Front (PPF) Command said"."""
    return all(_named(reading, *word) for word in tokens(reading, start, verb))


def _subject_end(reading: Reading, start: int, verb: int) -> int:
    """The end of an English subject: at a stop word (on Monday, has, who) or the verb."""
    bracket = reading.text.find("(", start, verb)
    verb = bracket if bracket > 0 and _title(reading, reading.text.find(")", bracket, verb), verb) else verb
    stops = [h.start for h in reading.within(start, verb, "speaker_end", "weekday") if h.start > start]
    words = tokens(reading, start, min([verb, *stops]))
    return words[-1][1] if words else verb


def _forward(reading: Reading, verb: Hit, speaker: Speaker, start: int, end: int) -> bool:
    """Whether the claim follows: unless the phrase comes after a comma and nothing but a day follows it, or no harm does."""
    if words_between(reading, start, speaker.start) <= 1:
        return True
    opens = reading.text[start : speaker.start].rstrip()
    for word in toll_grammar().says_so:  # ", as the network's activists have documented"
        opens = opens.removesuffix(f" {word}")
    before = opens[-2:] if len(opens) < len(reading.text[start : speaker.start].rstrip()) else ""
    before = before or reading.text[max(start, speaker.start - 2) : speaker.start]
    stop = min((at for at in (reading.text.find(mark, verb.end, end) for mark in ",;") if at > 0), default=end)
    behind = reading.within(verb.end, stop, "harm", "people")
    if "," in before and reading.within(start, speaker.start, "harm") and not behind:
        return False  # "… killed 30 people, the ministry said in a statement early on Monday"
    rest = tokens(reading, verb.end, end)
    days = reading.within(verb.end, end, "weekday")
    behind_day = days[0].end if days and words_between(reading, verb.end, days[0].start) <= 1 else verb.end
    adds = [w for w in rest if w[0] >= behind_day][:1] if reading.text[behind_day : behind_day + 1] == "," else []
    if adds and "," in before and reading.within(start, speaker.start, "harm"):
        return False  # "…, the ministry said on Sunday, adding that …", "…, activists said, and nobody knows …"
    closes = reading.text[verb.end : verb.end + 1] in (",", ".") or len(rest) - len(days) <= 2
    return not (closes and any(c in before for c in ',"-'))
