"""Extractions of statistical reports built by hand: figures at made-up places of a text that says what a test needs."""

from __future__ import annotations

from datetime import date

from tawthiq.domain.account import Aggregate, Extraction
from tawthiq.domain.document import Document, Published
from tawthiq.domain.finding import Finding
from tawthiq.domain.source import Attribution
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.toll import Count
from tawthiq.domain.when import Period

UNDATED = Period(None, None)


class Sheet:
    """Gathers figures; each takes the next place in the text."""

    def __init__(
        self, text: str = "", *, lang: str = "en", published: str = "", office: str = "office", name: str = "d"
    ) -> None:
        self.text = text + "\n"
        self.lang, self.published, self.office, self.name = lang, published, office, name
        self.figures: list[Aggregate] = []

    def add(
        self, number: int, *, dimension: str = "total", key: str | None = None, measure: str = "incidents", subject: str | None = "massacre",
        table: int | None = None, percent: float | None = None, period: Period = UNDATED, qualifier: str = "exact",
    ) -> Sheet:  # fmt: skip
        """Adds one figure and the words for it."""
        start = len(self.text)
        self.text += f"{number}\n"
        quote = Quote.of(self.text, Span(start, start + len(str(number))))
        said = Attribution(quote, "hr_org", self.office)
        count = Count(number, None if qualifier == "at_least" else number, number, qualifier)
        self.figures.append(
            Aggregate(period, dimension, key, measure, count, quote, said, "test", table, percent, subject)
        )
        return self

    def say(self, words: str) -> Sheet:
        """Adds a line of text."""
        self.text += words + "\n"
        return self

    def table(
        self,
        dimension: str,
        rows: dict[str, int],
        *,
        number: int = 1,
        measure: str = "incidents",
        subject: str | None = "massacre",
    ) -> Sheet:
        """Adds the rows of one table."""
        for key, value in rows.items():
            self.add(value, dimension=dimension, key=key, measure=measure, subject=subject, table=number)
        return self

    def done(self) -> Extraction:
        """The extraction."""
        day = date.fromisoformat(self.published) if self.published else None
        published = Published(day, day, "given") if day else Published()
        return Extraction(Document(self.name, self.text, self.lang, published=published), (), tuple(self.figures))


def period(start: str, end: str, text: str = "") -> Period:
    """A period from ISO days."""
    return Period(date.fromisoformat(start), date.fromisoformat(end), text)


def of(findings: tuple[Finding, ...], rule: str) -> list[Finding]:
    """The findings of one rule."""
    return [f for f in findings if f.rule == rule]


def alarms(findings: tuple[Finding, ...], rule: str) -> list[Finding]:
    """The findings of one rule that say something is wrong."""
    return [f for f in findings if f.rule == rule and not f.passed]
