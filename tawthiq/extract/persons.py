"""Which persons a text names in public roles: commanders, fighters killed, speakers. Never victims (standards §5.7).

Rule: a known commander or leader is one person under one key in every spelling of both scripts; an unknown one is read
after a rank or title («العميد …», "General …"). The words around give the role: led or commanded → commander, killed →
fighter_killed, said → speaker; where nothing says it, an unknown officer is a commander, a known person is "other", anyone else is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tawthiq.domain.light import initialised, replace
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.parties.leaders_named import by_leaders
from tawthiq.extract.parties.party_mention import Mention, words_between
from tawthiq.extract.speakers.speaker_phrases import capital, tokens
from tawthiq.knowledge.load import Entry, tsv
from tawthiq.text.names import same_person
from tawthiq.text.phrases import Hit
from tawthiq.text.reading import Reading

_LONGEST: Final = 4
_NEAR: Final = 6  # words between a person and the word that gives the role


@initialised(slots=True, unsafe_hash=True, init=False)
class PersonHit:
    """A person at folded `[start, end)` as the text writes the name; `key` is set for known persons."""

    start: int
    end: int
    name: str
    role: str
    key: str = ""
    rule: str = ""

    def __init__(self, start: int, end: int, name: str, role: str, key: str = "", rule: str = "") -> None:
        self.start = start
        self.end = end
        self.name = name
        self.role = role
        self.key = key
        self.rule = rule


def person_entries() -> Iterator[Entry]:
    """One dictionary entry per known commander, with all spellings; a name hides what lies inside it (places, states)."""
    for row in tsv("actors/commanders.tsv"):
        words = dict.fromkeys(
            [row["name_en"], row["name_ar"], *row["variants_en"].split("|"), *row["variants_ar"].split("|")]
        )
        full = tuple(w for w in words if w and "(" not in w)
        attributes = {"actor": row["actor"], "died": row["died"], "blocking": True}
        yield Entry(row["key"], "person", "", full, attributes, "actors/commanders.tsv")


def find_persons(reading: Reading) -> list[PersonHit]:
    """The persons named in public roles, in order of position."""
    found: list[PersonHit] = []
    forces = [h for h in reading.of("actor") if not h.term.get("state") and not h.term.get("unit")]
    led = by_leaders(reading)
    for hit in reading.of("person"):
        if any(f.start <= hit.start and hit.end <= f.end for f in forces):
            continue  # "the forces of …" is the party, not the man
        found.append(_placed(reading, hit.start, hit.end, hit.id, "person.known"))
    for rank in reading.of("rank"):
        named = _after_rank(reading, rank)
        if named is not None and not any(f.start < named.end and named.start < f.end for f in found):
            found.append(named)
    kept = [f for f in found if f.role and not (f.role == "fighter_killed" and _leads_them(f, led))]
    return sorted(_same_people(kept), key=lambda p: p.start)


def _leads_them(person: PersonHit, led: Sequence[Mention]) -> bool:
    """Whether a person only says whose forces somebody's are («مليشيات موالية للمشير فلان قتلت …»): he was not killed."""
    return any(m.start < person.start < m.end for m in led)


def _placed(reading: Reading, start: int, end: int, key: str, rule: str, *, default: str = "other") -> PersonHit:
    role, why = _role(reading, start, end)
    return PersonHit(start, end, reading.quote(start, end).text, role or default, key, f"{rule}+{why}")


def _after_rank(reading: Reading, rank: Hit) -> PersonHit | None:
    """The name after a rank: words with capitals (English), two or three words up to a known word (Arabic)."""
    arabic = not rank.term.wording[0].isascii()
    if not arabic and not capital(reading, rank.start) and rank.id != "commander":
        return None
    sentence = reading.sentences[reading.sentence_at(rank.start)]
    run = _arabic_name(reading, rank.end, sentence.end) if arabic else _english_name(reading, rank.end, sentence.end)
    if run is None:
        return None
    hit = _placed(reading, run[0], run[1], "", "person.rank", default="commander" if rank.id == "commander" else "")
    # a doctor or a sheikh who was killed is no fighter
    return replace(hit, role="victim") if hit.role == "fighter_killed" and arabic and rank.id != "commander" else hit


def _english_name(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    run: list[tuple[int, int]] = []
    for begin, stop in tokens(reading, start, end):
        gap = reading.text[run[-1][1] if run else start : begin].strip()
        particle = (
            bool(run)
            and stop - begin <= 3
            and reading.text[begin:stop].isalpha()
            and stop < end
            and not capital(reading, begin)
        )
        if (
            gap not in ("", ".")
            or (gap == "." and run)
            or len(run) == _LONGEST
            or not (capital(reading, begin) or (particle and reading.text[stop : stop + 1] == "-"))
        ):
            break
        run.append((begin, stop))
    if len(run) < 2 or reading.within(run[0][0], run[-1][1], "place", "office", "actor", "weekday", "month"):
        return None
    return run[0][0], run[-1][1]


def _arabic_name(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    run: list[tuple[int, int]] = []
    known = [h for h in reading.within(start, min(end, start + 60)) if h.category != "number"]
    for begin, stop in tokens(reading, start, min(end, start + 60)):
        gap = reading.text[run[-1][1] if run else start : begin].strip(' "')
        word = reading.text[begin:stop]
        if (
            gap
            or not word.isalpha()
            or len(run) == 3
            or any(h.whole_start <= begin < h.whole_end and not _in_names(h) for h in known)
        ):
            break
        run.append((begin, stop))
    return (run[0][0], run[-1][1]) if len(run) >= 2 else None


def _in_names(hit: Hit) -> bool:
    """Whether a known word may be part of a person's name: places and faiths are, verbs and nouns are not."""
    return hit.category in ("place", "person", "nationality", "syndication", "date_name")


def _role(reading: Reading, start: int, end: int) -> tuple[str, str]:
    """The role that the nearest words give, or none, and the rule."""
    sentence = reading.sentences[reading.sentence_at(start)]
    low, high = max(sentence.start, start - 90), min(sentence.end, end + 60)
    commands = list(reading.within(low, high, "command"))
    if any(_close(reading, h, start, end) for h in commands if h.id == "leads"):
        return "commander", "person.leads"
    died = [
        h
        for h in commands
        if h.id == "died"
        and not _who_did_it(reading, h, start)
        and not _acts(reading, h, end)
        and not _only_tells(reading, h, start, end)
    ]
    if any(_close(reading, h, start, end) for h in died):
        return "fighter_killed", "person.killed"
    says = reading.within(low, high, "say")
    if any(words_between(reading, h.end, start) <= 3 for h in says if h.end <= start) or any(
        words_between(reading, end, h.start) <= 2 for h in says if h.start >= end
    ):
        return "speaker", "person.said"
    return "", "person.named"


def _who_did_it(reading: Reading, died: Hit, start: int) -> bool:
    """Whether the name stands behind "by": "six were killed in a strike by the Bashar Assad regime"."""
    between = reading.text[died.end : start].split() if died.end <= start else []
    return any(word in toll_grammar().agents for word in between)


def _only_tells(reading: Reading, died: Hit, start: int, end: int) -> bool:
    """Whether who is named behind a comma tells of the dead before it: "nine people were killed, Minister Karim Shami told"."""
    if died.end > start or not died.term.wording.isascii() or "," not in reading.text[died.end : start]:
        return False
    says = reading.within(end, min(len(reading.text), end + 12), "say")
    return any(words_between(reading, end, h.start) == 0 for h in says)


def _acts(reading: Reading, died: Hit, end: int) -> bool:
    """Whether an English verb behind the name has an object: "planes of Bashar al-Assad killed six"."""
    if died.start < end or not died.term.wording.isascii():
        return False
    grammar = toll_grammar()
    if any(w in grammar.passives for w in reading.text[end : died.end].split()):
        return False
    behind = reading.text[died.end : died.end + 16].split(maxsplit=1)[:1]
    return bool(behind) and behind[0].isalnum() and behind[0] not in grammar.no_object | grammar.agents


def _close(reading: Reading, cue: Hit, start: int, end: int) -> bool:
    if cue.end <= start:
        return words_between(reading, cue.end, start) <= (cue.term.get("reach") or _NEAR)
    return bool(cue.term.get("after")) and cue.start >= end and words_between(reading, end, cue.start) <= 3


def _same_people(found: list[PersonHit]) -> list[PersonHit]:
    """An unknown name gets the key of a known person whose name it is (spellings compared across scripts)."""
    if all(person.key for person in found):
        return found
    known = {row["key"]: (row["name_en"], row["name_ar"]) for row in tsv("actors/commanders.tsv")}
    made = []
    for person in found:
        if not person.key:
            key = next((k for k, forms in known.items() if any(same_person(person.name, f) for f in forms)), "")
            person = replace(person, key=key)
        made.append(person)
    return made
