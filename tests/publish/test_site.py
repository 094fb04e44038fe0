"""The site as it is written: every link leads somewhere, nothing is loaded from elsewhere, what is withheld is nowhere."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from selectolax.lexbor import LexborHTMLParser

from tawthiq.knowledge.load import toml
from tawthiq.publish import public
from tawthiq.publish.releases.bag import signatures
from tawthiq.publish.releases.check import check
from tawthiq.publish.releases.read import earlier
from tawthiq.publish.site.build import write_site
from tawthiq.publish.site.pages import CSP, PER_PAGE
from tawthiq.publish.site.released import Names, read
from tawthiq.text.fold import fold
from tawthiq.text.search_words import folding, search_words, stem
from tests.publish.registers import VICTIM, made
from tests.publish.releases import register_of, released


def drawn(release: Path, out: Path, *, preview: bool = False) -> Path:
    out.mkdir()
    found = read(release / "data", signatures=signatures(release)[0], preview=preview)
    write_site(found, out, bag=None if preview else release)
    return out


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second of two releases: one incident is gone, one was merged, one changed. One is sexual violence."""
    folder = tmp_path_factory.mktemp("releases")
    told = [made(n) for n in range(230)]
    told[3] = made(3, kind="sexual_violence")
    first = released(folder / "one", register_of(told), title="Office of the Orontes")
    fates = {told[5][1].id: told[6][1].id, told[7][1].id: "withdrawn"}
    kept = [pair for n, pair in enumerate(told) if n not in (5, 7)]
    return released(
        folder / "two", register_of(kept), title="Office of the Orontes", earlier=earlier(first), fates=fates
    )


@pytest.fixture(scope="module")
def site(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of that release. Read-only."""
    return drawn(release, tmp_path_factory.mktemp("site") / "site")


def pages(site: Path) -> Iterator[tuple[Path, LexborHTMLParser]]:
    for path in sorted(site.rglob("*.html")):
        yield path, LexborHTMLParser(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_parity_table_stands_beside_the_figures_as_released(lang: str, release: Path, site: Path) -> None:
    with (release / "data" / "parity.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 1
    table = LexborHTMLParser((site / lang / "figures.html").read_text(encoding="utf-8")).css("#parity tbody tr")
    shown = [(tr.css_first("th").text(strip=True), [td.text(strip=True) for td in tr.css("td")]) for tr in table]
    assert [party for party, _ in shown] == [row[f"label_{lang}"] for row in rows]
    for (_, cells), row in zip(shown, rows, strict=True):
        assert cells[0] == row["incidents"]
        assert cells[1] == f"{row['graded']} ({float(row['graded_share']):.0%})"
        assert [float(c) for c in cells[2:4]] == [
            pytest.approx(float(row[n]), abs=0.05) for n in ("origins_mean", "naming_origins_mean")
        ]


def test_every_link_leads_to_a_page_and_a_place_on_it(site: Path) -> None:
    ids = {path: {n.attributes["id"] for n in tree.css("[id]")} for path, tree in pages(site)}
    seen = 0
    for path, tree in pages(site):
        for node in tree.css("[href], [src]"):
            where = node.attributes.get("href") or node.attributes.get("src") or ""
            if where.startswith("https://example.org/"):
                continue  # the address of a source
            file, fragment = urldefrag(where)
            target = (path.parent / unquote(file)).resolve() if file else path
            assert target.is_file(), f"{path}: {where}"
            if fragment and target in ids:
                assert fragment in ids[target], f"{path}: {where}"
            seen += 1
    assert seen > 5_000


def test_nothing_is_loaded_from_another_host_and_every_page_says_so(site: Path) -> None:
    for path, tree in pages(site):
        policy = tree.css_first('meta[http-equiv="Content-Security-Policy"]')
        assert policy is not None
        if path != site / "index.html":
            assert policy.attributes["content"] == CSP
        loaded = [
            n.attributes.get("src") or n.attributes.get("href")
            for n in tree.css("script[src], link[rel=stylesheet], img, iframe")
        ]
        assert not any(where is None or ":" in where or where.startswith("//") for where in loaded), path
        assert not tree.css("[onclick], [onload], style")
    for path in (*site.rglob("*.css"), *site.rglob("*.js")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?://|@import|url\(", text) or path.name.split(".")[0].isdigit(), path
    assert not re.search(
        r"\b(fetch|XMLHttpRequest|sendBeacon|WebSocket|eval)\b", (site / "search" / "search.js").read_text()
    )


def test_no_name_that_is_withheld_stands_anywhere_on_the_site(site: Path) -> None:
    for path in site.rglob("*"):
        if path.is_file():
            assert VICTIM not in path.read_text(encoding="utf-8"), path


def test_a_figure_leads_to_its_sentence_in_both_languages(site: Path) -> None:
    for lang in ("ar", "en"):
        page = LexborHTMLParser((site / lang / "incidents.html").read_text(encoding="utf-8"))
        link = page.css_first("td.fig a")
        assert link is not None
        file, anchor = urldefrag(str(link.attributes["href"]))
        target = LexborHTMLParser((site / lang / file).resolve().read_text(encoding="utf-8"))
        figure = target.css_first(f"#{anchor}")
        assert figure is not None
        mark = figure.css_first("blockquote mark")
        assert mark is not None
        assert mark.text() == f"{link.text()} people"


def test_a_row_of_a_table_leads_to_its_incidents_and_they_add_up(site: Path) -> None:
    page = LexborHTMLParser((site / "en" / "figures.html").read_text(encoding="utf-8"))
    total = 0
    for row in page.css("#actor tbody tr"):
        number, link = row.css("td.fig")[0].text().strip(), row.css_first("a")
        assert link is not None
        name = str(link.attributes["href"])
        of = len(list((site / "en" / "t").glob(f"{Path(name).stem}*.html")))
        rows = sum(
            len(LexborHTMLParser(p.read_text(encoding="utf-8")).css("tbody tr"))
            for p in (site / "en" / "t").glob(f"{Path(name).stem}*.html")
        )
        assert rows == int(number)
        assert of == -(-rows // PER_PAGE)
        total += rows
    assert total == 228


def test_lists_are_cut_into_pages_that_hold_every_incident_once(site: Path) -> None:
    for lang in ("ar", "en"):
        found = []
        for n in range(1, 4):
            name = "incidents.html" if n == 1 else f"incidents-{n}.html"
            tree = LexborHTMLParser((site / lang / name).read_text(encoding="utf-8"))
            found += [a.attributes["href"] for a in tree.css("tbody th a")]
            assert tree.css_first("nav.pager") is not None
        assert len(found) == len(set(found)) == 228
        assert not (site / lang / "incidents-4.html").exists()


def test_an_incident_that_is_gone_keeps_its_address(site: Path) -> None:
    merged, withdrawn = made(5)[1].id, made(7)[1].id
    into = made(6)[1].id
    page = LexborHTMLParser((site / "en" / "i" / f"{merged}.html").read_text(encoding="utf-8"))
    assert page.css_first("main section a").attributes["href"] == f"{into}.html"  # type: ignore[union-attr]
    assert "merged with another incident" in page.text()
    assert "withdrawn by the office" in (site / "en" / "i" / f"{withdrawn}.html").read_text(encoding="utf-8")
    versions = (site / "en" / "versions.html").read_text(encoding="utf-8")
    assert f"i/{merged}.html" in versions


def test_sexual_violence_has_neither_day_nor_place_nor_source_nor_sentence(site: Path) -> None:
    ident = public.sealed_id(made(3)[1].id)
    assert not list(site.rglob("*2012-01-04*")), "an id says the day and the place"
    for lang in ("ar", "en"):
        page = LexborHTMLParser((site / lang / "i" / f"{ident}.html").read_text(encoding="utf-8"))
        text = page.text()
        assert not page.css("blockquote")
        assert "example.org" not in text
        assert "Orontes Post" not in text
        assert "4 January 2012" not in text
        assert "4 كانون" not in text


def test_the_same_release_gives_the_same_bytes(release: Path, site: Path, tmp_path: Path) -> None:
    again = drawn(release, tmp_path / "again")
    names = sorted(p.relative_to(site) for p in site.rglob("*") if p.is_file())
    assert names == sorted(p.relative_to(again) for p in again.rglob("*") if p.is_file())
    assert all((site / n).read_bytes() == (again / n).read_bytes() for n in names)


def test_the_site_carries_the_release_for_whoever_wants_to_check_it(site: Path) -> None:
    assert check(site / "release").approved
    versions = (site / "en" / "versions.html").read_text(encoding="utf-8")
    for signature in check(site / "release").signatures:
        assert signature.fingerprint in versions


def test_a_preview_says_so_on_every_page_and_carries_no_release(release: Path, tmp_path: Path) -> None:
    preview = drawn(release, tmp_path / "preview", preview=True)
    assert not (preview / "release").exists()
    for path, tree in pages(preview):
        if path == preview / "index.html":
            assert "معاينة" in tree.text()
        else:
            assert tree.css_first(".preview") is not None, path
            assert tree.css_first('meta[name="robots"]').attributes["content"] == "noindex"  # type: ignore[union-attr]
    dead = [path for path, tree in pages(preview) for a in tree.css("a[href^='../release'], a[href^='release']") if a]
    assert dead == []


def test_every_page_has_one_heading_and_names_its_language(site: Path) -> None:
    for path, tree in pages(site):
        assert len(tree.css("h1")) == 1, path
        root = tree.css_first("html")
        assert root is not None
        lang = path.relative_to(site).parts[0] if path.parent != site else "ar"
        assert root.attributes["lang"] == lang
        assert root.attributes["dir"] == {"ar": "rtl", "en": "ltr"}[lang]


def test_the_index_holds_every_word_of_an_incident_as_the_product_would_look_it_up(site: Path) -> None:
    text = (site / "search" / "0.js").read_text(encoding="utf-8")
    rows = json.loads(text.removeprefix("window.tawthiqShard(").removesuffix(");\n").replace("<\\/", "</"))
    assert len(rows) == 228
    row = next(r for r in rows if r["f"] == made(10)[1].id)
    stems = set(row["w"].split())
    for said in ("حلب", "غارة جوية", "air strike", "Aleppo", "government", "killed"):
        assert {word.folded for word in search_words(said)} <= stems, said
    hidden = next(r for r in rows if r["f"] == public.sealed_id(made(3)[1].id))
    assert "orontes" not in hidden["w"].split()


def test_the_tables_for_the_program_fold_as_the_product_does() -> None:
    tables = folding()
    to = {letter: folded for folded, letters in tables["to"].items() for letter in letters}  # type: ignore[attr-defined]
    gone = set(str(tables["gone"]))
    for text in ("وبالمَجْزَرَةِ الكبرى في إدلب", "Ḥamā — ŽEPA ﷺ ﻻ ۱۲٣", "پاکستان گازوئيل", "Straße ﬁn İstanbul"):
        assert "".join("" if c in gone else to.get(c, c) for c in text) == fold(text).text
    whole = set(tables["whole"])  # type: ignore[call-overload]
    joined, least = tables["joined"], tables["least"]
    for word in ("والمجزره", "بحلب", "اللاذقيه", "بانياس", "كفرنبل", "فلسطين", "ولوالديه"):
        cut = word
        while cut not in whole:
            found = next((c for c in joined if cut.startswith(c) and len(cut) - len(c) >= least), "")  # type: ignore[attr-defined, operator]
            if not found:
                break
            cut = cut[len(found) :]
        assert cut == stem(word)


def test_names_of_files_are_safe_and_never_shared() -> None:
    names = Names()
    given = [
        names.of(text)
        for text in ("a", "A", "a/b", "a_b", "../../etc", "حلب", "دمشق", "", "x" * 300, "actor-joint:gov+rus")
    ]
    assert len(set(given)) == len(given)
    assert all(re.fullmatch(r"[a-z0-9._-]+", name) and not name.startswith(".") for name in given)
    assert names.of("a/b") == given[2]


def test_both_languages_say_the_same_things() -> None:
    ar, en = toml("vocabularies/site_ar.toml"), toml("vocabularies/site_en.toml")
    assert {s: set(ar[s]) for s in ar} == {s: set(en[s]) for s in en}
    assert len(ar["release"]["method"]) == len(en["release"]["method"])
    fields = re.compile(r"\{(\w+)\}")
    for name, text in en["site"].items():
        assert sorted(fields.findall(text)) == sorted(fields.findall(ar["site"][name])), name


def test_every_number_of_the_figures_leads_to_the_incidents_behind_it(site: Path) -> None:
    for lang in ("ar", "en"):
        tree = LexborHTMLParser((site / lang / "figures.html").read_text(encoding="utf-8"))
        tree.css_first("#parity").decompose()  # how alike the rules treat the parties: no figures of incidents
        numbers = [cell for cell in tree.css("table.stat td.fig") if cell.text().strip() not in ("0", "—")]
        assert len(numbers) > 20
        for cell in numbers:
            (link,) = cell.css("a")
            told = (site / lang / str(link.attributes["href"])).read_text(encoding="utf-8")
            assert f"/{lang}/i/" in told, cell.text()


def test_a_figure_of_a_group_leads_to_its_incidents_unless_it_is_withheld(tmp_path: Path) -> None:
    told = []
    for n in range(8):
        extraction, incident = made(n)
        (whole,) = incident.tolls
        group, people = ("child", 4) if n < 6 else ("woman", 1)
        part = replace(whole, group=group, min=people, best=people, max=people)
        told.append((extraction, replace(incident, tolls=(whole, part))))
    site = drawn(released(tmp_path / "release", register_of(told)), tmp_path / "site")
    tree = LexborHTMLParser((site / "en" / "figures.html").read_text(encoding="utf-8"))
    rows = [(row.css("th")[0].text(), row.css("td.fig")[0]) for row in tree.css("#groups tbody tr")]
    children = [cell for name, cell in rows if name == "children"]
    assert children
    for cell in children:
        (link,) = cell.css("a")
        behind = (site / "en" / str(link.attributes["href"])).read_text(encoding="utf-8")
        assert set(re.findall(r"i/([\w.-]+)\.html#", behind)) == {i.id for _, i in told[:6]}
    assert not [cell for name, cell in rows if name == "women" and cell.css("a")]
    assert not list((site / "en" / "t").glob("group-woman*"))
