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
    fresh = [figures[f"held_out_{lang}"] for lang in ("ar", "en")]
    lines = [
        f"Precision / recall / F1 on {arabic.documents} Arabic and {english.documents} English documents of the gold corpus, half of which the rules were",
        f"written against; and F1 on {fresh[0].documents} and {fresh[1].documents} held-out ones, by other hands and harder, whose texts nobody read to write a rule (their totals were watched).",
        "",
        "| field | Arabic | English | Arabic, held out | English, held out |",
        "|---|---|---|---|---|",
        *(
            f"| {name} | {_cell(arabic, name)} | {_cell(english, name)} | {_f1(fresh[0], name)} | {_f1(fresh[1], name)} |"
            for name in FIELDS
        ),
    ]
    if (link := figures[BOTH].link) is not None:
        lines.append(f"| link (B-cubed, both languages) | {_shares(link.precision, link.recall, link.f1)} | | | |")
    lines += [
        f"| false alarms | {_alarms(arabic)} | {_alarms(english)} | {len(fresh[0].alarms)} of {fresh[0].nothing} | {len(fresh[1].alarms)} of {fresh[1].nothing} |",
        f"| broken spans | {arabic.broken_spans} | {english.broken_spans} | {fresh[0].broken_spans} | {fresh[1].broken_spans} |",
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
