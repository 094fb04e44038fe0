"""Other systems' records become documents and accounts, as `tawthiq link` takes them.

Each record becomes one document, whose text is the record itself, a line per cell, and one account: every value quotes its
cell, so spans are true as everywhere. Ids come from the record's own, so that what is imported again adds nothing.
"""

from tawthiq.imports.records import Imported, read_records

__all__ = ["Imported", "read_records"]
