"""Builders for relative wordings: today, last week, three days ago, a weekday, an anniversary, a length, a clock time.

A builder returns None where the words only look like the form.
"""

from __future__ import annotations

from typing import Final

from tawthiq.domain.light import replace
from tawthiq.text.date_builders import adjective_anchor, direction_of, unit_of
from tawthiq.text.date_expression import DateExpression
from tawthiq.text.date_rewrite import Matched
from tawthiq.text.date_tokens import Token, during_words

_DAYS: Final = {"day": 1.0, "week": 7.0, "hour": 1 / 24}
_PAST_HOUR: Final = {"half": 30, "quarter": 15, "third": 20}


def day_word(m: Matched) -> DateExpression | None:
    """اليوم, yesterday, that day; اليوم الماضي is the last day, الليلة الماضية and overnight a night that two dates share."""
    token, adjective = m.need("T"), m.token("R")
    offset = direction_of(adjective if adjective is not None else token)
    rule = "date.day-behind" if token.get("behind") else m.name
    return DateExpression(
        m.start, m.end, "relative", rule, unit=str(token.get("unit") or "day"), offset=offset, anchor=adjective_anchor(adjective, token),
        part=str(token.get("part", "")), night=bool(token.get("night")) and offset == -1,
    )  # fmt: skip


def relative_unit(m: Matched) -> DateExpression | None:
    """الأسبوع الماضي, this month, last year; a plural without a number is vague (الأيام الماضية)."""
    unit, adjective = m.need("YNVJU"), m.need("RG")
    if unit.symbol == "U" and unit_of(unit) not in ("decade", "weekend"):
        return None
    if unit.get("plural") or unit.get("count"):
        amount = float(unit.number("count")) if unit.get("count") else None
        return DateExpression(
            m.start, m.end, "relative", m.name, unit=unit_of(unit), direction=direction_of(adjective), amount=amount, vague=amount is None
        )  # fmt: skip
    if unit.arabic and not unit.definite and adjective.symbol == "R" and unit.symbol == "J":
        return None
    return DateExpression(
        m.start,
        m.end,
        "relative",
        m.name,
        unit=unit_of(unit),
        offset=direction_of(adjective),
        anchor=adjective_anchor(adjective),
    )


def relative_stretch(m: Matched) -> DateExpression | None:
    """الأيام الثلاثة الماضية, the last 24 hours, the next two weeks."""
    unit, adjective = m.need("YNVJUD"), m.need("RGl")
    number = m.token("1249v")
    if adjective.symbol == "G":
        return None
    direction = -1 if adjective.symbol == "l" else direction_of(adjective)  # آخر 24 ساعة
    amount: float | None = None
    if number is not None and number.symbol != "v" and number.core is not None:
        amount = float(number.core.value)
    elif unit.get("count"):
        amount = float(unit.number("count"))
    return DateExpression(
        m.start, m.end, "relative", m.name, unit=unit_of(unit), direction=direction, amount=amount, vague=amount is None
    )


def duration(m: Matched) -> DateExpression | None:
    """ثلاثة أيام, شهرين, شهر كامل, 2 years 3 months: the parts are `of` one another."""
    parts: list[tuple[str, float | None, int, int]] = []
    pending: Token | None = None
    for piece, symbol in zip(m.pieces, m.symbols, strict=True):
        assert isinstance(piece, Token)
        if symbol in "149v" and (symbol != "1" or not parts or piece is not m.pieces[-1]):
            pending = piece
        elif symbol == "1":  # شهر واحد
            if piece.value != 1:
                return None
        elif symbol == "Q":
            if piece.get("section") != "all":
                return None
        else:
            amount: float | None = 1.0
            if pending is not None:
                amount = None if pending.symbol == "v" or pending.core is None else float(pending.core.value)
            elif piece.get("count"):
                amount = float(piece.number("count"))
            begin = pending.start if pending is not None else piece.start
            parts.append((unit_of(piece), amount, begin, piece.end))
            pending = None
    result: DateExpression | None = None
    for unit, amount, begin, end in reversed(parts):
        result = DateExpression(
            begin, end, "duration", m.name, unit=unit, amount=amount, vague=amount is None, of=result
        )
    return replace(result, start=m.start, end=m.end) if result is not None else None


def during(m: Matched) -> DateExpression | None:
    """خلال 24 ساعة: in a report, the hours or days up to publication."""
    words = [w for w in m.text[max(0, m.start - 12) : m.start].split() if w != "ال"]
    if not words or words[-1] not in during_words():
        return None
    length = duration(m)
    if length is None or length.amount is None or length.amount * _DAYS.get(length.unit, 99) > 7:
        return None
    return replace(length, kind="relative", direction=-1, of=None)


def ago(m: Matched) -> DateExpression | None:
    """قبل يومين, منذ 3 أيام, three days ago, three days later (of an event), بعد شهر, وقبل ذلك بساعتين."""
    length = m.expressions("π")
    cue = m.need("ABSghac")
    if length and cue.symbol == "B" and m.text[m.end : m.end + 4] == " of ":  # "after four days of shelling": how long
        return None
    if length:
        unit, amount, inner = length[0].unit, length[0].amount, length[0].of
    else:
        token = m.token("YNVJU")
        assert token is not None
        english = not token.arabic
        if english and cue.symbol == "B" and not token.get("plural"):  # the following week
            return DateExpression(
                m.start, m.end, "relative", "date.relative-unit", unit=unit_of(token), offset=1, anchor="event"
            )
        if english and cue.symbol in "ABS":
            return None
        if token.get("ambiguous"):
            return None
        if token.get("plural") or token.definite:
            if token.definite or cue.symbol not in "gSAh":
                return None
            unit, amount, inner = unit_of(token), None, None
        else:
            unit, amount, inner = unit_of(token), 1.0, None
    sign = 1 if cue.symbol in "Bhc" else -1
    kind = "since" if cue.symbol == "S" and (inner is not None or unit in ("year", "decade")) else "relative"
    anchor = "event" if cue.symbol == "B" and m.token("T") is None and not m.expressions("τ") else adjective_anchor(cue)
    if anchor == "publication" and cue.symbol == "A" and m.row[m.stop : m.stop + 1] == "o":  # قبل يومين من الهجوم
        anchor = "event"
    if kind == "since":
        return DateExpression(
            m.start, m.end, "since", m.name, unit=unit, amount=amount, direction=sign, of=inner, vague=amount is None
        )
    offset = None if amount is None else round(amount * sign)
    return DateExpression(
        m.start, m.end, "relative", m.name, unit=unit, offset=offset, direction=sign if offset is None else None, anchor=anchor, of=inner, vague=offset is None
    )  # fmt: skip


def from_event(m: Matched) -> DateExpression | None:
    """Two days after the attack, a week before the ceasefire: counts from what was told before."""
    cue = m.need("AB")
    if cue.arabic:  # Arabic puts the length behind: بعد الهجوم بيومين
        return None
    length = m.expressions("π")
    if length:
        unit, amount, inner = length[0].unit, length[0].amount, length[0].of
    else:
        unit, amount, inner = unit_of(m.need("YNVJ")), 1.0, None
        if m.text[max(0, m.start - 2) : m.start] != "a ":
            return None
    if amount is None:
        return None
    offset = round(amount) if cue.symbol == "B" else -round(amount)
    return DateExpression(m.start, m.end, "relative", "date.ago", unit=unit, offset=offset, anchor="event", of=inner)


def weekday(m: Matched) -> DateExpression | None:
    """الثلاثاء, last Friday, الأحد الماضي."""
    token = m.need("Ww")
    adjective = m.token("RG")
    if token.symbol == "w" and m.token("JRG") is None:
        return None
    return DateExpression(m.start, m.end, "weekday", m.name, weekday=token.value, direction=direction_of(adjective))


def weekday_of_week(m: Matched) -> DateExpression | None:
    """الجمعة من الأسبوع المقبل, Tuesday next week."""
    token, unit, adjective = m.need("Ww"), m.need("V"), m.need("RG")
    of = DateExpression(unit.start, unit.end, "relative", m.name, unit="week", offset=direction_of(adjective))
    return DateExpression(m.start, m.end, "weekday", m.name, weekday=token.value, of=of)


def anniversary(m: Matched) -> DateExpression | None:
    """الذكرى الثامنة, the eighth anniversary."""
    number = m.token("12")
    amount = None if number is None else float(number.value)
    return DateExpression(m.start, m.end, "anniversary", m.name, unit="year", amount=amount, direction=-1)


def clock(m: Matched) -> DateExpression | None:
    """الساعة 7, 10:30, 7 am."""
    written, number = m.token("C"), m.token("12")
    if written is not None:
        hour, minute = written.parts[0], written.parts[1]
    elif number is not None:
        past = m.token("Q")  # الثامنة والنصف
        hour, minute = number.value, _PAST_HOUR.get(str(past.get("section")), 0) if past is not None else 0
    else:
        return None
    if hour > 24 or minute > 59:
        return None
    return DateExpression(m.start, m.end, "time_of_day", m.name, hour=hour % 24, minute=minute)
