"""A register read back in one step or the long way: the same values, and the same words for a line that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tawthiq.cli.register_folder import RegisterLines
from tawthiq.domain.from_records import NOWHERE, incident_from_record
from tawthiq.domain.incident import Incident
from tawthiq.publish.register_lines import whole_incident_from_line


def _read(folder: Path, *, quick: bool) -> tuple[list[Incident], list[str], int]:
    lines = RegisterLines(folder, lambda progress: None)
    made = lines.every(
        "incidents.jsonl",
        lambda record: incident_from_record(record, atlas=NOWHERE),
        quick=(lambda raw: whole_incident_from_line(raw, NOWHERE)) if quick else None,
    )
    return made, [item.message for item in lines.failed], lines.read


@pytest.mark.parametrize(
    "odd",
    [
        b"\n", b"  \n", b"no json\n", b"[1]\n", b"{}\n", b'"\xff"\n', b'{"id": "x", "error": {"code": "c", "message": "m"}}\n',
        b'{"id": "x", "error": "said"}\n',
    ],
)  # fmt: skip
def test_an_odd_line_is_read_or_named_the_same_way(built: Path, tmp_path: Path, odd: bytes) -> None:
    known = (built / "incidents.jsonl").read_bytes().splitlines(keepends=True)
    failed = known[0].replace(b"{", b'{"error": {"code": "c", "message": "m"}, ', 1)
    (tmp_path / "incidents.jsonl").write_bytes(known[0] + odd + failed + b"".join(known[1:]))
    found = _read(tmp_path, quick=True)
    assert found == _read(tmp_path, quick=False)
    assert len(found[0]) == len(known)
    assert len(found[1]) == (1 if odd.isspace() else 2)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    found, failed, _ = _read(tmp_path, quick=True)
    assert found == []
    assert failed == _read(tmp_path, quick=False)[1] != []
