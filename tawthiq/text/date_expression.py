"""A date as a text gives it, before it is placed on the calendar: what is said, and nothing more."""

from __future__ import annotations

from typing import Final

from tawthiq.domain.light import initialised

KINDS: Final = (
    "day", "range", "month", "year", "season", "relative", "weekday", "anniversary", "duration", "time_of_day", "recurring", "since", "until",
)  # fmt: skip


@initialised(slots=True, unsafe_hash=True, init=False)
class DateExpression:
    """A wording for a time at folded `[start, end)`.

    - `year`, `month`, `day` in `calendar` (gregorian, hijri); None where the text does not say.
    - `weekday` as ISO 8601 (Monday 1 … Sunday 7); with `unit` "day" and `offset` also for "yesterday, Sunday".
    - `unit` (day, week, month, year, hour …) with `offset` (signed, in units: "last month" −1) or `amount` ("two weeks"; None
      where vague). A relative wording with `amount` is a stretch that long ("the last three days"); with `offset` alone a point.
    - `direction` −1 last, 0 this, 1 next, for a month, weekday or year that carries such an adjective; None without.
    - `part` a part of the day, `hour` a clock hour 0–23; `section` start, middle, end, first_half, second_half, quarter_1 …
    - `nth` the n-th (−1 last) `weekday` or `unit` within `of`.
    - `base` the date a relative wording counts from ("two days after 5 May"); without it the `anchor` counts.
    - `of` the period this lies in (or the further parts of a length: "two years *three months*"); `until` the end of a range whose start is this expression's own fields or `of`.
    - `anchor` is publication, or event where it counts from what was told before ("three days later").
    - `night` marks a night that two dates share ("ليلة أمس الأحد").
    """

    start: int
    end: int
    kind: str
    rule: str
    year: int | None
    month: int | None
    day: int | None
    calendar: str
    weekday: int | None
    unit: str
    offset: int | None
    amount: float | None
    direction: int | None
    part: str
    hour: int | None
    minute: int | None
    section: str
    nth: int | None
    of: DateExpression | None
    until: DateExpression | None
    base: DateExpression | None
    anchor: str
    night: bool
    vague: bool
    order: str

    def __init__(
        self,
        start: int,
        end: int,
        kind: str,
        rule: str,
        year: int | None = None,
        month: int | None = None,
        day: int | None = None,
        calendar: str = "gregorian",
        weekday: int | None = None,
        unit: str = "",
        offset: int | None = None,
        amount: float | None = None,
        direction: int | None = None,
        part: str = "",
        hour: int | None = None,
        minute: int | None = None,
        section: str = "",
        nth: int | None = None,
        of: DateExpression | None = None,
        until: DateExpression | None = None,
        base: DateExpression | None = None,
        anchor: str = "publication",
        night: bool = False,
        vague: bool = False,
        order: str = "",
    ) -> None:
        self.start = start
        self.end = end
        self.kind = kind
        self.rule = rule
        self.year = year
        self.month = month
        self.day = day
        self.calendar = calendar
        self.weekday = weekday
        self.unit = unit
        self.offset = offset
        self.amount = amount
        self.direction = direction
        self.part = part
        self.hour = hour
        self.minute = minute
        self.section = section
        self.nth = nth
        self.of = of
        self.until = until
        self.base = base
        self.anchor = anchor
        self.night = night
        self.vague = vague
        self.order = order
