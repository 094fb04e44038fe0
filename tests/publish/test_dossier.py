"""The dossier of an incident: sentences agree and lead to their words, histories follow publication, nothing withheld leaks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from itertools import pairwise
from types import ModuleType

import pytest
from selectolax.lexbor import LexborHTMLParser

from tawthiq.domain.account import Account, Extraction
from tawthiq.domain.actors import PersonMention
from tawthiq.domain.document import Document
from tawthiq.domain.incident import Incident, TollRange
from tawthiq.domain.register import Register
from tawthiq.domain.source import Attribution
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.toll import Count, Toll
from tawthiq.knowledge.load import toml
from tawthiq.publish.dossier import Dossier, make_dossier, render_dossier
from tawthiq.publish.dossier.cited import Run, cited, fill, joined, plain
from tawthiq.publish.dossier.make import LINKS, NothingToShow
from tawthiq.publish.dossier.people import happened, people
from tawthiq.publish.dossier.persons import may_name
from tawthiq.publish.speakers import names_nobody
from tawthiq.publish.wording import codes, wording

AR, EN = wording("ar", "dossier"), wording("en", "dossier")
LANGUAGES = ("ar", "en")
MARKS = str.maketrans("", "", "\u2066\u2067\u2068\u2069")


def exact(n: int) -> Count:
    return Count(n, n, n)


def found(register: Register, ident: str) -> Incident:
    return next(i for i in register.incidents if i.id == ident)


def said(dossier: Dossier) -> str:
    """The narrative without footnotes and marks of direction."""
    return "\n".join(" ".join(plain(s) for s in p) for p in dossier.paragraphs).translate(MARKS)


@pytest.mark.parametrize(
    ("count", "group", "ar", "en"),
    [
        (exact(1), "woman", "امرأة واحدة", "1 woman"),
        (exact(2), "child", "طفلان", "2 children"),
        (exact(3), "woman", "3 نساء", "3 women"),
        (exact(10), None, "10 أشخاص", "10 people"),
        (exact(11), "child", "11 طفلاً", "11 children"),
        (exact(100), None, "100 شخص", "100 people"),
        (exact(103), "civilian", "103 مدنيين", "103 civilians"),
        (exact(1711), None, "1,711 شخصاً", "1,711 people"),
        (Count(2, None, 2, "at_least"), "child", "ما لا يقل عن طفلين", "at least 2 children"),
        (Count(401, None, 400, "more_than"), None, "أكثر من 400 شخص", "more than 400 people"),
        (Count(0, 5, 5, "at_most"), "civilian", "ما يصل إلى 5 مدنيين", "up to 5 civilians"),
        (Count(50, 50, 50, "about"), None, "نحو 50 شخصاً", "about 50 people"),
        (Count(2, 4, None, "range"), "farmer", "ما بين 2 و4 مزارعين", "between 2 and 4 farmers"),
        (Count(10, 24, None, "vague", "tens"), "civilian", "عشرات المدنيين", "tens of civilians"),
        (Count(2, None, None, "unquantified"), "woman", "نساء لم يُحدد عددهن", "an unstated number of women"),
    ],
)  # fmt: skip
def test_a_count_of_people_agrees_with_its_noun(count: Count, group: str | None, ar: str, en: str) -> None:
    assert people(count, group, AR).translate(MARKS) == ar
    assert people(count, group, EN).translate(MARKS) == en


@pytest.mark.parametrize(
    ("harm", "count", "group", "ar", "en"),
    [
        ("killed", exact(2), "woman", "قُتلت امرأتان", "2 women were killed"),
        ("killed", exact(1), "child", "قُتل طفل واحد", "1 child was killed"),
        ("killed", Count(3, None, 3, "at_least"), "woman", "قُتل ما لا يقل عن 3 نساء", "at least 3 women were killed"),
        ("injured", exact(12), None, "جُرح 12 شخصاً", "12 people were injured"),
        ("bodies_found", exact(2), None, "عُثر على جثتين", "2 bodies were found"),
        ("bodies_found", Count(84, None, 84, "at_least"), None, "عُثر على ما لا يقل عن 84 جثة", "at least 84 bodies were found"),
        ("bodies_found", exact(2), "child", "عُثر على جثث طفلين", "the bodies of 2 children were found"),
        ("bodies_found", exact(1), "man", "عُثر على جثة رجل واحد", "the body of 1 man was found"),
    ],
)  # fmt: skip
def test_the_verb_agrees_too(harm: str, count: Count, group: str | None, ar: str, en: str) -> None:
    assert happened(harm, count, group, AR).translate(MARKS) == ar
    assert happened(harm, count, group, EN).translate(MARKS) == en


def test_every_harm_and_group_has_words_in_both_languages() -> None:
    for w in (AR, EN):
        for harm in codes("harms"):
            assert w.entry("happened", harm), harm
            assert w.phrase("harmed", harm), harm
            for group in (None, *codes("groups")):
                assert group is None or w.entry("people", group), group
                for n in (1, 2, 3, 11, 100):
                    assert "{" not in happened(harm, exact(n), group, w)
    wordings = {e["wording"] for lang in LANGUAGES for e in toml(f"{lang}/numbers.toml")["entry"] if "wording" in e}
    beyond = {"billions", "trillions", "large"}
    assert {
        name for name in wordings - beyond if AR.phrase("vague", name) is None or EN.phrase("vague", name) is None
    } == set()


def test_both_languages_say_the_same_things() -> None:
    ar, en = (toml(f"vocabularies/dossier_{lang}.toml") for lang in LANGUAGES)
    assert set(ar) == set(en)
    for section in ("said", "vague", "narrative", "dossier", "harmed", "people", "happened", "counts"):
        assert set(ar[section]) == set(en[section]), section
    for section in ("said", "vague", "narrative", "dossier"):
        for key in ar[section]:
            holes = [sorted(set(re.findall(r"\{\w+\}", text[section][key]))) for text in (ar, en)]
            assert holes[0] == holes[1], key
    for text in (ar, en):
        assert set(text["what"]) <= set(codes("kinds"))
        assert not any(
            unicodedata.name(c, "").startswith("ARABIC LETTER") and "FORM" in unicodedata.name(c) for c in str(text)
        )


def test_footnotes_stand_where_their_words_stand() -> None:
    sentence = fill("{a} and {b}.", a=cited("seven", (2, 1, 2)), b="eight")
    assert sentence == (Run("seven", (1, 2)), Run(" and eight."))
    assert plain(joined((sentence, cited("x", (3,))), "; ")) == "seven and eight.; x"
    with pytest.raises(KeyError):
        fill("{a}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_with_a_figure_or_a_party_has_a_footnote_and_each_footnote_holds_its_words(
    register: Register, lang: str
) -> None:
    for incident in register.incidents:
        dossier = make_dossier(register, incident, lang)
        used = {n for p in dossier.paragraphs for s in p for run in s for n in run.notes}
        used |= {n for row in dossier.rows for cell in row.cells for fact in cell for run in fact for n in run.notes}
        used |= {n for f in dossier.figures for step in f.steps for run in step.voices for n in run.notes}
        used |= {n for a in dossier.accusations for run in a.by for n in run.notes}
        used |= {n for c in dossier.conflicts for run in c for n in run.notes}
        used |= {n for p in dossier.named for run in p.by for n in run.notes}
        assert [note.number for note in dossier.footnotes] == list(range(1, len(dossier.footnotes) + 1))
        assert used == {note.number for note in dossier.footnotes}
        for figures in dossier.paragraphs[1:-1]:
            assert all(any(run.notes for run in s) for s in figures if plain(s) not in _without_words(lang))
        for note in dossier.footnotes:
            text = next(e.document.text for e in register.extractions if e.document.id == note.citation.source.id)
            assert any(piece.kind in ("claim", "withheld", "place") for piece in note.citation.pieces)
            assert all(piece.text in text for piece in note.citation.pieces if piece.kind != "gap")


def _without_words(lang: str) -> set[str]:
    narrative = toml(f"vocabularies/dossier_{lang}.toml")["narrative"]
    return {narrative["no_toll"], narrative["nobody"]}


def test_the_narrative_of_a_known_incident(register: Register) -> None:
    dossier = make_dossier(register, found(register, "inc-joura"), "en")
    assert said(dossier).startswith(
        "3 documents tell of a field execution in al-Joura, Deir ez-Zor, on 25 September 2012."
    )
    assert "Means named: small arms, blade or slaughter, burning." in said(dossier)
    assert (
        "Accounts of the number of people killed differ, from 401 to 501 or more: more than 400 people according to"
        in said(dossier)
    )
    assert "It is attributed to Syrian government forces" in said(dossier)
    ar = said(make_dossier(register, found(register, "inc-joura"), "ar"))
    assert ar.startswith("تتحدث 3 وثائق عن إعدام ميداني في الجورة بمحافظة دير الزور يوم 25 أيلول/سبتمبر 2012.")
    assert "أكثر من 400 شخص بحسب شبكة محلية" in ar
    assert "ثم حلّ محله عدد أحدث من المصدر نفسه" in ar


def test_parties_are_told_as_the_register_holds_them(register: Register) -> None:
    market = said(make_dossier(register, found(register, "inc-market"), "en"))
    assert "attributed to Syrian government forces (to 8 Dec 2024) and Russian forces together" in market
    either = said(make_dossier(register, found(register, "inc-shell"), "en"))
    assert "one of two or more parties, undecided which" in either
    denied = make_dossier(register, found(register, "inc-hospital"), "en")
    assert "A denial by Russian forces is reported" in said(denied)
    assert "No document names a party as responsible." in said(denied)
    assert [a.role for a in denied.accusations] == ["denies responsibility"]


def test_an_undated_event_is_called_so_and_one_told_in_passing_too(register: Register) -> None:
    assert "without a date that can be placed on the calendar" in said(
        make_dossier(register, found(register, "inc-hamidiyah"), "en")
    )
    assert "mention it in passing" in said(make_dossier(register, found(register, "inc-ardi"), "en"))


def test_nobody_is_named_without_approval(register: Register, sample: ModuleType) -> None:
    joura = found(register, "inc-joura")
    for lang in LANGUAGES:
        page = render_dossier(make_dossier(register, joura, lang))
        for name in ("Zahreddine", "زهر الدين", "عصام"):
            assert name not in page
        approved = make_dossier(register, joura, lang, approved=("zahreddine",))
        assert [p.names for p in approved.named] == [("عصام زهر الدين", "Issam Zahreddine")]
        assert "Issam Zahreddine" in render_dossier(approved)
        hamidiyah = make_dossier(register, found(register, "inc-hamidiyah"), lang, approved=(sample.VICTIM,))
        assert sample.VICTIM not in render_dossier(hamidiyah)
        assert hamidiyah.named == ()
        assert hamidiyah.withheld_persons


def test_a_victim_or_speaker_is_never_nameable() -> None:
    quote = next(iter(toml("vocabularies/person_roles.toml")))
    assert quote  # the vocabulary is there
    answer = may_name(("Samir  Example", ""))
    person = PersonMention("samir example", "commander", None)  # type: ignore[arg-type]
    assert answer(person)
    assert not any(answer(replace(person, role=role)) for role in ("victim", "speaker", "other"))
    assert not answer(replace(person, name="", key=""))


def test_witnesses_go_by_what_they_are_and_contacts_are_struck() -> None:
    text = "Five people were killed in Saraqib on 3 March 2015, said Umm Khalid al-Hasan, a resident. Call +963 944 123 456."
    document = Document("w", text, lang="en", title="Strike", publisher="Paper")

    def quote(words: str) -> Quote:
        return Quote.of(text, Span(text.index(words), text.index(words) + len(words)))

    by = Attribution(quote("Umm Khalid al-Hasan, a resident"), "eyewitness")
    toll = Toll("killed", None, exact(5), quote("Five people"), "toll", by)
    register = Register((Extraction(document, (Account("airstrike", tolls=(toll,)),)),))
    incident = Incident(
        "w1", (("w", 0),), "", "", "airstrike", (), None, None, (),
        (TollRange("killed", None, 5, 5, 5, False, "R8", 1, (("w", 0, 0),)),), "G2", "unknown",
    )  # fmt: skip
    dossier = make_dossier(register, incident, "en")
    assert "5 people were killed, according to eyewitness." in said(dossier)
    assert "Khalid" not in render_dossier(dossier)
    known = make_dossier(register, incident, "en", known={"w": (PersonMention("Saraqib", "victim", quote("Saraqib")),)})
    assert "Saraqib" not in render_dossier(known)  # a name that no account holds any more
    assert names_nobody("Local activists", "en")
    assert names_nobody("ناشطون من المدينة", "ar")
    assert not names_nobody("الشاهد أحمد الخالد", "ar")


def test_a_coarsened_place_is_struck_from_titles_and_sentences(register: Register) -> None:
    hospital = found(register, "inc-hospital")
    for lang in LANGUAGES:
        page = render_dossier(make_dossier(register, hospital, lang))
        for word in ("Sakhour", "الصاخور"):
            assert word not in page
        assert EN("report.place_withheld") in page or AR("report.place_withheld") in page
        assert "36.2, 37.2" in page.translate(MARKS)  # one digit: about ten kilometres


def test_a_hidden_incident_shows_neither_day_nor_words_nor_documents(register: Register) -> None:
    hidden = replace(found(register, "inc-market"), kind="sexual_violence")
    for lang in LANGUAGES:
        dossier = make_dossier(register, hidden, lang)
        page = render_dossier(dossier)
        for word in ("معرة النعمان", "Maarrat", "سوق", "إدلب برس", "blockquote lang"):
            assert word not in page.replace(wording(lang).label("kinds", "attack_market"), "")
        assert dossier.footnotes == dossier.documents == dossier.rows == dossier.links == ()
        assert not dossier.map.marks


def test_an_incident_of_restricted_documents_has_no_dossier(register: Register, sample: ModuleType) -> None:
    sealed = tuple(
        replace(e, document=replace(e.document, restricted=True)) if e.document.id == "ar-market" else e
        for e in register.extractions
    )
    with pytest.raises(NothingToShow, match="inc-market"):
        make_dossier(replace(register, extractions=sealed), found(register, "inc-market"), "en")


def test_a_restricted_document_among_others_says_nothing(register: Register) -> None:
    sealed = tuple(
        replace(e, document=replace(e.document, restricted=True)) if e.document.id == "en-feature" else e
        for e in register.extractions
    )
    page = render_dossier(make_dossier(replace(register, extractions=sealed), found(register, "inc-joura"), "en"))
    for word in ("Euphrates Review", "remembers", "105th Brigade of nobody"):
        assert word not in page
    assert EN("report.restricted") in page


def test_running_ranges_follow_the_days_of_publication(register: Register) -> None:
    joura = found(register, "inc-joura")
    ranges = {"ar-anniversary": (401, 401, None), "en-feature": (401, 500, None), "en-copy": (401, 500, None)}
    asked: list[frozenset[str]] = []

    def weigh(documents: frozenset[str]) -> Incident:
        asked.append(documents)
        low, best, high = ranges["en-feature" if "en-feature" in documents else "ar-anniversary"]
        return replace(joura, tolls=tuple(replace(t, min=low, best=best, max=high) for t in joura.tolls))

    dossier = make_dossier(register, joura, "en", weigh=weigh)
    assert dossier.ranges_shown
    (killed,) = dossier.figures
    assert [step.published.partition(" (")[0] for step in killed.steps] == ["25 September 2020"] * 2 + [
        "15 December 2025"
    ] * 3
    assert frozenset({"ar-anniversary"}) in asked
    assert [step.replaced for step in killed.steps].count(True) == 1
    other = make_dossier(register, joura, "en", weigh=lambda documents: replace(joura, tolls=()))
    assert not other.ranges_shown
    assert not any(step.range for f in other.figures for step in f.steps)


def test_only_the_strongest_links_are_printed_and_names_in_reasons_are_not(register: Register) -> None:
    joura = found(register, "inc-joura")
    (link, *_) = joura.links
    person = replace(
        link.reasons[0],
        evidence="persons",
        text_en="the same person: Issam Zahreddine",
        text_ar="الشخص نفسه: عصام زهر الدين",
    )
    many = tuple(replace(link, score=float(n), reasons=(person,)) for n in range(LINKS + 3))
    dossier = make_dossier(register, replace(joura, links=many), "en")
    assert (len(dossier.links), dossier.more_links) == (LINKS, 3)
    assert dossier.links[0].reasons == (EN("dossier.link_persons"),)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_whole_escaped_and_the_same_twice(register: Register, sample: ModuleType, lang: str) -> None:
    for incident in register.incidents:
        page = render_dossier(make_dossier(register, incident, lang), other="x.html")
        assert page == render_dossier(make_dossier(register, incident, lang), other="x.html")
        tree = LexborHTMLParser(page)
        assert not tree.css("script, img, iframe, form, [onerror], [onload]")
        assert tree.css_first("html").attributes["dir"] == {"ar": "rtl", "en": "ltr"}[lang]
        ids = [node.attributes["id"] for node in tree.css("[id]")]
        assert len(ids) == len(set(ids))
        inside = {(node.attributes["href"] or "")[1:] for node in tree.css('a[href^="#"]')}
        assert inside <= set(ids)
        levels = [int(node.tag[1]) for node in tree.css("h1, h2, h3")]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
