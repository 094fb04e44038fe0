"""A text that ends where something more was to be told is read as far as it goes."""

from __future__ import annotations

from tests.extract.telling import told


def test_a_text_may_end_right_behind_a_verb_of_harm() -> None:
    """A blank behind the last verb is where a name would begin; it cost the whole document."""
    read = told("Five people were wounded in Aleppo.\nISIS killed ", lang="en")
    assert [t.count.low for a in read.accounts for t in a.tolls] == [5]
