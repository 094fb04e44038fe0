"""Pages made to hurt: nothing runs, nothing hidden is read, and what would not end is refused with a code."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.ingest.html import read_html
from tawthiq.ingest.page import Refused
from tests.fixtures.hostile.make import EXPECTED, NEVER_SHOWN, SENTENCE, script_html, write_nested_html
from tests.ingest.test_html import FIRST, REPORT, page, told


def test_nothing_hidden_or_executable_reaches_the_page() -> None:
    read = read_html(script_html().encode(), "x.html")
    everything = repr(read)
    assert NEVER_SHOWN not in everything
    assert "127.0.0.1" not in everything
    assert not any(number in read.text for number in ("666", "777", "888"))
    assert SENTENCE in told(read)
    assert read.published == date(2014, 3, 4)


@pytest.mark.parametrize(
    "hidden",
    ["<p hidden>X9</p>", "<p style='display : none'>X9</p>", "<div style='VISIBILITY:hidden'><b>X9</b></div>", "<noscript>X9</noscript>",
     "<textarea hidden>X9</textarea>", "<select><option>X9</option></select>", "<svg><text>X9</text></svg>", "<!-- X9 -->",
     "<math><mi>X9</mi></math>", "<template>X9</template>", "<video>X9</video>"],
)  # fmt: skip
def test_what_a_reader_of_the_page_does_not_see_is_not_read(hidden: str) -> None:
    assert "X9" not in page(REPORT + hidden).text


def test_a_page_nested_a_hundred_thousand_deep_ends_quickly(tmp_path) -> None:
    raw = write_nested_html(tmp_path / "nested.html").read_bytes()
    start = time.process_time()
    code = ""
    try:
        assert SENTENCE in read_html(raw, "nested.html").text
    except Refused as refused:
        code = refused.code
    assert EXPECTED["nested_html"] == "either"
    assert code in ("", "too_deep")
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("bomb", "code"),
    [
        ("".join(f"<b id={n}><p>x" for n in range(20_000)), "too_deep"),
        ("<div>" * 1000 + "<marquee>" + "</div>" * 1000 + "<div><marquee></div>" * 2000, "too_deep"),
        ("<span><div></span>" * 5000, "too_deep"),
        ("<b><div></b>" * 5000, "too_deep"),
        ("<script></div></script><div>" * 5000, "too_deep"),
        ("<!--><div>-->" * 5000, "too_deep"),
        ("<div x='</div>'>" * 5000, "too_deep"),
        ("<p " + " ".join(f"a{n}=1" for n in range(60_000)) + ">x", "too_deep"),
        ("<i>a</i>" * 600_000, "too_large"),
        ("<" * 5_000_000, "too_large"),
        ("x" * (26 << 20), "too_large"),
        ("", "empty"),
        (" \n", "empty"),
        ("\x00" * 5000, "binary"),
        ("<html hidden><head></head></html>", "no_text"),
        ("<script>x</script>", "no_text"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else None,
)
def test_a_page_made_to_hurt_is_refused_with_a_code(bomb: str, code: str) -> None:
    start = time.process_time()
    with pytest.raises(Refused) as refused:
        read_html(bomb.encode(), "x.html")
    assert refused.value.code == code
    assert "\n" not in refused.value.reason
    assert time.process_time() - start < 10


def test_depth_within_the_limit_is_read() -> None:
    assert FIRST in page("<div>" * 1200 + REPORT + "</div>" * 1200).text


def test_a_page_that_never_closes_its_tags_is_read() -> None:
    body = "".join(f"<p><font color=red>{FIRST} {n}<li><span>" for n in range(200))
    assert f"{FIRST} 199" in page(body).text


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["<p>", "</p>", "<div class=comments>", "</div>", "<h3>التعليقات</h3>", "<table><tr><td>", "</table>", "<td>",
                                 "<br>", "<a href=#>", "</a>", "<article>", "</article>", "<nav>", "</nav>", "<!--", "-->", "&#x200f;", "\x00",
                                 " ", "نص", FIRST, "<h1>", "</h1>", "<pre>\n", "</pre>", "<script>", "</script>"]), max_size=30))  # fmt: skip
def test_whatever_the_markup_spans_stand_inside_the_text_and_do_not_overlap(parts: list[str]) -> None:
    try:
        read = read_html("".join(parts).encode(), "x")
    except Refused:
        return
    ends = 0
    for aside in read.asides:
        assert ends <= aside.span.start < aside.span.end <= len(read.text)
        ends = aside.span.end
    assert read.text == read_html("".join(parts).encode(), "x").text


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        outcome = read_html(raw, "x").text
    except Refused as refused:
        outcome = refused.code
    assert outcome
