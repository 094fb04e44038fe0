"""JSON Lines: half a character costs that character, never the document."""

from __future__ import annotations

import json
from pathlib import Path

from tawthiq.domain.document import Document
from tawthiq.ingest.jsonl import read_jsonl
from tests.cli.running import run

TEXT = "بنش 3 آذار 2016 \ud83d قُتل خمسة مدنيين بقصف على بنش 😢 \udc00"


def test_an_emoji_cut_in_two_is_marked_and_spans_hold(tmp_path: Path) -> None:
    path = tmp_path / "posts.jsonl"
    path.write_text(json.dumps({"id": "p\ud800", "text": TEXT, "title": "\udfff"}) + "\n", encoding="ascii")
    (found,) = read_jsonl(path)
    assert isinstance(found, Document)
    assert len(found.text) == len(TEXT)
    assert found.text == TEXT.replace("\ud83d", "\ufffd").replace("\udc00", "\ufffd")
    assert (found.id, found.title) == ("p\ufffd", "\ufffd")


def test_the_rest_of_such_a_post_is_read(tmp_path: Path) -> None:
    path = tmp_path / "posts.jsonl"
    path.write_text(json.dumps({"id": "p", "text": TEXT, "published": "2016-03-04"}) + "\n", encoding="ascii")
    done = run("extract", "--jsonl", path)
    assert done.status == 0, done.err
    (account,) = json.loads(done.out)["accounts"]
    assert [(t["harm"], t["value"]) for t in account["tolls"]] == [("killed", 5)]
