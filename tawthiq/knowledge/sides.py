"""Which side of a conflict an actor belongs to: units count with their party, and allies with whom they fight for.

Parents stand in actors/actors.toml and actors/units.tsv; the allies in vocabularies/link_weights.toml (`actors.allies`).
"""

from __future__ import annotations

from functools import cache

from tawthiq.knowledge.load import toml, tsv


@cache
def _above() -> dict[str, str]:
    parents = {str(a["code"]): str(a["parent"]) for a in toml("actors/actors.toml").get("actor", []) if a.get("parent")}
    units = {row["key"]: row["actor"] for row in tsv("actors/units.tsv")}
    allies: dict[str, str] = toml("vocabularies/link_weights.toml")["actors"]["allies"]
    return {**units, **allies, **parents}


@cache
def side_of(code: str) -> str:
    """The code of the party at the head of the actor's side: republican_guard and ndf → gov, hts → hts."""
    seen = {code}
    while (above := _above().get(code)) is not None and above not in seen:
        seen.add(above)
        code = above
    return code
