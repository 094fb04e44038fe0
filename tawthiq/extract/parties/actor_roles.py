"""The local grammar of parts: what the words around a party say it did.

Each rule looks at the cues of one sentence (knowledge/*/perpetrator_cues.toml) nearest the party; they are tried in the order
of `_RULES`, and the first that holds decides. Reaches are in words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.parties.actor_accused import (
    accused,
    accused_behind,
    accuser,
    accusing,
    object_of_accusing,
    own_men_did,
)
from tawthiq.extract.parties.actor_arabic import (
    behind_plural_verb,
    downed_by_number,
    governed,
    of_it,
    posted_and_did,
)
from tawthiq.extract.parties.actor_around import Around, Role
from tawthiq.extract.parties.actor_claims import denied_or_admitted
from tawthiq.extract.parties.actor_controls import any_deed, controls
from tawthiq.extract.parties.actor_labels import doers_were, labelled
from tawthiq.extract.parties.actor_losses import (
    DEAD,
    LED,
    dead_behind,
    its_dead,
    own_dead,
    reports_its_own,
    whose_killing,
)
from tawthiq.extract.parties.actor_targets import (
    aimed_at,
    attack_before,
    beaten_back,
    hit_at,
    its_base_is_hit,
    new_clause,
    participle_of,
    partitive,
    some_are_struck,
    struck_by_a_thing,
)
from tawthiq.extract.parties.actor_times import another_time
from tawthiq.extract.parties.actor_verbs import (
    acts_of_its_own,
    anothers,
    begins,
    behind_apposition,
    behind_place,
    by_men,
    later_deed,
    only_a_campaign,
    passive,
    takes_part,
    took_it,
)
from tawthiq.extract.parties.party_mention import Mention, words_between
from tawthiq.text.phrases import Hit
from tawthiq.text.reading import Reading

_AGENT: Final = "alleged_perpetrator"
_FAR: Final = 9
"""Words between a party and its verb where a phrase says in between where it stands ("positioned in … targeted")."""
_FAR_BY: Final = 18
"""Words between a harm and "by" where it is said in between where and when it befell."""
_SOME_ACT: Final = 3
"""Words between "members of" a party and their verb."""
_ANSWERED: Final = 90
"""Code points behind "in answer to" within which the party stands whose act is answered."""
_PHRASE: Final = 24
"""Code points before a party in which the preposition and the article of its phrase stand."""
_BRACKET: Final = 8
"""Code points between a party and a thing of its own, an abbreviation in brackets between."""


def role_of(reading: Reading, mention: Mention, start: int, end: int) -> Role | None:
    """The part a party has in the sentence `[start, end)`; None where no words give it one."""
    if mention.arabic and _is_a_dateline(reading, mention):
        return None
    cues = reading.within(start, end, "cue")
    before = sorted([c for c in cues if c.end <= mention.start], key=lambda c: (-c.end, c.start))
    after = [c for c in cues if c.start >= mention.end]
    around = Around(
        reading,
        mention,
        start,
        end,
        tuple(before),
        tuple(after),
        frozenset([c.id for c in before]),
        frozenset([c.id for c in after]),
    )
    if around.left("dealings", 1) is not None or _answered(around):
        return None
    if around.left("except", 0) is not None:
        return None  # "all sides laid mines, apart from the coalition"
    for rule in _RULES:
        role = rule(around)
        if role is not None:
            return role
    return None


def _is_a_dateline(reading: Reading, mention: Mention) -> bool:
    """Whether a capital that stands for its state only says where a page was written: «أنقرة - واصل الطيران»."""
    opens = mention.start == 0 or reading.text[mention.start - 1] == "\n"
    return mention.state and opens and reading.text[mention.end : mention.end + 3].strip()[:1] in ("-", "/", "(")


def _answered(a: Around) -> bool:
    """Whether the party's act is only what another answers: «أمطرت الفصائل البلدة بالقذائف ردا على هجوم من قوات النظام»."""
    answer = next((c for c in a.before if c.id == "answer"), None)
    if answer is None or a.mention.start - answer.end > _ANSWERED:
        return False
    return not set(a.reading.text[answer.end : a.mention.start]) & set(",;:.")


def _beaten_back(a: Around) -> Role | None:
    """«أحبطت هجوما لداعش», "repelled an attack by militants" → target: those who die of it are theirs."""
    return Role("target", "actor.beaten-back", 0.9) if beaten_back(a) else None


def _agent(a: Around) -> Role | None:
    """«على يد», «نفذتها», "carried out by" → alleged_perpetrator."""
    cue = a.left("agent", 1) or by_men(a)
    if cue is not None and any(c.id == "control" and c.start < cue.start and c.end >= cue.end for c in a.before):
        return None  # «المناطق المسيطر عليها من قبل الفصائل»
    if cue is not None and cue.term.wording == "by" and accusing(a, cue.start):
        return Role("speaker", "actor.speaks", 0.8)
    if cue is not None and cue.term.wording.startswith("by") and not _deed_before(a, cue.start, 6):
        return None
    if cue is None or "," in a.reading.text[cue.whole_end : a.mention.start] or took_it(a, cue):
        return None
    one = {c.start for c in a.before if c.id == "article"}  # «أطلقتها إحدى الميليشيات»
    numbers = a.reading.within(cue.whole_end, a.mention.start, "number")
    if any(n.start not in one for n in numbers) and by_men(a) is None:
        return None
    return Role(_AGENT, "actor.agent", 1.0)


def _deed_before(a: Around, position: int, reach: int) -> bool:
    """Whether a word of attack or harm stands before "by": "a video put out by the opposition" tells no deed."""
    deeds = [*a.reading.within(a.start, position, "harm", "kind", "weapon")]
    deeds.extend(c for c in a.before if c.end <= position and c.id in ("attack_verb", "attack_noun"))
    if any(words_between(a.reading, d.end, position) <= reach for d in deeds):
        return True
    told = a.reading.within(a.start, position, "place", "weekday", "month", "date_relative", "year")
    return any(
        d.category == "harm"
        and words_between(a.reading, d.end, position) <= _FAR_BY
        and any(t.start > d.end for t in told)
        for d in deeds
    )  # "were taken captive in December in Idlib, in the northwest of Syria, by"


def _lost(a: Around) -> Role | None:
    """«قتلى في صفوف قوات النظام», «أسقطت طائرة روسية» → target."""
    if a.mention.arabic and a.mention.head in ("group", "force", "act", "") and own_dead(a):
        return Role("target", "actor.lost", 0.9)
    if a.mention.arabic and dead_behind(a):
        return Role("target", "actor.lost", 0.9)
    lost = a.left("lost", 0)
    if lost is not None and not a.mention.arabic and _by_some(a, lost.start):
        return Role(_AGENT, "actor.agent", 0.95)
    if not a.mention.arabic and (reports_its_own(a) or its_dead(a) or whose_killing(a)):
        return Role("target", "actor.lost", 0.9)
    far = _FAR if _described_behind(a) else 1
    far = _SOME_ACT if far == 1 and lost is not None and begins(a, lost.start) else far
    acts = not a.mention.arabic and a.right("attack_verb", far)  # "fighters of the group stormed"
    carried = a.left("agent", 3)  # "pagers carried by members of"
    if lost is not None and carried is not None:
        return None
    if lost is not None and not (acts and not passive(a, acts)):
        return Role("target", "actor.lost", 0.9)
    if a.mention.head == "aircraft" and (a.left("downed", 1) is not None or downed_by_number(a)):
        return Role("target", "actor.downed", 0.9)
    return None


def _described_behind(a: Around) -> bool:
    """Whether words for where a party stands, what it wears or who backs it follow at once, before its verb."""
    return a.right("placed", 0) is not None or (not a.mention.arabic and a.right("backed", 0) is not None)


def _by_some(a: Around, position: int) -> bool:
    """Whether "members of" the party stands after "by": "killed by suspected members of"."""
    by = next((c for c in a.before if c.id == "agent" and c.end <= position), None)
    return by is not None and a.gap(by.whole_end, position) <= 1 and _deed_before(a, by.start, 6)


def _backed(a: Around) -> Role | None:
    """«بدعم من», "backed by" → involved; who takes part with men or aircraft of its own → alleged_perpetrator."""
    backing = a.left("backed", 1) or a.left("joined_in", 1)
    if backing is None:
        return None
    if not a.mention.arabic and takes_part(a, backing) and not another_time(a):
        return Role(_AGENT, "actor.takes-part", 0.8)
    return Role("involved", "actor.backs", 0.6)


def _speaks(a: Around) -> Role | None:
    """A party whose name stands by a verb of saying speaks; it does nothing (R4)."""
    if a.mention.head in ("raid", "act", "weapon") or (a.mention.head == "aircraft" and not a.mention.arabic):
        return None
    text = a.reading.text
    if a.mention.arabic:
        before = [
            v for v in a.says(max(a.start, a.mention.start - 60), a.mention.start) if v.term.get("form") != "participle"
        ]
        if before and any(c.id == "affiliated" and c.start == before[-1].start for c in a.before):
            before = before[:-1]  # «في سجن تابع للهيئة»
        if before and object_of_accusing(a, before[-1]):
            return None
        attack = bool(before) and any(c.id == "attack_verb" and c.start == before[-1].start for c in a.before)
        if (
            before
            and not attack
            and a.gap(before[-1].whole_end, a.mention.start) <= 1
            and not a.claims(before[-1].end, a.mention.start)
        ):
            return Role("speaker", "actor.speaks", 0.9)
        if text[a.mention.end : a.mention.end + 3].lstrip().startswith(":") and a.gap(a.start, a.mention.start) == 0:
            return Role("speaker", "actor.speaks", 0.8)
    else:
        charges = a.right("accuse", 0) if a.mention.head in ("", "force") else None
        if charges is not None and not passive(a, charges):
            return Role("speaker", "actor.speaks", 0.9)  # "the government blamed Saturday's attacks on"
        after = a.says(a.mention.end, min(a.end, a.mention.end + 40))
        blamed = bool(after) and a.left("accuse", 1) is not None and a.joins(a.mention.end, after[0].start)
        if after and a.gap(a.mention.end, after[0].start) <= 1 and not blamed:  # "blamed the army and spoke of"
            return Role("speaker", "actor.speaks", 0.9, True)
        before = a.says(max(a.start, a.mention.start - 40), a.mention.start)
        if before and a.gap(before[-1].end, a.mention.start) == 0 and not _acts_at_once(a):
            return Role("speaker", "actor.speaks", 0.8)
    return None


def _acts_at_once(a: Around) -> bool:
    """Whether an English verb of attack follows the party: "residents say the army carried out", with no comma between."""
    if a.right("suspected_after", 0) is not None:
        return True  # "state media said rebels were behind the attack"
    verb = a.right("attack_verb", 3)
    return (
        verb is not None
        and not verb.term.wording.endswith("ing")
        and "," not in a.reading.text[a.mention.end : verb.start]
    )


def _target(a: Around) -> Role | None:
    """«على مواقع تنظيم الدولة», "strikes on ISIS positions", "attacked the army" → target."""
    head_is_act = a.mention.head in ("raid", "act", "weapon", "aircraft")
    if head_is_act:
        return Role("target", "actor.target", 0.85) if aimed_at(a) else None
    if its_base_is_hit(a):
        return Role("target", "actor.target", 0.9)
    if acts_of_its_own(a):
        return Role(_AGENT, "actor.relative", 0.85, True)
    if a.mention.arabic and a.mention.head == "group" and partitive(a) and some_are_struck(a):
        return Role("target", "actor.target", 0.8)
    if a.mention.arabic and (struck_by_a_thing(a) or behind_plural_verb(a)):
        return Role("target", "actor.target", 0.85)
    noun = a.left("target_noun", 0)
    if noun is not None and a.mention.arabic and (hit_at(a, noun.start, 2) is not None):
        return Role("target", "actor.target", 0.95)
    onto = a.left("onto", 1)
    if onto is not None and attack_before(a, onto.start, 6):
        return Role("target", "actor.target", 0.9)
    if not a.mention.arabic:
        last = a.reading.of_id(a.mention.core_end, a.mention.end + 20, "cue", "target_noun")
        follows = bool(last) and a.gap(a.mention.core_end, last[0].start) == 0
        verb = a.left("attack_verb", 1)
        related = verb is not None and any(
            w in toll_grammar().relatives for w in a.reading.text[verb.end : a.mention.start].split()
        )  # "the arrests that the party launched"
        if verb is not None and not related and not participle_of(a, verb) and not new_clause(a, verb.end):
            return Role("target", "actor.target", 0.85)
        hit = hit_at(a, a.mention.start, 2) if follows else None
        if hit is not None and not new_clause(a, hit.end):
            return Role("target", "actor.target", 0.85)
        struck = a.right("attack_verb", 3)
        if struck is not None and passive(a, struck):
            return Role("target", "actor.target", 0.8, True)
    elif a.left("passive", 0) is not None:
        return Role("target", "actor.target", 0.8)
    return None


def _fights(a: Around) -> Role | None:
    """«اشتباكات بين … و…», "clashes between … and …", «معارك مع» → involved."""
    if a.mention.head in ("raid", "act", "weapon"):
        return None
    between, against = a.left("between", 6), a.left("against", 1)
    fight = next((c for c in a.before if c.id == "fight"), None)
    if (
        fight is not None
        and (between is not None or against is not None)
        and a.gap(fight.whole_end, a.mention.start) <= 14
    ):
        return Role("involved", "actor.fights", 0.8)
    if a.mention.arabic and a.left("fight", 1) is not None:
        return Role("involved", "actor.fights", 0.7)
    if a.right("fight", 1) is not None and a.mention.head in ("", "force", "group"):
        return Role("involved", "actor.fights", 0.6, True)
    if against is not None and a.mention.head in ("", "force", "group"):
        return Role("involved", "actor.against", 0.5)
    return None


def _between_sides(a: Around) -> bool:
    """Whether the party is one of the two sides of a fight told before it: "fighting between A and B"."""
    between = a.left("between", 6)
    return between is not None and any(c.id == "fight" and c.end <= between.start for c in a.before)


def _act(a: Around) -> Role | None:
    """«غارات روسية», "regime shelling", «طائرات النظام», «صواريخ النظام» → alleged_perpetrator."""
    if a.mention.head in ("raid", "act", "weapon"):
        return Role("involved", "actor.campaign", 0.5) if only_a_campaign(a) else Role(_AGENT, "actor.act", 0.95)
    if a.mention.head == "aircraft" and a.left("toward", 0) is None and any_deed(a):
        return Role(_AGENT, "actor.aircraft", 0.9)
    return None


def _construct(a: Around) -> Role | None:
    """«قصف قوات النظام», «مجزرة تنظيم الدولة»: in Arabic the act governs who did it."""
    if a.mention.arabic and not a.mention.state:
        noun = a.left("attack_noun", 1)
        if noun is not None and of_it(a, noun):
            return Role(_AGENT, "actor.construct", 0.85)
    return None


def _verb(a: Around) -> Role | None:
    """«قصفت قوات النظام», «طائرات روسية ارتكبت», "regime forces shelled" → alleged_perpetrator."""
    if a.mention.state and a.left("in", 0) is not None:
        return None
    if a.mention.arabic:
        if a.left("attack_verb", 1) is not None:
            return Role(_AGENT, "actor.verb", 0.9)
        verb = a.right("attack_verb", 2) or posted_and_did(a)
        entering = (
            a.left("control_verb", 0) is not None
        )  # «مع دخول قوات النظام الحي»: the party is no subject of what follows
        if (
            verb is not None
            and not entering
            and not verb.prefix
            and not governed(a, verb)
            and a.left("against", 0) is None
            and not a.breaks(a.mention.end, verb.start)
        ):
            return Role(_AGENT, "actor.subject", 0.85, True)
        return None
    if a.left("agent", 2) is not None:
        return None  # "pagers carried by members of the party blew up"
    placed = _described_behind(a)
    verb = a.right("attack_verb", _FAR if placed else 3) or behind_apposition(a)
    if verb is not None and (_of_the_clause_before(a, verb) or _things_own(a, verb) or anothers(a, verb)):
        return None
    verb = verb or behind_place(a) or later_deed(a) or _leaves_dead(a)
    if verb is not None and not placed and _counted(a, verb):
        return None  # "the government spoke of 1,429 killed", "3 soldiers dead, 5 wounded"
    # "at war with the rebels, struck", "fighting between A and B has killed": they are no subject of what follows
    apart = a.left("against", 1) is not None or _between_sides(a)
    if verb is not None and a.mention.head != "act" and not apart and not passive(a, verb):
        return Role(_AGENT, "actor.subject", 0.85, True)
    return None


def _counted(a: Around, verb: Hit) -> bool:
    """Whether a number stands between the party and the verb, whose people it counts."""
    last = a.reading.text[a.mention.end : verb.start].split()[-1:]
    return bool(a.reading.within(a.mention.end, verb.start, "number")) or (bool(last) and last[0].isdigit())


def _of_the_clause_before(a: Around, verb: Hit) -> bool:
    """Whether a participle behind a comma is the clause's, not the party's: "a bomb blew up near a post of the party, killing"."""
    text = a.reading.text
    if not verb.term.wording.endswith("ing") or not text[: verb.start].rstrip().endswith(","):
        return False
    before = [
        w for w in text[max(a.start, a.mention.start - _PHRASE) : a.mention.start].split() if w not in _articles()
    ]
    grammar = toll_grammar()
    if any(w in grammar.carries for w in before[-2:]):
        return True  # "attacked a bus carrying soldiers, killing"
    return bool(before) and before[-1] in grammar.prepositions


def _things_own(a: Around, verb: Hit) -> bool:
    """Whether a thing of the party is what blew up: "an army vehicle that detonated"."""
    things = [
        c for c in a.after if c.id == "target_noun" and c.start - a.mention.end <= _BRACKET and c.end <= verb.start
    ]
    return bool(things) and verb.term.wording in toll_grammar().blows_up


def _articles() -> frozenset[str]:
    return toll_grammar().definite | toll_grammar().indefinite


def _leaves_dead(a: Around) -> Hit | None:
    """The verb of "left 25 people dead", whose subject the party is: "the forces, led by the group, have left at least …"."""
    verb = a.right("leaves", LED if a.right("led_by", 0) is not None else 3)
    if verb is None or passive(a, verb):
        return None
    harms = a.reading.within(verb.end, min(a.end, verb.end + DEAD), "harm", "people")
    dead = any(h.category == "harm" or h.term.get("harm") for h in harms)
    return verb if dead and begins(a, a.mention.start) else None


def _own_deed(a: Around) -> Role | None:
    """What the party does by its verb or noun of attack; not where it is told as days before those who died."""
    return None if another_time(a) else _act(a) or _construct(a) or _verb(a)


_RULES: Final[tuple[Callable[[Around], Role | None], ...]] = (
    labelled,
    denied_or_admitted,
    own_men_did,
    accused_behind,
    doers_were,
    controls,
    _beaten_back,
    _agent,
    _lost,
    _backed,
    accuser,
    _speaks,
    accused,
    _target,
    _own_deed,
    _fights,
)
