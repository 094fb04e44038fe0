"""The endpoint: what it refuses, breaks or draws out is a failure by code; what it is sent is as promised."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from tawthiq.readers.endpoint import LARGEST, Answer, Endpoint, EndpointError, Failure, base_url
from tests.readers.server import Asked, Reply, Script, Served, said, serving

MESSAGES = ({"role": "system", "content": "Point."}, {"role": "user", "content": "نص"})


def ask(script: Script, *, key: str = "", timeout: float = 5.0, retries: int = 2) -> tuple[str, Served, list[float]]:
    """What comes of one question: the answer or the code of its failure; and the pauses that were made."""
    pauses: list[float] = []
    with serving(script) as served:
        endpoint = Endpoint(served.url, "m", key, timeout, retries, pauses.append)
        found = endpoint.ask(MESSAGES)
        endpoint.close()
    return found.text if isinstance(found, Answer) else found.code, served, pauses


def test_a_question_is_asked_as_the_protocol_has_it() -> None:
    found, served, pauses = ask(lambda asked, number: said("{}"), key="s3cret")
    assert (found, pauses) == ("{}", [])
    (asked,) = served.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["Authorization"] == "Bearer s3cret"
    assert (asked.payload["model"], asked.payload["temperature"], asked.payload["stream"]) == ("m", 0, False)
    assert isinstance(asked.payload["seed"], int)
    assert tuple(asked.payload["messages"]) == MESSAGES
    assert asked.payload["response_format"]["type"] == "json_schema"


def test_without_a_key_none_is_sent() -> None:
    _, served, _ = ask(lambda asked, number: said("{}"))
    assert "Authorization" not in served.asked[0].headers


@pytest.mark.parametrize(
    ("reply", "code", "times"),
    [
        (Reply(500), "server_error", 3),
        (Reply(503, headers={"Retry-After": "7"}), "server_error", 3),
        (Reply(429), "too_busy", 3),
        (Reply(401), "key_refused", 1),
        (Reply(403), "key_refused", 1),
        (Reply(404), "not_found", 1),
        (Reply(418), "request_refused", 1),
        (Reply(body=b"{"), "not_json", 1),
        (Reply(body=b"[]"), "not_json", 1),
        (Reply(body=b"\xff"), "not_json", 1),
        (Reply(body=b'{"choices": []}'), "not_json", 1),
        (Reply(body=b'{"choices": [{"message": 3}]}'), "not_json", 1),
        (Reply(body=b"[" * 100_000), "not_json", 1),
        (Reply(body=b"{}", headers={"Content-Encoding": "gzip"}), "not_json", 1),
        (Reply(body=b"x" * (LARGEST + 1)), "too_large", 1),
        (said(None, refusal="I cannot help with that."), "refused", 1),
        (said("so", end="content_filter"), "refused", 1),
        (said("  "), "refused", 1),
        (said("{", end="length"), "cut_short", 1),
    ],
)
def test_what_is_no_answer_has_a_code(reply: Reply, code: str, times: int) -> None:
    found, served, pauses = ask(lambda asked, number: reply)
    assert (found, len(served.asked), len(pauses)) == (code, times, times - 1)


def test_a_second_try_may_succeed() -> None:
    found, served, pauses = ask(lambda asked, number: Reply(500) if number == 1 else said("yes"))
    assert (found, len(served.asked), pauses) == ("yes", 2, [0.5])


def test_the_endpoint_says_how_long_to_wait_within_reason() -> None:
    for after, seconds in (("3", 3.0), ("99999", 20.0), ("-1", 0.5), ("soon", 0.5), ("٣", 0.5)):
        reply = Reply(429, headers={"Retry-After": after.encode().decode("latin-1")})
        assert ask(lambda asked, number, r=reply: r, retries=1)[2] == [seconds]  # type: ignore[misc]


def test_a_format_that_is_refused_is_given_up_for_a_looser_one() -> None:
    def older(asked: Asked, number: int) -> Reply:
        return Reply(400) if "response_format" in asked.payload else said("plain")

    with serving(older) as served:
        endpoint = Endpoint(served.url, "m")
        assert endpoint.ask(MESSAGES) == Answer("plain")
        assert endpoint.ask(MESSAGES) == Answer("plain")
        endpoint.close()
    formats = [a.payload.get("response_format", {}).get("type") for a in served.asked]
    assert formats == ["json_schema", "json_object", None, None]


def test_a_request_refused_in_every_format_changes_nothing_for_the_next() -> None:
    def picky(asked: Asked, number: int) -> Reply:
        return Reply(400) if number <= 3 else said("yes")

    with serving(picky) as served:
        endpoint = Endpoint(served.url, "m")
        assert endpoint.ask(MESSAGES) == Failure("request_refused")
        assert endpoint.ask(MESSAGES) == Answer("yes")
        endpoint.close()
    assert served.asked[-1].payload["response_format"]["type"] == "json_schema"


def test_no_answer_in_time_is_not_asked_for_again() -> None:
    found, served, _ = ask(lambda asked, number: Reply(slow=5), timeout=0.3)
    assert (found, len(served.asked)) == ("timeout", 1)


def test_an_answer_drop_by_drop_has_an_end() -> None:
    found, _, _ = ask(lambda asked, number: Reply(body=b"x" * 100, slow=0.1, drops=100), timeout=0.4)
    assert found == "timeout"


def test_no_redirect_is_followed() -> None:
    with serving(lambda asked, number: said("stolen")) as elsewhere:
        target = f"{elsewhere.url}/chat/completions"
        for status in (301, 302, 307, 308):
            reply = Reply(status, headers={"Location": target})
            assert ask(lambda asked, number, r=reply: r, key="s3cret")[0] == "redirected"  # type: ignore[misc]
    assert elsewhere.bytes == b""


def test_no_proxy_of_the_environment_sees_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(lambda asked, number: said("proxied")) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        assert ask(lambda asked, number: said("direct"))[0] == "direct"
    assert proxy.bytes == b""


def test_a_key_that_comes_back_is_cut_out() -> None:
    assert ask(lambda asked, number: said("your key is s3cret"), key="s3cret")[0] == "your key is [key]"


def test_the_key_stands_in_no_description() -> None:
    assert "s3cret" not in repr(Endpoint("http://localhost/v1", "m", "s3cret"))


@pytest.fixture
def nobody() -> Iterator[str]:
    """An address at which nothing listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}/v1"


def test_an_endpoint_that_is_not_there(nobody: str) -> None:
    pauses: list[float] = []
    endpoint = Endpoint(nobody, "m", pause=pauses.append)
    with pytest.raises(EndpointError, match="cannot be reached"):
        endpoint.open()
    assert endpoint.ask(MESSAGES) == Failure("unreachable")
    assert pauses == [0.5, 1.0]
    endpoint.close()


@pytest.mark.parametrize(
    ("models", "words"),
    [
        (Reply(401), "refuses the key"),
        (Reply(302, headers={"Location": "https://elsewhere.example/v1"}), "sends us on to 'https://elsewhere.example"),
    ],
)
def test_an_endpoint_that_cannot_be_used(models: Reply, words: str) -> None:
    with serving(lambda asked, number: said("{}"), models=models) as served:
        endpoint = Endpoint(served.url, "m", "s3cret")
        with pytest.raises(EndpointError, match=words) as error:
            endpoint.open()
        endpoint.close()
    assert "s3cret" not in str(error.value)


@pytest.mark.parametrize("models", [Reply(404), Reply(200, b"nonsense"), Reply(500)])
def test_an_endpoint_without_a_list_of_models_is_there(models: Reply) -> None:
    with serving(lambda asked, number: said("{}"), models=models) as served:
        endpoint = Endpoint(served.url, "m")
        endpoint.open()
        endpoint.close()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("http://localhost:11434/v1", "http://localhost:11434/v1"),
        (" https://llm.example.org/v1/ ", "https://llm.example.org/v1"),
        ("http://localhost:8080/v1/chat/completions", "http://localhost:8080/v1"),
    ],
)
def test_addresses(given: str, expected: str) -> None:
    assert base_url(given) == expected


def test_a_missing_library_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(EndpointError, match=r"pip install 'tawthiq\[llm\]'"):
        Endpoint("http://localhost/v1", "m").open()
