"""`tawthiq explain`: for every claim of a document its sentence, the words that gave it, the rule and the value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from tawthiq.cli.errors import one_line, report_unreadable
from tawthiq.cli.options import office_option
from tawthiq.domain.account import Account, Extraction
from tawthiq.domain.document import Document, Unreadable
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.toll import Toll
from tawthiq.extract import read_document
from tawthiq.pipeline import extract_one, read_all
from tawthiq.text.reading import Reading


@dataclass(frozen=True, slots=True)
class Explained:
    """One claim as it is printed."""

    field: str
    value: str
    rule: str
    quote: Quote


@click.command("explain")
@click.argument("document", type=click.Path(path_type=Path))
@click.option("--at", "offset", type=click.IntRange(0), help="Only claims whose words lie at this offset of the text.")
@click.option("--id", "ident", help="The document to explain, where the file holds several.")
@office_option
def command(document: Path, offset: int | None, ident: str | None, office: Path | None) -> None:
    """Say how each claim of a document came about: sentence, words hit, rule, value.

    Example:  tawthiq explain examples/joura.txt --at 1092
    """
    jsonl = document.suffix == ".jsonl"
    failed: list[Unreadable] = []
    read = 0
    for item in read_all([] if jsonl else [document], jsonl=[document] if jsonl else []):
        if isinstance(item, Document) and ident not in (None, item.id):
            continue
        told = extract_one(item, office) if isinstance(item, Document) else item
        if isinstance(told, Unreadable):
            failed.append(told)
            continue
        read += 1
        _print(told, offset, office)
    if ident is not None and not read and not failed:
        failed.append(Unreadable(ident, "no_such_id", f"{document}: no document has the id {ident}", str(document)))
    report_unreadable(failed, read)


def _print(told: Extraction, offset: int | None, office: Path | None) -> None:
    reading = read_document(told.document, office).reading
    click.echo(f"# {told.document.id}")
    for claim in claims(told):
        span = claim.quote.span
        if offset is not None and not span.start <= offset < span.end:
            continue
        sentence = sentence_of(reading, span)
        click.echo(f"\n{claim.field}: {claim.value}    rule {claim.rule or '-'}    [{span.start}, {span.end})")
        click.echo(f"  words    {one_line(claim.quote.text)}")
        click.echo(f"  sentence {one_line(told.document.text[sentence.start : sentence.end])}")
        click.echo(f"  hits     {'; '.join(hits_in(reading, sentence))}")


def claims(told: Extraction) -> Iterator[Explained]:
    """Every claim of a document, in the order of its accounts."""
    for number, account in enumerate(told.accounts):
        yield from _account_claims(number, account)
    for aggregate in told.aggregates:
        value = f"{aggregate.measure} {aggregate.dimension}={aggregate.key} {aggregate.count.low}–{_open(aggregate.count.high)}"
        yield Explained("aggregate", value, aggregate.rule, aggregate.quote)
    for appeal in told.appeals:
        yield Explained("appeal", f"{appeal.by} → {', '.join(appeal.to)}", appeal.rule, appeal.quote)
    for change in told.control:
        day = change.date.start if change.date is not None else "?"
        who = "+".join(p.code for p in change.parties)
        yield Explained("control", f"{change.change} {change.place.place.id} {who} {day}", change.rule, change.quote)


def _account_claims(number: int, account: Account) -> Iterator[Explained]:
    name = f"account {number}"
    if account.kind_quote is not None:
        yield Explained(f"{name} kind", account.kind, account.rule, account.kind_quote)
    if account.date is not None and account.date.quote is not None:
        day = f"{account.date.start or '?'}–{account.date.end or '?'} {account.date.precision} {account.date.partial}".strip()
        yield Explained(f"{name} date", day, account.date.rule, account.date.quote)
    for place in account.places:
        mark = "place" if account.place is not None and place.place.id == account.place.place.id else "place named"
        yield Explained(f"{name} {mark}", f"{place.place.id} {place.precision}", place.rule, place.quote)
    for toll in account.tolls:
        yield Explained(f"{name} toll", _toll(toll), toll.rule, toll.quote)
        if toll.attribution is not None:
            yield Explained(
                f"{name} speaker", toll.attribution.source_type, toll.attribution.rule, toll.attribution.quote
            )
    for actor in account.actors:
        yield Explained(f"{name} actor", f"{actor.code} {actor.role} {actor.mode}", actor.rule, actor.quote)
    for weapon in account.weapons:
        yield Explained(f"{name} weapon", weapon.code, weapon.rule, weapon.quote)
    for person in account.persons:
        yield Explained(f"{name} person", f"{person.name} {person.role}", person.rule, person.quote)


def _open(high: int | None) -> str:
    return "∞" if high is None else str(high)


def _toll(toll: Toll) -> str:
    value = f"{toll.harm} {toll.group or 'people'} {toll.count.low}–{_open(toll.count.high)} {toll.count.qualifier}"
    return value + (" superseded" if toll.superseded else "") + (f" of {toll.of}" if toll.of is not None else "")


def sentence_of(reading: Reading, span: Span) -> Span:
    """The document's sentence that holds a span."""
    for sentence in reading.sentences:
        original = reading.folded.span(sentence.start, sentence.end)
        if original.start <= span.start < original.end:
            return original
    return span


def hits_in(reading: Reading, sentence: Span) -> list[str]:
    """The dictionary hits of a sentence, as category:id «words»."""
    found = []
    for hit in reading.hits:
        span = reading.folded.span(hit.start, hit.end)
        if sentence.covers(span):
            found.append(f"{hit.category}:{hit.id} «{one_line(reading.quote(hit.start, hit.end).text)}»")
    return found
