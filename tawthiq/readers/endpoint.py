"""The one module that may open a connection: an OpenAI-compatible endpoint that the office itself has named.

Rule: http or https, to the named address only. No redirect is followed, no proxy or password file of the environment is
used, answers are read up to a limit of size and time, and nothing an endpoint does raises past `ask`: it is a `Failure`
by code. The key travels in one header, and is cut out of whatever comes back.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tawthiq.readers.prompt import SEED, TEMPERATURE, Message
from tawthiq.readers.proposals import SCHEMA

if TYPE_CHECKING:
    import httpx

LARGEST = 2_000_000
"""Bytes of one response; what is longer is no answer."""
_CONNECT = 10.0
"""Seconds until a connection must stand, and until an endpoint must have said that it is there."""
_LONGEST_PAUSE = 20.0
"""Seconds between two tries, whatever the endpoint asks for."""
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_SCHEMA_REFUSED = frozenset({400, 422})
_KEY_REFUSED = frozenset({401, 403})
_FORMATS: tuple[dict[str, Any] | None, ...] = (
    {"type": "json_schema", "json_schema": {"name": "accounts", "strict": True, "schema": SCHEMA}},
    {"type": "json_object"},
    None,
)
"""How the shape of an answer is asked for: as strictly as the endpoint understands."""


class EndpointError(OSError):
    """An endpoint that cannot be used at all; the message is one line for people."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model wrote."""

    text: str


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer, by code: unreachable, timeout, server_error, too_busy, key_refused, not_found,
    request_refused, redirected, too_large, not_json, refused, cut_short."""

    code: str


@dataclass(frozen=True, slots=True)
class _Response:
    """An answer of the endpoint as it came: status, body, and the seconds after which it wants to be asked again."""

    status: int
    body: bytes
    after: str


def base_url(url: str) -> str:
    """The address without what is added to it. Raises ValueError, with a line for people, where it is no http(s) address."""
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ValueError("no address like http://localhost:11434/v1") from None
    if parts.scheme not in ("http", "https") or not host or not url.strip().isprintable():
        raise ValueError("no address like http://localhost:11434/v1")
    if "@" in parts.netloc:
        raise ValueError("no name or password may stand in the address: the key goes into TAWTHIQ_LLM_KEY")
    if parts.query or parts.fragment:
        raise ValueError("the address must end with its path")
    return url.strip().rstrip("/").removesuffix("/chat/completions").rstrip("/")


@dataclass(slots=True)
class Endpoint:
    """A connection to one model at one address. `pause` waits between tries; tests hand in one that does not."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 120.0
    retries: int = 2
    pause: Callable[[float], None] = time.sleep
    _client: httpx.Client | None = field(default=None, repr=False)
    _format: int = 0

    def open(self) -> None:
        """Makes sure that the endpoint is there. Raises EndpointError where it is not, refuses the key, or sends us on."""
        client = self._opened()
        import httpx

        try:
            with client.stream("GET", f"{self.url}/models", timeout=_CONNECT) as response:
                status, target = response.status_code, response.headers.get("location", "")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            reason = "no answer in time" if isinstance(error, httpx.TimeoutException) else str(error) or "no connection"
            raise EndpointError(f"{self.url}: the endpoint cannot be reached ({reason})") from None
        if status in _KEY_REFUSED:
            raise EndpointError(f"{self.url}: the endpoint refuses the key in TAWTHIQ_LLM_KEY (status {status})")
        if 300 <= status < 400:
            raise EndpointError(f"{self.url}: the endpoint sends us on to {target[:200]!r}, which is not followed")

    def ask(self, messages: Sequence[Message]) -> Answer | Failure:
        """The model's answer to the messages. A refused answer format is given up for a looser one, for good where that works."""
        for number in range(self._format, len(_FORMATS)):
            response = self._post(messages, _FORMATS[number])
            if isinstance(response, Failure):
                return response
            if response.status in _SCHEMA_REFUSED and number + 1 < len(_FORMATS):
                continue
            if response.status == 200:
                self._format = number
            return self._read(response)
        raise AssertionError("the last format is answered or failed")

    def close(self) -> None:
        """Ends the connection."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _opened(self) -> httpx.Client:
        if self._client is None:
            try:
                import httpx
            except ImportError:
                raise EndpointError("--extractor openai needs httpx: pip install 'tawthiq[llm]'") from None
            headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
            if self.key:
                headers["Authorization"] = f"Bearer {self.key}"
            limits = httpx.Timeout(self.timeout, connect=min(_CONNECT, self.timeout))
            self._client = httpx.Client(headers=headers, timeout=limits, follow_redirects=False, trust_env=False)
        return self._client

    def _post(self, messages: Sequence[Message], form: dict[str, Any] | None) -> _Response | Failure:
        """One request, tried again where the endpoint is busy, broken or not there; a time-out would only come again."""
        payload: dict[str, Any] = {
            "model": self.model, "messages": list(messages), "temperature": TEMPERATURE, "seed": SEED, "stream": False,
        }  # fmt: skip
        if form is not None:
            payload["response_format"] = form
        body = json.dumps(payload).encode("ascii")
        tries = 0
        while True:
            response = self._once(body)
            again = response.status in _AGAIN if isinstance(response, _Response) else response.code == "unreachable"
            if not again or tries >= self.retries:
                return response
            self.pause(_wait(tries, response.after if isinstance(response, _Response) else ""))
            tries += 1

    def _once(self, body: bytes) -> _Response | Failure:
        client = self._opened()
        import httpx

        deadline = time.monotonic() + self.timeout
        try:
            request = client.build_request(
                "POST", f"{self.url}/chat/completions", content=body, headers={"Content-Type": "application/json"}
            )
            response = client.send(request, stream=True)
            try:
                held = bytearray()
                for piece in response.iter_raw():
                    held += piece
                    if len(held) > LARGEST:
                        return Failure("too_large")
                    if time.monotonic() > deadline:
                        return Failure("timeout")
            finally:
                response.close()
        except httpx.ConnectTimeout:
            return Failure("unreachable")
        except httpx.TimeoutException:
            return Failure("timeout")
        except (httpx.HTTPError, httpx.InvalidURL):
            return Failure("unreachable")
        return _Response(response.status_code, bytes(held), response.headers.get("retry-after", ""))

    def _read(self, response: _Response) -> Answer | Failure:
        if response.status != 200:
            return Failure(_code_of(response.status))
        try:
            said = json.loads(response.body)
            choice = said["choices"][0]
            message = choice["message"]
            content, refusal, end = message.get("content"), message.get("refusal"), choice.get("finish_reason")
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
            return Failure("not_json")
        if refusal or end == "content_filter" or not isinstance(content, str) or not content.strip():
            return Failure("refused")
        if end == "length":
            return Failure("cut_short")
        text = content.encode("utf-8", "replace").decode("utf-8")  # half characters cannot be written down
        return Answer(text.replace(self.key, "[key]") if self.key else text)


def _code_of(status: int) -> str:
    if 300 <= status < 400:
        return "redirected"
    if status in _KEY_REFUSED:
        return "key_refused"
    if status == 404:
        return "not_found"
    if status == 429:
        return "too_busy"
    return "server_error" if status >= 500 else "request_refused"


def _wait(tries: int, after: str) -> float:
    """Seconds before the next try: what the endpoint asks for, else longer each time."""
    asked = float(after) if after.isascii() and after.isdigit() and len(after) < 6 else 0.5 * 2**tries
    return min(asked, _LONGEST_PAUSE)
