"""The harm words of a sentence and which way each looks for its count: "killing 12" ahead, "12 were killed" back.

Two harm words with one count between or behind them are one harm of killed-or-injured (مقتل وإصابة 3440).
"""

from __future__ import annotations

from typing import Final

from tawthiq.domain.light import initialised
from tawthiq.extract.context import Context
from tawthiq.extract.counts.arabic_subjects import behind_relative, pronoun_of, refers_to_one
from tawthiq.extract.counts.completed_harms import completions, says_harm
from tawthiq.extract.counts.count_phrase import CountPhrase, first_phrase
from tawthiq.extract.counts.named_before import NAMED_BEFORE
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.taken import Taken
from tawthiq.text.language import is_arabic
from tawthiq.text.last_words import last_words
from tawthiq.text.phrases import Hit

_CLOSE: Final = 2
_NEAR: Final = 6
"""Words at most from a word of harm that counts only whom a noun names to the noun behind it, and back to the one before."""
_HELD: Final = frozenset({"abducted", "detained", "displaced"})
_DENIED: Final = 12
"""Code points before a word of harm in which the word stands that denies it."""
_OWNED: Final = 1
"""Words at most between a possessive and its noun: "her youngest sister"."""
_WORD: Final = 12
"""Code points that hold the word before one of harm."""
_DAY: Final = 30
"""Code points at most of a day between an auxiliary and its participle."""


@initialised(slots=True, unsafe_hash=True, init=False)
class HarmWord:
    """A word that says a harm; `looks` is the side its count stands on, `weak` marks one that is outranked by any other."""

    hit: Hit
    harm: str
    looks: str  # after, before
    weak: bool

    def __init__(self, hit: Hit, harm: str, looks: str, weak: bool) -> None:
        self.hit = hit
        self.harm = harm
        self.looks = looks
        self.weak = weak


def first_word(words: list[HarmWord], position: int, low: int = 0) -> int:
    """Which word in order, from `low` on, is the first that begins at folded `position` or later; their number where none does."""
    high = len(words)
    while low < high:
        middle = (low + high) >> 1
        if words[middle].hit.start < position:
            low = middle + 1
        else:
            high = middle
    return low


def ended_by(words: list[HarmWord], position: int) -> int:
    """How many words in order end at folded `position` or before."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high) >> 1
        if words[middle].hit.end <= position:
            low = middle + 1
        else:
            high = middle
    return low


def _looks(context: Context, hit: Hit, phrases: list[CountPhrase], start: int, named: list[int]) -> str:
    """Where the count of this harm word stands; `named` is where the counts end that are named before their harm."""
    side: str = hit.term.get("side", "both")
    pronoun = pronoun_of(hit)
    if pronoun in toll_grammar().referring_pronouns and phrases and phrases[0].end <= hit.start:
        return "before"
    if pronoun in toll_grammar().single_pronouns and refers_to_one(context, hit, phrases, start):
        return "before"
    if side == "before" and _of_its_object(context, hit, phrases):
        return "after"  # "killed her father"
    if side != "both":
        return side
    at = first_phrase(phrases, hit.end)
    following = phrases[at] if at < len(phrases) else None
    gap = context.text[hit.end : following.start] if following else ""
    if is_arabic(context.text[hit.start]):
        if behind_relative(context, hit, phrases):
            return "before"
        named = [end for end in named if end <= hit.start]
        return "before" if named and not context.reading.within(named[-1], hit.start, "harm") else "after"
    day = before_day(context, hit.start)
    before = [w.strip("\"',") for w in last_words(context.text, start, day, 2)]
    blank = _before_blanks(context.text, start, hit.start)
    comma = blank > start and context.text[blank - 1] == ","
    if comma and day < hit.start and before and before[-1] in toll_grammar().passives:
        comma = False  # "were, on Friday, killed"
    told = [w.strip("\"'") for w in last_words(context.text, start, hit.start, 3)]
    told = told if len(told) == 3 and "," not in told[1] else []
    if told and told[0] in toll_grammar().passives and told[2] in toll_grammar().and_words:
        return "before"  # "was attacked and killed"
    if before and (comma or before[-1] in toll_grammar().and_words):
        before = []  # "killing 63 people and wounding 85": a new verb, no passive
    grammar = toll_grammar()
    active = any(w in grammar.active_auxiliaries for w in before) and not any(w in grammar.passives for w in before)
    auxiliaries = [w for w in before if w in grammar.passive_auxiliaries]
    if not active and auxiliaries and not _reported_deed(context, hit, auxiliaries, following, phrases):
        return "before"
    last, behind = first_phrase(phrases, hit.start) - 1, False
    while last >= 0 and phrases[last].end >= blank and not behind:
        behind = phrases[last].shape != "plural" and phrases[last].end <= hit.start
        last -= 1
    if behind and gap.strip() and not _object_at(following, gap):
        return "before"  # "a toll of 30 killed and spoke of 87 wounded"
    near = following is not None and len(gap.split()) <= 4 and "," not in gap and ";" not in gap
    return "after" if near else "before"


def _before_blanks(text: str, start: int, end: int) -> int:
    """Where the blanks begin with which folded `[start, end)` ends."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _of_its_object(context: Context, hit: Hit, phrases: list[CountPhrase]) -> bool:
    """Whether the pronoun that ends a wording of harm is the possessive of the noun behind it: "killed her father"."""
    wording = context.text[hit.start : hit.end].split()
    if len(wording) < 2 or wording[-1] not in toll_grammar().possessives:
        return False
    return any(p.start >= hit.end and context.words_between(hit.end, p.start) <= _OWNED for p in phrases)


def _object_at(following: CountPhrase | None, gap: str) -> bool:
    """Whether one person with an article follows a verb as its object: "two armed men gunned down a teacher"."""
    words = gap.split()
    return following is not None and following.shape == "bare" and len(words) <= 3 and _is_article(words[0])


def _is_article(word: str) -> bool:
    grammar = toll_grammar()
    return word in grammar.indefinite or word in grammar.definite or word in grammar.possessives


def _reported_deed(
    context: Context, hit: Hit, auxiliaries: list[str], following: CountPhrase | None, phrases: list[CountPhrase]
) -> bool:
    """Whether only an adverb stands before a verb whose count follows at once: "strikes on the town reportedly killed 37"."""
    if following is None or not all(w in toll_grammar().parenthesis_adverbs for w in auxiliaries):
        return False
    if context.text[hit.end : following.start].strip():
        return False
    before = [p for p in phrases if p.end <= hit.start and p.shape != "plural"]
    return not any(context.words_between(p.end, hit.start) <= len(auxiliaries) for p in before)


def before_day(context: Context, position: int) -> int:
    """Where the day begins that stands between an auxiliary and its participle: "was on Thursday night shot dead"."""
    low = max(0, position - _DAY)
    days = context.reading.within(low, position, "weekday", "date_relative", "date_word")
    while days and not context.text[days[-1].end : position].strip(" ,"):
        position = days[-1].start
        days = [h for h in days if h.end <= position]
    words = context.text[low:position].split()
    if position - low < _DAY and words and words[-1] in toll_grammar().day_words:
        position = context.text.rfind(words[-1], low, position)
    return position


def harm_words(context: Context, phrases: list[CountPhrase], start: int, end: int) -> list[HarmWord]:
    """The harm words of the sentence, with "killed and wounded" pairs made one."""
    hits = [h for h in context.reading.within(start, end, "harm") if h.term.get("emit", True)]
    hits = [h for h in hits if says_harm(context, h, end)]
    nouns = Taken((p.start, p.end) for p in phrases)  # most harm words stand beside all of them
    hits = [h for h in hits if not (nouns.touches(h.start, h.end) and any(_inside_noun(p, h) for p in phrases))]
    hits = [h for h in hits if _meant(context, h, phrases, start, end)]
    hits = [h for h in hits if h.id != "detained" or not _families(context, h, phrases)]
    announced = [c for c in context.reading.within(start, end, "discourse") if c.term.get("announces")]
    if announced:  # "put the toll at 30 and the injuries at 100": the count stands behind
        hits = [h for h in hits if not any(c.start <= h.start and h.end <= c.end for c in announced)]
    words: list[HarmWord] = []
    named = [p.end for p in phrases if p.rule == NAMED_BEFORE]
    for hit in hits:
        if words and hit.start < words[-1].hit.end:
            continue
        word = HarmWord(hit, hit.id, _looks(context, hit, phrases, start, named), hit.term.get("weak", False))
        previous = words[-1] if words else None
        pair = (
            previous is not None
            and {previous.harm, word.harm} == {"killed", "injured"}
            and (previous.looks == word.looks or _both_verbs(context, previous.hit, word, phrases, start))
        )
        if previous and pair and _paired(context, previous.hit, hit, phrases):
            words[-1] = HarmWord(Hit.of(previous.hit.start, hit.end, hit.term), "killed_or_injured", word.looks, False)
            continue
        words.append(word)
    return words


def _meant(context: Context, hit: Hit, phrases: list[CountPhrase], start: int, end: int) -> bool:
    """Whether a word that is one of harm only beside certain others stands so: "burned 30 people alive", "lost two sons"."""
    wanted, barred, ahead = hit.term.get("behind"), hit.term.get("never_behind"), hit.term.get("ahead")
    barred_ahead = hit.term.get("never_ahead")
    if wanted is not None or barred is not None:
        before = _bare_words(context.text[start : hit.start])
        if before & completions(tuple(barred or ())) or not (wanted is None or before & completions(tuple(wanted))):
            return False
    if barred_ahead is not None and _bare_words(context.text[hit.end : end]) & completions(tuple(barred_ahead)):
        return False
    if _of_nobody(context, hit, start) or _held_before(context, hit, phrases, start, end):
        return False
    if toll_grammar().denies.intersection(context.text[max(start, hit.start - _DENIED) : hit.start].split()[-1:]):
        return False  # "no deaths have been documented"
    if (never := hit.term.get("not_after")) is not None:
        last = context.text[max(start, hit.whole_start - _WORD) : hit.whole_start].split()[-1:]
        if last and last[0] in completions(tuple(never)):
            return False  # «إنقاذ ثلاثة أطفال من تحت الأنقاض»
    if ahead is not None and not _bare_words(context.text[hit.end : end]) & completions(tuple(ahead)):
        return False
    if not hit.term.get("people") or _of_its_object(context, hit, phrases):
        return True
    return any(_beside_people(context, hit, p) for p in phrases)


def _of_nobody(context: Context, hit: Hit, start: int) -> bool:
    """Whether a passive has nobody for its subject: "nobody was hurt", "no one has been injured"."""
    grammar = toll_grammar()
    words = context.text[max(start, hit.start - _DAY) : hit.start].split()
    while words and (
        words[-1] in grammar.passives or words[-1] in grammar.perfect or words[-1] in grammar.parenthesis_adverbs
    ):
        words.pop()
    return bool(words) and (words[-1] in grammar.no_people or " ".join(words[-2:]) in grammar.no_people)


def _held_before(context: Context, hit: Hit, phrases: list[CountPhrase], start: int, end: int) -> bool:
    """Whether a participle only says which person is meant whom another harm befell: "the body of a kidnapped farmer"."""
    if hit.id not in _HELD or is_arabic(context.text[hit.start]) or " " in context.text[hit.start : hit.end]:
        return False
    before = context.text[max(start, hit.start - _DENIED) : hit.start].split()[-1:]
    if not before or not _is_article(before[0]) or not any(p.start - hit.end == 1 for p in phrases):
        return False
    return any(h.id not in _HELD for h in context.reading.within(start, end, "harm") if h.term.get("emit", True))


def _bare_words(stretch: str) -> set[str]:
    return {w.strip(",;:.()\"'") for w in stretch.split()}


def _beside_people(context: Context, hit: Hit, phrase: CountPhrase) -> bool:
    """Whether a noun names people right beside a word of harm, on the side where it looks for them."""
    groups, side = hit.term.get("groups"), hit.term.get("side", "both")
    if phrase.shape not in ("counted", "bare") or phrase.harm is not None or (groups and phrase.group not in groups):
        return False
    if phrase.start >= hit.end:
        return side != "before" and context.words_between(hit.end, phrase.start) <= _CLOSE
    if side == "after" or phrase.end > hit.start or ";" in context.text[phrase.end : hit.start]:
        return False
    return context.words_between(phrase.end, hit.start) <= _NEAR


def _inside_noun(phrase: CountPhrase, hit: Hit) -> bool:
    """Whether a harm word is part of the words of a count («جرح» in «جرحى»). A definite noun counts nobody: it may announce (القتلى: 10)."""
    if not (phrase.start <= hit.start and hit.end <= phrase.end):
        return False
    shorter = phrase.harm is not None and not phrase.definite and hit.end - hit.start < phrase.end - phrase.start
    return phrase.shape == "counted" or shorter


def _families(context: Context, hit: Hit, phrases: list[CountPhrase]) -> bool:
    """Whether what may be a word for captivity is one for families: «أسر نازحة», unlike «أسر سبعة»."""
    same = any(
        h.term.get("unit") and h.start == hit.start for h in context.reading.within(hit.start, hit.end, "people")
    )
    if not same:
        return False
    behind = [p for p in phrases if 0 <= p.start - hit.end <= 2]
    return not any(p.shape in ("counted", "elided") or p.group == "combatant" for p in behind)


def _adjoins(context: Context, end: int, start: int) -> bool:
    """Whether a harm word stands right behind a count, the quantifier behind its number aside («شخصا واحدا على الأقل قتل»)."""
    if not context.text[end:start].strip():
        return True
    behind = [q for q in context.reading.within(end, start, "quantifier") if q.start - end <= 1]
    return bool(behind) and not context.text[behind[-1].end : start].strip()


def _both_verbs(context: Context, first: Hit, second: HarmWord, phrases: list[CountPhrase], start: int) -> bool:
    """Whether two verbs parted by a comma have one object and nobody before them: "IED blast kills, wounds 7 soldiers"."""
    comma = context.text[first.end : second.hit.start].strip() == "," and not is_arabic(context.text[first.start])
    return comma and second.looks == "after" and not any(start <= p.start < first.start for p in phrases)


def _paired(context: Context, first: Hit, second: Hit, phrases: list[CountPhrase]) -> bool:
    """Whether two harm words stand together with nothing but "and"/"or" between them."""
    between = context.text[first.end : second.start].strip()
    if between and between != "," and between not in toll_grammar().and_words:
        return False
    at = first_phrase(phrases, first.end)
    if at < len(phrases) and phrases[at].start < second.start:
        return False
    behind = first_phrase(phrases, second.end, at)
    if behind == len(phrases) or context.words_between(second.end, phrases[behind].start):
        return True  # no object
    # "a girl was killed and hurt were 15 others": each harm has its own count
    return not any(p.end <= first.start and _adjoins(context, p.end, first.start) for p in phrases)
