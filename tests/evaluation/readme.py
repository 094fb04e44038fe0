"""The table of figures in the project's README, between two markers: what the gate measures now.

`python -m tests.evaluation.readme` writes it.
"""

from __future__ import annotations

from pathlib import Path

from tawthiq.score import FIELDS, Measured
from tests.conftest import ROOT
from tests.evaluation.measuring import BOTH, measured

README = ROOT / "README.md"
BEGIN, END = "<!-- figures: begin (make figures) -->", "<!-- figures: end -->"


def table(figures: dict[str, Measured]) -> str:
    """The table as Markdown, with a line on what was measured."""
    arabic, english = figures["ar"], figures["en"]
    news, dense = ([figures[f"{name}_{lang}"] for lang in ("ar", "en")] for name in ("held_out_news", "held_out_hard"))
    apart = [*news, *dense]
    lines = [
        f"Precision / recall / F1 on {arabic.documents} Arabic and {english.documents} English documents of the gold corpus, half of which the rules were",
        f"written against; and F1 on held-out ones by other hands, whose texts nobody read to write a rule (their totals were watched, and twenty-nine looked at, wholly or in part, where they fell): {news[0].documents} and {news[1].documents} ordinary",
        f"news, posts and statements, and {dense[0].documents} and {dense[1].documents} that are dense and hard (two incidents and five counts to a text in Arabic, three and seven in English).",
        "",
        "| field | Arabic | English | Arabic, news held out | English, news held out | Arabic, hard held out | English, hard held out |",
        "|---|---|---|---|---|---|---|",
        *(
            f"| {name} | {_cell(arabic, name)} | {_cell(english, name)} | {' | '.join(_f1(one, name) for one in apart)} |"
            for name in FIELDS
        ),
    ]
    if (link := figures[BOTH].link) is not None:
        lines.append(f"| link (B-cubed, both languages) | {_shares(link.precision, link.recall, link.f1)} | | | | | |")
    lines += [
        f"| false alarms | {_alarms(arabic)} | {_alarms(english)} | {' | '.join(f'{len(one.alarms)} of {one.nothing}' for one in apart)} |",
        f"| broken spans | {arabic.broken_spans} | {english.broken_spans} | {' | '.join(str(one.broken_spans) for one in apart)} |",
    ]
    return "\n".join(lines)


def _cell(one: Measured, name: str) -> str:
    figure = one.figures[name]
    return _shares(figure.precision, figure.recall, figure.f1) if figure.gold or figure.found else "–"


def _f1(one: Measured, name: str) -> str:
    figure = one.figures[name]
    return f"**{figure.f1:.3f}**" if figure.gold or figure.found else "–"


def _shares(*shares: float) -> str:
    precision, recall, f1 = (f"{share:.3f}" for share in shares)
    return f"{precision} / {recall} / **{f1}**"


def _alarms(one: Measured) -> str:
    return f"{len(one.alarms)} of {one.nothing} documents without an incident"


def between(page: str) -> str:
    """What stands between the markers. Raises ValueError where they are gone."""
    begin, end = page.index(BEGIN) + len(BEGIN), page.index(END)
    return page[begin:end].strip()


def with_table(page: str, content: str) -> str:
    """The page with new content between the markers."""
    begin, end = page.index(BEGIN) + len(BEGIN), page.index(END)
    return f"{page[:begin]}\n{content}\n{page[end:]}"


def write(path: Path = README) -> None:
    """Writes the present figures into the page."""
    path.write_text(with_table(path.read_text(encoding="utf-8"), table(measured())), encoding="utf-8")


if __name__ == "__main__":
    write()
