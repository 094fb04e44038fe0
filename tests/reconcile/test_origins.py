"""R1–R3: who really says it. Copies, wires, named speakers, unnamed pools."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tawthiq.domain.account import Extraction
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.toll import Count, Toll
from tawthiq.reconcile.origins import find_origins
from tawthiq.reconcile.publishers import host_of, publisher_of
from tawthiq.reconcile.syndication import credited
from tests.builders import JOURA, account, document, said_by, toll, when

REPORT_AR = (
    "أغارت طائرات حربية بعد منتصف الليل على سوق في بلدة على ضفة الفرات فدمرت عدداً من المحال. وقال سكان إن فرق الإنقاذ ظلت تعمل "
    "حتى الظهر في رفع الأنقاض، وإن المشفى الوحيد في البلدة لم يعد يتسع للجرحى الذين وصلوا من القرى القريبة خلال ساعات الصباح."
)
REPORT_EN = (
    "Warplanes struck a market in a town on the bank of the river shortly after midnight and levelled several shops. Residents said "
    "rescue teams worked until noon to clear the rubble while the only hospital in town could no longer take in the wounded."
)


def strike(*tolls: Toll) -> object:
    return account(date=when("2017-10-29"), place=JOURA, tolls=tolls)


def origin_of(made: list[Extraction], ident: str, index: int = 0) -> str:
    return find_origins(made).of_toll[(ident, 0, index)]


def test_r1_a_named_speaker_is_the_origin_wherever_it_is_printed() -> None:
    """«بحسب المرصد السوري» on one page and "SOHR said" on another are one origin; the publishers are none."""
    ar = document(
        "ar",
        account(tolls=(toll(7, said=said_by("sohr", "hr_org", "المرصد السوري لحقوق الإنسان")),)),
        publisher="عنب بلدي",
    )
    en = document("en", account(tolls=(toll(7, said=said_by("", "hr_org", "SOHR")),)), publisher="Some Daily")
    assert origin_of([ar, en], "ar") == origin_of([ar, en], "en") == "source:sohr"


def test_r1_a_publisher_is_an_origin_for_its_own_assertion() -> None:
    made = [document("d", account(tolls=(toll(7),)), publisher="شبكة الضفاف (مثال)")]
    assert origin_of(made, "d").startswith("source:")
    (origin,) = find_origins(made).origins
    assert origin.rule == "R1"
    assert origin.lead == "d"


def test_r1_a_publisher_is_known_by_its_address() -> None:
    voice = publisher_of(document("d", url="https://www.reuters.com/world/x?y=1").document)
    assert voice is not None
    assert voice.key == "reuters"
    assert host_of("https://user@news.example.org:8080/a") == "news.example.org"
    assert publisher_of(document("d").document) is None


def test_r2_copies_in_arabic_are_one_origin_and_the_earliest_leads() -> None:
    first = document(
        "z-first", account(tolls=(toll(9),)), text=REPORT_AR, published="2017-10-29", publisher="شبكة أولى"
    )
    copy = document(
        "a-copy", account(tolls=(toll(9),)), text="خبر: " + REPORT_AR, published="2017-10-30", publisher="صحيفة ثانية"
    )
    origins = find_origins([copy, first])
    assert origins.of_toll[("a-copy", 0, 0)] == origins.of_toll[("z-first", 0, 0)]
    assert origins.copies["a-copy"] == "z-first"
    origin = origins.get(origins.of_toll[("a-copy", 0, 0)])
    assert origin.lead == "z-first"
    assert origin.documents == ("z-first", "a-copy")
    assert origin.rule == "R2"


def test_r2_a_different_english_report_is_another_origin() -> None:
    first = document("d1", account(tolls=(toll(9),)), text=REPORT_EN, published="2017-10-29", publisher="One Daily")
    other = document("d2", account(tolls=(toll(9),)), text=REPORT_AR, published="2017-10-30", publisher="Two Daily")
    assert origin_of([first, other], "d1") != origin_of([first, other], "d2")


def test_r2_a_long_sentence_with_its_count_repeated_word_for_word_is_one_claim() -> None:
    sentence = "Medics at the field clinic said that at least 33 people were killed when two rockets hit the bread queue at dawn."
    at = sentence.index("33")

    def page(ident: str, before: str, day: str, publisher: str) -> Extraction:
        text = f"{before} {sentence} {ident * 40}."
        start = len(before) + 1 + at
        counted = Toll("killed", None, Count(33, 33, 33), Quote("33", Span(start, start + 2)), "toll.test")
        return document(ident, account(tolls=(counted,)), text=text, published=day, publisher=publisher, lang="en")

    made = [
        page("d1", "Fighting went on in the north.", "2015-01-01", "One"),
        page("d2", "A ceasefire failed again today.", "2015-01-02", "Two"),
    ]
    assert origin_of(made, "d1") == origin_of(made, "d2")


def test_r2_a_credited_wire_is_the_voice() -> None:
    """«نقلاً عن رويترز» in a credit line; "(Reuters)" in a dateline."""
    ar = document("ar", account(tolls=(toll(9),)), text=REPORT_AR + "\nالمصدر: رويترز", publisher="صحيفة")
    en = document("en", account(tolls=(toll(9),)), text="BEIRUT (Reuters) - " + REPORT_EN, publisher="Daily", lang="en")
    assert origin_of([ar, en], "ar") == origin_of([ar, en], "en") == "source:reuters"
    quoted = document(
        "q", text=REPORT_EN + " A spokesman told Reuters by telephone that no one had claimed the raid so far."
    )
    assert credited(quoted.document) is None


def test_r2_a_telling_reprinted_within_another_page_has_the_first_page_s_voice() -> None:
    """Other pages around it, no count in it: the account itself is the copy."""
    body = " ".join(f"كلمة{n}" for n in range(40))

    def page(ident: str, publisher: str, around: str, day: str) -> Extraction:
        text = f"{around}\n{body}\n{around}"
        start = len(around) + 1
        told = account(date=when("2017-10-29"), place=JOURA, spans=(Span(start, start + len(body)),))
        return document(ident, told, text=text, publisher=publisher, published=day)

    first = page(
        "d1",
        "شبكة",
        "مقدمة أولى طويلة عن الطقس والأسواق والمدارس في المدينة وما حولها من قرى وبلدات " * 3,
        "2017-10-29",
    )
    copy = page(
        "d2",
        "صحيفة",
        "حديث آخر تماماً عن أسعار الخبز والوقود ومواعيد الامتحانات في المحافظات البعيدة " * 3,
        "2017-10-30",
    )
    origins = find_origins([copy, first])
    assert origins.copies["d2"] == "d2"
    assert origins.of_account[("d2", 0)] == origins.of_account[("d1", 0)]


def test_r2_agencies_without_a_name_are_not_the_publisher() -> None:
    voice = credited(document("d", text="دمشق - وكالات\n" + REPORT_AR).document)
    assert voice is not None
    assert voice.key == "agencies"
    assert credited(document("d", text="UN agencies said the road was closed.\n" + REPORT_EN).document) is None


def test_r3_unnamed_voices_of_one_document_are_one_origin() -> None:
    """«ناشطون» and «شهود» of one page; "activists" and "residents" of one page."""
    pool = (toll(7, said=said_by("", "local_activist", "ناشطون")), toll(9, said=said_by("", "eyewitness", "شهود")))
    made = [document("d", account(tolls=pool)), document("e", account(tolls=pool))]
    assert origin_of(made, "d", 0) == origin_of(made, "d", 1)
    assert origin_of(made, "d") != origin_of(made, "e")


def test_r3_an_unnamed_hospital_is_not_the_activists() -> None:
    pool = (toll(7, said=said_by("", "local_activist")), toll(9, said=said_by("", "medical", "a hospital worker")))
    made = [document("d", account(tolls=pool))]
    assert origin_of(made, "d", 0) != origin_of(made, "d", 1)


@given(st.permutations(range(4)))
def test_order_changes_nothing(order: list[int]) -> None:
    made = [
        document("a", account(tolls=(toll(9),)), text=REPORT_AR, published="2017-10-29", publisher="أولى"),
        document("b", account(tolls=(toll(9),)), text=REPORT_AR, published="2017-10-30", publisher="ثانية"),
        document("c", account(tolls=(toll(9),)), text=REPORT_EN + " (Reuters)", publisher="Daily"),
        document("d", account(tolls=(toll(9, said=said_by("sohr", "hr_org")),)), publisher="Weekly"),
    ]
    assert find_origins([made[i] for i in order]) == find_origins(made)


def test_every_publisher_is_a_known_office_or_says_who_it_is() -> None:
    from tawthiq.knowledge.load import toml
    from tawthiq.reconcile.publishers import offices, voice_named

    types = set(toml("vocabularies/source_types.toml"))
    known = offices()
    assert len({o.voice.key for o in known}) == len(known)
    assert {o.voice.source_type for o in known} <= types
    assert {p["key"] for p in toml("sources/publishers.toml")["publisher"]} <= {o.voice.key for o in known}
    assert all(voice_named(o.voice.key) == o.voice for o in known)
