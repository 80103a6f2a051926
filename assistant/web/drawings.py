"""What an exercise's drawing says for those who cannot see it."""

import html
import re


def drawing_words(drawing: str) -> str:
    """Return the title and the description of an SVG as sentences; empty where it has neither."""
    found = [re.search(rf"<{name}\b[^>]*>(.*?)</{name}>", drawing, re.S) for name in ("title", "desc")]
    words = [" ".join(html.unescape(match[1]).split()).rstrip(".") for match in found if match]
    return ". ".join(words) + "." if words else ""
