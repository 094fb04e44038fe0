"""`tawthiq rules`: the rules by which figures are weighed, in words, with where each is applied and an example in Arabic and English."""

from __future__ import annotations

from typing import Any

import click

from tawthiq.cli.rule_figures import figures_of
from tawthiq.knowledge.rules_of_weighing import Example, Rule, rules_of_weighing


@click.command("rules")
@click.argument("asked", nargs=-1, metavar="[RULE]…")
@click.option(
    "--lang", type=click.Choice(("ar", "en")), help="Words and examples of one language; both are the default."
)
@click.option(
    "--check", is_flag=True, help="Read the examples, and compare the figures that come out with those said here."
)
def command(asked: tuple[str, ...], lang: str | None, check: bool) -> None:
    """Say by which rules conflicting figures are weighed (R1 to R17), and show each on reports.

    With --check every example is read from its text; status 1 where a figure is another than the registry says.

    Example:  tawthiq rules R5 R12 --check
    """
    known = {rule.id: rule for rule in rules_of_weighing()}
    wanted = [ident.upper() for ident in asked]
    if unknown := [ident for ident in wanted if ident not in known]:
        raise click.UsageError(f"{', '.join(unknown)}: no such rule; there are R1 to R{len(known)}")
    languages = (lang,) if lang else ("ar", "en")
    wrong = 0
    for rule in (known[ident] for ident in wanted or known):
        _say(rule, languages)
        for example in (e for e in rule.examples if e.lang in languages):
            wrong += _show(example, check)
        click.echo()
    if wrong:
        raise click.exceptions.Exit(1)


def _say(rule: Rule, languages: tuple[str, ...]) -> None:
    click.echo(" · ".join((rule.id, *(rule.name(lang) for lang in languages))))
    for lang in languages:
        click.echo(f"  {rule.words(lang)}")
    click.echo(f"  {', '.join(rule.applied)}")


def _show(example: Example, check: bool) -> int:
    """Prints an example; 1 where it was checked and a figure is another."""
    click.echo(f"  {example.lang}  {example.shows}")
    for document in example.documents:
        lines = document.text.splitlines()
        click.echo(f"      {document.published.text}  {document.publisher}: {lines[0]}")
        for line in lines[1:]:
            click.echo(f"          {line}")
    found: dict[str, Any] = figures_of(example) if check else {}
    wrong = 0
    for name, said in example.figures.items():
        came = found.get(name, said)
        wrong += came != said
        click.echo(f"      {name} = {said or '–'}" + (f"   BUT {came or '–'}" if came != said else ""))
    return int(bool(wrong))
