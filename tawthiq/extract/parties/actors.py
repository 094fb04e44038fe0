"""Who took part, and in what part: parties with roles (standards §1, incident_actor).

Rule: the nearest words decide. A party after a word of agency («على يد», "carried out by"), before or after a verb of attack,
or joined to the act itself («غارات روسية») is the alleged perpetrator; one whose positions are hit is the target; one that
holds the place only controls it; one that admits it is an alleged perpetrator too; one that speaks is a speaker and nothing more (R4). Parties joined by "and" share a part
(joint), by "or" too (either_or). A mention without such words has no part and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from tawthiq.domain.light import initialised, replace
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.parties.actor_arabic import JOINED_IN, joined_in
from tawthiq.extract.parties.actor_around import Role
from tawthiq.extract.parties.actor_doubt import undecided
from tawthiq.extract.parties.actor_roles import role_of
from tawthiq.extract.parties.parties_named import mentions
from tawthiq.extract.parties.party_mention import Mention, words_between
from tawthiq.extract.parties.party_setting import countries
from tawthiq.extract.persons import person_entries
from tawthiq.extract.weapons import find_weapons
from tawthiq.knowledge.load import Entry
from tawthiq.knowledge.parties import actor_names, actors, aliases, implied, resolve_actor
from tawthiq.text.ordered import bisect_left
from tawthiq.text.reading import Reading

__all__ = ["ActorHit", "actor_entries", "actor_names", "find_actors", "resolve_actor"]

_BY_DEED: Final = frozenset({"actor.subject", "actor.verb", "actor.admit"})
"""Rules of parties that some deed is told of, not necessarily this one."""
_OF_HABIT: Final = _BY_DEED | {"actor.agent"}
"""Rules of parties that a sentence about what goes on time and again may name."""
_ACT: Final = "actor.act"
_UNKNOWN: Final = "unidentified"
_ITS_PARTY: Final = 40
"""Code points between an armed attack and the party that made it."""
_COUNTRY: Final = 2
"""The letters of a country's code."""
PERPETRATORS: Final = frozenset({"alleged_perpetrator", "responsible_admitted"})


@initialised(slots=True, unsafe_hash=True, init=False)
class ActorHit:
    """A party at folded `[start, end)` with its part. `weight` (0–1) is how plainly the words say so."""

    start: int
    end: int
    code: str
    role: str
    mode: str = "sole"
    unit: str = ""
    rule: str = ""
    weight: float = 1.0

    def __init__(
        self,
        start: int,
        end: int,
        code: str,
        role: str,
        mode: str = "sole",
        unit: str = "",
        rule: str = "",
        weight: float = 1.0,
    ) -> None:
        self.start = start
        self.end = end
        self.code = code
        self.role = role
        self.mode = mode
        self.unit = unit
        self.rule = rule
        self.weight = weight


def actor_entries() -> Iterator[Entry]:
    """The dictionary entries of all parties, one per wording, and of their commanders (category `person`). Arabic wordings match with their last part in quotation marks or brackets too.

    Attributes: `state`, `unit`, `general` (number of a general wording, -1), `country`, `capitals` (read only so written).
    """
    for alias in aliases():
        words = [alias.wording]
        if alias.lang == "ar" and " " in alias.wording and '"' not in alias.wording:
            head, _, rest = alias.wording.partition(" ")
            words.extend((f'{head} "{rest}"', f"{head} ({rest})"))
        actor = actors().get(alias.code)
        letters = alias.wording.replace(".", "")
        yield Entry(
            alias.code,
            "actor",
            alias.lang,
            tuple(words),
            {
                "state": alias.state,
                "unit": alias.unit,
                "general": alias.general,
                "country": actor.country if actor is not None else "",
                "capitals": letters.isascii() and letters.isupper() and len(letters) <= 4,
                "code": alias.code,
                "wording": alias.wording,
                "suffixes": alias.general >= 0 and alias.lang == "ar",
            },
            "actors",
        )
    yield from person_entries()


def find_actors(reading: Reading, *, on: date | None = None) -> list[ActorHit]:
    """The parties that have a part in what the text tells, in order of position.

    `on` is the day the text was published, for wordings that changed their party with time. Speakers are given too, with
    the role `speaker`. Rules: `actor.*`, the words that decided.
    """
    found: list[ActorHit] = []
    named = mentions(reading, on=on)
    starts = [m.start for m in named]
    for index in dict.fromkeys(map(reading.sentence_at, starts)) if reading.sentences else ():
        sentence = reading.sentences[index]
        inside = named[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        here = [m for m in inside if m.end <= sentence.end]
        found.extend(_of_sentence(reading, here, sentence.start, sentence.end))
    found = _with_undecided(reading, found, on)
    found.extend(_unclaimed(reading))
    found.extend(_implied(reading, found, on))
    return sorted(found, key=lambda a: (a.start, a.end, a.code))


def _with_undecided(reading: Reading, found: list[ActorHit], on: date | None) -> list[ActorHit]:
    """The parties with those between which the text does not decide, who have no other part where they are so named."""
    for start, end, code in undecided(reading, on):
        here = [a for a in found if a.start < end and start < a.end]
        if not any(a.role in PERPETRATORS for a in here):
            found = [a for a in found if a not in here]
            found.append(ActorHit(start, end, code, "alleged_perpetrator", "either_or", "", "actor.undecided", 0.7))
    return found


def _of_sentence(reading: Reading, named: Sequence[Mention], start: int, end: int) -> list[ActorHit]:
    roles: list[Role | None] = []
    for index, mention in enumerate(named):
        before = named[index - 1] if index else None
        joint = _joint(reading, before, mention) if before is not None else ""
        role = role_of(reading, mention, start, end)
        if role is not None and role.role in PERPETRATORS and _of_another_time(reading, mention, role, start, end):
            role = None
        if joined_in(reading, mention, start) and any(r is not None and r.role in PERPETRATORS for r in roles):
            role = Role("alleged_perpetrator", JOINED_IN, 0.85)
        previous = roles[index - 1] if index else None
        if joint and previous is not None and (role is None or role.weight < previous.weight):
            role = replace(previous, rule=previous.rule)
        elif (
            joint
            and role is not None
            and previous is None
            and before is not None
            and (role.role in PERPETRATORS or role.rule == "actor.fights")
            and role.after
        ):
            roles[index - 1] = replace(role)
        roles.append(role)
    roles = [None if _only_calls_it_armed(named, roles, i) else r for i, r in enumerate(roles)]
    hits: list[ActorHit] = []
    for m, r, mode in zip(named, roles, _modes(reading, named, roles), strict=True):
        if r is None:
            continue
        hits.append(ActorHit(m.start, m.end, m.code, r.role, mode, m.unit, r.rule, r.weight))
        if r.role == "responsible_admitted":
            hits.append(ActorHit(m.start, m.end, m.code, "alleged_perpetrator", mode, m.unit, r.rule, r.weight - 0.1))
    return hits


def _only_calls_it_armed(named: Sequence[Mention], roles: Sequence[Role | None], index: int) -> bool:
    """Whether unknown doers are only the armed ones of an attack whose party stands right behind: «هجوم مسلح شنه عناصر تابعون لتنظيم …»."""
    role = roles[index]
    if role is None or role.rule != _ACT or named[index].code != _UNKNOWN or index + 1 == len(named):
        return False
    behind = roles[index + 1]
    near = named[index + 1].start - named[index].end <= _ITS_PARTY
    return near and behind is not None and behind.role in PERPETRATORS and named[index + 1].code != _UNKNOWN


def _of_another_time(reading: Reading, mention: Mention, role: Role, start: int, end: int) -> bool:
    """Whether a party is only said to do such things: "has carried out similar attacks", "nobody claimed it, but IS has …"."""
    if reading.of_id(mention.end, end, "cue", "habit"):
        return True
    if role.rule in _OF_HABIT and _goes_on(reading, start, end):
        return True
    return role.rule in _BY_DEED and bool(reading.of_id(start, mention.start, "cue", "unclaimed"))


def _goes_on(reading: Reading, start: int, end: int) -> bool:
    """Whether a sentence tells what happens time and again and names no day: «تشهد المنطقة اغتيالات تنفذها خلايا»."""
    habits = [h for h in reading.of_id(start, end, "discourse", "habitual") if not h.term.get("since")]
    return bool(habits) and not reading.within(start, end, "weekday", "date_relative", "month", "number")


def _joint(reading: Reading, first: Mention, second: Mention) -> str:
    """ "and" or "or" where two parties stand side by side; "" where they do not."""
    if second.shared:
        return second.shared
    gap = reading.text[first.end : second.start].strip()
    cues = {c.id for c in reading.within(first.end, second.start, "cue")}
    words = words_between(reading, first.end, second.start)
    words -= max(
        (len(c.term.wording.split()) - 1 for c in reading.within(first.end, second.start, "cue") if c.id == "and"),
        default=0,
    )
    bare = gap.strip(",/- \"'()")
    if "or" in cues and words <= 2:
        return "or"
    if "led_by" in cues and words <= 3:
        return "and"  # "Sudanese forces, led by the Rapid Support Forces"
    if words <= 2 and ((not bare and gap) or bare == "و" or "and" in cues or (bare.startswith("و") and words <= 1)):
        return "and"
    return ""


def _modes(reading: Reading, named: Sequence[Mention], roles: Sequence[Role | None]) -> list[str]:
    """How parties side by side in one role share it."""
    modes = ["sole"] * len(named)
    for index in range(1, len(named)):
        first, second = roles[index - 1], roles[index]
        if first is None or second is None or first.role != second.role or named[index - 1].code == named[index].code:
            continue
        joint = "and" if second.rule == JOINED_IN else _joint(reading, named[index - 1], named[index])
        if joint:
            mode = "either_or" if joint == "or" else "joint"
            modes[index] = mode
            modes[index - 1] = mode
    return modes


def _unclaimed(reading: Reading) -> Iterator[ActorHit]:
    """«لم تعلن أي جماعة مسؤوليتها», "no group claimed responsibility": an unidentified perpetrator."""
    for cue in reading.of("cue"):
        if cue.id == "unclaimed":
            yield ActorHit(
                cue.start, cue.end, "unidentified", "alleged_perpetrator", rule="actor.unclaimed", weight=0.4
            )


def _implied(reading: Reading, found: Sequence[ActorHit], on: date | None) -> Iterator[ActorHit]:
    """A weapon that only one party had speaks for it where the sentence names no perpetrator (table in actors.toml)."""
    rules = implied()
    if not rules:
        return
    theatres = {rule.country for rule in rules}
    seen = [c for c, _ in countries(reading).most_common() if len(c) == _COUNTRY]  # parties' own adjectives name none
    home = seen[0] if seen else ""
    if home not in theatres and len(seen) > 1 and countries(reading)[home] == countries(reading)[seen[1]]:
        home = seen[1]
    accused: dict[int, list[ActorHit]] = {}
    for actor in found:
        if actor.role in PERPETRATORS:
            accused.setdefault(reading.sentence_at(actor.start), []).append(actor)
    for weapon in find_weapons(reading):
        for rule in rules:
            if weapon.code not in rule.weapons or not rule.holds(on):
                continue
            if home != rule.country:
                continue
            others = accused.get(reading.sentence_at(weapon.start), ())
            if not any(_in_its_clause(reading, weapon.start, other) for other in others):
                yield ActorHit(weapon.start, weapon.end, rule.code, "alleged_perpetrator", rule=rule.rule, weight=0.3)


def _in_its_clause(reading: Reading, weapon: int, other: ActorHit) -> bool:
    """Whether no word of contrast parts a weapon from a party: "barrel bombs killed four here, while Russian raids killed two there"."""
    low, high = min(weapon, other.start), max(weapon, other.start)
    return toll_grammar().whereas.isdisjoint(reading.text[low:high].split())
