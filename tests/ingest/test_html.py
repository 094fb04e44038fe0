"""Pages as sites really build them: the report's words come first and whole, everything else is set aside, nothing runs."""

import time
from datetime import date

import pytest

from tawthiq.domain.document import ASIDES
from tawthiq.ingest.html import read_html
from tawthiq.ingest.page import Page
from tests.conftest import ROOT
from tests.fixtures.hostile.make import SENTENCE

EXAMPLES = sorted((ROOT / "examples").glob("*.html"))

FIRST = "قُتل خمسة مدنيين صباح السبت في قصف بقذائف الهاون طال سوق الخضار في بلدة سراقب شرقي إدلب."
SECOND = "وقال متطوع في الإسعاف إن فرق الإنقاذ نقلت أحد عشر جريحاً إلى مشفيين ميدانيين في القرى المجاورة."
THIRD = "ولم تعلن أي جهة مسؤوليتها عن القصف حتى ساعة إعداد هذا الخبر، وسط نزوح عشرات العائلات من وسط البلدة."
REPORT = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
STRAY = "مقتل 99 شخصاً"


def page(body: str, head: str = "") -> Page:
    return read_html(
        f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode(), "x.html"
    )


def told(read: Page) -> str:
    """The text that is left to be read for claims."""
    kept = list(read.text)
    for aside in read.asides:
        kept[aside.span.start : aside.span.end] = [" "] * len(aside.span)
    return "".join(kept)


def kinds_of(read: Page, words: str) -> set[str]:
    """The kinds of the asides in which the words stand."""
    return {a.kind for a in read.asides if words in read.text[a.span.start : a.span.end]}


# ---------------------------------------------------------------- the examples


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.name)
def test_every_example_has_a_title_first_and_spans_that_hold(path) -> None:
    read = read_html(path.read_bytes(), path.name)
    assert read.title
    assert read.text.startswith(f"{read.title}\n\n")
    ends = 0
    for aside in read.asides:
        assert aside.kind in ASIDES
        assert ends <= aside.span.start < aside.span.end <= len(read.text)
        assert read.text[aside.span.start : aside.span.end].strip()
        ends = aside.span.end


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("joura-qusour-anniversary.ar.html", "comment", "900 شهيد"),
        ("joura-qusour-anniversary.ar.html", "comment", "أربعة من أولاد عمي"),
        ("joura-qusour-anniversary.ar.html", "most_read", "17 عاملاً"),
        ("joura-qusour-anniversary.ar.html", "related", "12 مدرسة"),
        ("joura-qusour-anniversary.ar.html", "menu", "اتصل بنا"),
        ("joura-qusour-anniversary.ar.html", "share", "واتساب"),
        ("joura-qusour-anniversary.ar.html", "caption", "شارع الوادي"),
        ("joura-qusour-anniversary.ar.html", "furniture", "إصابة 6 أشخاص"),
        ("joura-qusour-anniversary.ar.html", "furniture", "المشاهدات: 1840"),
        ("hamidiyah-susah-news.ar.html", "related", "12 عنصراً"),
        ("hamidiyah-susah-news.ar.html", "caption", "دخان يتصاعد"),
        ("hamidiyah-susah-syndicated.ar.html", "most_read", "ربطة الخبز"),
        ("zahreddine-killed.ar.html", "comment", "آلاف الناس"),
        ("khan-shaykhun.ar.html", "comment", "400 شهيد"),
        ("khan-shaykhun.ar.html", "furniture", "1255"),
        ("mayadin-prison-strike.en.html", "most_read", "kills 9"),
        ("mayadin-prison-strike.en.html", "advert", "12,000 readers"),
        ("quds-hospital.en.html", "related", "kills 13"),
        ("quds-hospital.en.html", "share", "248 shares"),
        ("baghiliyah-2016.ar.html", "share", "تويتر"),
        ("baghiliyah-2016.ar.html", "advert", "تطبيقنا"),
    ],
)
def test_what_is_no_report_is_set_aside_by_its_kind(name: str, kind: str, words: str) -> None:
    read = read_html((ROOT / "examples" / name).read_bytes(), name)
    assert kinds_of(read, words) == {kind}
    assert words not in told(read)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("joura-qusour-anniversary.ar.html", date(2021, 9, 25)),
        ("hamidiyah-susah-news.ar.html", date(2017, 10, 30)),
        ("zahreddine-killed.ar.html", date(2017, 10, 18)),
        ("mayadin-prison-strike.en.html", date(2017, 6, 27)),
        ("quds-hospital.en.html", date(2016, 4, 29)),
        ("khan-shaykhun.ar.html", date(2017, 4, 5)),
        ("statistics-half-year.ar.html", date(2017, 7, 3)),
        ("no-violence.ar.html", date(2021, 11, 6)),
        ("hamidiyah-susah-syndicated.ar.html", None),
        ("baghiliyah-2016.ar.html", None),
        ("kafranbel-joint.ar.html", None),
    ],
)
def test_the_day_of_publication_is_what_the_page_states_for_machines(name: str, day: date | None) -> None:
    assert read_html((ROOT / "examples" / name).read_bytes(), name).published == day


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("baghiliyah-2016.ar.html", "الأحد، ١٧ يناير / كانون الثاني ٢٠١٦"),
        ("kafranbel-joint.ar.html", "4 ديسمبر 2016، 21:10"),
        ("hamidiyah-susah-syndicated.ar.html", "نُشر بتاريخ 30/10/2017 الساعة 18:05"),
    ],
)
def test_a_date_written_for_people_stands_under_the_title(name: str, line: str) -> None:
    read = read_html((ROOT / "examples" / name).read_bytes(), name)
    assert told(read).split("\n\n")[1] == line


def test_table_cells_are_apart_by_tabs_and_items_on_lines() -> None:
    read = read_html((ROOT / "examples/statistics-half-year.ar.html").read_bytes(), "x")
    assert "\nإدلب\t67\nالرقة\t52\n" in read.text
    assert "\nالمجموع\t271\n" in read.text
    assert "“214” شخصاً.\n– شهر فبراير" in read.text


def test_invisible_characters_stay_where_the_page_has_them() -> None:
    read = read_html((ROOT / "examples/joura-qusour-anniversary.ar.html").read_bytes(), "x")
    assert "‏25/9/2012‏" in read.text
    assert "الحرس\u200b" in read.text


def test_examples_are_read_fast_enough() -> None:
    raws = [path.read_bytes() for path in EXAMPLES]
    for raw in raws:
        read_html(raw, "x")
    start = time.process_time()
    for raw in raws * 5:
        read_html(raw, "x")
    assert len(raws) * 5 / (time.process_time() - start) > 150  # about 700 on an idle machine


# ---------------------------------------------------------------- layouts


@pytest.mark.parametrize(
    "body",
    [
        f"<article><h1>قصف على سوق سراقب</h1>{REPORT}</article>",
        f"<div id=page><h1>قصف على سوق سراقب</h1><div class='entry-content'>{REPORT}</div></div>",
        f"<div class=wrap><div class=c1><h1>قصف على سوق سراقب</h1><div>{FIRST}<br><br>{SECOND}<br><br>{THIRD}</div></div></div>",
        f"<div><h1>قصف على سوق سراقب</h1><div><div>{FIRST}</div><div>{SECOND}</div><div>{THIRD}</div></div></div>",
        f"<form><table><tr><td><h1>قصف على سوق سراقب</h1>{REPORT}</td></tr></table></form>",
        f"<main><div><h1>قصف على سوق سراقب</h1></div><div class='sidebar-layout share-page'>{REPORT}</div></main>",
        f"<div class='menu-wrapper'><h1>قصف على سوق سراقب</h1>{REPORT}</div>",
        f"<h1>قصف على سوق سراقب</h1>{REPORT}",
    ],
)
def test_the_report_is_found_in_every_layout(body: str) -> None:
    beside = (
        f"<div id=side><div><h4>الأكثر قراءة</h4><ul><li><a href=#>{STRAY} في حادث سير</a></li>"
        "<li><a href=#>أسعار الذهب</a></li></ul></div></div>"
    )
    read = page(
        f"<div><a href=#>الرئيسية</a><a href=#>أخبار</a></div>{body}{beside}", "<title>قصف على سوق سراقب</title>"
    )
    report = told(read)
    assert read.title == "قصف على سوق سراقب"
    assert report.count("قصف على سوق سراقب") == 1
    assert all(sentence in report for sentence in (FIRST, SECOND, THIRD))
    assert STRAY not in report
    assert kinds_of(read, STRAY) == {"most_read"}


def test_paragraphs_are_apart_by_a_blank_line() -> None:
    read = page(f"<article><h1>خبر</h1>{REPORT}</article>")
    assert read.text == f"خبر\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}"


@pytest.mark.parametrize(
    ("inside", "kind"),
    [
        (f"<div class='commentsSection'><p>أبو أحمد: {STRAY} لا خمسة</p></div>", "comment"),
        (
            f"<h3>التعليقات (14)</h3><div>أبو أحمد</div><div>{STRAY} لا خمسة يا جماعة والله أعلم بالعدد الصحيح لهم</div>",
            "comment",
        ),
        (f"<h3>اقرأ أيضاً</h3><ul><li><a href=#>{STRAY} في حلب</a></li></ul>", "related"),
        (f"<p><strong>إقرأ أيضاً:</strong> <a href=#>{STRAY} في حلب</a></p>", "related"),
        (f"<p><a href=#>اقرأ أيضا: {STRAY} في حلب</a></p>", "related"),
        (f"<div class='see_also'><a href=#>{STRAY} في حلب</a></div>", "related"),
        (f"<div class='addtoany_share a2a_kit'>شارك {STRAY}</div>", "share"),
        (f"<div class='wp-caption'><img><p class='wp-caption-text'>{STRAY} هنا</p></div>", "caption"),
        (f"<figure><figcaption>{STRAY} هنا</figcaption></figure>", "caption"),
        (f"<div class='ad-slot'>{STRAY} يربحون معنا</div>", "advert"),
        (f"<div role=navigation>{STRAY}</div>", "menu"),
        (f"<div class='post-tags'>وسوم: {STRAY}</div>", "furniture"),
        (f"<aside class=mostRead>{STRAY}</aside>", "most_read"),
    ],
)
def test_what_stands_inside_the_report_is_set_aside_too(inside: str, kind: str) -> None:
    comment_last = kind == "comment"
    body = f"{REPORT}{inside}" if comment_last else f"<p>{FIRST}</p>{inside}<p>{SECOND}</p><p>{THIRD}</p>"
    read = page(f"<article><h1>قصف على سوق سراقب</h1>{body}</article>")
    assert kinds_of(read, STRAY) == {kind}
    assert all(sentence in told(read) for sentence in (FIRST, SECOND, THIRD))
    assert STRAY not in told(read)


@pytest.mark.parametrize(
    "section",
    [
        "<section id='related-incidents'>",
        "<section class='popular-posts-of-the-army'>",
        "<div id='share-of-each-party'>",
        "<div class='has-comments no-sidebar with-ads'>",
        "<div class='breaking-news-item'>",
    ],
)
def test_a_name_that_only_sounds_like_furniture_takes_nothing_from_the_report(section: str) -> None:
    closing = section.split()[0].replace("<", "</") + ">"
    read = page(
        f"<article><h1>تقرير</h1><p>{FIRST}</p>{section}<h2>حوادث</h2><p>{SECOND}</p><p>{THIRD}</p>{closing}</article>"
    )
    assert all(sentence in told(read) for sentence in (FIRST, SECOND, THIRD))


def test_a_list_of_latest_news_over_everything_does_not_hide_the_report() -> None:
    read = page(f"<div id=all><b>آخر الأخبار</b><div><a href=#>{STRAY}</a></div><div>{REPORT}</div></div>")
    assert all(sentence in told(read) for sentence in (FIRST, SECOND, THIRD))
    assert STRAY not in told(read)


def test_a_link_to_the_comments_at_the_top_does_not_hide_the_report() -> None:
    read = page(f"<article><h1>خبر</h1><a href='#c'>التعليقات</a>{REPORT}</article>")
    assert all(sentence in told(read) for sentence in (FIRST, SECOND, THIRD))


def test_a_section_of_the_report_that_is_called_comments_does_not_take_the_rest() -> None:
    for heading in ("2.1 Comments", "Comments"):
        sections = f"<h1>تقرير</h1><h2>1.1 ما جرى</h2><p>{FIRST}</p><p>{SECOND}</p><h2>{heading}</h2><p>رأي</p><h2>3 خاتمة</h2><p>{THIRD}</p>"
        assert all(sentence in told(page(sections)) for sentence in (FIRST, SECOND, THIRD))


def test_comments_longer_than_the_report_are_comments_still() -> None:
    many = "".join(
        f"<p>{n} {STRAY} يقول قارئ كتب تعليقاً طويلاً جداً لا علاقة له بما جرى في السوق ذلك اليوم</p>" for n in range(40)
    )
    for holder in ("<section class=comments>", "<section><h3>تعليقات القراء</h3>"):
        read = page(f"<article><h1>خبر</h1>{REPORT}</article>{holder}{many}</section>")
        assert kinds_of(read, STRAY) == {"comment"}
        assert STRAY not in told(read)
        assert all(sentence in told(read) for sentence in (FIRST, SECOND, THIRD))


def test_teasers_that_are_articles_too_are_not_taken_for_the_report() -> None:
    cards = "".join(f"<article><h3><a href=#>{STRAY} {n}</a></h3></article>" for n in range(6))
    read = page(f"<div><article><h1>خبر</h1>{REPORT}</article></div><div>{cards}</div>")
    assert STRAY not in told(read)
    assert FIRST in told(read)


def test_two_pages_differ_only_in_what_stands_around_them_and_their_reports_have_the_same_spans() -> None:
    plain = page(f"<article><h1>خبر</h1>{REPORT}</article>")
    dressed = page(f"<nav>قائمة طويلة</nav><article><h1>خبر</h1>{REPORT}</article><footer>حقوق</footer>")
    assert dressed.text[: len(plain.text)] == plain.text


def test_words_split_by_inline_markup_stay_whole_and_links_in_a_row_stay_apart() -> None:
    read = page(
        f"<article><h1>خبر</h1><p>قُتل <b>خم</b>سة في ح<span>لب</span>.</p>{REPORT}</article><nav><a>أخبار</a><a>رياضة</a></nav>"
    )
    assert "قُتل خمسة في حلب." in read.text
    assert "أخبار رياضة" in read.text


def test_an_empty_cell_keeps_its_place_in_the_row() -> None:
    table = "<table><tr><th>الشهر</th><th>قتلى</th><th>جرحى</th></tr><tr><td>أيار</td><td></td><td>7</td></tr></table>"
    assert "الشهر\tقتلى\tجرحى\nأيار\t\t7" in page(f"<article><h1>جدول</h1>{REPORT}{table}</article>").text


def test_preformatted_lines_stay_lines() -> None:
    assert "سطر أول\nسطر ثان" in page(f"<article>{REPORT}<pre>سطر أول\nسطر ثان</pre></article>").text


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("windows-1256", "cp1256"),
        ("", "cp1256"),
        ("utf-8", "utf-8"),
        ("", "utf-8"),
        ("windows-1256", "utf-8"),
        ("utf-8", "cp1256"),
    ],
)
def test_arabic_is_read_in_whatever_encoding_it_comes(declared: str, encoding: str) -> None:
    plain = "قصف على سوق البلدة يوقع خمسة من القتلى بين الباعة والمتسوقين صباح يوم السبت الماضي"
    charset = f"<meta charset={declared}>" if declared else ""
    read = read_html(f"<html><head>{charset}</head><body><p>{plain}</p></body></html>".encode(encoding), "x")
    assert plain in read.text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides(encoding: str) -> None:
    assert FIRST in read_html(f"<meta charset=windows-1256><p>{FIRST}</p>".encode(encoding), "x").text


def test_a_few_broken_bytes_leave_the_rest_whole() -> None:
    assert SENTENCE in read_html(f"<p>{SENTENCE}</p>".encode() + b"<p>\xff\xfe \xc0</p>", "x").text


# ---------------------------------------------------------------- quotations, and cells that open


def test_a_quotation_is_read_and_known_as_one() -> None:
    read = page(
        f"<article><h1>عنوان</h1><p>{FIRST}</p><blockquote><p>{SECOND}</p><p>{THIRD}</p></blockquote><p>قالت: <q>نزح الجميع</q>.</p></article>"
    )
    assert [read.text[q.start : q.end] for q in read.quoted] == [f"{SECOND}\n\n{THIRD}", "نزح الجميع"]
    assert SECOND in told(read)


def test_a_page_without_quotations_has_none() -> None:
    assert page(REPORT).quoted == ()


def test_what_a_cell_opens_stands_behind_its_table() -> None:
    rows = "".join(
        f"<tr><th>{place}</th><td><details><summary>{n}</summary><ul><li>first of {place}, {SECOND * 3}</li><li>second of {place}</li></ul></details></td><td>{n + 1}</td></tr>"
        for place, n in (("Aleppo", 4), ("Idlib", 7), ("Homs", 2))
    )
    text = page(f"<article><p>{FIRST}</p><table>{rows}</table><p>{THIRD}</p></article>").text
    assert "Aleppo\t4\t5\nIdlib\t7\t8\nHoms\t2\t3" in text
    assert text.index("Homs\t2\t3") < text.index("first of Aleppo") < text.index("second of Homs") < text.index(THIRD)
