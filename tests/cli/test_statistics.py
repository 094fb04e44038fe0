"""`statistics`: the register's tables, tab-separated in a pipe, drawn on a terminal, for a period."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from tests.cli.running import Ran, run


def rows(done: Ran) -> list[dict[str, str]]:
    assert (done.status, done.err) == (0, "")
    return list(csv.DictReader(io.StringIO(done.out), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_a_pipe_gets_the_rows_of_statistics_csv(built: Path) -> None:
    done = run("statistics", "--register", built, "--by", "month,actor,governorate,kind")
    with (built / "statistics.csv").open(encoding="utf-8", newline="") as file:
        published = list(csv.DictReader(file))
    for row in published:
        row["label"] = row.pop("label_en")
        del row["label_ar"]
    assert rows(done) == [
        dict(sorted(row.items(), key=lambda item: list(rows(done)[0]).index(item[0]))) for row in published
    ]


def test_each_table_adds_up_to_the_total(built: Path) -> None:
    found = rows(run("statistics", "--register", built))
    assert next(row["dimension"] for row in found) == "total"
    assert {row["dimension"] for row in found} == {"total", "month", "actor", "governorate"}
    total = found[0]
    assert total["incidents"] == "2"
    for dimension in ("month", "actor", "governorate"):
        for column in ("incidents", "killed_min", "killed_max", "injured_min", "injured_max"):
            assert sum(int(row[column]) for row in found if row["dimension"] == dimension) == int(total[column])


def test_only_what_is_asked_for_is_printed(built: Path) -> None:
    found = rows(run("statistics", "--register", built, "--by", "governorate", "--lang", "ar"))
    assert [(row["dimension"], row["label"]) for row in found[1:]] == [("governorate", "حلب")]


@pytest.mark.parametrize(
    ("start", "end", "keys"),
    [
        ("2014-01-01", "2014-12-31", ["2014-02"]),
        ("2016-05-07", "2016-05-07", ["2016-05"]),
        ("2016-05-08", None, []),
        (None, "2014-02-03", ["2014-02"]),
        (None, "2014-02-02", []),
    ],
)
def test_a_period_keeps_what_certainly_falls_into_it(
    start: str | None, end: str | None, keys: list[str], built: Path
) -> None:
    period = [*(["--from", start] if start else []), *(["--to", end] if end else [])]
    found = rows(run("statistics", "--register", built, "--by", "month", *period))
    assert [row["key"] for row in found[1:]] == keys
    assert found[0]["incidents"] == str(len(keys))


def test_a_terminal_gets_a_drawn_table(built: Path) -> None:
    done = run("statistics", "--register", built, "--by", "month", terminal=True)
    assert done.status == 0
    assert "\t" not in done.out
    assert "By month" in done.out
    assert "February 2014" in done.out
    assert "15–19+" in done.out
    assert "dimension" not in done.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--by", "weekday"], "weekday"),
        (["--by", ","], "choose from"),
        (["--from", "2016-13-01"], "2016-13-01"),
        (["--from", "2016-05-02", "--to", "2016-05-01"], "before"),
    ],
)
def test_what_cannot_be_counted_is_wrong_use(words: list[str], said: str, built: Path) -> None:
    done = run("statistics", "--register", built, *words)
    assert (done.status, done.out) == (2, "")
    assert said in done.complaints[0]
    assert len(done.complaints) == 1


def test_no_sum_is_made_of_half_a_register(built: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(built, tmp_path / "register"))
    with (folder / "incidents.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "cut off\n')
    done = run("statistics", "--register", folder)
    assert (done.status, done.out) == (1, "")
    assert "incidents.jsonl: line 3" in done.complaints[0]
    (folder / "accounts.jsonl").unlink()
    assert "accounts.jsonl" in run("statistics", "--register", folder).complaints[0]


def test_a_place_of_the_offices_own_is_counted_where_it_lies(built: Path, tmp_path: Path) -> None:
    """A register from an office whose list is not at hand: the governorate is found by its name."""
    folder = Path(shutil.copytree(built, tmp_path / "register"))
    path = folder / "incidents.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        line["place"]["id"] = "office.somewhere"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    found = rows(run("statistics", "--register", folder, "--by", "governorate"))
    assert [(row["label"], row["incidents"]) for row in found[1:]] == [("Aleppo", "2")]
