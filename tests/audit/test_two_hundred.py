"""The audit at size: 200 clean reports raise no alarm, and of 200 with one planted error at least 95 % are found."""

from collections import Counter

from tests.audit import generate_prose, generate_reports
from tests.audit.generate_reports import ARABIC_ONLY, Report
from tests.audit.test_planted_errors import _alarms, _audited

SIZE = 200
ENOUGH = 0.95
LANGUAGES = ("ar", "en")


def _clean() -> list[Report]:
    made = [generate_reports.clean(1000 + seed, lang) for seed in range(25) for lang in LANGUAGES]
    layouts = [(layout, lang) for layout in ("prose", "grid", "weekly") for lang in LANGUAGES]
    made += [generate_prose.clean(1000 + seed, lang, layout) for seed in range(25) for layout, lang in layouts]
    return made


def _wrong() -> list[Report]:
    tables = [(p, lang) for p in generate_reports.PLANTS for lang in LANGUAGES if lang == "ar" or p not in ARABIC_ONLY]
    prose = [(p, lang) for p in generate_prose.PLANTS for lang in LANGUAGES]
    made: list[Report] = []
    seed = 2000
    while len(made) < SIZE:
        made += [generate_reports.with_error(seed, lang, plant) for plant, lang in tables]
        made += [generate_prose.with_error(seed, lang, plant) for plant, lang in prose]
        seed += 1
    return made[:SIZE]


def test_no_alarm_on_two_hundred_clean_reports() -> None:
    reports = _clean()
    assert len(reports) == SIZE
    assert len({r.text for r in reports}) == SIZE
    alarmed = [(r.text, found) for r in reports if (found := _alarms(_audited(r)))]
    assert not alarmed, alarmed[0]


def test_ninety_five_of_a_hundred_planted_errors_are_found() -> None:
    reports = _wrong()
    assert len(reports) == SIZE
    missed = Counter(
        f"{r.lang} {r.plant}" for r in reports if not any(a.startswith(f"{r.rule}:") for a in _alarms(_audited(r)))
    )
    assert missed.total() <= (1 - ENOUGH) * SIZE, missed


def test_the_same_seed_writes_the_same_report() -> None:
    assert generate_prose.with_error(7, "ar", "grid cell") == generate_prose.with_error(7, "ar", "grid cell")
    assert generate_prose.clean(7, "en", "prose") == generate_prose.clean(7, "en", "prose")
