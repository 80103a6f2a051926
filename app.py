"""Command line: chat page, widget and HTTP API in one process."""

from assistant.web.command import main

if __name__ == "__main__":
    raise SystemExit(main())
