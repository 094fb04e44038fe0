"""What numbers a count may stand for when it meets another source's count (standards §2.1, logical compatibility)."""

from __future__ import annotations

from tawthiq.domain.toll import Count
from tawthiq.knowledge.load import toml


def possible_numbers(count: Count) -> tuple[int, int | None]:
    """The lowest and highest number a count may stand for; None is open.

    About 500 → 375–625, «العشرات» → 10–199, a bare plural → 1 and up, 7 → 7. The table is `compatibility` in
    vocabularies/profiles.toml.
    """
    table = toml("vocabularies/profiles.toml")["compatibility"]
    if count.qualifier == "about" and count.value is not None:
        share = float(table["about"])
        return int(count.value * (1 - share)), round(count.value * (1 + share))
    if count.qualifier == "vague" and count.wording in table["vague"]:
        low, high = table["vague"][count.wording]
        return int(low), int(high) or None
    if count.qualifier == "unquantified":
        return min(count.low, 1), None
    return count.low, count.high


def can_both_be_right(a: Count, b: Count) -> bool:
    """Whether two counts of different sources can both be right: «نحو 500» and "more than 520" can, 7 and 9 cannot."""
    (low_a, high_a), (low_b, high_b) = possible_numbers(a), possible_numbers(b)
    return (high_a is None or low_b <= high_a) and (high_b is None or low_a <= high_b)
