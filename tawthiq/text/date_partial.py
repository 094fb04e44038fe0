"""What a date expression says by itself, as a short code, for dates that nothing places on the calendar."""

from __future__ import annotations

from typing import Final

from tawthiq.text.date_expression import DateExpression

_DAY_WORDS: Final = {0: "today", -1: "yesterday", 1: "tomorrow"}


def partial(e: DateExpression) -> str:
    """What an expression says that nothing could place: --08-25, --08, weekday 7, yesterday, week -1, P3D."""
    if e.kind == "duration":
        return "P" + _lengths(e)
    if e.kind == "anniversary":
        return f"anniversary {int(e.amount)}" if e.amount is not None else "anniversary"
    if e.kind == "time_of_day":
        return f"T{e.hour:02}:{e.minute or 0:02}" if e.hour is not None else e.part
    if e.month is not None:
        day = f"-{e.day:02}" if e.day is not None else ""
        return (f"{e.year:04}-" if e.year is not None else "--") + f"{e.month:02}{day}"
    if e.year is not None:
        return f"{e.year:04}"
    if e.weekday is not None:
        return f"weekday {e.weekday}"
    if e.unit == "day" and e.offset in _DAY_WORDS and e.anchor == "publication":
        return _DAY_WORDS[e.offset]
    if e.unit:
        return (
            f"{e.unit} {e.offset}"
            if e.offset is not None
            else f"{e.unit}s {'past' if (e.direction or 0) < 0 else 'next'}"
        )
    return partial(e.of) if e.of is not None else ""


def _lengths(e: DateExpression) -> str:
    letter = {"day": "D", "week": "W", "month": "M", "year": "Y", "decade": "0Y", "hour": "H", "minute": "m"}.get(
        e.unit, ""
    )
    amount = "?" if e.amount is None else f"{e.amount:g}"
    return f"{amount}{letter}" + (_lengths(e.of) if e.of is not None else "")
