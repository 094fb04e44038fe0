"""Undecided pairs: both sentences and the evidence, strongest first, the rest counted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from tawthiq.domain.incident import Link, Reason
from tawthiq.domain.register import Register
from tawthiq.publish.pairs import PRINTED, link_view, telling, undecided
from tawthiq.publish.report import render
from tawthiq.publish.sources import Sources
from tawthiq.publish.trace import Trace
from tawthiq.publish.wording import wording

EN = wording("en")


def test_a_pair_shows_both_sentences_and_why(register: Register) -> None:
    (pair,), more = undecided(register, Sources(Trace(register), EN))
    assert more == 0
    assert pair.reasons == ("the same neighbourhood: al-Joura",)
    for side, ident in ((pair.a, "ar-undated"), (pair.b, "ar-market")):
        assert side.source.id == ident
        marked = [piece.text for piece in side.pieces if piece.kind == "claim"]
        account = next(e for e in register.extractions if e.document.id == ident).accounts[0]
        assert account.tolls[0].quote.text in marked


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_only_the_strongest_are_printed_and_the_rest_counted(register: Register, lang: str) -> None:
    (link,) = register.uncertain
    many = tuple(replace(link, score=float(score)) for score in range(PRINTED + 7))
    page = LexborHTMLParser(render(replace(register, uncertain=many), lang))
    printed = page.css("#incidents .pair")
    assert len(printed) == PRINTED
    assert f"{PRINTED + 6}.00" in printed[0].text()
    details = page.css("#incidents details.folded")[-1]
    assert str(PRINTED + 7) in details.css("summary")[0].text()
    assert "register.db" in details.text()


def test_no_sentence_of_sexual_violence_or_of_a_sealed_document(register: Register) -> None:
    sources = Sources(Trace(register), EN)
    sealed = next(e.document.id for e in register.extractions if e.document.restricted)
    assert telling((sealed, 0), sources).pieces == ()
    changed = tuple(
        replace(e, accounts=(replace(e.accounts[0], labels=("sexual_violence",)),))
        if e.document.id == "ar-market"
        else e
        for e in register.extractions
    )
    assert telling(("ar-market", 0), Sources(Trace(replace(register, extractions=changed)), EN)).pieces == ()


def test_a_reference_to_nothing_is_an_empty_telling(register: Register) -> None:
    assert telling(("no-such-document", 3), Sources(Trace(register), EN)).pieces == ()


def test_iso_days_in_reasons_are_said_in_words(register: Register) -> None:
    reason = Reason("date", 1.0, "التاريخان متوافقان: 25 أيلول و2012-09-25", "the dates agree: 2012-09-25")
    link = Link(("ar-undated", 0), ("ar-market", 0), 1.0, (reason,))
    trace = Trace(register)
    assert link_view(link, Sources(trace, EN)).reasons == ("the dates agree: 25 September 2012",)
    (arabic,) = link_view(link, Sources(trace, wording("ar"))).reasons
    assert arabic.endswith("و25 أيلول/سبتمبر 2012")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_pairs_that_nobody_is_asked_about_are_counted(register: Register, lang: str) -> None:
    said = "not asked about" if lang == "en" else "ولا يُسأل عنه"
    assert said not in render(register, lang)
    page = LexborHTMLParser(render(replace(register, unasked=4321), lang))
    details = page.css("#incidents details.folded")[-1].text()
    assert said in details
    assert "4,321" in details
