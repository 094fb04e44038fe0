"""One number under construction: takes part after part as long as they get smaller.

Rule: the parts of one number get smaller (thousands, then hundreds, then the rest); a hundred or a scale multiplies
what stands right before it. `Sum.take` is given each part with what joins it to the last one: "" nothing, "-" a hyphen,
"and", "," a comma, "over" (العشرون بعد المئة); each role of number word (knowledge, numbers.toml) has its own rule.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tawthiq.domain.light import initialised
from tawthiq.text.digits import Digits

_OPEN: Final = 10**24
_ALMOST: Final = 1e-6


@initialised(slots=True, unsafe_hash=True, init=False)
class Part:
    """One part of a number as it stands in the text: a hit of the dictionary or written digits."""

    start: int
    end: int
    role: str
    value: int | float
    times: float
    wording: str
    bound: bool
    definite: bool
    joined: bool
    low: int
    high: int | None
    digits: Digits | None
    prefix: int
    arabic: bool

    def __init__(
        self,
        start: int,
        end: int,
        role: str,
        value: int | float,
        times: float = 0,
        wording: str = "",
        bound: bool = False,
        definite: bool = False,
        joined: bool = False,
        low: int = 0,
        high: int | None = None,
        digits: Digits | None = None,
        prefix: int = 0,
        arabic: bool = False,
    ) -> None:
        self.start = start
        self.end = end
        self.role = role
        self.value = value
        self.times = times
        self.wording = wording
        self.bound = bound
        self.definite = definite
        self.joined = joined
        self.low = low
        self.high = high
        self.digits = digits
        self.prefix = prefix
        self.arabic = arabic


class Sum:
    """A number under construction: whole thousands in `total`, the rest in `group`, a new part must be below `floor`."""

    def __init__(self, first: Part) -> None:
        self.first = self.last = first
        self.total: int | float = 0
        self.group: int | float = 0
        self.floor = 1000  # a further part of the group must be smaller than this
        self.scale = _OPEN
        self.parts = 0
        self.ordinal = False
        self.vague = ""
        self.sign = 1
        self.spelled = False
        self.closed = False
        self.halved = 0  # the scale that "and a half" was added to

    @property
    def value(self) -> int | float:
        """The number so far."""
        value = (self.total + self.group) * self.sign
        whole = round(value)  # 4.1 million is a whole number, though 4.1 * 1,000,000 is a little less
        return whole if abs(value - whole) < _ALMOST else value

    def take(self, part: Part, joint: str) -> bool:
        """Adds `part`, which stands after `joint`, if the number may go on with it."""
        if joint == "over":
            taken = (
                self.ordinal and part.definite and self.group < 100 and part.role in ("hundred", "hundreds", "scale")
            )
            if taken:
                self.total += part.value * (part.times or 1)
                self.closed = True
        elif self.halved and joint == "" and part.value == self.halved:  # أربعة ملايين ونصف المليون
            taken, self.halved = True, 0
        else:
            rule: Callable[[Part, str], bool] | None = getattr(self, f"_{part.role}", None)
            taken = rule is not None and not self.closed and not (self.vague and self.parts) and rule(part, joint)
        if not taken:
            return False
        self.last = part
        self.parts += 1
        self.spelled = self.spelled or part.role != "digits"
        return True

    def _fresh(self) -> bool:
        return self.group == 0 and self.floor == 1000

    def _glued(self, joint: str) -> bool:
        return joint in ("", "-") and self.parts > 0

    def _add(self, value: int | float, size: int, floor: int, joint: str) -> bool:
        """Adds a part below a thousand that needs room for `size` and leaves room below `floor`."""
        if self.parts and (size >= self.floor or joint == "," or (joint == "-" and self.floor > 10)):
            return False
        if joint == "and" and not self.last.arabic and self.floor < 100:  # twenty and five
            return False
        self.group += value
        self.floor = floor
        return True

    def _digits(self, part: Part, joint: str) -> bool:
        digits = part.digits
        if digits is None or digits.form not in ("integer", "decimal"):
            return False
        if self.parts == 0:
            self.group, self.floor = part.value, 1
            return True
        if joint == "and" and self.last.role == "hundred" and 0 < part.value < self.floor:  # 3 hundred and 21
            self.group += part.value
            self.floor = 1
            return True
        if self.scale == _OPEN or not self._fresh() or joint != "and" or not 0 < part.value < self.scale:
            return False
        self.group, self.floor = part.value, 1
        return True

    def _unit(self, part: Part, joint: str) -> bool:
        if self.parts and part.value == 0:
            return False
        if self.parts == 0 or self.floor >= 100 or (self.floor == 10 and self.group % 10 == 0):
            return self._add(part.value, 1, 2, joint)
        return False

    def _ten(self, part: Part, joint: str) -> bool:
        if self.floor == 2 and part.arabic and joint == "and" and self.last.role in ("unit", "ordinal"):  # خمسة وعشرون
            self.group += part.value
            self.floor = 1
            return True
        return self._century(part, joint) or self._add(part.value, 10, 1 if part.arabic else 10, joint)

    def _teen(self, part: Part, joint: str) -> bool:
        return self._century(part, joint) or self._add(part.value, 10, 1, joint)

    def _century(self, part: Part, joint: str) -> bool:
        """A year said in pairs: nineteen seventy-three, twenty fourteen."""
        if (
            part.arabic
            or self.parts != 1
            or joint
            or self.last.role not in ("teen", "ten")
            or not 16 <= self.group <= 20
        ):
            return False
        self.group = self.group * 100 + part.value
        self.floor = 10 if part.role == "ten" else 1
        return True

    def _teen_mark(self, part: Part, joint: str) -> bool:
        if self.floor == 2 and joint == "" and (self.last.role == "unit" or self._ordinal_below_ten()):  # خمسة عشر
            self.group += 10
            self.floor = 1
            return True
        return self._add(10, 10, 1, joint)

    def _ordinal_below_ten(self) -> bool:  # أول عشرة are ten: the eleventh is الحادي عشر
        return self.last.role == "ordinal" and (self.last.value != 1 or self.last.bound)

    def _hundred(self, part: Part, joint: str) -> bool:
        if part.definite and not self.parts:
            self.ordinal = part.wording == ""
        before = self.group
        if self._glued(joint) and 0 < before < 100 and self.last.role in ("unit", "digits", "teen", "ten", "teen_mark"):
            self.group, self.floor = before * 100, 100
            return True
        if self._glued(joint) and before > 100 and 0 < before % 100 < 10:
            return False
        if part.wording:
            if self.parts:
                return False
            self.vague = part.wording
        return self._add(100, 100, 100, joint)

    def _hundreds(self, part: Part, joint: str) -> bool:
        if part.definite and not self.parts:
            self.ordinal = True
        return self._add(part.value, 100, 100, joint)

    def _scale(self, part: Part, joint: str) -> bool:
        size = int(part.value)
        if part.times:
            if self.parts and (size >= self.scale or not self._fresh() or joint == ","):
                return False
            self.total += part.times * size
        elif self._glued(joint) and not self._fresh() and size < self.scale:
            self.total += self.group * size
        elif (
            self._glued(joint) and self._fresh() and self.total and not self.vague and part.wording == ""
        ):  # مئة ألف مليون
            self.total *= size
            size = self.scale
        elif self.parts == 0:
            if part.wording:
                self.vague = part.wording
            elif part.definite:
                self.ordinal = True
            self.total += size
        elif joint == "and" and self._fresh() and size < self.scale and not part.wording:
            self.total += size
        else:
            return False
        self.group, self.floor = 0, 1000
        self.scale = min(size, self.scale)
        return True

    def _dozen(self, part: Part, joint: str) -> bool:
        if part.times:
            if self.parts and (joint != "and" or self.floor < 100):
                return False
            self.group += part.times * part.value
        elif self._glued(joint) and self.group and not self.total:
            self.group *= part.value
        elif self.parts == 0:
            self.group = part.value
            self.vague = "dozens" if part.wording == "dozens" else ""
        else:
            return False
        self.floor, self.closed = 1, True
        return True

    def _fraction(self, part: Part, joint: str) -> bool:
        if self.parts == 0:
            self.group, self.floor = part.value, 1
            return True
        if joint == "and" and self.last.role == "scale" and self._fresh():  # مليون ونصف
            self.total += part.value * self.last.value
            self.halved, self.closed = int(self.last.value), True
            return True
        return False

    def _ordinal(self, part: Part, joint: str) -> bool:
        size = 1 if part.value < 10 else 10
        if self.parts and (self.last.role == "ordinal" or joint == "," or (part.arabic and joint == "")):
            return False
        if self.parts and (size >= self.floor or (not part.arabic and joint == "and" and self.floor < 100)):
            return False
        self.group += part.value
        self.floor = 2 if part.arabic and size == 1 else 1
        self.ordinal = True
        self.closed = not part.arabic
        return True

    def _ordinal_hundred(self, part: Part, joint: str) -> bool:
        if self.parts and not (self._glued(joint) and 0 < self.group < 100):
            return False
        self.group = (self.group or 1) * 100
        self.ordinal = self.closed = True
        return True

    def _ordinal_scale(self, part: Part, joint: str) -> bool:
        if self.parts and not self._glued(joint):
            return False
        self.total += (self.group or 1) * part.value
        self.group = 0
        self.ordinal = self.closed = True
        return True

    def _sign(self, part: Part, joint: str) -> bool:
        if self.parts or self.sign < 0:
            return False
        self.sign = -1
        self.parts -= 1  # a sign alone is no number
        return True

    def _vague(self, part: Part, joint: str) -> bool:
        if self.parts:
            return False
        self.vague, self.closed = part.wording, True
        return True
