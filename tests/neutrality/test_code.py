"""No rule asks who did it: actors are data, and code that names one could treat it as no other (standards §5.12)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tawthiq.knowledge.load import toml, tsv
from tests.conftest import ROOT

NOBODY = {"unidentified", "multiple_unresolved"}
"""Codes for a party that is not known: who is nobody in particular may be told from who is somebody."""


def codes() -> set[str]:
    """Every code of an actor, a unit or a commander."""
    actors = {str(a["code"]) for a in toml("actors/actors.toml")["actor"]}
    return (actors | {row["key"] for name in ("units", "commanders") for row in tsv(f"actors/{name}.tsv")}) - NOBODY


def spoken(path: Path) -> Iterator[tuple[int, str]]:
    """The strings of a module's code with their lines; docstrings and bare strings are comments."""
    tree = ast.parse(path.read_text("utf-8"))
    comments = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in comments:
            yield node.lineno, node.value


def test_no_module_names_an_actor() -> None:
    known = codes()
    assert len(known) > 150
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{line}: {text}"
        for path in sorted((ROOT / "tawthiq").rglob("*.py"))
        for line, text in spoken(path)
        if known & set(text.replace("+", ",").split(","))
    ]
    assert not found


def test_no_module_names_an_actor_in_words() -> None:
    """Neither by a name: a grammar that knows "Syrian forces" would read them as no others are read."""
    names = {str(a[f"name_{lang}"]).casefold() for a in toml("actors/actors.toml")["actor"] for lang in ("ar", "en")}
    names |= {w.casefold() for a in toml("actors/actors.toml")["actor"] for w in a.get("aliases_en", ()) if len(w) > 5}
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{line}: {text}"
        for path in sorted((ROOT / "tawthiq").rglob("*.py"))
        for line, text in spoken(path)
        if text.casefold() in names
    ]
    assert not found


def test_settings_of_grades_and_ranges_name_no_actor() -> None:
    """The tables that weighing reads hold thresholds by kind of claim and source, never by party."""
    for name in ("grades", "attribution_grades", "profiles", "harms", "groups", "qualifiers"):
        text = repr(toml(f"vocabularies/{name}.toml"))
        words = set(text.replace("'", " ").replace('"', " ").replace(",", " ").split())
        assert not words & codes(), name
