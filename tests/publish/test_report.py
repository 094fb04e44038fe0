"""The page: safe, self-contained, the same every time, readable in both directions, every figure one click from its words."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tawthiq.domain.register import Register
from tawthiq.publish import report
from tawthiq.publish.report import CSP, Printing, render, write_report

LANGUAGES = ("ar", "en")
VOID = {"meta", "br", "link", "img", "input", "hr"}


def first(tree: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    """The first match, which must be there."""
    found = tree.css_first(selector)
    assert found is not None, selector
    return found


class Balance(HTMLParser):
    """Notes elements that are not closed in order; SVG's self-closed ones count as closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_well_formed_and_its_links_lead_somewhere(pages: dict[str, str], lang: str) -> None:
    balance = Balance()
    balance.feed(pages[lang])
    assert balance.faults == []
    assert balance.open == []
    tree = LexborHTMLParser(pages[lang])
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    targets = {(node.attributes["href"] or "")[1:] for node in tree.css('a[href^="#"]')}
    assert targets <= set(ids)
    labelled = [
        part for node in tree.css("svg[aria-labelledby]") for part in (node.attributes["aria-labelledby"] or "").split()
    ]
    assert labelled
    assert set(labelled) <= set(ids)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_text_of_documents_is_never_markup(pages: dict[str, str], lang: str, sample: ModuleType) -> None:
    balance = Balance()
    balance.feed(pages[lang])
    assert not balance.tags & {"script", "img", "iframe", "object", "embed", "form", "i"}
    assert "<script" not in pages[lang]
    shown = LexborHTMLParser(pages[lang]).body
    assert shown is not None
    assert sample.HOSTILE_TITLE in shown.text()
    assert "<img src=x onerror=alert(2)>" not in pages[lang]
    assert "\u202e" not in pages[lang]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_loaded_from_elsewhere(pages: dict[str, str], lang: str) -> None:
    tree = LexborHTMLParser(pages[lang])
    assert tree.css('meta[http-equiv="Content-Security-Policy"]')[0].attributes["content"] == CSP
    assert CSP.startswith("default-src 'none'")
    assert not tree.css("[src], link, base, [style*=url]")
    assert not re.search(r"@import|url\(\s*['\"]?(?!#)", tree.css("style")[0].text())
    for node in tree.css("a[href]"):
        href = node.attributes["href"] or ""
        outside = href.startswith(("http://", "https://"))
        assert outside or href.startswith("#") or re.fullmatch(r"report\.(ar|en)\.html", href)
        assert not outside or node.attributes["rel"] == "noopener noreferrer"
    assert "javascript:" not in "".join(node.attributes["href"] or "" for node in tree.css("a[href]"))


@pytest.mark.parametrize(("lang", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_directions_are_declared(pages: dict[str, str], lang: str, direction: str) -> None:
    tree = LexborHTMLParser(pages[lang])
    root = first(tree, "html")
    assert (root.attributes["lang"], root.attributes["dir"]) == (lang, direction)
    for quote in tree.css("blockquote"):
        assert quote.attributes["dir"] == ("rtl" if quote.attributes["lang"] == "ar" else "ltr")
    assert {quote.attributes["lang"] for quote in tree.css("blockquote")} == {"ar", "en"}
    style = first(tree, "style").text()
    physical = r"(?<![\w-])(margin|padding|border)-(left|right)|(?<![\w-])(left|right)\s*:|text-align:\s*(left|right)"
    assert not re.search(physical, style)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_register_gives_the_same_bytes(register: Register, lang: str, tmp_path: Path) -> None:
    one, two = tmp_path / "one.html", tmp_path / "two.html"
    write_report(register, lang, one)
    write_report(register, lang, two)
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_figure_unfolds_to_its_sentences_with_the_words_marked(
    pages: dict[str, str], lang: str, register: Register, sample: ModuleType
) -> None:
    tree = LexborHTMLParser(pages[lang])
    for number, incident in enumerate(register.incidents, start=1):
        for position, toll_range in enumerate(incident.tolls):
            details = first(tree, f"#i{number}-{position}")
            assert details.tag == "details"
            marks = [mark.text() for mark in details.css("mark")]
            refs = dict.fromkeys((*toll_range.claims, *toll_range.superseded))
            accounts = {e.document.id: e.accounts for e in register.extractions}
            wanted = [accounts[doc][account].tolls[toll].quote.text for doc, account, toll in refs]
            assert sorted(marks) == sorted(wanted)
    joura = first(tree, "#i1-0")
    struck = joura.css("blockquote.struck mark")
    assert [mark.text() for mark in struck] == ["نحو 300 شخص"]
    sentence = [quote.text().strip() for quote in joura.css("blockquote")]
    assert "Other counts speak of more than 500 victims." in sentence


@pytest.mark.parametrize("lang", LANGUAGES)
def test_figures_in_the_incident_table_link_to_what_unfolds(pages: dict[str, str], lang: str) -> None:
    tree = LexborHTMLParser(pages[lang])
    for cell in tree.css(".incidents td.fig a"):
        target = first(tree, (cell.attributes["href"] or "").removesuffix("-s"))
        assert cell.text().strip() in first(target, "summary").text()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_row_of_the_tables_names_its_incidents(pages: dict[str, str], lang: str) -> None:
    tree = LexborHTMLParser(pages[lang])
    tables = tree.css("#tables table.stat")
    assert len(tables) == 4
    for table in tables:
        counted = 0
        for row in table.css("tbody tr"):
            links = row.css("details.which a")
            assert int(first(row, "details.which summary").text()) == len(links)
            counted += len(links)
        assert counted == int(table.css("tfoot td")[0].text()) == 6


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headline_sums_are_the_sums_of_the_incident_table(pages: dict[str, str], lang: str) -> None:
    tree = LexborHTMLParser(pages[lang])
    cards = [first(card, ".how-many").text().strip() for card in tree.css(".card.big")]
    assert cards == ["441–561+", "70–84+"]
    bodies = tree.css("#incidents table.incidents")[0].css("tr.facts")
    lows = [re.findall(r"\d+", row.css("td.fig")[0].text()) for row in bodies]
    assert sum(int(low[0]) for low in lows if low) == 441
    assert sum(int(low[-1]) for low in lows if low) == 561


@pytest.mark.parametrize("lang", LANGUAGES)
def test_restricted_documents_and_victims_names_stay_inside(
    pages: dict[str, str], lang: str, sample: ModuleType
) -> None:
    assert "SECRET" not in pages[lang]
    assert "sealed-1" not in pages[lang]
    assert sample.VICTIM not in pages[lang]
    persons = first(LexborHTMLParser(pages[lang]), "#persons")
    assert len(persons.css("article.person")) == 1
    assert "Issam Zahreddine" in persons.text()
    assert "عصام زهر الدين" in persons.text()


def test_a_victims_name_in_a_quoted_sentence_is_withheld(register: Register, sample: ModuleType) -> None:
    named = sample.quote(sample.UNDATED, f"القتلى {sample.VICTIM}").span
    extractions = []
    for extraction in register.extractions:
        if extraction.document.id == "ar-undated":
            account = extraction.accounts[0]
            toll = replace(account.tolls[0], quote=sample.Quote.of(sample.UNDATED.text, named))
            account = replace(account, tolls=(toll, *account.tolls[1:]))
            extraction = replace(extraction, accounts=(account,))
        extractions.append(extraction)
    page = render(replace(register, extractions=tuple(extractions)), "ar")
    assert sample.VICTIM not in page
    assert "[اسم محجوب]" in page


def test_an_undated_wording_is_quoted_and_called_undated(pages: dict[str, str]) -> None:
    for lang, words in (("ar", "غير محدد التاريخ"), ("en", "not dated")):
        row = first(LexborHTMLParser(pages[lang]), "#i2 tr.facts")
        assert "ليلة أمس الأحد" in row.text()
        assert words in row.text()


def test_statistics_of_others_are_shown_but_not_summed(pages: dict[str, str]) -> None:
    section = first(LexborHTMLParser(pages["en"]), "#aggregates")
    assert "210" in section.text()
    assert "October 2016" in section.text()
    assert "40 %" in section.text()
    findings = first(LexborHTMLParser(pages["en"]), "#findings")
    assert len(findings.css(".findings.failed > li")) == 2
    assert len(findings.css(".findings.passed > li")) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_register_still_makes_a_page(lang: str) -> None:
    page = render(Register(extractions=()), lang)
    balance = Balance()
    balance.feed(page)
    assert balance.faults == []
    assert "—" in page


def test_another_language_is_refused(register: Register) -> None:
    with pytest.raises(ValueError, match="fr"):
        render(register, "fr")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_template_placeholder_is_left(pages: dict[str, str], lang: str) -> None:
    body = LexborHTMLParser(pages[lang]).body
    assert body is not None
    assert not re.search(r"\{\w*\}|\{\{|Undefined" + ("|None" if lang == "ar" else ""), body.text())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_a_large_register_the_gravest_are_printed_and_all_are_counted(
    register: Register, pages: dict[str, str], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "LARGEST", 2)
    tree, whole = LexborHTMLParser(render(register, lang)), LexborHTMLParser(pages[lang])
    printed, left_out = tree.css("tbody.incident"), whole.css("#incidents > p.status")
    assert len(printed) == 2 < len(whole.css("tbody.incident"))
    assert left_out == []
    assert first(tree, "#incidents > p.status").text()
    gravest = sorted(register.incidents, key=lambda i: (i.background_only, -report.deaths(i)))[:2]
    assert {i.id for i in report.printed(register).incidents} == {i.id for i in gravest}
    assert [c.text() for c in tree.css("#summary .how-many")] == [c.text() for c in whole.css("#summary .how-many")]
    for selector in ("#tables tfoot td", "#tables tbody th", "#map .m-count"):
        assert [c.text() for c in tree.css(selector)] == [c.text() for c in whole.css(selector)]
    ids = {node.attributes["id"] for node in tree.css("[id]")}
    assert {(node.attributes["href"] or "")[1:] for node in tree.css('a[href^="#"]')} <= ids


def test_both_languages_share_what_is_made_once(register: Register, pages: dict[str, str]) -> None:
    printing = Printing.of(register)
    assert {lang: render(register, lang, printing=printing) for lang in LANGUAGES} == pages
