"""Work for a pool of processes: most documents are read, some kill the process that reads them."""

from __future__ import annotations

import os

from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Document
from tawthiq.pipeline import Told

MARKER = "this one kills"


def read(document: Document) -> Told:
    """An empty extraction; the process dies on a marked document, as if the system had killed it."""
    if MARKER in document.text:
        os._exit(9)
    return Extraction(document)


def process(document: Document) -> Told:
    """The document again, titled with the process that read it."""
    return Extraction(Document(document.id, document.text, title=str(os.getpid())))
