"""The sources of a register: a row for every voice that publishes or is quoted, and what the office ruled of them (R1, R2, R4)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import Count, F, Q

from tawthiq.knowledge.offices import offices
from tawthiq.reconcile.independence import Independence
from tawthiq.reconcile.publishers import Voice, publisher_named, voice_named
from tawthiq.workbench.register.models import Document, Source
from tawthiq.workbench.register.models.documents import ACCESS, strictest

VOICE = "voice"
"""The dimension of facets that says which voices an incident is told by, as they stand in the texts."""
_PREFIX = "source:"


def source_key(voice: str) -> str:
    """The key of a voice as its row has it."""
    return voice[:300]


def voices_in(origins: Iterable[dict[str, object]]) -> dict[str, Voice]:
    """The named voices among the origins of an incident's line, by key."""
    found = {}
    for origin in origins:
        ident = str(origin["id"])
        if ident.startswith(_PREFIX):
            key = ident.removeprefix(_PREFIX)
            found[key] = Voice(key, str(origin.get("name") or key), str(origin.get("source_type") or "anonymous"))
    return found


def rows_for(voices: Iterable[Voice]) -> dict[str, int]:
    """Rows of these voices by key, made where there are none; nothing that is there already changes."""
    wanted = {source_key(v.key): v for v in voices if v.key}
    known = dict(Source.objects.values_list("key", "pk"))
    fresh = [_row(key, voice) for key, voice in sorted(wanted.items()) if key not in known]
    Source.objects.bulk_create(fresh, batch_size=500, ignore_conflicts=True)
    return dict(Source.objects.values_list("key", "pk")) if fresh else known


def _row(key: str, voice: Voice) -> Source:
    office = offices().get(voice.key)
    known = voice_named(voice.key)
    arabic = office.name_ar if office else known.name if known and known.key == voice.key else ""
    english = office.name_en if office else ""
    if not arabic and not english:
        arabic, english = ("", voice.name) if voice.name.isascii() else (voice.name, "")
    return Source(
        key=key, name_ar=arabic[:300], name_en=english[:300], known_type=voice.source_type[:32], known_party=office.party if office else ""
    )  # fmt: skip


def place_documents(documents: Iterable[tuple[int, str, str, int | None]]) -> dict[int, str]:
    """Ties documents, as (row, publisher, address, source), to the sources that published them. The keys of their voices by row."""
    voices: dict[tuple[str, str], Voice | None] = {}
    found: dict[int, str] = {}
    held: dict[int, int | None] = {}
    for pk, name, url, source in documents:
        at = (name, "" if name else url)
        if at not in voices:
            voices[at] = publisher_named(*at)
        voice = voices[at]
        if voice is not None:
            found[pk] = source_key(voice.key)
            held[pk] = source
    ids = rows_for(v for v in voices.values() if v is not None)
    moved = [(ids[key], pk) for pk, key in found.items() if held[pk] != ids[key]]
    with connection.cursor() as cursor:  # plain statements: the usual way builds enormous ones
        for start in range(0, len(moved), 10_000):
            cursor.executemany(
                "UPDATE register_document SET source_id = %s WHERE id = %s", moved[start : start + 10_000]
            )
    return found


def file_under_source(document: Document) -> None:
    """Ties one new document to its source; it is at most as open as that."""
    if place_documents([(document.pk, document.publisher, document.url, None)]):
        document.refresh_from_db(fields=["source"])
        source = document.source
        assert source is not None
        Source.objects.filter(pk=source.pk).update(documents=F("documents") + 1)
        document.access = strictest(document.own_access, source.access)
        document.save(update_fields=["access"])


def count_documents() -> None:
    """Brings every source's number of documents up to date, and the access of what it published."""
    numbers = dict(Document.objects.exclude(source=None).values_list("source").annotate(n=Count("pk")))
    changed = []
    for source in Source.objects.only("pk", "documents"):
        if source.documents != numbers.get(source.pk, 0):
            source.documents = numbers.get(source.pk, 0)
            changed.append(source)
    Source.objects.bulk_update(changed, ["documents"], batch_size=300)
    for source in Source.objects.exclude(access__in=ACCESS[:2]):
        spread_access(source)


def spread_access(source: Source) -> None:
    """What a source published is at most as open as the source."""
    for own in ACCESS:
        mine = Document.objects.filter(source=source, own_access=own)
        mine.exclude(access=strictest(own, source.access)).update(access=strictest(own, source.access))


def independence() -> Independence:
    """What the office ruled, as the weighing takes it."""
    rows = Source.objects.exclude(source_type="", owner=None, carries=None).select_related("owner", "carries")
    owners: dict[str, str] = {}
    carries: dict[str, str] = {}
    types: dict[str, str] = {}
    names: dict[str, str] = {}
    for row in rows:
        if row.source_type:
            types[row.key] = row.source_type
        for other, way in ((row.owner, owners), (row.carries, carries)):
            if other is not None:
                way[row.key] = other.key
                names[other.key] = other.name_ar or other.name_en or other.key
    return Independence(owners, carries, types, names)


def ruled_voices() -> set[str]:
    """The keys of sources on which a ruling stands."""
    return set(Source.objects.exclude(source_type="", owner=None, carries=None).values_list("key", flat=True))


def hidden_voices(levels: Iterable[str]) -> frozenset[str]:
    """The ids of origins whose names a person of these levels may not see."""
    closed = [level for level in ACCESS if level not in set(levels)]
    return frozenset(_PREFIX + key for key in Source.objects.filter(access__in=closed).values_list("key", flat=True))


def found_by(text: str) -> Source | None:
    """The source of a key or name as a person wrote it; a known office that the register does not name yet gets a row."""
    text = " ".join(text.split())
    if not text:
        return None
    row = Source.objects.filter(Q(key=text) | Q(name_ar=text) | Q(name_en=text)).order_by("pk").first()
    voice = publisher_named(text) if row is None else None
    if voice is not None:
        row = Source.objects.filter(key=source_key(voice.key)).first()
    if row is None and (known := voice_named(text)) is not None:
        row = Source.objects.get(pk=rows_for([known])[source_key(known.key)])
    return row
