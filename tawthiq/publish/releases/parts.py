"""How parts of a release are named from outside, so that an address once given keeps leading there."""

from __future__ import annotations

from typing import Any


def figure_anchor(figure: dict[str, Any]) -> str:
    """The lasting name of a figure within its incident: "killed", "killed-child"."""
    return f"{figure['harm']}-{figure['group']}" if figure["group"] else str(figure["harm"])
