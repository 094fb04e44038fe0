"""`--extractor openai`: the options of the other reader, made ready before any work, and what it did, said in one line.

Off unless asked for. What it needs (readers/, httpx) is imported only then.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from tawthiq.cli.errors import one_line

if TYPE_CHECKING:
    from tawthiq.readers.openai import OpenAIReader

KEY = "TAWTHIQ_LLM_KEY"
URL = "TAWTHIQ_LLM_URL"
_Command = TypeVar("_Command", bound=Callable[..., Any])
_HOME = "restricted"
_REASONS = {
    "too_long": "too long", "nothing_proposed": "nothing proposed", "nothing_held": "no proposal held",
    "broken_json": "broken JSON", "not_json": "broken JSON", "refused": "refused by the model",
    "cut_short": "answer cut short", "timeout": "no answer in time", "unreachable": "endpoint not reached",
    "server_error": "error of the endpoint", "too_busy": "endpoint too busy", "key_refused": "key refused",
    "not_found": "no such model or path", "request_refused": "request refused", "redirected": "redirect not followed",
    "too_large": "answer too large", "given_up": "not asked any more, the endpoint being down",
    "not_in_log": "not in the log", "not_readable": "not readable",
}  # fmt: skip
"""Why the rules read a document, in words."""


@dataclass(frozen=True, slots=True)
class ReaderOptions:
    """What a person asked for on the command line."""

    extractor: str
    url: str | None
    model: str | None
    timeout: float
    retries: int
    replay: Path | None


def reader_options(command: _Command) -> _Command:
    """Adds the options of the other reader to a command, which gets them as parameters `extractor` and `llm_…`."""
    options = (
        click.option(
            "--extractor", type=click.Choice(("rules", "openai")), default="rules", show_default=True,
            help="Who reads: our rules, or a language model whose every value must be a quote.",
        ),
        click.option(
            "--llm-url", envvar=URL, show_envvar=True,
            help="Base address of an OpenAI-compatible endpoint (http://localhost:11434/v1). A key comes from TAWTHIQ_LLM_KEY only.",
        ),
        click.option("--llm-model", help="The model's name at the endpoint."),
        click.option(
            "--llm-timeout", type=click.FloatRange(0.1, 3600), default=120.0, show_default=True,
            help="Seconds for one answer.",
        ),
        click.option(
            "--llm-retries", type=click.IntRange(0, 10), default=2, show_default=True,
            help="Further tries where the endpoint is busy, broken or not there.",
        ),
        click.option(
            "--llm-replay", type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="Take the answers from an earlier run's log; nothing is sent.",
        ),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def asked_for(context: click.Context) -> ReaderOptions:
    """The options of the command being run. Raises click.UsageError where they do not go together."""
    given = {
        name for name in context.params
        if name.startswith("llm_") and context.get_parameter_source(name) is ParameterSource.COMMANDLINE
    }  # fmt: skip
    asked = context.params
    if asked["extractor"] != "openai":
        if given:
            raise click.UsageError(f"--{min(given).replace('_', '-')} is for --extractor openai")
    elif asked["llm_replay"] is None:
        from tawthiq.readers.endpoint import base_url

        if not asked["llm_url"] or not asked["llm_model"]:
            raise click.UsageError(
                f"--extractor openai needs --llm-url (or {URL}) and --llm-model, or --llm-replay LOG"
            )
        try:
            base_url(asked["llm_url"])
        except ValueError as error:
            raise click.UsageError(f"--llm-url: {error}") from None
    if asked["extractor"] == "openai" and asked["engine_name"] != "local":
        raise click.UsageError("--extractor openai runs with --engine local")
    if asked["llm_model"] is not None and not asked["llm_model"].isprintable():
        raise click.UsageError("--llm-model: not a name")
    return ReaderOptions(
        asked["extractor"], asked["llm_url"], asked["llm_model"], asked["llm_timeout"], asked["llm_retries"],
        asked["llm_replay"],
    )  # fmt: skip


@contextmanager
def reader(
    options: ReaderOptions, *, office: Path | None, log: Path | None, answers: tuple[Sequence[Path], Path] | None = None
) -> Iterator[OpenAIReader | None]:
    """The reader asked for, its endpoint known to be there and its log open; None for the rules.

    `answers` are the logs that runs cut short have left, and where this one's is kept until it ends.

    Raises OSError where the endpoint cannot be used or the log not read or written.
    """
    if options.extractor != "openai":
        yield None
        return
    from tawthiq.readers.endpoint import Endpoint, base_url
    from tawthiq.readers.log import LogFile, read_answers, read_log
    from tawthiq.readers.openai import OpenAIReader

    with ExitStack() as stack:
        if options.replay is not None:
            replay = read_log(options.replay)
            model = options.model or replay.model
            if not model:
                raise click.UsageError(f"{options.replay}: the log is not of one model; name it with --llm-model")
            made = OpenAIReader(model, replay=replay, office=office)
        else:
            endpoint = Endpoint(
                base_url(options.url or ""), options.model or "", _key(), options.timeout, options.retries
            )
            stack.callback(endpoint.close)
            endpoint.open()
            made = OpenAIReader(endpoint.model, endpoint, office=office)
        if log is not None:
            earlier, kept = answers or ((), None)
            made.earlier = read_answers(earlier)
            made.log = stack.enter_context(LogFile(log, kept)).write
        yield made


def _key() -> str:
    key = os.environ.get(KEY, "").strip()
    if not (key.isascii() and key.isprintable()):
        raise click.UsageError(f"{KEY} holds something that is no key")
    return key


def report_reader(done: OpenAIReader | None) -> None:
    """Says on standard error, in one line, who read how many documents, what stayed at home and what was dropped."""
    if done is None:
        return
    parts = [f"openai:{done.model} read {_documents(done.read)}"]
    if done.failures:
        words: Counter[str] = Counter()
        for code, number in done.failures.items():
            words[_REASONS.get(code, code)] += 0 if code == _HOME else number
        reasons = [f"{number} {word}" for word, number in sorted(words.items(), key=lambda w: (-w[1], w[0])) if number]
        if home := done.failures[_HOME]:
            reasons.insert(0, f"{home} restricted and kept home")
        parts.append(f"the rules {sum(done.failures.values())} ({', '.join(reasons)})")
    if dropped := sum(done.dropped.values()):
        each = sorted(done.dropped.items(), key=lambda d: (-d[1], d[0]))
        parts.append(f"dropped {dropped} proposals ({', '.join(f'{number} {reason}' for reason, number in each)})")
    click.echo(f"tawthiq: {one_line('; '.join(parts))}", err=True)


def _documents(number: int) -> str:
    return f"{number} document{'' if number == 1 else 's'}"
