"""The UpSet chart of overlapping lists, as SVG that stands alone: which lists hold the same people, and how many.

One column for each combination of lists that somebody is on, most people first, with dots for its lists below; one row
for each list with the number of people on it. Arabic runs from right to left.
"""

from __future__ import annotations

from html import escape

from tawthiq.estimate.histories import Histories
from tawthiq.estimate.words import say

_STEP, _BAR, _TOP, _ROW, _LABEL, _SIZE = 38.0, 22.0, 64.0, 26.0, 230.0, 180.0
_MOST = 30
"""Combinations drawn; the rest, the smallest, are named as a number."""
_LONG = 30


def upset(histories: Histories, lang: str) -> str:
    """The chart of `histories`; the same histories give the same bytes."""
    ordered = sorted(histories.cells, key=lambda c: (-c[1], -c[0].count("1"), c[0]))
    drawn, left = ordered[:_MOST], ordered[_MOST:]
    width = _LABEL + _STEP * max(len(drawn), 1) + 24
    base = _TOP + _SIZE
    height = base + 20 + _ROW * len(histories.lists) + 24
    right = lang == "ar"

    def at(x: float) -> float:
        return round(width - x if right else x, 1)

    title = say("chart.title", lang)
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" lang="{lang}" '
            f'direction="{"rtl" if right else "ltr"}" role="img" font-family="sans-serif" font-size="13" fill="#1d2a33">'
        ),
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(_described(histories, lang))}</desc>",
        f'<text x="{at(12)}" y="24" font-size="16" font-weight="bold">{escape(title)}</text>',
    ]
    if left:
        more = say("chart.left", lang, cells=len(left), people=sum(n for _, n in left))
        parts.append(f'<text x="{at(12)}" y="44">{escape(more)}</text>')
    highest = max([n for _, n in drawn] + [1])
    for row, name in enumerate(histories.lists):
        y = base + 34 + _ROW * row
        short = name if len(name) <= _LONG else name[: _LONG - 1] + "…"
        parts.append(f'<text x="{at(12)}" y="{y + 4:.1f}">{escape(short)} ({histories.on(row):,})</text>')
    for column, (history, count) in enumerate(drawn):
        x = _LABEL + _STEP * column + _STEP / 2
        tall = round((_SIZE - 18) * count / highest, 1)
        left_edge = round(at(x) - _BAR / 2, 1)
        parts.append(f'<rect x="{left_edge}" y="{base - tall:.1f}" width="{_BAR}" height="{tall}" fill="#2f6f8f"/>')
        parts.append(
            f'<text x="{at(x)}" y="{base - tall - 5:.1f}" text-anchor="middle" font-size="11">{count:,}</text>'
        )
        rows = [i for i, sign in enumerate(history) if sign == "1"]
        ys = [base + 34 + _ROW * i for i in range(len(history))]
        if len(rows) > 1:
            parts.append(
                f'<line x1="{at(x)}" y1="{ys[rows[0]]:.1f}" x2="{at(x)}" y2="{ys[rows[-1]]:.1f}" '
                'stroke="#2f6f8f" stroke-width="3"/>'
            )
        for i, sign in enumerate(history):
            colour = "#2f6f8f" if sign == "1" else "#d5dde2"
            parts.append(f'<circle cx="{at(x)}" cy="{ys[i]:.1f}" r="6" fill="{colour}"/>')
    parts.append("</svg>\n")
    return "\n".join(parts)


def _described(histories: Histories, lang: str) -> str:
    told = [
        say(
            "chart.cell",
            lang,
            lists=" + ".join(n for n, s in zip(histories.lists, h, strict=True) if s == "1"),
            people=c,
        )
        for h, c in histories.cells
    ]
    return " ".join(told)
