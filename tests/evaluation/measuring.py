"""Measures the corpus: Arabic and English apart, and linking over both together, for events are told in both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tawthiq.domain.account import Extraction
from tawthiq.domain.records import extraction_record, incident_record
from tawthiq.pipeline import extract_all, make_register
from tawthiq.score import Measured, measure
from tests.evaluation.corpus import LANGUAGES, SETS, corpora, digest, inputs

BOTH = "both"


@dataclass(frozen=True, slots=True)
class Standing:
    """What one set of documents gives now. `scores` are thousandths of F1, rounded down, higher is better; `faults` are
    counts of what should not be, lower is better."""

    corpus: str
    scores: Mapping[str, int]
    faults: Mapping[str, int]


@cache
def measured() -> dict[str, Measured]:
    """The figures of each language, and under `both` those of all documents."""
    told: dict[str, Extraction] = {}
    for lang in LANGUAGES:
        wanted = [inputs(lang).documents[ident] for ident in inputs(lang).gold]
        told.update({one.document.id: one for one in extract_all(wanted) if isinstance(one, Extraction)})
    found = {ident: extraction_record(one) for ident, one in told.items()}
    incidents = [incident_record(incident) for incident in make_register(told.values()).incidents]
    results = {
        lang: measure(inputs(lang).gold.values(), inputs(lang).raw, found, incidents=incidents).all
        for lang in LANGUAGES
    }
    gold = [one for lang in LANGUAGES for one in inputs(lang).gold.values()]
    raw = {ident: record for lang in LANGUAGES for ident, record in inputs(lang).raw.items()}
    later = {name: one for set_name in SETS for name, one in _later(set_name).items()}
    return {**results, BOTH: measure(gold, raw, found, incidents=incidents).all, **later}


def _later(set_name: str) -> dict[str, Measured]:
    """The figures of a later set, by `set_language`."""
    found: dict[str, Measured] = {}
    for lang in LANGUAGES:
        read = inputs(lang, SETS[set_name])
        told = [one for one in extract_all([read.documents[i] for i in read.gold]) if isinstance(one, Extraction)]
        records = {one.document.id: extraction_record(one) for one in told}
        found[f"{set_name}_{lang}"] = measure(read.gold.values(), read.raw, records).all
    return found


def standings() -> dict[str, Standing]:
    """What the gate compares: every field of each language, linking of both."""
    every = corpora()
    found = {
        lang: Standing(digest(every[lang]), scores(measured()[lang]), faults(measured()[lang])) for lang in LANGUAGES
    }
    link = measured()[BOTH].link
    thousandths = {"link": int(link.f1 * 1000 + 1e-6)} if link is not None else {}
    for set_name, folder in SETS.items():
        for lang in LANGUAGES:
            one = measured()[f"{set_name}_{lang}"]
            found[f"{set_name}_{lang}"] = Standing(digest(corpora(folder)[lang]), scores(one), faults(one))
    return {**found, BOTH: Standing(digest(*every.values()), thousandths, {})}


_OF_WHAT_WAS_FOUND = {"kind": "account", "attribution": "toll"}
"""Fields that are asked of matched accounts and tolls alone, with what they are fields of."""


def scores(one: Measured) -> dict[str, int]:
    """The F1 of every field that gold speaks of, in thousandths rounded down, by whole numbers alone.

    A field that is asked only of what was found would fall where more is found: of such, what is right is counted
    against all incidents or tolls that gold has.
    """
    found = {name: 2000 * f.hit // (f.found + f.gold) for name, f in one.figures.items() if f.gold}
    for name, whole in _OF_WHAT_WAS_FOUND.items():
        if name in found and whole in one.figures and one.figures[whole].gold:
            found[name] = 1000 * one.figures[name].hit // one.figures[whole].gold
    return found


def faults(one: Measured) -> dict[str, int]:
    """The counts of what should not be."""
    return {"false_alarms": len(one.alarms), "broken_spans": one.broken_spans}
