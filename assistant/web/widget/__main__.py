"""`python -m assistant.web.widget`: how large the widget is, as it is sent."""

import sys

from assistant.settings import Settings
from assistant.web.widget.bundle import SIZE_LIMIT, compressed, widget_script


def main() -> int:
    """Print the size; 1 when it is over the limit."""
    script = widget_script(Settings())
    size = len(compressed(script))
    print(f"widget.js: {size} bytes gzipped of at most {SIZE_LIMIT} ({len(script.encode())} as it is)")  # noqa: T201
    return 0 if size <= SIZE_LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
