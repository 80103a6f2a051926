import os
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from assistant.errors import ServerError, VectorIndexError
from assistant.web import command
from tests.conftest import PROJECT


def test_a_port_in_use_is_told_in_one_message(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert command.main(["--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert f"127.0.0.1:{port}: cannot be used: address already in use" in said and "--port 7861" in said


def test_a_host_that_is_not_ours_is_told() -> None:
    with pytest.raises(ServerError, match=r"192\.0\.2\.1:7860"):
        command.open_socket("192.0.2.1", 7860)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ASSISTANT_REGOIN", "GB", "did you mean ASSISTANT_REGION"),
        ("ASSISTANT_PORT", "99999", "ASSISTANT_PORT"),
    ],
)
def test_wrong_settings_stop_the_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    assert command.main([]) == 2
    assert said in capsys.readouterr().err


def test_an_index_that_cannot_be_used_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from assistant.assembly import Assistant
    from tests.web.http_fakes import FakeAssistant

    class Troubled(FakeAssistant):
        def __enter__(self) -> "Troubled":
            return self

        def __exit__(self, *_: object) -> None:
            pass

    trouble = VectorIndexError("was made by another model", where=".index", mend="run `python ingest.py --rebuild`")
    monkeypatch.setattr(Assistant, "open", lambda settings: Troubled(settings, trouble=trouble))
    monkeypatch.setattr("assistant.web.logs.configure_logs", lambda: None)  # it would keep this test's stderr for good
    assert command.main(["--port", "0"]) == 2
    assert "ingest.py --rebuild" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://127.0.0.1:"), ("0.0.0.0", "http://127.0.0.1:"), ("::1", "http://[::1]:")],
)
def test_the_address_that_is_printed_can_be_opened(host: str, address: str) -> None:
    try:
        listener = command.open_socket(host, 0)
    except ServerError:
        pytest.skip("this machine has no IPv6")
    with listener:
        assert command.address_of(listener) == f"{address}{listener.getsockname()[1]}"


@pytest.mark.slow
def test_app_py_serves_and_stops(corpus_index: os.PathLike[str]) -> None:
    environment = {**os.environ, "ASSISTANT_INDEX_DIR": str(corpus_index)}
    process = subprocess.Popen(
        [sys.executable, str(PROJECT / "app.py"), "--port", "0"],
        env=environment, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("Ready: http://127.0.0.1:")
        address = line.removeprefix("Ready: ").strip()
        for path in ("/", "/healthz", "/readyz", "/sources", "/docs", "/widget/v1/widget.js", "/widget/v1/embed"):
            with urllib.request.urlopen(address + path, timeout=20) as response:
                assert response.status == 200, path
        head = urllib.request.Request(address + "/healthz", method="HEAD")
        with urllib.request.urlopen(head, timeout=20) as response:
            assert (response.status, response.read()) == (200, b"")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)  # it stops by itself, on a busy machine too
