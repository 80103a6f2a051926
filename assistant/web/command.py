"""`python app.py`: arguments in, server up, one message when it cannot be."""

import argparse
import os
import socket
import sys
import webbrowser
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.errors import AssistantError, ServerError
from assistant.settings import Settings, read_settings

if TYPE_CHECKING:
    import uvicorn


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; 0 when stopped, 2 with one message when it cannot start."""
    arguments = _parser().parse_args(argv)
    given = {name: getattr(arguments, name) for name in ("host", "port") if getattr(arguments, name) is not None}
    try:
        settings = read_settings(**given)
        _quiet()
        _take_one_core_a_reply()
        listener = open_socket(settings.host, settings.port)
        with listener:
            return _serve(settings, listener, open_browser=arguments.open)
    except AssistantError as error:
        print(error, file=sys.stderr)  # the one message
        return error.exit_code


def open_socket(host: str, port: int) -> socket.socket:
    """Take the address before anything slow is loaded, so that a port in use is told at once.

    Raises:
        ServerError: the port is in use, not allowed, or the host is not one of this machine's.
    """
    where = f"{host}:{port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise ServerError("is no address of this machine", where=where, mend="give --host 127.0.0.1") from error
    try:
        if os.name == "posix":  # elsewhere this would let two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise ServerError(
            f"cannot be used: {(error.strerror or str(error)).lower()}", where=where,
            mend="stop the program that uses it, or give another, such as --port 7861",
        ) from error  # fmt: skip
    return listener


def address_of(listener: socket.socket) -> str:
    """Return the address to open in a browser."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="app.py", description="Chat page, widget and HTTP API in one process, on this machine alone."
    )
    parser.add_argument("--host", help="address to listen on (default: 127.0.0.1, this machine only)")
    parser.add_argument("--port", type=int, help="port to listen on (default: 7860; 0 takes a free one)")
    parser.add_argument("--open", action="store_true", help="open the chat page in the browser")
    return parser


def _quiet() -> None:
    """Keep the page's framework from asking its makers for news or counting uses."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ["HF_HUB_OFFLINE"] = "1"


def _take_one_core_a_reply() -> None:
    """Let a reply compute in one thread: threads of one text wait for each other wherever anything else runs.

    On two busy cores the safety layer then took 91 ms instead of 616 (medians of 153 conversations).
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # read by torch when it is first imported


def _serve(settings: Settings, listener: socket.socket, *, open_browser: bool) -> int:
    import uvicorn

    from assistant.assembly import Assistant
    from assistant.web.logs import configure_logs
    from assistant.web.server import create_app

    configure_logs()
    print("Loading the guidance …", file=sys.stderr)
    with Assistant.open(settings) as assistant:
        if assistant.trouble is not None:
            raise assistant.trouble
        server = uvicorn.Server(
            uvicorn.Config(
                create_app(assistant, settings),
                log_config=None,
                log_level="warning",
                access_log=False,  # our own line has no query string
                server_header=False,
                timeout_keep_alive=20,
                timeout_graceful_shutdown=5,
                h11_max_incomplete_event_size=32_768,
            )
        )
        _announce_when_ready(server, address_of(listener), open_browser=open_browser)
        server.run(sockets=[listener])
    return 0


def _announce_when_ready(server: "uvicorn.Server", address: str, *, open_browser: bool) -> None:
    """Print the address once requests are answered, not before."""
    startup = server.startup

    async def announced(sockets: list[socket.socket] | None = None) -> None:
        await startup(sockets)
        if server.started:
            print(f"Ready: {address}", flush=True)
            if open_browser:
                webbrowser.open(address)

    server.startup = announced  # type: ignore[method-assign]  # uvicorn has no hook for it
