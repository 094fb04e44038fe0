"""`explain`: for a claim its rule, its words and its sentence; `--at` keeps the claims at one place."""

from __future__ import annotations

from pathlib import Path

from tests.cli.reports import FILES, STRIKE_EN, as_jsonl
from tests.cli.running import run


def blocks(out: str) -> list[str]:
    """The claims printed, without the document's heading."""
    return [block for block in out.strip().split("\n\n") if not block.startswith("# ")]


def test_a_toll_shows_value_rule_words_and_sentence(reports: Path) -> None:
    done = run("explain", reports / "strike.en.txt")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("# strike.en.txt")
    toll = next(block for block in blocks(done.out) if "toll: killed" in block)
    head, words, sentence, hits = toll.splitlines()[:4]
    assert "15–∞ at_least" in head
    assert "rule toll." in head or "rule " in head
    assert "rule -" not in head
    at = STRIKE_EN.index("at least 15 people")
    assert f"[{at}, " in head or f"[{STRIKE_EN.index('15')}, " in head
    assert words.startswith("  words ")
    assert "15" in words
    assert sentence.startswith("  sentence ")
    assert "vegetable market" in sentence
    assert "were wounded" not in sentence
    assert "harm:" in hits
    assert "«killed»" in hits


def test_at_keeps_the_claims_at_that_offset(reports: Path) -> None:
    text = FILES["strike.ar.txt"]
    offset = text.index("30")
    everything = blocks(run("explain", reports / "strike.ar.txt").out)
    here = blocks(run("explain", reports / "strike.ar.txt", "--at", str(offset)).out)
    assert 0 < len(here) < len(everything)
    assert all(block in everything for block in here)
    assert any("injured" in block for block in here)
    assert not any("toll: killed" in block for block in here)


def test_at_where_nothing_is_claimed_prints_no_claim(reports: Path) -> None:
    done = run("explain", reports / "strike.en.txt", "--at", str(len(STRIKE_EN) - 1))
    assert done.status == 0
    assert blocks(done.out) == []


def test_one_of_several_documents_is_chosen_by_its_id(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    path.write_text(as_jsonl(), encoding="utf-8")
    done = run("explain", path, "--id", "shelling")
    assert [line for line in done.out.splitlines() if line.startswith("# ")] == ["# shelling"]
    assert "opp " in done.out


def test_a_document_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    done = run("explain", tmp_path / "nothing.txt")
    assert done.status == 1
    assert "nothing.txt" in done.complaints[0]
    assert len(done.complaints) == 2


def test_an_id_that_the_file_lacks_is_said(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    path.write_text(as_jsonl(), encoding="utf-8")
    done = run("explain", path, "--id", "someone-else")
    assert done.status == 1
    assert "someone-else" in done.err
