"""Fire that was opened with the shooters or the weapon in between: «فتح عناصر الدورية النار», "opened heavy machine-gun fire".

The dictionary pass knows «فتح النار» and "opened fire" as they stand together; these are their verb and their noun apart, in one
clause and a few words from one another.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.reading import Reading

_WORDS: Final = 8
"""Words at most between the verb and the fire."""


@cache
def _pattern() -> re.Pattern[str]:
    words = toll_grammar()
    verbs = "|".join(sorted(map(re.escape, words.opens_fire), key=len, reverse=True))
    fire = "|".join(sorted(map(re.escape, words.fire), key=len, reverse=True))
    between = rf"(?:[^\s.,;:!?()\n]{{1,30}} ){{1,{_WORDS}}}?"
    joined = "|".join(sorted(map(re.escape, words.joined_to_verbs)))
    return re.compile(rf"(?<!\w)(?:{joined})?(?:{verbs}) {between}(?P<fire>{fire})(?!\w)")


def opened_fire(reading: Reading) -> list[tuple[int, int]]:
    """Folded bounds of the words for fire that somebody opened, where other words stand between."""
    words, text = toll_grammar(), reading.text
    if not (any(word in text for word in words.fire) and any(word in text for word in words.opens_fire)):
        return []
    found = [m for m in _pattern().finditer(reading.text) if not reading.within(*m.span("fire"), "weapon")]
    return [m.span("fire") for m in found if not _from_the_air(reading, *m.span())]


def _from_the_air(reading: Reading, start: int, end: int) -> bool:
    """Whether aircraft stand between the verb and the fire: «أطلقت طائرة مسيرة النار»."""
    return bool(reading.of_id(start, end, "force_word", "aircraft"))
