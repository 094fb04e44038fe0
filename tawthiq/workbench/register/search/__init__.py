"""Full text over documents, the same words found on SQLite (FTS5) and PostgreSQL (tsvector): our own normaliser runs before either.

`index_documents` writes, `find` answers with document ids, the newest first.
"""

from tawthiq.workbench.register.search.engine import find, index_documents, renew_index
from tawthiq.workbench.register.search.query import BadQuery, Query, parse

__all__ = ["BadQuery", "Query", "find", "index_documents", "parse", "renew_index"]
