"""Reads a speaker's noun phrase: who is meant, of what type, and which words a reader would underline.

Rule: a phrase holds an office («المرصد السوري لحقوق الإنسان»), a noun for those who speak with its modifiers («مصادر طبية في
دوما», "a spokesman for the army"), a known person, or a name. It ends where the claim, a place of speaking («في بيان»), a
day, or punctuation begins. An office gives its key and type; "sources" and "activists" alone are anonymous pools (R3).
"""

from __future__ import annotations

import re
from typing import Final

from tawthiq.domain.light import initialised
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.ordered import bisect_left
from tawthiq.text.phrases import Hit
from tawthiq.text.reading import Reading
from tawthiq.text.word_spans import Word, words_in

_STOPS: Final = ("speaker_end", "receiver", "weekday", "month", "say", "harm", "number", "discourse")
_JOINED: Final = 10
"""More letters than are ever joined before a word."""
SPEAKING: Final = ("office", "speaker", "actor", "rank", "person")
"""The categories of what can be, or head, a speaker."""
_TIMES: Final = ("date_relative", "date_word", "weekday")
_DAY: Final = "day"
"""The role of words that are a day by themselves (knowledge/en/relative_dates.toml)."""
_ALONE: Final = "-alone"
"""How the ids of words for a part of the day end that stand by themselves (knowledge/ar/date_words.toml)."""
_CLOSERS: Final = ",.;:!?\n[]"
_ENDS: Final = (".", "!", "?", ":", '"', "")
_LONGEST: Final = 12
_OF_AN_OFFICE: Final = 7
"""Words at most that name a speaker before the office it belongs to."""
_HEAD: Final = 3
"""Letters of the words that join but do not say that one belongs to the other (من)."""
_MARK: Final = re.compile(r"[,.;:!?\n\[\]\"(]")
_BEYOND: Final = 1 << 61
"""Where a word begins that stands behind all of a text, so that a look need not ask whether it is at the end."""


@initialised(slots=True, unsafe_hash=True, init=False)
class Speaker:
    """A speaker's phrase at folded `[start, end)`. `resumes` marks wordings that go back to the speaker before."""

    start: int
    end: int
    source_type: str
    key: str
    anonymous: bool
    resumes: bool
    named: bool

    def __init__(
        self,
        start: int,
        end: int,
        source_type: str,
        key: str = "",
        anonymous: bool = False,
        resumes: bool = False,
        named: bool = False,
    ) -> None:
        self.start = start
        self.end = end
        self.source_type = source_type
        self.key = key
        self.anonymous = anonymous
        self.resumes = resumes
        self.named = named


def tokens(reading: Reading, start: int, end: int) -> list[Word]:
    """The words of folded `[start, end)`, without the punctuation around them."""
    words, starts = _words(reading, start, end)
    first = bisect_left(starts, start)
    stop = bisect_left(starts, end, first)
    inside = words[first:stop]
    if stop > first and words[stop - 1][1] > end:  # of a word that the end cuts only what stands before it
        inside[-1:] = words_in(reading.text, words[stop - 1][0], end)
    if first and start < words[first - 1][1]:
        inside[:0] = words_in(reading.text, start, min(end, words[first - 1][1]))
    return inside


def first_token(reading: Reading, start: int, end: int) -> Word | None:
    """The first of the words of folded `[start, end)`."""
    words, starts = _words(reading, start, end)
    first = bisect_left(starts, start)
    if (first and start < words[first - 1][1]) or (starts[first] < end < words[first][1]):
        return next(iter(tokens(reading, start, end)), None)
    return words[first] if starts[first] < end else None


_Words = tuple[list[Word], list[int]]


def _words(reading: Reading, start: int, end: int) -> _Words:
    """The words of the sentence that holds folded `[start, end)`, cut once, and where they begin; behind them one that no stretch holds.

    Of a stretch that no sentence holds its own.
    """
    at = reading.sentence_at(start)
    sentence = reading.sentences[at] if reading.sentences else None
    if sentence is None or start < sentence.start or sentence.end < end:
        return _cut(reading, start, end)
    cut: dict[int, _Words] | None = reading.memo.get("words")
    if cut is None:
        cut = reading.memo["words"] = {}
    known = cut.get(at)
    if known is None:
        known = cut[at] = _cut(reading, sentence.start, sentence.end)
    return known


def _cut(reading: Reading, start: int, end: int) -> _Words:
    words = words_in(reading.text, start, end)
    words.append((_BEYOND, _BEYOND))
    return words, [begin for begin, _ in words]


def capital(reading: Reading, position: int) -> bool:
    """Whether the document writes the letter at a folded position as a capital; no letter stands where the text ends."""
    return position < len(reading.text) and reading.words(position, position + 1)[:1].isupper()


def soft_break(reading: Reading, position: int) -> bool:
    """Whether a line merely runs on at a folded position: a break before a small Latin letter, and no sentence ends before it."""
    text = reading.text
    if text[position] != "\n" or not text[position + 1 : position + 2].isascii():
        return False
    before = text[max(0, position - 2) : position].strip()
    return (
        text[position + 1 : position + 2].isalpha() and not capital(reading, position + 1) and before[-1:] not in _ENDS
    )


def with_article(verb: Hit) -> bool:
    """Whether what looks like a verb of saying has the article, and so is none: «التابع لوزارة الصحة»."""
    return verb.category == "say" and verb.prefix.endswith(toll_grammar().article)


def elements(reading: Reading, start: int, end: int) -> list[Hit]:
    """The known words of a stretch that can be, or head, a speaker."""
    found = reading.within_any(start, end, SPEAKING)
    return [h for h in found if not (h.term.get("capitals") and not reading.words(h.start, h.end).isupper())]


def behind_the_time(reading: Reading, position: int, end: int) -> int:
    """Where a phrase goes on behind the time that opens it: "This month the UN said", «أعلن مساء اليوم الدفاع المدني».

    `position` itself where no time stands there: a noun for a part of the day alone may be somebody's name.
    """
    at, told, unit, said = position, False, False, False
    for begin, stop in tokens(reading, position, end):
        if begin < at:
            continue
        times = [
            h for h in reading.within_any(begin, end, _TIMES) if h.whole_start == begin and not _one_of(reading, h)
        ]
        if not times or reading.text[at:begin].strip():
            break
        at = max(stop, *(h.end for h in times))
        unit = unit or any(h.category == "date_word" for h in times)
        said = said or any(h.category == "date_relative" for h in times)
        told = told or any(
            h.category == "weekday" or h.id.endswith(_ALONE) or h.term.get("role") == _DAY for h in times
        )
    return at if told or (said and unit) else position  # "the last count" is no time, "last week" is one


def _one_of(reading: Reading, day: Hit) -> bool:
    """Whether an Arabic weekday without its article is another word: «قال أحد الناجين»."""
    article = toll_grammar().article
    begins_arabic = not reading.text[day.whole_start].isascii()
    return day.category == "weekday" and begins_arabic and article not in reading.text[day.whole_start : day.end][:3]


def phrase_end(reading: Reading, start: int, limit: int) -> int:
    """Where a phrase that begins at `start` ends: at a stop word, a day, punctuation, or after twelve words.

    Quotation marks and brackets around at most four words belong to the phrase (وكالة "سانا").
    """
    text = reading.text
    offices = reading.within(start, limit, "office")
    end = limit
    stops, first = reading.from_on(start, _STOPS)
    for at in range(first, len(stops)):
        stop = stops[at]
        if stop.start >= limit or stop.start - _JOINED > end:
            break
        if stop.end > limit or not start < stop.whole_start < end or with_article(stop):
            continue
        if not any(o.start <= stop.start and stop.end <= o.end for o in offices):
            end = stop.whole_start
    position = start
    while (mark := _MARK.search(text, position, end)) is not None:
        position, char = mark.start(), mark.group()
        if (
            char in _CLOSERS
            and not any(o.start < position < o.end for o in offices)
            and not _inside_name(text, position)
            and not soft_break(reading, position)
        ):
            end = position
            break
        if char in '"(':
            close = text.find('"' if char == '"' else ")", position + 1, end)
            if close < 0 or len(text[position:close].split()) > 4:
                end = position
                break
            position = close
        position += 1
    words = tokens(reading, start, end)
    digits = [a for a, _ in words if text[a].isdigit() and not any(o.start <= a < o.end for o in offices)]
    if digits:
        end = digits[0]
        words = [w for w in words if w[1] <= end]
    if not words:
        return start
    last = words[min(len(words), _LONGEST) - 1][1]
    closing = text[last:end].strip()
    return last + 1 if closing[:1] in ('"', ")") and closing and text[last] in '")' and len(words) <= _LONGEST else last


def _inside_name(text: str, position: int) -> bool:
    """A full stop inside initials (U.S., أ.ف.ب)."""
    after = text[position + 1 : position + 2]
    return text[position] == "." and after.isalnum()


def read_speaker(reading: Reading, start: int, end: int, *, lead: int = 2) -> Speaker | None:
    """The speaker whose phrase is folded `[start, end)`; None where nothing known stands within `lead` words of its start."""
    words = tokens(reading, start, end)
    if not words:
        return None
    while words and _joint(reading, words[0]):
        words.pop(0)
    if not words:
        return None
    found = elements(reading, words[0][0], max(words[-1][1], end))
    stopped = any(h.whole_start == words[0][0] for h in reading.within(words[0][0], words[0][1], "speaker_end"))
    if stopped and not (found and found[0].category == "office" and found[0].start == words[0][0]):
        return None
    if not found:
        return None
    before = sum(1 for w in words if w[1] <= found[0].start)
    if before > lead and (before > _OF_AN_OFFICE or not _belongs(reading, words[0][0], found[0])):
        return None
    return _typed(found, _left(reading, words[0][0], start), end)


def _belongs(reading: Reading, start: int, known: Hit) -> bool:
    """Whether what begins a phrase is told to belong to the first known word of it: «مركز الطوارئ التابع لوزارة الصحة»."""
    cues = [c for c in reading.of_id(start, known.start, "cue", "affiliated") if c.start > start]
    return any(len(reading.text[c.end : known.start].split()) <= 1 and len(c.term.wording) > _HEAD for c in cues)


def _joint(reading: Reading, word: tuple[int, int]) -> bool:
    """Whether a phrase begins with a word that only joins it ("and the Observatory")."""
    return any(h.start == word[0] for h in reading.of_id(word[0], word[1], "cue", "and"))


def _left(reading: Reading, first: int, start: int) -> int:
    """The start of the phrase with an opening quotation mark right before its first word."""
    return first - 1 if first > start and reading.text[first - 1] in '"(' else first


def _typed(found: list[Hit], start: int, end: int) -> Speaker:
    """Type, key and anonymity by the most telling word: an office, then a person, a noun with a type, a party, a rank."""
    office = next((h for h in found if h.category == "office"), None)
    actor = next((h for h in found if h.category == "actor" and h.id and int(h.term.get("general", -1)) < 0), None)
    own = (actor.start, actor.end) if actor is not None else (0, 0)  # a noun in a party's own name is no other speaker
    nouns = [h for h in found if h.category == "speaker" and not (own[0] <= h.start and h.end <= own[1])]
    kinds = [h for h in nouns if h.id not in ("head", "pronoun", "anonymous")]
    typed = next((h for h in kinds if not h.term.get("generic")), kinds[0] if kinds else None)
    person = next((h for h in found if h.category == "person"), None)
    rank = next((h for h in found if h.category == "rank"), None)
    resumes = bool(nouns) and bool(nouns[0].term.get("resumes")) and office is None
    if office is not None and not (
        typed is not None and typed.start < office.start and typed.term.get("anonymous") and typed.id != "local_media"
    ):
        return Speaker(start, end, str(office.term.get("source_type")), str(office.term.get("key")))
    if person is not None:
        return Speaker(start, end, "party_statement", person.id, named=True)
    if typed is not None:
        return Speaker(start, end, typed.id, "", bool(typed.term.get("anonymous")), resumes)
    if actor is not None and not nouns:
        return Speaker(start, end, "party_statement", actor.id)
    if actor is not None and nouns:
        return Speaker(start, end, "party_statement", "", True)
    if rank is not None and rank.id == "commander":
        return Speaker(start, end, "party_statement", "", named=True)
    if nouns and nouns[0].id == "pronoun":
        return Speaker(start, end, "pronoun", "", False, True)
    if nouns and nouns[0].id == "head":
        return Speaker(start, end, "anonymous", "", False, named=True)
    if rank is not None or (nouns and nouns[0].id != "anonymous"):
        return Speaker(start, end, "anonymous", "", named=True)
    if found[0].category == "actor":
        return Speaker(start, end, "party_statement")
    return Speaker(start, end, "anonymous", "", True, resumes)


def speaker_after(reading: Reading, position: int, end: int, *, lead: int = 2) -> Speaker | None:
    """The speaker's phrase that begins right after a position."""
    first = first_token(reading, position, end)
    if first is None or any(c in ".;!?\n" for c in reading.text[position : first[0]]):
        return None
    if not reading.within_any(position, end, SPEAKING):
        return None
    begin = first[0]
    if reading.text[begin - 1] in '"(' and begin - 1 >= position:
        begin -= 1
    stop = phrase_end(reading, begin, end)
    speaker = read_speaker(reading, begin, stop, lead=lead)
    return speaker if speaker is None or speaker.source_type != "pronoun" else None


def better(first: Speaker | None, second: Speaker | None) -> Speaker | None:
    """Of two parts of one phrase, the one that says more of who speaks: a key, then a type."""
    ranked = [s for s in (first, second) if s is not None]
    return max(
        ranked, key=lambda s: (bool(s.key), s.source_type not in ("anonymous", "eyewitness", "pronoun")), default=None
    )


@initialised(slots=True, unsafe_hash=True, init=False)
class Said:
    """A speaker with the verb that gives it words; `forward` where the claim follows."""

    speaker: Speaker
    start: int
    end: int
    forward: bool
    rule: str

    def __init__(
        self,
        speaker: Speaker,
        start: int,
        end: int,
        forward: bool,
        rule: str,
    ) -> None:
        self.speaker = speaker
        self.start = start
        self.end = end
        self.forward = forward
        self.rule = rule
