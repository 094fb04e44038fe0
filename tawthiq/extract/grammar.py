"""The settings of the toll grammar, folded and ready: which words may stand where, in both languages at once."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Final

from tawthiq.knowledge.load import LANGUAGES, toml
from tawthiq.text.fold import fold_word


@dataclass(frozen=True, slots=True)
class TollGrammar:
    """Folded words by the position they may stand in; see knowledge/ar/toll_grammar.toml for what each means."""

    opens_fire: frozenset[str]
    attempts: frozenset[str]
    when_words: frozenset[str]
    lays_mines: frozenset[str]
    object_relatives: frozenset[str]
    fire: frozenset[str]
    arrests: frozenset[str]
    between_number_and_noun: frozenset[str]
    after_elided: frozenset[str]
    joins: frozenset[str]
    passive_auxiliaries: frozenset[str]
    indefinite: frozenset[str]
    never_bare_after: frozenset[str]
    never_counted_after: frozenset[str]
    of_words: frozenset[str]
    predicates: frozenset[str]
    superlatives: frozenset[str]
    possessives: frozenset[str]
    passives: frozenset[str]
    perfect: frozenset[str]
    many_told: frozenset[str]
    within: frozenset[str]
    those_attacks: frozenset[str]
    answers_for: frozenset[str]
    of_the_party: frozenset[str]
    by_letters: frozenset[str]
    active_auxiliaries: frozenset[str]
    definite: frozenset[str]
    agents: frozenset[str]
    standing_at: frozenset[str]
    one_household: frozenset[str]
    naming: frozenset[str]
    hanging: frozenset[str]
    no_object: frozenset[str]
    blamed_for: frozenset[str]
    subject_tails: frozenset[str]
    relatives: frozenset[str]
    free_relatives: frozenset[str]
    as_words: frozenset[str]
    as_what: frozenset[str]
    onto_words: frozenset[str]
    of_it: frozenset[str]
    singular_passives: frozenset[str]
    plural_passives: frozenset[str]
    label_words: frozenset[str]
    parts_open: frozenset[str]
    parts_of: frozenset[str]
    labelled: frozenset[str]
    number_verbs: frozenset[str]
    exceeding: frozenset[str]
    out_of: frozenset[str]
    makes_up: frozenset[str]
    another_of_a_kind: frozenset[str]
    one_after_another: frozenset[str]
    gaps_before: frozenset[str]
    lists: frozenset[str]
    of_those: frozenset[str]
    changed: frozenset[str]
    whereas: frozenset[str]
    leaves: frozenset[str]
    left_as: frozenset[str]
    before_nouns: frozenset[str]
    day_parts: frozenset[str]
    denies: frozenset[str]
    not_one: frozenset[str]
    where_things_are: frozenset[str]
    him: frozenset[str]
    no_people: frozenset[str]
    which_kin: frozenset[str]
    years_old: frozenset[str]
    under_age: frozenset[str]
    all_words: frozenset[str]
    ranks: frozenset[str]
    ranked_since: frozenset[str]
    all_of_them: frozenset[str]
    the_told: frozenset[str]
    deaths_own: frozenset[str]
    man_pronouns: frozenset[str]
    woman_pronouns: frozenset[str]
    day_words: frozenset[str]
    clause_words: frozenset[str]
    parenthesis_adverbs: frozenset[str]
    and_words: frozenset[str]
    clause_joins: frozenset[str]
    referring_pronouns: frozenset[str]
    single_pronouns: frozenset[str]
    feminine_pronouns: frozenset[str]
    adverbial_openers: frozenset[str]
    whose_thing: frozenset[str]
    about_number: frozenset[str]
    one_of: frozenset[str]
    one_woman_of: frozenset[str]
    shared_between: frozenset[str]
    aimed_at: frozenset[str]
    in_numbers: frozenset[str]
    alive: frozenset[str]
    belonging_letters: frozenset[str]
    to_words: frozenset[str]
    attached: frozenset[str]
    touching: frozenset[str]
    inside: frozenset[str]
    found_on: frozenset[str]
    found: frozenset[str]
    clause_openers: frozenset[str]
    beside: frozenset[str]
    aged: frozenset[str]
    own_life: frozenset[str]
    prepositions: frozenset[str]
    nobody: frozenset[str]
    ours: frozenset[str]
    comes_to: frozenset[str]
    searched_for: frozenset[str]
    among: frozenset[str]
    joined_to_verbs: frozenset[str]
    verbal_nouns: frozenset[str]
    age_between: frozenset[str]
    age_joins: frozenset[str]
    treats: frozenset[str]
    rescues: frozenset[str]
    treated: frozenset[str]
    in_names: frozenset[str]
    figure_words: frozenset[str]
    said_to: frozenset[str]
    carries: frozenset[str]
    unarmed: frozenset[str]
    person_pronouns: frozenset[str]
    blows_up: frozenset[str]
    its_own: frozenset[str]
    schools: frozenset[str]
    those_who: frozenset[str]
    out_of_them: frozenset[str]
    on_which: frozenset[str]
    number_words: frozenset[str]
    holds: frozenset[str]
    inhabitants: frozenset[str]
    thing_numbers: frozenset[str]
    universities: frozenset[str]
    says_so: frozenset[str]
    told_to: frozenset[str]
    released: frozenset[str]
    other_deeds: frozenset[str]
    numbers_known: frozenset[str]
    heads_of_numbers: frozenset[str]
    heads_of_sums: frozenset[str]
    numbered_by: frozenset[str]
    one_life: frozenset[str]
    brings_about: frozenset[str]
    soldiery: frozenset[str]
    of_the_total: frozenset[str]
    losses: frozenset[str]
    losing: frozenset[str]
    civil_parties: frozenset[str]
    prisons: frozenset[str]
    dying: frozenset[str]
    joining_letters: frozenset[str]
    afterwards: frozenset[str]
    were_words: frozenset[str]
    those_told: frozenset[str]
    campaigns: frozenset[str]
    claimed_things: frozenset[str]
    lends_force: frozenset[str]
    taken_for: frozenset[str]
    article: str
    belonging: str
    maqsura: str
    future: str
    definite_endings: tuple[str, ...]
    accusative_endings: tuple[str, ...]
    feminine_endings: tuple[str, ...]
    unqualifying_endings: tuple[str, ...]
    plural_endings: tuple[str, ...]
    participle_endings: tuple[str, ...]
    relative_pronouns: frozenset[str]
    during_it: frozenset[str]
    it_did: frozenset[str]
    governing: frozenset[str]
    plural_verb_endings: tuple[str, ...]
    men_endings: tuple[str, ...]
    plural_subject_endings: tuple[str, ...]


_KEPT: Final[list[TollGrammar]] = []


def toll_grammar() -> TollGrammar:
    """The grammar of both languages together: their words do not meet. Read once, and kept as the place grammar is
    (`places.place_hits.grammar`)."""
    if not _KEPT:
        _KEPT.append(_read())
    return _KEPT[0]


def _read() -> TollGrammar:
    def words(key: str) -> frozenset[str]:
        return frozenset(fold_word(w) for lang in LANGUAGES for w in toml(f"{lang}/toll_grammar.toml")[key])

    arabic, english = toml("ar/toll_grammar.toml"), toml("en/toll_grammar.toml")
    settings: dict[str, Any] = {
        "article": arabic["article"],
        "maqsura": arabic["maqsura"],
        "future": arabic["future"],
        "belonging": arabic["belonging"],
        "definite_endings": tuple(arabic["definite_endings"]),
        "feminine_endings": tuple(fold_word(w) for w in arabic["feminine_endings"]),
        "accusative_endings": tuple(fold_word(w) for w in arabic["accusative_endings"]),
        "plural_subject_endings": tuple(fold_word(w) for w in arabic["plural_subject_endings"]),
        "men_endings": tuple(fold_word(w) for w in arabic["men_endings"]),
        "plural_verb_endings": tuple(fold_word(w) for w in arabic["plural_verb_endings"]),
        "unqualifying_endings": tuple(english["unqualifying_endings"]),
        "plural_endings": tuple(english["plural_endings"]),
        "participle_endings": tuple(english["participle_endings"]),
    }
    settings |= {f.name: words(f.name) for f in fields(TollGrammar) if f.name not in settings}
    return TollGrammar(**settings)


@cache
def vague_wordings(key: str, *, arabic: bool) -> frozenset[str]:
    """The classes of vague number words under `unquantified_wordings` or `uncounted_wordings` of a language."""
    return frozenset(toml(f"{'ar' if arabic else 'en'}/toll_grammar.toml")[key])


@cache
def others_inherit(*, arabic: bool) -> bool:
    """Whether "others" belong to the group counted before them in a language, whatever happened to either."""
    return bool(toml(f"{'ar' if arabic else 'en'}/toll_grammar.toml")["others_inherit"])
