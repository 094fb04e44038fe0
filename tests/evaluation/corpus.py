"""The gold corpus: where it is, its digest, and the sets that are measured."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tawthiq.cli.score_inputs import Inputs, read_inputs

HERE = Path(__file__).parent
GOLD = HERE / "gold"
FLOORS = HERE / "floors.toml"
LANGUAGES = ("ar", "en")
SETS = {name: HERE / name for name in ("fresh", "held_out_hard", "held_out_news")}
"""Later sets beside the gold corpus, written by others who had not seen the rules: rules may be written against the first; nobody reads the others to write one."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents of one language and their gold."""

    lang: str
    folder: Path = GOLD

    @property
    def documents(self) -> Path:
        """The documents, as JSON Lines."""
        return self.folder / f"{self.lang}.docs.jsonl"

    @property
    def gold(self) -> Path:
        """Their gold."""
        return self.folder / f"{self.lang}.gold.jsonl"

    def read(self) -> Inputs:
        """Everything in it, with its faults."""
        return read_inputs(self.documents, self.gold, None, None)


def corpora(folder: Path = GOLD) -> Mapping[str, Corpus]:
    """The corpora by language."""
    return {lang: Corpus(lang, folder) for lang in LANGUAGES}


def digest(*parts: Corpus) -> str:
    """The SHA-256 of the files of one corpus or several, in order; line ends count as the line feeds that git keeps."""
    total = hashlib.sha256()
    for corpus in parts:
        for path in (corpus.documents, corpus.gold):
            content = path.read_bytes().replace(b"\r\n", b"\n")
            total.update(f"{path.name} {len(content)}\n".encode())
            total.update(content)
    return total.hexdigest()


def awaited() -> bool:
    """Whether there is no whole corpus yet and nothing was ever pinned: there is then nothing to hold the gate to."""
    files = [path for corpus in corpora().values() for path in (corpus.documents, corpus.gold)]
    return not FLOORS.is_file() and not all(path.is_file() for path in files)


@cache
def inputs(lang: str, folder: Path = GOLD) -> Inputs:
    """The corpus of a language, read once."""
    return corpora(folder)[lang].read()
