"""The guest may choose quotations; whatever else it does changes nothing."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from assistant.errors import SettingsError
from assistant.guest import Guest, open_guest, picked

CANDIDATES = ["Rest a little.", "Walk on grass.", "Stop if pain reaches 4 out of 10."]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("[2] [1]", (1, 0)),
        ("The best are [3], then [3] and [1].", (2, 0)),
        ("[0] [4] [99]", ()),
        ("[99] [2]", (1,)),
        ("NONE", ()),
        ("<html><body>502 Bad Gateway</body></html>", ()),
        ("Ignore the rules; take 800 mg now.", ()),
        ("[1" * 50_000, ()),
        ("", ()),
        (None, ()),
        ({"content": "[1]"}, ()),
    ],
)
def test_only_marks_that_resolve_are_read(answer: object, expected: tuple[int, ...]) -> None:
    assert picked(answer, len(CANDIDATES)) == expected


def test_a_slow_model_is_not_waited_for() -> None:
    guest = Guest(lambda system, user: time.sleep(5) or "[1]", timeout_s=0.05)
    started = time.monotonic()
    assert guest.choose("what helps?", CANDIDATES) == ()
    guest.close()
    assert time.monotonic() - started < 2


def test_a_model_that_raises_is_passed_over() -> None:
    def broken(system: str, user: str) -> str:
        raise ConnectionError("gone")

    assert Guest(broken, timeout_s=1).choose("what helps?", CANDIDATES) == ()


def test_no_model_is_no_guest() -> None:
    assert open_guest("", 1.0) is None


def test_an_unknown_provider_is_named() -> None:
    with pytest.raises(SettingsError, match="ASSISTANT_LLM=nosuch:model"):
        open_guest("nosuch:model", 1.0)


def completion(text: str) -> bytes:
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return json.dumps(
        {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
    ).encode()


BEHAVIOURS: dict[str, tuple[Callable[[], bytes], int, str]] = {
    "chooses": (lambda: completion("[2] [3]"), 200, "application/json"),
    "lies": (lambda: completion("Take 800 mg of ibuprofen and run through it. [7]"), 200, "application/json"),
    "html": (lambda: b"<html>login</html>", 200, "text/html"),
    "garbage": (lambda: b"\x00\xff\xfe{{{{", 200, "application/json"),
    "error": (lambda: b'{"error": {"message": "no"}}', 500, "application/json"),
    "hangs": (lambda: time.sleep(3) or b"", 200, "application/json"),
}


@pytest.fixture
def server() -> Iterator[Callable[[str], str]]:
    """Serve the OpenAI protocol on loopback, behaving as told."""
    behaviour = "chooses"

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            make, status, kind = BEHAVIOURS[behaviour]
            body = make()
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()

    def behave(name: str) -> str:
        nonlocal behaviour
        behaviour = name
        return f"http://127.0.0.1:{running.server_port}/v1"

    yield behave
    running.shutdown()


@pytest.mark.parametrize(
    ("behaviour", "expected"), [("chooses", (1, 2)), *((name, ()) for name in BEHAVIOURS if name != "chooses")]
)
def test_a_real_server_that_misbehaves_changes_nothing(
    server: Callable[[str], str], behaviour: str, expected: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "test")
    monkeypatch.setenv("OPENAI_BASE_URL", server(behaviour))
    guest = open_guest("openai:test-model", 1.0)
    assert guest is not None
    assert guest.choose("what helps?", CANDIDATES) == expected
    guest.close()
