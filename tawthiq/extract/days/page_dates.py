"""Dates that only say when the page was published: a dateline, a label at its head, "today is the anniversary of …"."""

from __future__ import annotations

from functools import cache
from typing import Final

from tawthiq.domain.span import Quote
from tawthiq.domain.when import When
from tawthiq.extract.context import Context
from tawthiq.extract.days.statement_dates import cued
from tawthiq.knowledge.load import toml
from tawthiq.text.datelines import is_dateline, label_before
from tawthiq.text.dates import DateExpression
from tawthiq.text.fold import fold_word

_CUE: Final = 12


@cache
def _publication_labels() -> frozenset[str]:
    return frozenset(fold_word(w) for w in toml("vocabularies/publication_cues.toml")["published"])


def dates_the_page(context: Context, expression: DateExpression, when: When, quote: Quote) -> bool:
    """Whether a date only says when the page was published."""
    published = context.document.published
    if published.basis == "text" and published.span is not None and published.span.overlaps(quote.span):
        sentence = context.reading.sentences[context.reading.sentence_at(expression.start)]
        if any(d.kind == "anniversary" for d in context.dates_in(sentence.start, sentence.end)):
            return True
    if (
        published.day is None
        or when.start != published.day
        or cued(context, expression.start - _CUE, expression.start + 5, "covers")
    ):
        return False
    return _stands_alone(context, expression) or _heads_the_text(context, expression)


def _stands_alone(context: Context, expression: DateExpression) -> bool:
    """Whether a date makes up a line of its own, alone or with the same day in another calendar."""
    text = context.text
    start = text.rfind("\n", 0, expression.start) + 1
    end = text.find("\n", expression.end)
    others = context.dates_in(start, len(text) if end == -1 else end)
    return is_dateline(
        text, expression.start, expression.end, sum(d.end - d.start for d in others if d is not expression)
    )


def _heads_the_text(context: Context, expression: DateExpression) -> bool:
    """Whether a full date in digits is the first the page says, bare or after a word such as "published"."""
    if expression.rule != "date.numeric":
        return False
    label = label_before(context.text[: expression.start])
    return not label or label in _publication_labels()
