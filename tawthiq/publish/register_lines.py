"""Lines of a register's files read straight into what an export asks of them: a fifth of the cost of reading them whole.

msgspec makes the fields that are named here and passes over the rest. A line that is not exactly so is read the long way
(`domain/from_records.py`), which says what is wrong with it or takes it all the same: what comes of a line is the same.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import orjson

from tawthiq.domain.from_records import Atlas, incident_from_record
from tawthiq.domain.incident import Conflict, Definition, Incident, Link, Origin, Responsibility, TollRange
from tawthiq.domain.quick import quick
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.when import When
from tawthiq.domain.where import PlaceMention
from tawthiq.publish.claim_lines import LINE, ClaimedAccount, claimed

Record = dict[str, Any]

_NOT_SO = (msgspec.MsgspecError, ValueError, TypeError, KeyError, RecursionError)
_Incident, _When, _PlaceMention, _Quote = quick(Incident), quick(When), quick(PlaceMention), quick(Quote)


class PersonHead(msgspec.Struct, frozen=True, gc=False):
    """A person whom an account names: the name as written out and as the text has it, and the part it gives them."""

    name: str
    text: str
    role: str


class _Coded(msgspec.Struct, frozen=True, gc=False):
    code: str


class AccountHead(msgspec.Struct, frozen=True, gc=False):
    """What of an account leaves with its incident."""

    weapons: tuple[_Coded, ...] | None = None
    persons: tuple[PersonHead, ...] | None = None


class _Days(msgspec.Struct, frozen=True, gc=False):
    start: str | None = None
    end: str | None = None


_NO_DAYS = _Days()
_WORDS = ("title", "publisher", "url", "lang", "sha256")


class DocumentHead(msgspec.Struct, frozen=True, gc=False):
    """How a document is named, and whether it may leave."""

    id: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    lang: str | None = None
    sha256: str | None = None
    published: _Days | None = None
    restricted: bool | None = False

    @property
    def day(self) -> str:
        """The day of publication, ISO; empty where it is not known or more than one."""
        days = self.published or _NO_DAYS
        return days.start if days.start is not None and days.start == days.end else ""


def account_head(record: Record) -> AccountHead:
    """The head of an account that is at hand as a record. Raises KeyError, TypeError or AttributeError where it is not in the format."""
    weapons = tuple(_Coded(str(w["code"])) for w in record.get("weapons") or ())
    people = record.get("persons") or ()
    return AccountHead(weapons, tuple(PersonHead(str(p["name"]), str(p["text"]), str(p["role"])) for p in people))


def document_head(record: Record) -> DocumentHead:
    """The head of a document that is at hand as a record. Raises KeyError or AttributeError where it is not in the format."""
    title, publisher, url, lang, sha256 = (str(record.get(name) or "") for name in _WORDS)
    published = record.get("published") or {}
    days = (None if day is None else str(day) for day in (published.get("start"), published.get("end")))
    restricted = bool(record.get("restricted"))
    return DocumentHead(str(record["id"]), title, publisher, url, lang, sha256, _Days(*days), restricted)


class AccountsHead(msgspec.Struct, frozen=True, gc=False):
    """A line of `accounts.jsonl`; `error` where the document could not be read."""

    accounts: tuple[AccountHead, ...] | None = None
    error: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


class _Page(DocumentHead, frozen=True, gc=False):
    error: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


class _Text(msgspec.Struct, frozen=True, gc=False):
    text: str | None = None


class _PageWithText(_Page, frozen=True, gc=False):
    text: str | None = None


_ACCOUNTS, _PAGE, _TEXT = msgspec.json.Decoder(AccountsHead), msgspec.json.Decoder(_Page), msgspec.json.Decoder(_Text)
_PAGE_WITH_TEXT = msgspec.json.Decoder(_PageWithText)


class AccountsLine:
    """All accounts of one document: their heads, and their records when somebody asks for them.

    `size` is how many accounts there are; -1 where the line holds none because the document could not be read. Raises
    ValueError where the line is not JSON.
    """

    __slots__ = ("_claimed", "_heads", "_raw", "_records", "size")

    def __init__(self, raw: bytes) -> None:
        self._raw, self.size = raw, -1
        self._heads: tuple[AccountHead | ClaimedAccount, ...] | None = None
        self._claimed: tuple[ClaimedAccount, ...] | None = None
        self._records: tuple[Record, ...] | None = None
        try:
            head = _ACCOUNTS.decode(raw)
        except _NOT_SO:
            found = orjson.loads(raw)
            accounts = found.get("accounts") if isinstance(found, dict) and "error" not in found else None
            if isinstance(accounts, list):
                self._records, self.size = tuple(accounts), len(accounts)
            return
        if head.accounts is not None and head.error is msgspec.UNSET:
            self._heads, self.size = head.accounts, len(head.accounts)

    @classmethod
    def with_claims(cls, raw: bytes) -> AccountsLine:
        """The same, its claims read at once: they hold what the heads do, and a line is read once instead of twice."""
        try:
            found = LINE.decode(raw)
        except _NOT_SO:
            return cls(raw)
        if not found.tells_heads:
            return cls(raw)
        line = cls.__new__(cls)
        line._raw, line._records, line.size = raw, None, len(found.accounts)
        line._heads = line._claimed = found.accounts
        return line

    @classmethod
    def of(cls, records: tuple[Record, ...]) -> AccountsLine:
        """The accounts of a document at hand."""
        line = cls.__new__(cls)
        line._raw, line._records, line._heads, line._claimed, line.size = b"", records, None, None, len(records)
        return line

    @property
    def heads(self) -> tuple[AccountHead | ClaimedAccount, ...]:
        """The heads of all accounts. Raises KeyError, TypeError or AttributeError where one is not in the format."""
        if self._heads is None:
            self._heads = tuple(map(account_head, self.records))
        return self._heads

    @property
    def records(self) -> tuple[Record, ...]:
        """The accounts whole. Raises ValueError where the line is not JSON."""
        if self._records is None:
            self._records = tuple(self.line()["accounts"])
        return self._records

    @property
    def claimed(self) -> tuple[ClaimedAccount, ...]:
        """The claims of all accounts. Raises ValueError where one is not in the format."""
        if self._claimed is None:
            self._claimed = claimed(self._raw or orjson.dumps({"accounts": self.records}))
        return self._claimed

    def line(self) -> Any:
        """The line whole. Raises ValueError where it is not JSON."""
        return orjson.loads(self._raw)


class DocumentLine:
    """One document: its head, and its record when somebody asks for it.

    `is_read` is whether this is a document, and not a file that could not be read. Raises ValueError where the line is not JSON.
    """

    __slots__ = ("_head", "_raw", "_record", "_text", "is_read")

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._text: str | None = None
        self._head: DocumentHead | None = None
        self._record: Record | None = None
        try:
            head = _PAGE.decode(raw)
        except _NOT_SO:
            found = orjson.loads(raw)
            self.is_read = isinstance(found, dict) and "error" not in found
            self._record = found if self.is_read else None
            return
        self._head, self.is_read = head, head.error is msgspec.UNSET

    @classmethod
    def with_text(cls, raw: bytes) -> DocumentLine:
        """The same, its text read at once."""
        try:
            head = _PAGE_WITH_TEXT.decode(raw)
        except _NOT_SO:
            return cls(raw)
        line = cls.__new__(cls)
        line._raw, line._record, line._head, line._text = raw, None, head, head.text or ""
        line.is_read = head.error is msgspec.UNSET
        return line

    @classmethod
    def of(cls, record: Record) -> DocumentLine:
        """A document at hand."""
        line = cls.__new__(cls)
        line._raw, line._record, line._head, line._text, line.is_read = b"", record, None, None, True
        return line

    @property
    def head(self) -> DocumentHead:
        """How it is named. Raises KeyError or AttributeError where it is not in the format."""
        if self._head is None:
            self._head = document_head(self.record)
        return self._head

    @property
    def text(self) -> str:
        """Its clean text alone; empty where it has none. Raises ValueError where the line is not JSON."""
        if self._text is not None:
            return self._text
        if self._record is None:
            try:
                return _TEXT.decode(self._raw).text or ""
            except _NOT_SO:  # its record says what stands there instead
                pass
        return str(self.record.get("text") or "")

    @property
    def record(self) -> Record:
        """The document whole. Raises ValueError where the line is not JSON."""
        if self._record is None:
            found: Record = orjson.loads(self._raw)
            self._record = found
        return self._record


class _Day(msgspec.Struct, gc=False):
    start: date | None
    end: date | None
    precision: str
    basis: str
    text: str = ""
    span: tuple[int, int] | None = None
    rule: str = ""
    partial: str = ""


class _Site(msgspec.Struct, gc=False):
    id: str
    level: str
    name_en: str
    precision: str
    text: str
    span: tuple[int, int]
    name_ar: str | None = None
    country: str | None = None
    governorate: str | None = None
    parent: str | None = None
    lat: float | None = None
    lon: float | None = None
    candidates: tuple[str, ...] = ()
    rule: str = ""


class _Line(msgspec.Struct, gc=False):
    id: str
    accounts: tuple[tuple[str, int], ...]
    title_ar: str
    title_en: str
    kind: str
    date: _Day | None
    place: _Site | None
    actors: tuple[Responsibility, ...]
    tolls: tuple[TollRange, ...]
    grade: str
    attribution_grade: str
    labels: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    background_only: bool = False
    massacre_by: tuple[str, ...] = ()
    massacre_definitions: tuple[Definition, ...] = ()


class _Whole(_Line, gc=False, kw_only=True):
    links: tuple[Link, ...]
    conflicts: tuple[Conflict, ...]


_LINE, _WHOLE = msgspec.json.Decoder(_Line), msgspec.json.Decoder(_Whole)


def incident_from_line(raw: bytes, atlas: Atlas) -> Incident:
    """The incident of a line, without what links and sets its accounts at odds. Raises ValueError."""
    try:
        return _incident(_LINE.decode(raw), atlas)
    except _NOT_SO:
        record = orjson.loads(raw)
        if isinstance(record, dict):
            record |= {"links": (), "conflicts": ()}
        return incident_from_record(record, atlas=atlas)


def whole_incident_from_line(raw: bytes, atlas: Atlas) -> Incident:
    """The incident of a line. Raises ValueError."""
    try:
        line = _WHOLE.decode(raw)
        return _incident(line, atlas, line.links, line.conflicts)
    except _NOT_SO:
        return incident_from_record(orjson.loads(raw), atlas=atlas)


def _incident(
    line: _Line, atlas: Atlas, links: tuple[Link, ...] = (), conflicts: tuple[Conflict, ...] = ()
) -> Incident:
    day, site = line.date, line.place
    return _Incident(
        line.id, line.accounts, line.title_ar, line.title_en, line.kind, line.labels,
        None if day is None else _When(
            day.start, day.end, day.precision, day.basis, _Quote(day.text, Span(*day.span)) if day.span else None, day.rule,
            day.partial,
        ),
        None if site is None else _PlaceMention(
            atlas.places.get(site.id) or atlas.place(msgspec.structs.asdict(site)), site.country or "", site.governorate,
            site.precision, _Quote(site.text, Span(*site.span)), site.candidates, site.rule,
        ),
        line.actors, line.tolls, line.grade, line.attribution_grade, line.origins, links, conflicts, line.background_only,
        line.massacre_by, line.massacre_definitions,
    )  # fmt: skip
