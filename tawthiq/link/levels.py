"""What two tellings may have in common, as questions that a database answers: one comparison per kind of evidence (R16).

A comparison is a list of levels, the first that holds deciding. Each level is a condition in SQL over the columns of two
tellings (`columns.py`; `_l` and `_r` are the two) and a weight out of knowledge/vocabularies/link_weights.toml, where all
weights stand. Splink adds the weights of a pair up, on DuckDB or on Spark. What a level means in words is said by the
`compare_*` modules, which weigh a single pair by the same table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pyarrow.compute

from tawthiq.link.around import QUIET
from tawthiq.link.columns import COUNTING, OPEN, QUALIFIED, family_bits, harms, tiers
from tawthiq.link.compare_day import YEAR_END
from tawthiq.link.compare_numbers import TWO
from tawthiq.link.compare_persons import ROLES
from tawthiq.link.compare_when import NARROW
from tawthiq.link.comparison import weights
from tawthiq.link.telling import ORDER

REFUSED = -200.0
"""The weight of what forbids a pair: no evidence makes up for it."""
_SURE = 1.0
"""A shared place of this weight settles where, whatever else the two tellings name."""
_OTHER_ARMS = "weapons_l <> 0 AND weapons_r <> 0 AND (weapon_families_l & weapon_families_r) = 0"
_QUIET = f"greatest(first_r - last_l, first_l - last_r) = 1 AND greatest(crowd_l, crowd_r) <= {QUIET} AND list_has_any(small_l, small_r)"
"""A day apart, at a place of which nobody else speaks in those weeks."""
_SIDE = re.compile(r"_[lr]\b")


@dataclass(frozen=True, slots=True)
class Level:
    """One answer: its name, the condition in DuckDB's SQL, its weight."""

    name: str
    sql: str
    weight: float


@dataclass(frozen=True, slots=True)
class Question:
    """The levels of one kind of evidence, asked in order; where none holds, the evidence says nothing."""

    name: str
    evidence: str
    levels: tuple[Level, ...]


@cache
def questions() -> tuple[Question, ...]:
    """Every comparison, in the order in which reasons are given."""
    return (
        _when(), _alone(), _day(), _where(), _rarity(), _kinds(), _actors(), _weapons(), _words(), _numbers(),
        *(_tolls(harm) for harm in harms()), *(_persons(role) for role in ROLES),
    )  # fmt: skip


def _both(condition: str) -> str:
    """A condition on one side and then the other, for one that is not the same both ways."""
    swapped = _SIDE.sub(lambda side: "_r" if side.group() == "_l" else "_l", condition)
    return f"(({condition}) OR ({swapped}))"


def _when() -> Question:
    table = weights("when")
    early, far = int(table["relative_widen"]), int(table["days_apart_refused"])
    known = "first_l IS NOT NULL AND first_r IS NOT NULL AND last_l IS NOT NULL AND last_r IS NOT NULL"
    implied = "(implied_l OR implied_r)"
    meet = "first_l <= last_r AND first_r <= last_l"
    narrow = f"last_l - first_l <= {NARROW} AND last_r - first_r <= {NARROW}"
    apart = "greatest(first_r - last_l, first_l - last_r)"
    foretold = _both(f"implied_l AND NOT implied_r AND first_r - last_l > {early}")
    levels = [
        Level("unknown", f"NOT ({known})", 0.0),
        Level("refused", foretold, REFUSED),
        Level("implied", f"{implied} AND {narrow} AND {meet}", float(table["implied"])),
        Level("implied_apart", f"implied_l AND implied_r AND {apart} > {far}", float(table["implied_apart"])),
        Level("unsaid", implied, 0.0),
    ]
    said = "said_first_l <= said_last_r AND said_first_r <= said_last_l"
    for index, precision in enumerate(ORDER):
        weight = float(table["same"].get(precision, 0.0))
        vague = f"{meet} AND greatest(vague_l, vague_r) = {index}"
        levels.append(Level(f"same_{precision}", f"{vague} AND {said}", weight))
        levels.append(Level(f"same_{precision}_widened", vague, weight / 2))
    levels += [
        Level("same_unknown", meet, 0.0),
        Level("refused_apart", f"{apart} > {far}", REFUSED),
        Level("next_day_quiet", _QUIET, float(table["next_day_quiet"])),
        Level("next_day", f"{apart} = 1", float(table["next_day"])),
        Level("days_off", f"{apart} > 1", float(table["days_off"])),
    ]
    return Question("when", "when", tuple(levels))


def _alone() -> Question:
    """An undated telling of a small place of which few events are known: the fewer, the likelier it tells one of them."""
    undated = "(first_l IS NULL OR first_r IS NULL) AND list_has_any(small_l, small_r)"
    events = weights("when")["events_known"]
    levels = [
        Level(f"alone_{count}", f"{undated} AND greatest(alone_l, alone_r) = {count}", float(weight))
        for count, weight in enumerate(events)
    ]
    return Question("alone", "alone", tuple(levels))


def _day() -> Question:
    """What is said of the day without a year, where either telling gives no date."""
    table = weights("day")
    apart = "greatest(year_first_r - year_last_l, year_first_l - year_last_r)"
    days, weekdays = "year_first_l IS NOT NULL AND year_first_r IS NOT NULL", "weekdays_l <> 0 AND weekdays_r <> 0"
    months = "months_l <> 0 AND months_r <> 0"
    return Question("day", "day", (
        Level("known", "NOT (partial_l OR partial_r)", 0.0),
        Level("other_month", f"{months} AND (months_l & months_r) = 0", float(table["other_month"])),
        Level("month_day", f"{days} AND {apart} <= 0", float(table["month_day"])),
        Level("month_day_near", f"{days} AND ({apart} = 1 OR {apart} >= {YEAR_END})", 0.0),
        Level("other_month_day", days, float(table["other_month_day"])),
        Level("weekday", f"{weekdays} AND (weekdays_l & weekdays_r) <> 0", float(table["weekday"])),
        Level("weekday_near", f"{weekdays} AND (near_weekdays_l & weekdays_r) <> 0", 0.0),
        Level("other_weekday", weekdays, float(table["other_weekday"])),
        Level("month", months, float(table["month"])),
    ))  # fmt: skip


def _where() -> Question:
    table = weights("where")
    same, inside = table["same"], table["inside"]
    within = "(main_l = main_r OR list_contains(main_above_l, main_r) OR list_contains(main_above_r, main_l))"
    homonym = "(list_contains(readings_l, main_r) OR list_contains(readings_r, main_l))"
    kilometres = _KILOMETRES.format(l="", L="_l", r="", R="_r")
    apart = (
        f"(country_l <> country_r OR governorate_l <> governorate_r OR quarter_of_l = quarter_of_r "
        f"OR (definite_l AND definite_r AND {kilometres} > {float(table['apart_refused_km'])}))"
    )
    levels = [Level("unknown", "main_l IS NULL OR main_r IS NULL", 0.0)]
    for level in tiers():
        if float(same[level]) >= _SURE:
            levels.append(Level(f"same_{level}", f"list_has_any(at_{level}_l, at_{level}_r)", float(same[level])))
    levels.append(Level("homonym_apart", f"NOT {within} AND {apart} AND {homonym}", float(table["homonym"])))
    levels.append(Level("refused", f"NOT {within} AND {apart}", REFUSED))
    wider = (
        [
            Level(f"same_{level}", f"{within} AND list_has_any(at_{level}_l, at_{level}_r)", float(same[level]))
            for level in tiers()
            if float(same[level]) < _SURE
        ]
        + [Level("city_or_around", f"{within} AND list_has_any(city_l, city_r)", float(table["city_or_around"]))]
        + [
            Level(
                f"inside_{level}", f"{within} AND {_both(f'list_has_any(above_l, at_{level}_r)')}", float(inside[level])
            )
            for level in tiers()
        ]
    )
    levels += sorted(wider, key=lambda one: (-one.weight, one.name))
    levels += [
        Level("homonym", homonym, float(table["homonym"])),
        Level("near", f"{kilometres} <= {float(table['near_km'])}", float(table["near"])),
        Level("apart", "TRUE", float(table["apart"])),
    ]
    return Question("where", "where", tuple(levels))


def _rarity() -> Question:
    """A place that few accounts speak of says more than one that is told of daily, where the days meet as they are told, not only when
    they may be a day off, and both say what happened."""
    table = weights("where")
    said = "(said_first_l > said_last_r OR said_first_r > said_last_l)"
    meet = f"first_l <= last_r AND first_r <= last_l AND NOT coalesce({said}, FALSE)"
    told = f"kinds_l <> 0 AND kinds_r <> 0 AND (({meet}) OR ({_QUIET}))"
    shared = f"{told} AND list_has_any(small_l, small_r) AND NOT ({_OTHER_ARMS})"
    levels = [
        Level(f"rarity_{step}", f"least(rarity_l, rarity_r) >= {step} AND {shared}", step * float(table["rarity"]))
        for step in range(int(table["rarity_steps"]), 0, -1)
    ]
    return Question("rarity", "where", (Level("common", "rarity_l = 0 OR rarity_r = 0", 0.0), *levels))


def _kinds() -> Question:
    table = weights("kinds")
    bits = family_bits()
    refused = [
        _both(f"(families_l & {1 << bits[pair['a']]}) > 0 AND (families_r & {1 << bits[pair['b']]}) > 0")
        for pair in table["refused"]
    ]
    return Question("kinds", "kinds", (
        Level("same_label", "(kinds_l = 0 OR kinds_r = 0) AND massacre_l AND massacre_r", float(table["same_label"])),
        Level("unknown", "kinds_l = 0 OR kinds_r = 0", 0.0),
        Level("same", "(rare_kinds_l & rare_kinds_r) > 0", float(table["same"])),
        Level("same_common", "(kinds_l & kinds_r) > 0", float(table["same_common"])),
        Level("related", "(families_l & families_r) > 0", float(table["related"])),
        Level("refused", " OR ".join(refused), REFUSED),
        Level("different", "TRUE", float(table["different"])),
    ))  # fmt: skip


def _actors() -> Question:
    table = weights("actors")
    blamed = "len(sides_l) > 0 AND len(sides_r) > 0"
    return Question("actors", "actors", (
        Level("refused", f"{blamed} AND NOT list_has_any(sides_l, sides_r) AND {_OTHER_ARMS}", REFUSED),
        Level("unknown", f"NOT ({blamed})", 0.0),
        Level("same_unit", "list_has_any(units_l, units_r)", float(table["same_unit"])),
        Level("same", "list_has_any(sides_l, sides_r)", float(table["same"])),
        Level("different", "TRUE", float(table["different"])),
    ))  # fmt: skip


def _weapons() -> Question:
    table = weights("weapons")
    return Question("weapons", "weapons", (
        Level("unknown", "weapons_l = 0 OR weapons_r = 0", 0.0),
        Level("rare", "(rare_weapons_l & rare_weapons_r) > 0", float(table["rare"])),
        Level("common", "(weapons_l & weapons_r) > 0", float(table["common"])),
        Level("different", "(weapon_families_l & weapon_families_r) = 0", float(table["different"])),
    ))  # fmt: skip


def _words() -> Question:
    table = weights("words")
    shorter = "least(len(runs_l), len(runs_r))"
    share = f"len(list_intersect(runs_l, runs_r)) >= {{}} * {shorter}"
    rare, most = float(table["rare"]), float(table["rare_most"])
    verbatim, copied = share.format(float(table["verbatim_share"])), share.format(float(table["copied_share"]))
    levels = [
        Level("none", "NOT list_has_any(runs_l, runs_r) AND NOT list_has_any(rare_words_l, rare_words_r)", 0.0),
        Level("verbatim", f"{shorter} >= {int(table['verbatim_runs'])} AND {verbatim}", float(table["verbatim"])),
        Level("copied", f"{shorter} >= {int(table['copied_runs'])} AND {copied}", float(table["copied"])),
    ]
    for count in range(round(most / rare), 0, -1):
        levels.append(
            Level(f"rare_{count}", f"len(list_intersect(rare_words_l, rare_words_r)) >= {count}", rare * count)
        )
    return Question("words", "words", tuple(levels))


def _numbers() -> Question:
    """Numbers that both tellings state, whatever they count; or two of one harm."""
    table = sorted(weights("numbers")["in_common"], key=lambda row: -int(row[0]))
    levels = [
        Level(f"same_{least}", f"len(list_intersect(numbers_l, numbers_r)) >= {int(least)}", float(weight))
        for least, weight in table
    ]
    two = weights("numbers")["two"]
    both = "list_intersect(harm_numbers_l, harm_numbers_r)"
    said = f"len({both}) >= {TWO} AND list_max({both}) >= {int(two['larger']) * COUNTING}"
    levels.append(Level("same_two", said, float(two["weight"])))
    few = f"len(harm_numbers_l) < {TWO} OR len(harm_numbers_r) < {TWO}"
    return Question("numbers", "numbers", (Level("few", few, 0.0), *levels))


def _tolls(harm: str) -> Question:
    table = weights("tolls")
    equal = [
        (float(weight) * (factor if part == "round" else 1.0), part, int(least))
        for least, weight in table["equal"]
        for part, factor in (("plain", 1.0), ("round", float(table["round_factor"])))
    ]
    low, other_low, high, other_high = (f"{harm}_{end}_{side}" for end in ("low", "high") for side in "lr")
    ends = [
        f"(CASE WHEN {top} = {OPEN} THEN {least} ELSE {top} END)"
        for least, top in ((low, high), (other_low, other_high))
    ]
    closed = ", ".join(ends)
    small, large = f"greatest(least({closed}), 1)", f"greatest({low}, {other_low})"
    meet = f"{low} <= {other_high} AND {other_low} <= {high}"
    far = f"{large} - least({closed}) >= 10 AND {large} > {float(table['very_far_ratio'])} * {small}"
    smaller, larger = (f"{end}({harm}_size_l, {harm}_size_r)" for end in ("least", "greatest"))
    unlike = [
        Level(
            f"alike_{least}",
            f"{smaller} >= {int(least)} AND {larger} <= {float(table['alike_ratio'])} * {smaller}",
            float(weight),
        )
        for least, weight in sorted(table["alike"], key=lambda row: -int(row[0]))
    ] + [
        Level("open_overlap", f"{meet} AND greatest({high}, {other_high}) = {OPEN}", float(table["open_overlap"])),
        Level("overlap", meet, float(table["overlap"])),
        Level("close", f"{large} <= {float(table['close_ratio'])} * {small}", float(table["close"])),
        Level("very_far", far, float(table["very_far"])),
        Level("far", "TRUE", float(table["far"])),
    ]
    levels = [Level("unknown", f"{low} IS NULL OR {other_low} IS NULL", 0.0)]
    none_shared = f"({harm}_bits_l & {harm}_bits_r) = 0"  # most pairs are done with here
    levels += [Level(f"unequal_{one.name}", f"{none_shared} AND {one.sql}", one.weight) for one in unlike]
    one, other = f"{harm}_one_l", f"{harm}_one_r"
    several = f"({one} IS NULL OR {other} IS NULL)"
    for weight, part, least in sorted(equal, key=lambda e: (-e[0], -e[2], e[1])):
        both = f"{harm}_{part}_l, {harm}_{part}_r"
        rounded = f"({one} // {QUALIFIED}) % 10 {'<>' if part == 'plain' else '='} 0"
        levels.append(
            Level(f"equal_{part}_{least}", f"{one} = {other} AND {one} >= {least * QUALIFIED} AND {rounded}", weight)
        )
        met = f"{several} AND list_has_any({both}) AND list_max(list_intersect({both})) >= {least * QUALIFIED}"
        levels.append(Level(f"equal_{part}_{least}_of_several", met, weight))
    levels += unlike
    return Question(f"tolls_{harm}", "tolls", tuple(levels))


def _persons(role: str) -> Question:
    table = weights("persons")
    weight = float(table.get(role, table["other"]))
    return Question(f"persons_{role}", "persons", (
        Level("same", f"list_has_any({role}_full_l, {role}_full_r)", weight),
        Level("short", f"list_has_any({role}_any_l, {role}_any_r)", weight * float(table["short_name"])),
    ))  # fmt: skip


def asked_of(table: Any) -> tuple[Question, ...]:
    """The comparisons that can say anything of the tellings in an Arrow table: none of a harm that no telling counts, nor of a
    level of places that none names."""
    silent = {f"tolls_{harm}" for harm in harms() if table.column(f"{harm}_low").null_count == table.num_rows}
    silent |= set() if pyarrow.compute.any(table.column("partial")).as_py() else {"day"}
    silent |= {f"persons_{role}" for role in ROLES if not _any(table, f"{role}_any")}
    silent |= set() if _longest(table, "harm_numbers") >= TWO else {"numbers"}
    silent |= set() if _any(table, "runs") or _any(table, "rare_words") else {"words"}
    absent = [f"at_{level}_" for level in tiers() if not _any(table, f"at_{level}")]
    absent += [f"{name}_" for name in ("units", "readings", "city") if not _any(table, name)]
    absent += [f"list_intersect({harm}_" for harm in harms() if not _several(table, harm)]
    asked = []
    for question in questions():
        if question.name not in silent:
            levels = [one for one in question.levels if not any(name in one.sql for name in absent)]
            asked.append(replace(question, levels=tuple(levels)))
    return tuple(asked)


def _several(table: Any, harm: str) -> bool:
    """Whether any telling states more than one number of a harm."""
    stated = pyarrow.compute.greater(table.column(f"{harm}_bits"), 0)
    lone = pyarrow.compute.is_valid(table.column(f"{harm}_one"))
    return bool(pyarrow.compute.any(pyarrow.compute.and_not(stated, lone)).as_py())


def _any(table: Any, name: str) -> bool:
    """Whether any list of a column holds anything."""
    return _longest(table, name) > 0


def _longest(table: Any, name: str) -> int:
    """How many values the longest list of a column holds."""
    return pyarrow.compute.max(pyarrow.compute.list_value_length(table.column(name))).as_py() or 0


def splink_settings(prior: float, asked: Sequence[Question], dialect: str = "duckdb") -> dict[str, Any]:
    """The settings of Splink: the comparisons, the blocking, and `prior`, the weight two tellings start with.

    A level of weight w is one that tellings of one event show 2**w times as often as tellings of two.
    """
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": 1 / (1 + 2.0**-prior),
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": _said_in(dialect, rule), "sql_dialect": dialect, "arrays_to_explode": [column]}
            for rule, column in BLOCKING
        ],
        "comparisons": [_splink_comparison(question, dialect) for question in asked],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
    }


_KILOMETRES = (
    "(12742.0 * asin(sqrt(power(sin(radians({r}lat{R} - {l}lat{L}) / 2), 2) "
    "+ cos(radians({l}lat{L})) * cos(radians({r}lat{R})) * power(sin(radians({r}lon{R} - {l}lon{L}) / 2), 2))))"
)


def _hopeless() -> str:
    """What refuses a pair at once: days too far apart; one place each, of two governorates or too far apart.

    Such a pair is not compared at all. Groups are held to the same as wholes (cluster.py), so that no third telling joins the two.
    """
    days, km = int(weights("when")["days_apart_refused"]), float(weights("where")["apart_refused_km"])
    distance = _KILOMETRES.format(l="l.", L="", r="r.", R="")
    apart = f"greatest(r.first - l.last, l.first - r.last) > {days} AND NOT l.implied AND NOT r.implied"
    elsewhere = (
        f"l.governorate <> r.governorate OR l.country <> r.country "
        f"OR (l.main <> r.main AND l.definite AND r.definite AND {distance} > {km})"
    )
    return f"coalesce(({apart}) OR (l.one_site AND r.one_site AND ({elsewhere})), FALSE)"


BLOCKING = (
    (f"l.keys = r.keys AND l.doc <> r.doc AND NOT {_hopeless()}", "keys"),
    ("l.undated_at = r.undated_at AND l.doc <> r.doc AND (NOT l.dated OR NOT r.dated)", "undated_at"),
    ("l.count_keys = r.count_keys AND l.doc <> r.doc AND (l.main IS NULL OR r.main IS NULL)", "count_keys"),
)
"""Which pairs are compared, on Spark (`blocks.py` finds the same in memory): those that share a key (candidates.py); at a small place, those of which one has no date; with one
exact count in one month, those of which one has no place."""


_IN_SPARK = {
    "list_has_any": "arrays_overlap", "list_contains": "array_contains", "list_intersect": "array_intersect", "list_max": "array_max",
    "len": "size",
}  # fmt: skip
_CALLED = re.compile(rf"\b({'|'.join(_IN_SPARK)})\(")


def _said_in(dialect: str, sql: str) -> str:
    """A condition in the words of another database: Spark calls the same functions on lists by other names."""
    if dialect != "spark":
        return sql
    return _CALLED.sub(lambda called: f"{_IN_SPARK[called.group(1)]}(", sql).replace(" // ", " div ")


def _splink_comparison(question: Question, dialect: str) -> dict[str, Any]:
    levels = [_splink_level(level.name, _said_in(dialect, level.sql), level.weight) for level in question.levels]
    if question.levels[-1].sql == "TRUE":
        levels[-1]["sql_condition"] = "ELSE"
    else:
        levels.append(_splink_level("nothing", "ELSE", 0.0))
    return {"output_column_name": question.name, "comparison_levels": levels}


def _splink_level(name: str, sql: str, weight: float) -> dict[str, Any]:
    m, u = (0.5, 0.5 * 2.0**-weight) if weight >= 0 else (0.5 * 2.0**weight, 0.5)
    return {"sql_condition": sql, "label_for_charts": name, "m_probability": m, "u_probability": u}
