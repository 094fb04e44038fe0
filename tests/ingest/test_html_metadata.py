"""What a page says about itself is taken only where it says it for machines and can be read one way."""

import json
from datetime import date

import pytest

from tawthiq.ingest.html_metadata import day_of
from tests.ingest.test_html import REPORT, page


def test_the_site_name_is_taken_off_the_title() -> None:
    head = (
        "<title>قصف على سراقب - بعد الظهر | وكالة الوادي</title><meta property='og:site_name' content='وكالة الوادي'>"
    )
    read = page(REPORT, head)
    assert read.title == "قصف على سراقب - بعد الظهر"
    assert read.publisher == "وكالة الوادي"


def test_a_heading_that_opens_the_page_title_is_the_title() -> None:
    assert (
        page(f"<h1>قصف على سراقب</h1>{REPORT}", "<title>قصف على سراقب » وكالة الوادي</title>").title == "قصف على سراقب"
    )


def test_linked_data_names_day_author_and_publisher_and_what_it_only_mentions_counts_for_nothing() -> None:
    graph = {
        "@graph": [
            {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2001-01-01"}]},
            {"@type": "WebPage", "datePublished": "2015-05-06T00:00:00Z"},
            {
                "@type": ["NewsArticle"], "datePublished": "2015-05-05T22:10:00+03:00",
                "author": [{"name": "سلمى"}, {"name": "رامي"}], "publisher": {"name": "وكالة الوادي"},
                "comment": [{"@type": "Comment", "datePublished": "2015-06-01"}],
            },
        ]
    }  # fmt: skip
    read = page(REPORT, f'<script type="application/ld+json">{json.dumps(graph)}</script>')
    assert (read.published, read.author, read.publisher) == (date(2015, 5, 5), "سلمى، رامي", "وكالة الوادي")


@pytest.mark.parametrize(
    "broken", ["{", "[" * 100_000, "null", '"x"', '{"@graph": 3}', '{"@type":"Article","datePublished":{}}']
)
def test_broken_linked_data_is_passed_over(broken: str) -> None:
    read = page(REPORT, f'<script type="application/ld+json">{broken}</script><meta name=date content=2014-02-03>')
    assert read.published == date(2014, 2, 3)


def test_a_day_marked_up_in_the_report_counts_and_one_in_a_comment_does_not() -> None:
    marked = f"<article><h1>خبر</h1><time datetime='2013-08-21'>الأربعاء</time>{REPORT}</article>"
    commented = (
        f"<article><h1>خبر</h1>{REPORT}</article><div class=comments><time datetime='2019-01-01'>أمس</time></div>"
    )
    assert page(marked).published == date(2013, 8, 21)
    assert page(commented).published is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2017-10-30T13:40:00+02:00", date(2017, 10, 30)),
        ("2017-10-30 00:30", date(2017, 10, 30)),
        ("20171030", date(2017, 10, 30)),
        ("2017/3/4", date(2017, 3, 4)),
        ("٢٠١٧-١٠-٣٠", date(2017, 10, 30)),
        ("30/10/2017", date(2017, 10, 30)),
        ("Mon, 30 Oct 2017 13:40:00 GMT", date(2017, 10, 30)),
        ("3/4/2017", None),
        ("2017-13-01", None),
        ("2017-02-30", None),
        ("0001-01-01", None),
        ("1509363600", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_machine_readable_day_is_read_only_where_it_can_be_read_one_way(written: str, day: date | None) -> None:
    assert day_of(written) == day


def test_only_a_full_web_address_is_an_address() -> None:
    for href, url in (
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("javascript:alert(1)", ""),
        ("/a", ""),
    ):
        assert page(REPORT, f"<link rel=canonical href='{href}'>").url == url
