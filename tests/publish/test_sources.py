"""How documents are presented: addresses that may be links, readings of counts, units and their parties."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.domain.register import Register
from tawthiq.domain.toll import Count
from tawthiq.publish.parties import principal
from tawthiq.publish.sources import Source, Sources, safe_href, shortened
from tawthiq.publish.statistics import table
from tawthiq.publish.trace import Trace
from tawthiq.publish.wording import wording


@pytest.mark.parametrize(
    "url",
    ["https://example.org/a?b=1&c=<d>#e", "http://example.org", "HTTPS://example.org:8443/x", " https://مثال.org/خبر "],
)
def test_plain_web_addresses_may_be_links(url: str) -> None:
    assert safe_href(url) == url.strip()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//example.org",
        "https://",
        "https:///path",
        "https://user@example.org",
        "https://exa mple.org",
        "https://example.org/a\nb",
        "https:\\\\example.org",
        "ftp://example.org",
        "file:///etc/passwd",
    ],
)
def test_anything_else_is_only_text(url: str) -> None:
    assert safe_href(url) == ""


def test_counts_are_shown_as_they_were_read(register: Register) -> None:
    sources = Sources(Trace(register), wording("en"))
    strip = str.maketrans("", "", "\u2066\u2069")
    assert sources.reading(Count(7, 7, 7)).translate(strip) == "7"
    assert sources.reading(Count(401, None, 400, "more_than")).translate(strip) == "401+ (more than 400)"
    assert sources.reading(Count(2, 4, None, "range")).translate(strip) == "2–4"


def test_units_count_with_their_party(register: Register) -> None:
    assert principal("army") == principal("gov") == "gov"
    assert principal("no-such-actor") == "no-such-actor"
    joura = register.incidents[0]
    army = replace(joura.actors[0], code="army", name_en="Syrian army", name_ar="الجيش السوري")
    both = replace(joura, actors=(army, *joura.actors))
    alone = replace(joura, id="other", actors=(army,))
    rows = table(Register(register.extractions, (both, alone)), "actor").rows
    assert [(row.key, len(row.incidents)) for row in rows] == [("gov", 2)]
    assert rows[0].label_en == "Syrian government forces"


def test_long_titles_are_cut_at_a_word() -> None:
    assert shortened("short", 10) == "short"
    assert shortened("one two three four", 9) == "one two …"
    assert shortened("x" * 30, 10) == "x" * 10 + " …"


@given(st.text(alphabet="ابت ab,.", max_size=60), st.integers(5, 40))
def test_a_shortened_title_begins_as_the_title_does(text: str, longest: int) -> None:
    cut = shortened(text, longest)
    assert cut == text or (cut.endswith(" …") and text.startswith(cut[:-2]) and len(cut) <= longest + 2)


def _source(register: Register, ident: str, **changes: str) -> Source:
    extractions = tuple(
        replace(e, document=replace(e.document, **changes)) if e.document.id == ident else e
        for e in register.extractions
    )
    return Sources(Trace(replace(register, extractions=extractions)), wording("ar")).of(ident)


def test_an_untitled_document_goes_by_its_first_words(register: Register, sample: ModuleType) -> None:
    title = _source(register, "ar-market", title="").title
    assert title.startswith("بلا عنوان: «")
    assert sample.MARKET.text.split()[0] in title
    assert _source(register, "en-road", title="  ", text="").title == "وثيقة بلا عنوان \u2066en-road\u2069"


def test_a_victims_name_in_a_title_is_withheld(register: Register, sample: ModuleType) -> None:
    title = _source(register, "ar-undated", title=f"استشهاد {sample.VICTIM} في الحميدية").title
    assert sample.VICTIM not in title
    assert title == "استشهاد [اسم محجوب] في الحميدية"


def test_a_publisher_is_not_said_twice(register: Register) -> None:
    source = _source(register, "ar-market", title="وكالة", publisher="وكالة")
    assert (source.title, source.publisher) == ("وكالة", "")
