"""Which parties a text names, and in what words: the mentions that roles are then read for.

Rule: a party is named by a wording of its own («قوات النظام», "ISIS"), by a nationality beside a word for aircraft, raids,
fire or forces («غارات روسية», "Turkish shelling"), or by a general wording whose party hangs on the country the text speaks
of ("the army"). The words that join it («مسلحي», «طائرات … التابعة لـ», "… warplanes") belong to the mention, and say
whether the mention is the act itself (a raid) or who acts (aircraft, forces).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.parties.leaders_named import by_leaders
from tawthiq.extract.parties.nation_nouns import (
    act_behind,
    is_backing,
    mans,
    noun_after,
    noun_before,
    shared_noun,
    thought_to_be,
)
from tawthiq.extract.parties.party_mention import Mention, words_between, words_under
from tawthiq.extract.parties.party_setting import countries, countries_of, told
from tawthiq.knowledge.parties import (
    actor_names,
    aliases,
    general_allies,
    general_code,
    general_countries,
    general_follows,
)
from tawthiq.text.ordered import bisect_left
from tawthiq.text.phrases import Hit
from tawthiq.text.reading import Reading

_HERE: Final = 3  # what a country named in the sentence weighs against one named elsewhere in the text
_ACTS: Final = frozenset({"aircraft", "raid", "weapon"})
_FLOWN: Final = frozenset({"aircraft", "raid"})
_MEN_FROM: Final = frozenset({"source", "men_from"})
_UNIDENTIFIED: Final = "unidentified"
_OF_GROUP: Final = 90
"""Code points at most from a word for fighters to the party they are of: "gunmen from the militant group …"."""
_TIE: Final = 16
"""Code points behind a nationality in which the word stands that a hyphen joins to it."""
_NOUN: Final = 12  # code points before a noun for forces in which the one that governs it begins
_LEFT: Final = 2  # words that may stand between a noun and the nationality after it (طائرات حربية ثقيلة روسية)


def mentions(reading: Reading, *, on: date | None = None) -> list[Mention]:
    """The parties named in the text, in order; where two overlap, the longer stays. `on` dates wordings that changed party."""
    known: list[Mention] | None = reading.memo.get(("mentions", on))
    if known is None:
        known = reading.memo["mentions", on] = _mentions(reading, on)
    return known


def _mentions(reading: Reading, on: date | None) -> list[Mention]:
    worded = _by_wording(reading, on)
    worded.sort(key=lambda m: m.start)
    found = [*worded, *_by_nationality(reading, on, worded), *by_leaders(reading)]
    kept: list[Mention] = []
    starts: list[int] = []
    for mention in sorted(found, key=_precedence):
        at = bisect_left(starts, mention.start)
        clear_before = at == 0 or kept[at - 1].end <= mention.start
        if clear_before and (at == len(kept) or mention.end <= kept[at].start):
            kept.insert(at, mention)
            starts.insert(at, mention.start)
    return kept


def _precedence(mention: Mention) -> tuple[bool, bool, int, int, int]:
    """What stays where mentions overlap: named parties before "gunmen" and general wordings, then the longer wording."""
    nobody = mention.code == _UNIDENTIFIED
    return mention.general, nobody, mention.core - mention.core_end, -len(mention.unit), mention.core


def _by_wording(reading: Reading, on: date | None) -> list[Mention]:
    whole = countries(reading)
    found: list[Mention] = []
    latest: dict[str, int] = {}  # the place in `found` of the last mention of each party by a wording of its own
    for hit in reading.of("actor"):
        if hit.term.get("capitals") and not reading.quote(hit.start, hit.end).text.isupper():
            continue
        if _half_of_a_word(reading, hit):
            continue
        code = told(reading, hit.start, str(hit.term.get("wording")), hit.id, on) if hit.id else ""
        general = int(hit.term.get("general", -1))
        if general >= 0:
            code = _general(reading, hit, general, whole, latest)
            code = told(reading, hit.start, str(hit.term.get("wording")), code, on)
        arabic = not hit.term.wording[0].isascii()
        if not code and general >= 0 and arabic and general_follows(general):
            code = _named_later(reading, hit, general)
        if code:
            bare = Mention(
                hit.start, hit.end, code, hit.start, hit.end, "", str(hit.term.get("unit", "")),
                bool(hit.term.get("state")), arabic, "", general >= 0,
            )  # fmt: skip
            found.append(_joined(reading, bare))
            if not found[-1].general:
                latest[found[-1].code] = len(found)
    return found


def _half_of_a_word(reading: Reading, hit: Hit) -> bool:
    """Whether the wording only says whom another party stands with or against: "al-Qaeda-linked", "anti-Taliban"."""
    text = reading.text
    joined = text[hit.end : hit.end + 1] == "-" and reading.within(hit.end, hit.end + 12, "cue")
    if joined and joined[0].id == "joined_to" and joined[0].start == hit.end + 1:
        return True
    if text[hit.start - 1 : hit.start] != "-":
        return False
    tied = reading.within(hit.start, hit.end, "cue")
    if tied and tied[0].id == "joined_to" and tied[0].start == hit.start:
        return True  # "PKK-allied militias" are no allies of the state
    return any(c.end == hit.start - 1 for c in reading.of_id(hit.start - 6, hit.start, "cue", "joined_before"))


def _general(reading: Reading, hit: Hit, number: int, whole: Counter[str], latest: Mapping[str, int]) -> str:
    """The party of a general wording: of the party it refers back to (the one named `latest`), else by the country of the sentence,
    then the text."""
    allies = general_allies(number)
    named = max((c for c in (*general_follows(number), *allies) if c in latest), key=lambda c: latest[c], default="")
    if named:
        return allies.get(named, named)
    known = general_countries(number)
    sentence = reading.sentences[reading.sentence_at(hit.start)] if reading.sentences else None
    here = countries_of(reading, sentence) if sentence is not None else {}
    weights = {c: _HERE * here.get(c, 0) + whole[c] for c in known}
    best = max(known, key=lambda c: weights[c], default=None)
    return general_code(number, best if best is not None and weights[best] else None)


def _named_later(reading: Reading, hit: Hit, number: int) -> str:
    """The first party named behind a wording that refers back, where none is named before it: a headline's «التنظيم»."""
    follows = general_follows(number)
    first = reading.memo.setdefault("first parties", {})
    if number not in first:
        first[number] = next((h for h in reading.of("actor") if h.id in follows and not h.term.get("state")), None)
    named = first[number]
    return named.id if named is not None and named.start > hit.start else ""


def _joined(reading: Reading, mention: Mention) -> Mention:
    """The mention with the nouns that join it: before it in Arabic, after it in English (and "forces of …")."""
    nouns = reading.within(max(0, mention.start - 60), min(len(reading.text), mention.end + 40), "force_word")
    head, start, end, few = mention.head, mention.start, mention.end, False
    if mention.arabic:
        own = reading.of_id(mention.core, mention.core_end, "cue", "target_noun")
        for noun in reversed([n for n in nouns if n.end <= mention.start]):
            if noun.whole_end > start or not _touch(reading, noun, start):
                break
            if noun.id in _ACTS and any((c.start, c.end) == (mention.core, mention.core_end) for c in own):
                break  # «قصف القاعدة التركية»: what was hit is theirs
            if few and noun.id == "act":
                break  # «قتل عنصرين من قوات النظام»: they are the dead
            few = bool(noun.term.get("few"))
            head, start = (head or noun.id) if noun.id == "group" or head else noun.id, noun.start
            head = noun.id if noun.id != "group" else head
    else:
        own = [n for n in nouns if n.end == mention.end and n.start > mention.start and n.id in _ACTS]
        own = own if mention.general or (own and own[0].id == "raid") else []
        head = own[0].id if own else head  # "army helicopters", "coalition strikes": the wording ends with the noun
        for noun in [n for n in nouns if n.start >= mention.end]:
            if reading.text[end : noun.start].strip(" -'s\"") or noun.start - end > 4:
                break
            head, end = noun.id, noun.end
        before = [n for n in nouns if n.end <= mention.start]
        joins = before and not head and before[-1].id != "group" and _belongs(reading, before[-1].end, mention.start)
        if joins and not (before[-1].id in _ACTS and _is_held(reading, end)):
            head, start = before[-1].id, before[-1].start
        elif not mention.general and not mention.state and head in ("", "group", "force"):
            start = _men_of(reading, start)
    if (start, end, head) == (mention.start, mention.end, mention.head):
        return mention  # most parties are named alone
    return replace(mention, start=start, end=end, head=head)


def _is_held(reading: Reading, end: int) -> bool:
    """Whether the party's ground stands right behind it: of "the shelling of a rebel stronghold" it is not the one who shells."""
    return any(c.start == end + 1 for c in reading.of_id(end, end + _NOUN, "cue", "control_after"))


def _belongs(reading: Reading, start: int, end: int) -> bool:
    """Whether a stretch is a word of belonging and no more: "the aviation of Assad", "warplanes of the regime"."""
    cues = [c for c in reading.within(start, end, "cue") if c.id in ("affiliated", "article")]
    joins = any(c.id == "affiliated" for c in cues)
    return joins and words_between(reading, start, end) == sum(len(c.term.wording.split()) for c in cues)


def _men_of(reading: Reading, position: int) -> int:
    """Where the word for fighters begins that a party's name hangs on ("gunmen from the militant group …"); else `position`.

    Nothing but articles, words that only describe and words for a group may stand between.
    """
    low = max(0, position - _OF_GROUP)
    joint = next((c for c in reversed(reading.within(low, position, "cue")) if c.id in _MEN_FROM), None)
    if joint is None or _described(reading, joint.end, position) > 0:
        return position
    men = [n for n in reading.within(low, joint.start, "force_word") if n.id in ("group", "force")]
    return men[-1].start if men and not reading.text[men[-1].end : joint.start].strip() else position


def _described(reading: Reading, start: int, end: int) -> int:
    """How many words of a stretch neither describe a party nor stand for a group of men."""
    words = words_between(reading, start, end)
    if not words or words > _OF_GROUP:
        return words
    free = [c for c in reading.within(start, end, "cue") if c.id in ("article", "quality", "joined_to")]
    free += reading.of_id(start, end, "force_word", "group")
    return words - words_under(reading, [*free, *reading.within(start, end, "nationality")])


def _touch(reading: Reading, noun: Hit, start: int) -> bool:
    """Whether a noun joins the party after it: at once, by ل, or by a word of belonging (التابعة ل).

    A noun with the article is complete in itself and joins by a word of belonging only (نفذ المجزرة عناصر …).
    """
    end = noun.whole_end
    between = reading.text[end:start].strip(' "')
    grammar = toll_grammar()
    if between in grammar.touching | {"", grammar.article}:
        return not noun.prefix.endswith(grammar.definite_endings)
    if any(c.isdigit() for c in between):
        return False  # «قتل 26 من القوات الحكومية»: they are the dead
    cues = [h for h in reading.within(end, start, "cue") if h.id in ("affiliated", "quality", "thought")]
    if cues and all(c.id == "quality" for c in cues):  # «قصف سابق لقوات النظام»
        return between.split()[-1] == grammar.belonging and words_between(reading, end, start) == len(cues) + 1
    cues = [c for c in cues if c.id != "quality"]  # «قصف يرجح أنه للتحالف»
    if reading.of_id(end, start, "cue", "struck"):
        return False  # «عبوة قيل إنها استهدفت دورية للجيش»: it struck them
    said = max((len(c.term.wording.split()) for c in cues), default=0)
    letter = between.split()[-1:] == [grammar.belonging]  # «الطائرات الحربية التابعة ل»: cut from the name, no word
    return bool(cues) and words_between(reading, end, start) - letter <= max(_LEFT, said + 1)


def _by_nationality(reading: Reading, on: date | None, worded: list[Mention]) -> list[Mention]:
    found: list[Mention] = []
    whole: Counter[str] | None = None
    starts = [m.start for m in worded]
    for hit in reading.of("nationality"):
        before = [*found[-2:], *worded[max(0, bisect_left(starts, hit.start) - 2) : bisect_left(starts, hit.start)]]
        last = max((m for m in before if m.end <= hit.whole_start), key=lambda m: m.end, default=None)
        if hit.term.get("capitals") and not reading.quote(hit.start, hit.end).text.isupper():
            continue
        if _of_its_make(reading, hit):
            continue
        code = str(hit.term.get("actor"))
        arabic = not hit.term.wording[0].isascii()
        noun = noun_before(reading, hit) if arabic else noun_after(reading, hit)
        if noun is not None and not (noun.id == "group" and hit.id != "unknown" and not mans(noun, hit)):
            others = not arabic and bool(reading.within(hit.end, noun.start, "nationality", "actor"))
            start, end = (
                (_with_force(reading, noun.start), hit.end) if arabic else (hit.start, hit.end if others else noun.end)
            )
            act = None if arabic or noun.id != "force" else act_behind(reading, end)
            end, head = (act.end, act.id) if act is not None else (end, noun.id)
            named = nation(reading, hit.start, code, on)
            mention = Mention(start, end, named, hit.start, hit.end, head, "", False, arabic)
        elif (thing := thought_to_be(reading, hit)) is not None:
            named = nation(reading, hit.start, code, on)
            mention = Mention(thing.start, hit.end, named, hit.start, hit.end, thing.id, "", False, arabic)
        elif last is not None and not is_backing(hit) and (joint := shared_noun(reading, last, hit)):
            mention = Mention(
                hit.start,
                hit.end,
                nation(reading, hit.start, code, on),
                hit.start,
                hit.end,
                last.head,
                "",
                False,
                arabic,
                joint,
            )
        else:
            continue
        general = hit.term.get("general")
        if general:
            whole = whole or countries(reading)
            named = next((a for a in _general_terms(reading, str(general), hit, whole)), code)
            mention = replace(mention, code=named)
        if mention.head in _FLOWN and mention.code == code:
            mention = replace(mention, code=str(hit.term.get("flown", code)))  # the militias have no aircraft
        if mention.code:  # an "enemy" of nobody known is no party
            found.append(mention)
    return found


def _of_its_make(reading: Reading, hit: Hit) -> bool:
    """Whether an English nationality only says who made, gave or backs what stands behind: "Russian-made jets", "US-backed warplanes"."""
    if reading.text[hit.end : hit.end + 1] != "-":
        return False
    tied = reading.within(hit.end, hit.end + _TIE, "cue")
    return any(c.id == "joined_to" and c.start == hit.end + 1 and not c.term.get("leads") for c in tied)


@cache
def _general_numbers() -> dict[str, int]:
    """The number of each general wording, the first that is written so."""
    return {a.wording: a.general for a in reversed(aliases()) if a.general >= 0}


def nation(reading: Reading, position: int, code: str, on: date | None) -> str:
    """The party a nationality's forces are at the time told, where the wording of its own name changes hands with time."""
    return told(reading, position, actor_names(code)[0], code, on)


def _with_force(reading: Reading, start: int) -> int:
    """Where a noun for forces begins that governs the one at `start` («قوات الجيش النظامي»); else `start`."""
    nouns = reading.within(max(0, start - _NOUN), start, "force_word")
    governs = bool(nouns) and nouns[-1].id in ("force", "group")
    return (
        nouns[-1].start
        if governs and reading.text[nouns[-1].end : start].strip() in ("", toll_grammar().article)
        else start
    )


def _general_terms(reading: Reading, wording: str, hit: Hit, whole: Counter[str]) -> list[str]:
    number = _general_numbers().get(wording, -1)
    code = _general(reading, hit, number, whole, {}) if number >= 0 else ""
    return [code] if code else []
