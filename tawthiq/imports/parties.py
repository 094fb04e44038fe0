"""The parties that a foreign record names, in our codes; a name that is nobody's of ours stays in the record's text alone.

A name is looked for among those of other data sets (`exchange/parties.toml`), then among ours with all their spellings. A part is
given only as the record gives it: ACLED's first actor is one that attacks where the event is one-sided, else both sides are involved; FtM knows no other part.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from tawthiq.knowledge.load import toml
from tawthiq.text.fold import fold

Party = tuple[str, str, str]
"""Code, part, mode."""
_YEARS = re.compile(r"\(\d{4}[^()]{0,12}\)")
_SPLIT = re.compile(r"[;|]")
_ONE_SIDED = ("Violence against civilians", "Explosions/Remote violence")


@cache
def _codes() -> dict[str, str]:
    found = {_key(name): code for name, code in toml("exchange/parties.toml")["names"].items()}
    for actor in toml("actors/actors.toml").get("actor", []):
        names = (actor.get("name_en"), actor.get("name_ar"), *actor.get("aliases_en", ()), *actor.get("aliases_ar", ()))
        for name in names:
            if name:
                found.setdefault(_key(name), actor["code"])
    return found


def _key(name: str) -> str:
    return fold(" ".join(_YEARS.sub(" ", name).split())).text


def code_of(name: str) -> str | None:
    """The code of a party by a name, or None where the name is nobody's."""
    return _codes().get(_key(name))


def parties_of(system: str, get: Callable[[str], str]) -> tuple[Party, ...]:
    """The parties that the columns of a system's record name; `get` gives a cell by what it holds."""
    one_sided = (
        get("event_type") in _ONE_SIDED
        if system == "acled"
        else get("type") == "3"
        if system == "ged"
        else system != "ftm"
    )
    first = _named(get("accused"))
    second = _named(get("second"))
    role = "alleged_perpetrator" if one_sided else "involved"
    other = "target" if one_sided else "involved"
    mode = "joint" if len(first) > 1 and one_sided else "sole"
    found = {code: (code, role, mode) for code in first}
    for code in second:
        found.setdefault(code, (code, other, "sole"))
    return tuple(found.values())


def _named(cell: str) -> list[str]:
    codes = (code_of(name.strip()) for name in _SPLIT.split(cell) if name.strip())
    return list(dict.fromkeys(code for code in codes if code is not None))
