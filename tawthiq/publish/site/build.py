"""Writes the site into a folder: both languages, the index, and the release itself for whoever wants to check it.

The same release gives the same bytes. The root page leads to the Arabic pages, which come first.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from tawthiq.publish.releases.words import release_wording
from tawthiq.publish.report import style
from tawthiq.publish.site import pages, search
from tawthiq.publish.site.released import Names, Released

LANGUAGES = ("ar", "en")
Report = Callable[[int, int], None]


def write_site(
    released: Released, out: Path, *, bag: Path | None = None, report: Report = lambda done, of: None
) -> int:
    """Writes every page into an empty folder; gives back how many. `bag` is the release, copied along. Raises OSError."""
    names = Names()
    for record in released.incidents:
        names.of(record["id"])
    written = 0
    total = 2 * (len(released.incidents) + 8)
    for lang in LANGUAGES:
        for name, text in pages.pages(released, lang, names):
            path = out / lang / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            written += 1
            report(min(written, total), total)
    _index(released, names, out / "search")
    (out / "site.css").write_text(str(style()) + _file("site.css"), encoding="utf-8", newline="\n")
    (out / "index.html").write_text(pages.root_page(released), encoding="utf-8", newline="\n")
    if bag is not None:
        shutil.copytree(bag, out / "release")
    return written + 1


def _index(released: Released, names: Names, folder: Path) -> None:
    folder.mkdir()
    shards = list(search.shards_js(released.incidents, names, (release_wording("ar"), release_wording("en"))))
    for number, text in enumerate(shards):
        (folder / f"{number}.js").write_text(text, encoding="utf-8", newline="\n")
    (folder / "folding.js").write_text(search.folding_js(len(shards)), encoding="utf-8", newline="\n")
    (folder / "search.js").write_text(_file("search.js"), encoding="utf-8", newline="\n")


def _file(name: str) -> str:
    return files("tawthiq.publish").joinpath("templates", "site", name).read_text(encoding="utf-8")
