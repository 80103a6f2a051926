"""`python -m assistant.web.widget`: what the widget costs a page, measured as it is sent."""

import sys

from assistant.settings import Settings
from assistant.web.widget.bundle import SIZE_LIMIT, compressed, widget_script
from assistant.web.widget.measure import requests_before_asking


def main() -> int:
    """Print size and requests; 1 when either is over its limit."""
    script = widget_script(Settings())
    size = len(compressed(script))
    print(f"loader and widget: {size} bytes gzipped of at most {SIZE_LIMIT} ({len(script.encode())} as it is)")  # noqa: T201
    counted = requests_before_asking(script)
    if counted is None:
        print("requests: not counted, as playwright or Chromium is not installed")  # noqa: T201
        return 0 if size <= SIZE_LIMIT else 1
    before, opening = counted
    print(f"requests before it is opened: {len(before)} beyond the loader", *before)  # noqa: T201
    print(f"requests by opening it: {len(opening)}", *opening)  # noqa: T201
    return 0 if size <= SIZE_LIMIT and not before else 1


if __name__ == "__main__":
    sys.exit(main())
