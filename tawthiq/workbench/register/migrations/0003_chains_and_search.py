"""Decisions and readings can only be added, on either database; and the tables of full text."""

from __future__ import annotations

from typing import Any

from django.db import migrations

CHAINS = ("register_decision", "register_reading")

SQLITE_FTS = (
    "CREATE VIRTUAL TABLE workbench_search USING fts5(folded, exact, "
    "tokenize = \"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\")"
)
POSTGRES_FTS = (
    (
        "CREATE TABLE workbench_search(document bigint PRIMARY KEY REFERENCES register_document(id) ON DELETE CASCADE, "
        "folded tsvector NOT NULL, exact tsvector NOT NULL)"
    ),
    "CREATE INDEX workbench_search_folded ON workbench_search USING gin(folded)",
    "CREATE INDEX workbench_search_exact ON workbench_search USING gin(exact)",
)


def forwards(apps: Any, schema_editor: Any) -> None:
    """Triggers that refuse UPDATE and DELETE, and the search tables."""
    if schema_editor.connection.vendor == "sqlite":
        for table in CHAINS:
            for act in ("UPDATE", "DELETE"):
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} BEGIN "
                    f"SELECT RAISE(ABORT, '{table}: rows are only ever added'); END"
                )
        schema_editor.execute(SQLITE_FTS)
        schema_editor.execute(
            "CREATE TRIGGER register_document_unsearched AFTER DELETE ON register_document BEGIN "
            "DELETE FROM workbench_search WHERE rowid = OLD.id; END"
        )
        return
    schema_editor.execute(
        "CREATE FUNCTION tawthiq_only_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '%: rows are only ever added', TG_TABLE_NAME; END $$",
        params=None,
    )
    for table in CHAINS:
        schema_editor.execute(
            f"CREATE TRIGGER {table}_only_added BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION tawthiq_only_added()"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION tawthiq_only_added()"
        )
    for statement in POSTGRES_FTS:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Append-only chains; full text."""

    dependencies = [("register", "0002_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
