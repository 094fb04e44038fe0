"""Short reports of our own, each another."""

from __future__ import annotations

PLACES = ("بنش", "سراقب", "معرة النعمان", "خان شيخون", "جسر الشغور", "أريحا")


def reports(count: int, seed: int) -> list[str]:
    """`count` short reports in Arabic, of places and tolls of their own; the same for the same seed."""
    return [
        f"إدلب، {1 + (seed * 7 + n) % 27} آذار 2016: قُتل {3 + (seed + n * 5) % 40} مدنياً بقصف جوي على مدينة "
        f"{PLACES[(seed + n) % len(PLACES)]} في ريف إدلب، حسب الدفاع المدني. التقرير رقم {seed}-{n}."
        for n in range(count)
    ]
