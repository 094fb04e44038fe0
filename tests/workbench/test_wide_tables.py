"""A table wider than a phone's screen scrolls inside itself, not the page: every one stands in a stretch that scrolls."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tawthiq

_ROOT = Path(tawthiq.__file__).parent
_TEMPLATES = sorted(
    path
    for folder in ("workbench/review/templates", "publish/templates/site")
    for path in (_ROOT / folder).rglob("*.html")
    if "<table" in path.read_text(encoding="utf-8")
)
_NEAR = 220
"""Code points before a table in which the stretch begins; a caption or a loop may stand between."""


@pytest.mark.parametrize("path", _TEMPLATES, ids=lambda path: path.stem)
def test_every_table_stands_in_a_stretch_that_scrolls(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for match in re.finditer("<table", text):
        assert 'class="scroll' in text[max(0, match.start() - _NEAR) : match.start()], text[match.start() :][:80]
