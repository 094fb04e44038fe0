"""Reads documents with a language model behind an OpenAI-compatible endpoint, and with the rules where that fails.

Rule: a restricted document is never sent. Whatever goes wrong with one document (no answer in time, a refusal, no JSON, an
answer of which nothing holds) it is read by the rules, and counted. An answer is taken from an earlier run's log where
one is replayed; then nothing is sent at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Document
from tawthiq.pipeline import Told, extract_one
from tawthiq.readers.endpoint import Answer, Endpoint
from tawthiq.readers.log import Entry, Kept, Replay
from tawthiq.readers.prompt import LONGEST, Prompt, prompt_for
from tawthiq.readers.proposals import read_answer
from tawthiq.readers.tellings import Telling

RESTRICTED = "restricted"
GIVEN_UP = "given_up"
_DOWN = frozenset({"unreachable", "timeout", "server_error", "key_refused", "not_found", "redirected"})
_PATIENCE = 3
"""Documents in a row for which the endpoint is down; after so many it is asked no more in this run."""


@dataclass(slots=True)
class OpenAIReader:
    """A reader for `pipeline.extract_all`. Give it an `endpoint`, or the `replay` of a log.

    `earlier` holds what a run that was cut short was answered: it is not asked again. `log` is called with the entry of each
    document. `read` counts the documents read by the model, `failures` those read by the rules by reason, `dropped` what was
    dropped of the model's proposals by reason.
    """

    model: str
    endpoint: Endpoint | None = None
    replay: Replay | None = None
    office: Path | None = None
    earlier: Replay | None = None
    log: Callable[[Entry], None] = lambda entry: None
    read: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    _asked: dict[str, Kept] = field(default_factory=dict)
    _down: int = 0

    def __call__(self, document: Document) -> Told:
        """The claims of one document."""
        if document.restricted:
            return self._by_rules(document, RESTRICTED)
        prompt = prompt_for(document, self.model)
        if prompt.length > LONGEST:
            return self._by_rules(document, "too_long")
        kept = self._answer(document, prompt)
        if kept.answer is None:
            return self._by_rules(document, kept.failure, prompt, kept)
        dropped: Counter[str] = Counter()
        proposals = read_answer(kept.answer, dropped)
        if proposals is None:
            return self._by_rules(document, "broken_json", prompt, kept, dropped)
        told = extract_one(document, self.office, tell=Telling(f"openai:{self.model}", proposals, dropped))
        if not isinstance(told, Extraction):
            return self._by_rules(document, "not_readable", prompt, kept, dropped)
        if not told.accounts:
            return self._by_rules(document, "nothing_held" if proposals else "nothing_proposed", prompt, kept, dropped)
        self.read += 1
        self._note(document, told, prompt, kept, "", dropped)
        return told

    def _by_rules(
        self,
        document: Document,
        failure: str,
        prompt: Prompt | None = None,
        kept: Kept | None = None,
        dropped: Counter[str] | None = None,
    ) -> Told:
        told = extract_one(document, self.office)
        self.failures[failure] += 1
        self._note(document, told, prompt, kept, failure, dropped or Counter())
        return told

    def _note(
        self,
        document: Document,
        told: Told,
        prompt: Prompt | None,
        kept: Kept | None,
        failure: str,
        dropped: Counter[str],
    ) -> None:
        counted = {reason: number for reason, number in dropped.items() if number}
        self.dropped.update(counted)
        accounts = len(told.accounts) if isinstance(told, Extraction) else 0
        endpoint, answer = (kept.endpoint, kept.answer) if kept is not None else ("", None)
        self.log(Entry(document.id, endpoint, self.model, prompt, answer, failure, accounts, counted))

    def _answer(self, document: Document, prompt: Prompt) -> Kept:
        """The answer to a prompt: of the log, of the same text before in this run, or of the endpoint."""
        if self.replay is not None:
            return self.replay.find(document.id, prompt.sha256) or Kept(None, "not_in_log", "", self.model)
        if prompt.sha256 in self._asked:
            return self._asked[prompt.sha256]
        assert self.endpoint is not None
        if self.earlier is not None and (known := self.earlier.find(document.id, prompt.sha256)) is not None:
            self._down = 0
            self._asked[prompt.sha256] = known
            return known
        if self._down >= _PATIENCE:
            return Kept(None, GIVEN_UP, "", self.model)
        said = self.endpoint.ask(prompt.messages)
        if isinstance(said, Answer):
            self._down = 0
            self._asked[prompt.sha256] = Kept(said.text, "", self.endpoint.url, self.model)
            return self._asked[prompt.sha256]
        self._down = self._down + 1 if said.code in _DOWN else 0
        return Kept(None, said.code, self.endpoint.url, self.model)
