"""The way back from the published records: extract lines, document lines and incident lines become domain objects again.

What the contract promises must be there; what this project adds beyond it may be missing and is then empty. A quote is
checked against its document wherever the document is at hand; without it the quoted words are taken at their word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from tawthiq.domain.account import Account, Aggregate, Appeal, Extraction
from tawthiq.domain.actors import ActorMention, PersonMention, WeaponMention
from tawthiq.domain.control import ControlChange
from tawthiq.domain.document import Aside, Document, Published
from tawthiq.domain.finding import Finding
from tawthiq.domain.incident import Conflict, Definition, Incident, Link, Origin, Reason, Responsibility, TollRange
from tawthiq.domain.quick import quick
from tawthiq.domain.records import Record
from tawthiq.domain.source import Attribution
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.toll import Count, Toll
from tawthiq.domain.when import Period, When
from tawthiq.domain.where import Place, PlaceMention

Made = TypeVar("Made")

_When = quick(When)
_PlaceMention = quick(PlaceMention)
_Quote = quick(Quote)
_Attribution = quick(Attribution)
_Toll = quick(Toll)
_Count = quick(Count)
_ActorMention = quick(ActorMention)
_WeaponMention = quick(WeaponMention)
_PersonMention = quick(PersonMention)
_Account = quick(Account)
_TollRange = quick(TollRange)
_Responsibility = quick(Responsibility)
_Origin = quick(Origin)
_Incident = quick(Incident)


class RecordError(ValueError):
    """A record that is not in the published format; the message says what is wrong with it, on one line."""


@dataclass(frozen=True, slots=True)
class Atlas:
    """The places that records name by id.

    A record gives a place's own id but only the names of what it lies in. A place that `places` does not hold (an
    office's own, where its list is not at hand) keeps the record's values, its country and governorate found by name.
    """

    places: Mapping[str, Place] = field(default_factory=dict)
    divisions: Mapping[tuple[str, str], Place] = field(default_factory=dict)

    @classmethod
    def of(cls, places: Mapping[str, Place]) -> Atlas:
        """An atlas of `places` by id."""
        named: dict[tuple[str, str], Place] = {}
        for place in places.values():
            if place.level == "country":
                named.setdefault((place.name_en, ""), place)
            elif place.level == "governorate" and (country := places.get(place.country or "")) is not None:
                named.setdefault((country.name_en, place.name_en), place)
        return cls(places, named)

    def place(self, record: Record) -> Place:
        """The place of a record."""
        known = self.places.get(record["id"])
        if known is not None:
            return known
        country = self.divisions.get((record.get("country") or "", ""))
        division = self.divisions.get((record.get("country") or "", record.get("governorate") or ""))
        governorate = division.id if division is not None and division.level == "governorate" else None
        return Place(
            record["id"], record["level"], record["name_en"], record.get("name_ar") or "",
            record.get("parent") or governorate or (country.id if country else None), country.id if country else None, governorate,
            record.get("lat"), record.get("lon"),
        )  # fmt: skip


NOWHERE = Atlas()
"""An atlas without places: every place keeps what its record says."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """Makes claims of records: `text` is the document's, None where it is not at hand."""

    text: str | None
    atlas: Atlas

    def quote(self, record: Record, text: str = "text", span: str = "span") -> Quote:
        """The quote of a record; raises RecordError where the document's text says otherwise at its span."""
        start, end = record[span]
        words, where = str(record[text]), Span(start, end)
        if self.text is None or (end <= len(self.text) and self.text[start:end] == words):
            return _Quote(words, where)
        found = Quote.of(self.text, where)
        if found.text != words:
            raise RecordError(f"[{where.start}, {where.end}) of the document is not {words[:40]!r}")
        return found

    def when(self, record: Record | None) -> When | None:
        if record is None:
            return None
        quoted = self.quote(record) if record.get("span") else None
        return _When(
            _day(record["start"]), _day(record["end"]), record["precision"], record["basis"], quoted,
            record.get("rule", ""), record.get("partial", ""),
        )  # fmt: skip

    def place(self, record: Record | None) -> PlaceMention | None:
        return None if record is None else self.site(record)

    def site(self, record: Record) -> PlaceMention:
        return _PlaceMention(
            self.atlas.place(record), record.get("country") or "", record.get("governorate"), record["precision"],
            self.quote(record), tuple(record.get("candidates") or ()), record.get("rule", ""),
        )  # fmt: skip

    def said(self, record: Record | None) -> Attribution | None:
        if record is None:
            return None
        return _Attribution(self.quote(record), record["source_type"], record.get("key", ""), record.get("rule", ""))

    def toll(self, record: Record) -> Toll:
        bounds = (_number(record["low"]), _open_number(record["high"]), _open_number(record["value"]))
        count = _Count(*bounds, record["qualifier"], record.get("wording", ""))
        return _Toll(
            _code(record["harm"]), record["group"], count, self.quote(record), record.get("rule", ""),
            self.said(record.get("attribution")), record.get("of"), bool(record.get("superseded")),
            bool(record.get("formulaic")), bool(record.get("loaded_term")),
        )  # fmt: skip

    def actor(self, record: Record) -> ActorMention:
        return _ActorMention(
            record["code"], record["name_en"], record["name_ar"], record["role"], self.quote(record), record["mode"],
            record.get("unit", ""), record.get("rule", ""),
        )  # fmt: skip

    def account(self, record: Record) -> Account:
        place = self.place(record["place"])
        named = tuple(self.site(p) for p in record.get("places") or ())
        spans = tuple(_span(s) for s in record.get("spans") or ())
        if self.text is not None and any(s.end > len(self.text) for s in spans):
            raise RecordError("a span of an account lies past the end of the document")
        return _Account(
            kind=_code(record["kind"]),
            labels=tuple(record.get("labels") or ()),
            background=bool(record.get("background")),
            summary=bool(record.get("summary")),
            date=self.when(record["date"]),
            place=place,
            places=named or ((place,) if place is not None and "places" not in record else ()),
            actors=tuple(self.actor(a) for a in record["actors"]),
            weapons=tuple(
                _WeaponMention(w["code"], self.quote(w), w.get("rule", "")) for w in record.get("weapons") or ()
            ),
            persons=tuple(
                _PersonMention(p["name"], p["role"], self.quote(p), p.get("key", ""), p.get("rule", ""))
                for p in record.get("persons") or ()
            ),
            tolls=tuple(self.toll(t) for t in record["tolls"]),
            kind_quote=self.quote(record, "kind_text", "kind_span") if record.get("kind_span") else None,
            spans=spans,
            rule=record.get("rule", ""),
        )

    def aggregate(self, record: Record) -> Aggregate:
        period, value = record["period"], _number(record["value"])
        bounds = (_number(record.get("low", value)), _open_number(record.get("high", value)))
        stated = _open_number(record.get("stated", value))
        count = _Count(*bounds, stated, record["qualifier"], record.get("wording", ""))
        return Aggregate(
            Period(_day(period["start"]), _day(period["end"]), period.get("text", "")), record["dimension"],
            record["key"], record["measure"], count, self.quote(record), self.said(record.get("attribution")),
            record.get("rule", ""), record.get("table"), record.get("percent"), record.get("subject"),
        )  # fmt: skip

    def appeal(self, record: Record) -> Appeal:
        at_risk = record.get("people_at_risk")
        return Appeal(
            record["by"], tuple(record["to"]), record["demand"], self.quote(record),
            self.toll(at_risk) if at_risk else None, record.get("rule", ""),
        )  # fmt: skip

    def control(self, record: Record) -> ControlChange:
        return ControlChange(
            _code(record["change"]), tuple(self.actor(p) for p in record["parties"]), self.site(record["place"]),
            self.quote(record), self.when(record["date"]), self.said(record.get("attribution")),
            bool(record.get("partial")), record.get("rule", ""),
        )  # fmt: skip


def document_from_record(record: Any) -> Document:
    """The document of a line of `documents.jsonl`. Raises RecordError."""
    return _made(record, _document)


def extraction_from_record(record: Any, document: Document | None = None, *, atlas: Atlas = NOWHERE) -> Extraction:
    """What an extract line says of its document.

    Without `document` the extraction's own has no text, title or publisher; linking and weighing do without. Raises
    RecordError for a record that is not in the format, is of another document, or quotes what `document` does not say.
    """

    def make(found: Record) -> Extraction:
        if document is not None and document.id != found["id"]:
            raise RecordError(f"the document is {document.id!r}")
        reader = _Reader(document.text if document is not None else None, atlas)
        return Extraction(
            document or Document(_code(found["id"]), "", found["lang"], published=_published(found["published"])),
            tuple(reader.account(a) for a in found["accounts"]),
            tuple(reader.aggregate(a) for a in found.get("aggregates") or ()),
            tuple(reader.appeal(a) for a in found.get("appeals") or ()),
            tuple(_finding(f) for f in found.get("findings") or ()),
            tuple(reader.control(c) for c in found.get("control") or ()),
        )

    return _made(record, make)


def incident_from_record(record: Any, *, atlas: Atlas = NOWHERE) -> Incident:
    """The incident of a line of `incidents.jsonl`. Raises RecordError."""
    reader = _Reader(None, atlas)

    def make(found: Record) -> Incident:
        return _Incident(
            id=found["id"],
            accounts=tuple([(a[0], a[1]) for a in found["accounts"]]),
            title_ar=found["title_ar"],
            title_en=found["title_en"],
            kind=found["kind"],
            labels=tuple(found.get("labels") or ()),
            date=reader.when(found["date"]),
            place=reader.place(found["place"]),
            actors=tuple(map(_responsibility, found["actors"])),
            tolls=tuple(map(_range, found["tolls"])),
            grade=found["grade"],
            attribution_grade=found["attribution_grade"],
            origins=tuple(map(_origin, found.get("origins") or ())),
            links=tuple(map(_link, found["links"])),
            conflicts=tuple(map(_conflict, found["conflicts"])),
            background_only=bool(found.get("background_only")),
            massacre_by=tuple(found.get("massacre_by") or ()),
            definitions=tuple(Definition(d["id"], d["ar"], d["en"]) for d in found.get("massacre_definitions") or ()),
        )

    return _made(record, make)


def toll_from_record(record: Any) -> Toll:
    """The count of a line's account, without its document at hand. Raises RecordError."""
    return _made(record, _Reader(None, NOWHERE).toll)


def finding_from_record(record: Any) -> Finding:
    """The finding of a line of `findings.jsonl`. Raises RecordError."""
    return _made(record, _finding)


def origin_from_record(record: Any) -> Origin:
    """The origin of a line of `origins.jsonl`. Raises RecordError."""
    return _made(record, _origin)


def _made(record: Any, make: Callable[[Record], Made]) -> Made:
    """What `make` makes of a record; whatever is missing or of the wrong kind becomes one line."""
    if not isinstance(record, dict):
        raise RecordError("not an object")
    try:
        return make(record)
    except RecordError:
        raise
    except KeyError as error:
        raise RecordError(f"no {error.args[0]!r}") from error
    except (TypeError, ValueError, AttributeError, IndexError) as error:
        raise RecordError(" ".join(str(error).split())) from error


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _code(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise RecordError(f"{value!r} is no code")
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise RecordError(f"{value!r} is no whole number")
    return value


def _open_number(value: Any) -> int | None:
    return None if value is None else _number(value)


def _span(value: Any) -> Span:
    start, end = value
    return Span(start, end)


def _published(record: Record) -> Published:
    span = record.get("span")
    return Published(
        _day(record["start"]),
        _day(record["end"]),
        record["basis"],
        record.get("text", ""),
        _span(span) if span else None,
    )


def _document(record: Record) -> Document:
    return Document(
        id=record["id"],
        text=record["text"],
        lang=record["lang"],
        title=record["title"],
        publisher=record["publisher"],
        author=record["author"],
        url=record["url"],
        published=_published(record["published"]),
        crawled=_day(record["crawled"]),
        sha256=record["sha256"],
        media_type=record["media_type"],
        source_path=record["source_path"],
        asides=tuple(Aside(_span(a["span"]), a["kind"]) for a in record["asides"]),
        quoted=tuple(_span(s) for s in record.get("quoted") or ()),
        restricted=bool(record["restricted"]),
    )


def _finding(record: Record) -> Finding:
    spans = tuple(_span(s) for s in record.get("spans") or ())
    messages = (record["message_ar"], record["message_en"])
    documents = tuple(record.get("documents") or ())
    return Finding(record["rule"], record["severity"], *messages, spans, bool(record.get("passed")), documents)


def _range(record: Record) -> TollRange:
    return _TollRange(
        record["harm"], record["group"], record["min"], record["best"], record["max"], bool(record["open_ended"]),
        record["rule"], record["origins"], tuple([(c[0], c[1], c[2]) for c in record["claims"]]),
        tuple([(c[0], c[1], c[2]) for c in record.get("superseded") or ()]),
    )  # fmt: skip


def _responsibility(record: Record) -> Responsibility:
    accounts = tuple([(a[0], a[1]) for a in record.get("accounts") or ()])
    names = (record["name_en"], record["name_ar"])
    return _Responsibility(record["code"], *names, record["role"], record["mode"], accounts, record.get("origins", 0))


def _origin(record: Record) -> Origin:
    return _Origin(
        record["id"], record["name"], record["source_type"], record["lead"], tuple(record["documents"]), record["rule"]
    )


def _link(record: Record) -> Link:
    (a, b), reasons = ((ref[0], ref[1]) for ref in (record["a"], record["b"])), record["reasons"]
    told = tuple(Reason(r["evidence"], r["weight"], r["text_ar"], r["text_en"]) for r in reasons)
    return Link(a, b, record["score"], told, record.get("decided_by", "machine"))


def _conflict(record: Record) -> Conflict:
    claims = tuple((c[0], c[1], c[2]) for c in record.get("claims") or ())
    return Conflict(record["rule"], record["message_ar"], record["message_en"], claims)
