"""A real server for a test's browser: in a thread of this process, or in a process of its own that can be killed."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import Any

import uvicorn

from tests.conftest import PROJECT


def free_socket() -> socket.socket:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    return listener


class RunningApp:
    """An application behind a real socket, in a thread."""

    def __init__(self, app: Any) -> None:
        listener = free_socket()
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self._server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listener]}, daemon=True)
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive()
            time.sleep(0.01)

    def close(self) -> None:
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(timeout=10)


class MortalServer:
    """A script in a process of its own, which can be killed and started again on the same port, its first argument."""

    def __init__(self, script: str) -> None:
        with free_socket() as taken:
            self.port = taken.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._script = script
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *arguments: str) -> None:
        command = [sys.executable, "-c", self._script, str(self.port), *arguments]
        environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
        self._process = subprocess.Popen(command, env=environment, stdout=-3, stderr=-3)
        while True:
            assert self._process.poll() is None
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)

    def kill(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None
