"""Both catalogues say everything, and nothing is said that no screen asks for."""

from __future__ import annotations

import re
import string
from typing import Any

import pytest

from tawthiq.knowledge.load import names, toml
from tests.conftest import ROOT

BENCH = ROOT / "tawthiq" / "workbench"


def _keys(lang: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names(f"workbench/{lang}", ".toml"):
        for section, entries in toml(f"workbench/{lang}/{name}").items():
            for key, value in entries.items():
                found[f"{section}.{key}"] = (
                    value
                    if isinstance(value, str)
                    else " ".join(map(str, value.values()))
                    if isinstance(value, dict)
                    else str(value)
                )
    return found


def _holes(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_files_and_keys() -> None:
    assert names("workbench/ar", ".toml") == names("workbench/en", ".toml")
    assert _keys("ar").keys() == _keys("en").keys()


def test_both_languages_fill_the_same_values() -> None:
    ar, en = _keys("ar"), _keys("en")
    assert [key for key in ar if _holes(ar[key]) != _holes(en[key])] == []


def test_arabic_words_are_arabic_and_english_ones_are_not() -> None:
    arabic = re.compile("[\u0620-\u064a]")
    assert [k for k, v in _keys("ar").items() if not arabic.search(v)] == []
    assert [k for k, v in _keys("en").items() if arabic.search(v)] == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_key_that_a_template_asks_for_is_there(lang: str) -> None:
    from tawthiq.workbench.words import words

    asked: set[tuple[str, str]] = set()
    for path in BENCH.rglob("*.html"):
        for key in re.findall(r"""\{% t ["']([\w.]+)["']""", path.read_text(encoding="utf-8")):
            asked.add((path.name, key))
    assert len(asked) > 100
    w = words(lang)
    missing = []
    for where, key in sorted(asked):
        section, _, name = key.partition(".")
        if name not in w.strings.get(section, {}):
            missing.append((where, key))
    assert missing == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_action_and_state_has_a_word(lang: str) -> None:
    from tawthiq.workbench.register.actions.proposals import PROPOSE
    from tawthiq.workbench.register.models import Incident, Upload
    from tawthiq.workbench.register.models.claims import STATES
    from tawthiq.workbench.register.models.documents import ACCESS
    from tawthiq.workbench.words import words

    w: Any = words(lang).strings
    assert [a for a in PROPOSE if a.replace(".", "_") not in w["acts"] or a.replace(".", "_") not in w["asks"]] == []
    assert [s for s in (*STATES, *Incident.STATES, *Upload.STATES) if s not in w["states"]] == []
    assert [a for a in ACCESS if a not in w["access"]] == []
    source = "\n".join(p.read_text(encoding="utf-8") for p in (BENCH / "register" / "actions").glob("*.py"))
    written = set(re.findall(r"""decide\(\s*actor,\s*"([\w.]+)\"""", source))
    assert len(written) >= 6
    assert [a for a in written if a.replace(".", "_") not in w["acts"]] == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_page_that_a_look_is_written_down_with_has_a_word(lang: str) -> None:
    from tawthiq.workbench.review.templatetags.office import look_word
    from tawthiq.workbench.words import words

    called = re.compile(r"""\b(?:seen|looked_over|looked_at|looked|rows_of)\([^\n]*?"(\w+)"\)""")
    pages = {
        page for path in (BENCH / "review").rglob("*.py") for page in called.findall(path.read_text(encoding="utf-8"))
    }
    assert len(pages) > 15
    assert sorted(pages - words(lang).strings["looks"].keys()) == []
    from django.utils import translation

    with translation.override(lang):
        assert look_word("api:incident") == {"ar": "واجهة البرامج: حادثة", "en": "API: an incident"}[lang]
        assert look_word("identity: the court asked").endswith(": the court asked")
        assert look_word("of a later version") == "of a later version"


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_log_is_narrowed_by_acts_in_words(lang: str, client_of: Any, officer: Any) -> None:
    from tawthiq.workbench.register.actions.incidents import close
    from tawthiq.workbench.register.models import Incident

    senior = client_of("senior", lang)
    close(
        senior.user,
        Incident.objects.exclude(state="merged").order_by("pk")[0],
        "restricted",
        reason="a witness is in danger",
    )
    page = senior.get("/log/").content.decode()
    word = {"ar": "ضُيّق الاطلاع على الحادثة", "en": "Incident closed to more people"}[lang]
    assert f'<option value="incident.close">{word}</option>' in page
    assert '<option value="incident.under_review">' in page
    assert "a witness is in danger" in senior.get("/log/?action=incident.close").content.decode()
    assert "a witness is in danger" not in senior.get("/log/?action=pair.same").content.decode()
    assert '<option value="received" selected>' in senior.get("/log/?custody=1&action=received").content.decode()
