"""A built register comes in whole, comes in once, and what persons ruled outlasts a rebuild."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_everything_of_the_register_is_there(office: Path) -> None:
    from tawthiq.workbench.register.models import Account, Claim, Document, Incident

    documents, accounts, incidents = (_lines(office / f"{n}.jsonl") for n in ("documents", "accounts", "incidents"))
    assert Document.objects.count() == len([d for d in documents if "error" not in d])
    assert Account.objects.count() == sum(len(a["accounts"]) for a in accounts)
    assert {i.key: i.record for i in Incident.objects.all()} == {i["id"]: i for i in incidents}
    tolls = sum(len(a["tolls"]) for line in accounts for a in line["accounts"])
    assert Claim.objects.filter(field="toll").count() == tolls > 20
    for claim in Claim.objects.exclude(start=None).select_related("account__document"):
        assert claim.account.document.text[claim.start : claim.end] == claim.text


def test_accounts_stand_in_the_incidents_of_the_register(office: Path) -> None:
    from tawthiq.workbench.register.models import Account

    homes = {(d, n): i["id"] for i in _lines(office / "incidents.jsonl") for d, n in i["accounts"]}
    found = {
        a.ref: a.incident.key for a in Account.objects.exclude(incident=None).select_related("document", "incident")
    }
    assert found == homes


def test_weighing_anew_without_a_ruling_changes_nothing(office: Path) -> None:
    from tawthiq.workbench.register.models import Incident
    from tawthiq.workbench.register.reweigh import reweigh

    for incident in Incident.objects.all():
        before = json.dumps(incident.record, sort_keys=True)
        assert json.dumps(reweigh(incident).record, sort_keys=True) == before, incident.key


def test_the_same_register_is_not_loaded_twice(office: Path) -> None:
    from tawthiq.workbench.register.loading import load

    assert load(office).done is False


def test_a_folder_that_is_no_register_is_named(tmp_path: Path) -> None:
    from tawthiq.workbench.register.loading import NotARegister, load

    with pytest.raises(NotARegister, match=r"documents\.jsonl: no such file"):
        load(tmp_path)
    for name in ("documents", "accounts", "incidents", "findings"):
        (tmp_path / f"{name}.jsonl").write_text("{broken\n" if name == "accounts" else "", encoding="utf-8")
    with pytest.raises(NotARegister, match=r"accounts\.jsonl: line 1 is no JSON"):
        load(tmp_path)


PREFIX = "نسخة أخرى من الصفحة نفسها.\n"


def _shifted(value: Any, by: int) -> Any:
    """A record whose spans stand `by` characters further on."""
    if isinstance(value, dict):
        return {
            k: [v[0] + by, v[1] + by]
            if k in ("span", "kind_span") and v
            else [[a + by, b + by] for a, b in v]
            if k == "spans"
            else _shifted(v, by)
            for k, v in value.items()
        }
    return [_shifted(v, by) for v in value] if isinstance(value, list) else value


class Rebuilt:
    """The register as a later build writes it: change its lines, then write and load them."""

    def __init__(self, office: Path, to: Path) -> None:
        import shutil

        self.folder = to / "again"
        shutil.copytree(office, self.folder, ignore=shutil.ignore_patterns("workbench"))
        self.lines = {n: _lines(self.folder / f"{n}.jsonl") for n in ("documents", "accounts", "incidents", "findings")}

    def load(self) -> Any:
        from tawthiq.workbench.register.loading import load

        for name, lines in self.lines.items():
            text = "".join(json.dumps(x, ensure_ascii=False) + "\n" for x in lines)
            (self.folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
        return load(self.folder)

    def prefix(self, text: str) -> None:
        """Every document begins with other words, and every span stands further on."""
        self.lines["documents"] = [
            {**_shifted(d, len(text)), "text": text + d["text"]} if "text" in d else d for d in self.lines["documents"]
        ]
        self.lines["accounts"] = _shifted(self.lines["accounts"], len(text))

    def turn(self) -> None:
        """The accounts of every document stand the other way round."""
        size = {line["id"]: len(line["accounts"]) for line in self.lines["accounts"]}

        def ref(found: list[Any]) -> list[Any]:
            return [found[0], size[found[0]] - 1 - found[1], *found[2:]]

        for line in self.lines["accounts"]:
            line["accounts"].reverse()
        for line in self.lines["incidents"]:
            line["accounts"] = sorted(map(ref, line["accounts"]))
            for part in (*line["tolls"], *line["conflicts"], *line["actors"]):
                for name in ("claims", "superseded", "accounts"):
                    if name in part:
                        part[name] = list(map(ref, part[name]))
            for link in line["links"]:
                link["a"], link["b"] = ref(link["a"]), ref(link["b"])


@pytest.fixture
def rebuilt(office: Path, tmp_path: Path) -> Rebuilt:
    return Rebuilt(office, tmp_path)


def _everything_fits(office: Path) -> None:
    """Every claim's words stand where it says, and every incident can be weighed."""
    from tawthiq.workbench.register.models import Claim, Incident
    from tawthiq.workbench.register.reweigh import reweigh

    for claim in Claim.objects.exclude(start=None).select_related("account__document"):
        assert claim.account.document.text[claim.start : claim.end] == claim.text
    for incident in Incident.objects.all():
        reweigh(incident)


def _another_rule(rebuilt: Rebuilt) -> None:
    for line in rebuilt.lines["accounts"]:
        for told in line["accounts"]:
            told["rule"] = "another.rule"


CHANGES = {
    "read by another rule": _another_rule,
    "another text": lambda rebuilt: rebuilt.prefix(PREFIX),
    "accounts the other way round": lambda rebuilt: rebuilt.turn(),
    "all of it": lambda rebuilt: (_another_rule(rebuilt), rebuilt.prefix(PREFIX), rebuilt.turn()),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_rebuild_keeps_what_persons_ruled(office: Path, officer: Any, rebuilt: Rebuilt, change: str) -> None:
    from tawthiq.workbench.register.actions.accounts import move_account, review_account
    from tawthiq.workbench.register.actions.claims import add_claim, correct_claim, reject_claim
    from tawthiq.workbench.register.actions.pairs import rule_pair
    from tawthiq.workbench.register.models import Account, Claim, Document, Incident, Pair

    analyst = officer("analyst")
    rejected, corrected = (
        Claim.objects.filter(field="toll", account__incident__documents__gte=2)
        .select_related("account__document")
        .order_by("pk")[:2]
    )
    reject_claim(analyst, rejected, reason="counts the wounded, not the dead")
    words = corrected.account.document.text[corrected.start : corrected.end + 5]  # type: ignore[operator]
    correct_claim(
        analyst, corrected, {"low": 4, "high": 4, "span": [corrected.start, corrected.end + 5]}, reason="four"
    )  # type: ignore[operator]
    corrected.account.refresh_from_db()
    start = corrected.account.document.text.index(" ")
    add_claim(analyst, corrected.account, "weapon", {"code": "mortar", "span": [0, start]}, reason="in the title")
    added = corrected.account.document.text[:start]
    account = Account.objects.filter(incident__documents=1).exclude(
        document__in=[rejected.account.document_id, corrected.account.document_id]
    )
    moved = account.select_related("document", "incident").order_by("pk")[0]
    other = Incident.objects.filter(documents__gte=2).order_by("pk")[0]
    move_account(analyst, moved, other, reason="the same event")
    moved.refresh_from_db()
    review_account(officer("reviewer"), moved, "accepted", reason="read against the text")
    a, b = Account.objects.exclude(incident=None).exclude(pk=moved.pk).order_by("pk")[:2]
    pair = Pair.objects.create(a=a, b=b, score=1.0)
    rule_pair(analyst, pair, False, reason="two events")
    CHANGES[change](rebuilt)
    assert rebuilt.load().lost == ()

    def now(claim: Claim) -> list[Claim]:
        mine = Claim.objects.filter(field=claim.field, account__document__key=claim.account.document.key)
        return list(mine.exclude(state="proposed").order_by("pk"))

    assert [c.text for c in now(rejected) if c.state == "rejected"] == [rejected.text]
    kept = [c for c in now(corrected) if c.state == "corrected"]
    assert [(c.text, c.low, c.high) for c in kept] == [(words, 4, 4)]
    proposed = Claim.objects.filter(account=kept[0].account, field="toll", state="proposed", text=corrected.text)
    assert not proposed.exists(), "the machine's reading of a corrected count stands beside the correction"
    assert Claim.objects.get(account=kept[0].account, field="weapon", state="added").text == added
    put = Account.objects.get(pk=moved.pk)
    assert (put.incident.key, put.placed_by, put.state) == (other.key, "person", "accepted")  # type: ignore[union-attr]
    assert Pair.objects.get(pk=pair.pk).state == "different"
    cited = [ref for t in Incident.objects.get(pk=kept[0].account.incident_id).record["tolls"] for ref in t["claims"]]
    assert rejected.account.document.key not in {
        d for d, *rest in cited if rest == [rejected.account.number, rejected.number]
    }
    assert Document.objects.count() == len([d for d in rebuilt.lines["documents"] if "error" not in d])
    _everything_fits(office)


def test_a_ruling_whose_words_are_gone_is_named_and_breaks_nothing(
    office: Path, officer: Any, rebuilt: Rebuilt
) -> None:
    from tawthiq.workbench.register.actions.claims import add_claim
    from tawthiq.workbench.register.models import Account, Decision

    account = Account.objects.select_related("document").order_by("pk")[0]
    add_claim(officer("analyst"), account, "weapon", {"code": "mortar", "span": [0, 12]}, reason="in the title")
    key, gone = account.document.key, account.document.text[:12]
    for document in rebuilt.lines["documents"]:
        if document.get("id") == key:
            document["text"] = document["text"].replace(gone, "ـ" * len(gone))
    for line in rebuilt.lines["accounts"]:
        line["accounts"] = [] if line["id"] == key else line["accounts"]
    for incident in rebuilt.lines["incidents"]:
        incident["accounts"] = [a for a in incident["accounts"] if a[0] != key]
    lost = rebuilt.load().lost
    assert [name.partition("/")[0] for name in lost] == [f"claim:{key}#{account.number}"]
    assert Decision.objects.get(action="claim.add").subject == lost[0]


def test_a_document_that_persons_ruled_on_stays_and_others_go(office: Path, officer: Any, rebuilt: Rebuilt) -> None:
    from tawthiq.workbench.register.actions.claims import reject_claim
    from tawthiq.workbench.register.models import Claim, Document

    claim = Claim.objects.filter(field="toll").select_related("account__document").order_by("pk")[0]
    reject_claim(officer("analyst"), claim, reason="not so")
    for name in ("documents", "accounts", "incidents", "findings"):
        rebuilt.lines[name] = []
    rebuilt.load()
    assert list(Document.objects.values_list("key", flat=True)) == [claim.account.document.key]
    assert Claim.objects.get(pk=claim.pk).state == "rejected"
    _everything_fits(office)


def test_how_many_pairs_nobody_is_asked_about_is_taken_over(office: Path, rebuilt: Rebuilt) -> None:
    import sqlite3
    from contextlib import closing

    from tawthiq.workbench.register.held import number_unasked

    rebuilt.lines["documents"][0]["title"] += " (2)"
    with closing(sqlite3.connect(rebuilt.folder / "register.db")) as database, database:
        database.execute("INSERT INTO meta VALUES ('unasked', '42')")
    assert rebuilt.load().done
    assert number_unasked() == 42
