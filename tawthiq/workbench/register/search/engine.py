"""The two full-text engines behind one face. Words are letters and digits only when they come here, so no engine's own syntax can be written into a query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from tawthiq.text.search_words import rules, search_words
from tawthiq.workbench.register.models import Document, State
from tawthiq.workbench.register.search.query import Query

MOST_PLACES, LAST_PLACE = 255, 16_383
"""Of a word PostgreSQL keeps so many places, and none past the last."""
CUT = "¶"
"""Stands, in PostgreSQL's vectors, for a document some of whose words' places are not kept. No query holds it: words are letters and digits."""
_INDEX = "2"
"""Counted up where what is kept of the same words changes."""


def index_documents(documents: Iterable[Document]) -> None:
    """Makes documents findable by title and text; a document that is there already is written anew."""
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        batch: list[tuple[int, str, str]] = []
        for document in documents:
            words = search_words(f"{document.title}\n{document.text}")
            batch.append((document.pk, " ".join(w.folded for w in words), " ".join(w.exact for w in words)))
            if len(batch) >= 200:
                _write(cursor, batch, postgres)
                batch = []
        _write(cursor, batch, postgres)


def renew_index() -> bool:
    """Indexes every document again where the rules of words have changed since; whether anything was done."""
    mark = f"{rules()}.{_INDEX}"
    with transaction.atomic():
        if State.objects.filter(name="search", value=mark).exists():
            return False
        index_documents(Document.objects.only("title", "text").order_by("pk").iterator(chunk_size=200))
        State.objects.update_or_create(name="search", defaults={"value": mark})
    return True


def _write(cursor: object, batch: Sequence[tuple[int, str, str]], postgres: bool) -> None:
    if not batch:
        return
    run = cursor.executemany  # type: ignore[attr-defined]
    run(
        "DELETE FROM workbench_search WHERE rowid = %s"
        if not postgres
        else "DELETE FROM workbench_search WHERE document = %s",
        [(b[0],) for b in batch],
    )
    if postgres:
        rows = [(pk, _vector(folded), _vector(exact)) for pk, folded, exact in batch]
        run("INSERT INTO workbench_search(document, folded, exact) VALUES (%s, %s::tsvector, %s::tsvector)", rows)
    else:
        run("INSERT INTO workbench_search(rowid, folded, exact) VALUES (%s, %s, %s)", batch)


def _vector(words: str) -> str:
    """Words with their places as PostgreSQL writes a vector, past its own parser; where places are lost, `CUT` stands with them."""
    places: dict[str, list[str]] = {}
    position = 0
    for position, word in enumerate(words.split(), start=1):
        places.setdefault(word[:500], []).append(str(min(position, LAST_PLACE)))
    if position >= LAST_PLACE or any(len(at) > MOST_PLACES for at in places.values()):
        places[CUT] = ["1"]
    return " ".join(f"'{word}':{','.join(at[:MOST_PLACES])}" for word, at in places.items())


def _fts(query: Query) -> str:
    column = "exact" if query.exact else "folded"
    phrases = [" + ".join(f'"{w}"' for w in clause) for clause in query.wanted]
    text = " AND ".join(f"({p})" for p in phrases)
    for clause in query.unwanted:
        text = f"({text}) NOT ({' + '.join(chr(34) + w + chr(34) for w in clause)})"
    return f"{{{column}}} : ({text})"


def _tsquery(query: Query) -> str:
    clauses = ["(" + " <-> ".join(f"'{w[:500]}'" for w in clause) + ")" for clause in query.wanted]
    clauses += ["!(" + " <-> ".join(f"'{w[:500]}'" for w in clause) + ")" for clause in query.unwanted]
    return " & ".join(clauses)


def _in_any_order(query: Query) -> str:
    """The same without the order of words in a phrase, and without unwanted phrases: what finds all that the query does, and more."""
    clauses = [f"'{w[:500]}'" for clause in query.wanted for w in clause]
    clauses += [f"!'{clause[0][:500]}'" for clause in query.unwanted if len(clause) == 1]
    return " & ".join(clauses)


def _find_in_cut(query: Query) -> list[int]:
    """The documents of which PostgreSQL does not keep every place that hold the query's phrases, found by reading them."""
    column = "exact" if query.exact else "folded"
    with connection.cursor() as cursor:
        asked = f"{_in_any_order(query)} & '{CUT}'"
        cursor.execute(f"SELECT document FROM workbench_search WHERE {column} @@ %s::tsquery", [asked])
        ids = [row[0] for row in cursor.fetchall()]
    found = []
    for document in Document.objects.filter(pk__in=ids).only("title", "text").iterator(chunk_size=20):
        words = search_words(f"{document.title}\n{document.text}")
        if query.holds([w.exact if query.exact else w.folded for w in words]):
            found.append(document.pk)
    return found


def find(query: Query, *, before: int | None = None, limit: int | None = None) -> list[int]:
    """Ids of the documents that a query finds, the newest first; `before` continues a list below an id."""
    cut: list[int] = []
    if connection.vendor == "postgresql":
        column, asked = "exact" if query.exact else "folded", _tsquery(query)
        if query.phrases:
            cut, asked = _find_in_cut(query), f"({asked}) & !'{CUT}'"
        sql, parameters = f"SELECT document FROM workbench_search WHERE {column} @@ %s::tsquery", [asked]
        key = "document"
    else:
        sql, parameters = "SELECT rowid FROM workbench_search WHERE workbench_search MATCH %s", [_fts(query)]
        key = "rowid"
    values: list[str | int] = list(parameters)
    if before is not None:
        sql += f" AND {key} < %s"
        values.append(before)
    sql += f" ORDER BY {key} DESC"
    if limit is not None:
        sql += " LIMIT %s"
        values.append(limit)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found = [row[0] for row in cursor.fetchall()]
    if cut:
        found = sorted({*found, *(pk for pk in cut if before is None or pk < before)}, reverse=True)[:limit]
    return found
