"""How documents are presented: addresses that may be links, readings of counts, units and their parties."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tawthiq.domain.register import Register
from tawthiq.domain.toll import Count
from tawthiq.publish.parties import principal
from tawthiq.publish.sources import Sources, safe_href
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
    assert sources.reading(Count(401, None, 400, "more_than")).translate(strip) == "401+ (more than N)"
    assert sources.reading(Count(2, 4, None, "range")).translate(strip) == "2–4 (N to M)"


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
