"""File or page → Document: decoding, cleaning, language, publication date; raw bytes kept, hashed, for ever.

`ingest_paths` reads files and folders in a fixed order; `read_jsonl` reads the contract's JSON Lines. Whatever a file is,
it becomes a `Document` or an `Unreadable` with a reason on one line; the run goes on.
"""

from tawthiq.ingest.jsonl import read_jsonl
from tawthiq.ingest.paths import Input, count_inputs, ingest_paths, list_inputs, read_input
from tawthiq.ingest.store import OriginalStore, Store, StoreError

__all__ = [
    "Input",
    "OriginalStore",
    "Store",
    "StoreError",
    "count_inputs",
    "ingest_paths",
    "list_inputs",
    "read_input",
    "read_jsonl",
]
