"""An OpenAI-compatible endpoint on this machine, for tests: it answers as it is told and remembers what it was sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class _Quiet(ThreadingHTTPServer):
    """Says nothing where a client leaves in the middle: what it would print lands among the lines under test."""

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Reply:
    """What the endpoint sends back: a status, a body, headers; `slow` seconds go by before, or between two `drops`."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    slow: float = 0.0
    drops: int = 0


@dataclass(slots=True)
class Asked:
    """One request that came: its path, headers and, for a question, the payload."""

    path: str
    headers: dict[str, str]
    payload: dict[str, Any]

    @property
    def report(self) -> str:
        """The text between the markers."""
        content = self.payload["messages"][-1]["content"]
        return str(content.split("===\n", 1)[1].split("\n=== END OF REPORT")[0])


def said(content: str | None, *, end: str = "stop", **message: Any) -> Reply:
    """A completion with that content."""
    choice = {"index": 0, "finish_reason": end, "message": {"role": "assistant", "content": content, **message}}
    return Reply(body=json.dumps({"choices": [choice]}).encode())


Script = Callable[[Asked, int], Reply]


class Served:
    """The running endpoint: `url`, and all that was `asked` of it, in order; `bytes` is everything it ever received."""

    def __init__(self, script: Script, models: Reply) -> None:
        self.script = script
        self.models = models
        self.asked: list[Asked] = []
        self.bytes = b""
        self.stopped = threading.Event()
        served = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                served.bytes += self.path.encode() + bytes(self.headers)
                self.reply(served.models)

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                served.bytes += self.path.encode() + bytes(self.headers) + raw
                asked = Asked(self.path, dict(self.headers), json.loads(raw))
                served.asked.append(asked)
                self.reply(served.script(asked, len(served.asked)))

            def reply(self, reply: Reply) -> None:
                if reply.slow and not reply.drops:
                    served.stopped.wait(reply.slow)
                self.send_response(reply.status)
                for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                step = max(1, len(reply.body) // (reply.drops or 1))
                try:
                    for start in range(0, len(reply.body), step):
                        self.wfile.write(reply.body[start : start + step])
                        self.wfile.flush()
                        if reply.drops:
                            served.stopped.wait(reply.slow)
                except OSError:
                    self.close_connection = True

            def log_message(self, *arguments: Any) -> None:
                """Nothing is printed."""

        self.server = _Quiet(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/v1"


@contextmanager
def serving(script: Script, *, models: Reply | None = None) -> Iterator[Served]:
    """An endpoint that answers by `script`: it gets the request and its number, from 1."""
    served = Served(script, models or Reply(body=b'{"data": []}'))
    thread = threading.Thread(target=served.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        served.stopped.set()
        served.server.shutdown()
        served.server.server_close()
        thread.join()
