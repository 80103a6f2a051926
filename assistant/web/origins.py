"""The one list of sites that may use the widget. It drives the Origin check, CORS and `frame-ancestors`."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from assistant.errors import SettingsError

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Origin:
    """Scheme, host and port of a site, as browsers compare them."""

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")


def parse_origin(text: str) -> Origin | None:
    """Read `scheme://host[:port]`; None for anything else, such as a path, a wildcard or `null`."""
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname or "*" in text or "@" in text:
        return None
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        return None
    return Origin(parts.scheme, parts.hostname, port or _PORTS[parts.scheme])


class AllowedOrigins:
    """Sites that may embed the assistant; empty means nobody but the assistant's own pages."""

    def __init__(self, origins: tuple[str, ...]) -> None:
        parsed = []
        for text in origins:
            origin = parse_origin(text)
            if origin is None:
                raise SettingsError(
                    f"{text!r} is no origin", where="setting ASSISTANT_ALLOWED_ORIGINS",
                    mend="write scheme, host and port only, such as https://clinic.example, without wildcards",
                )  # fmt: skip
            parsed.append(origin)
        self._origins = frozenset(parsed)

    def __iter__(self) -> Iterator[Origin]:
        return iter(sorted(self._origins, key=str))

    def lists(self, text: str) -> bool:
        """Say whether this site is on the list."""
        origin = parse_origin(text)
        return origin is not None and origin in self._origins

    def allows(self, text: str | None, host: str) -> bool:
        """Say whether a request may come from here.

        Args:
            text: the `Origin` header; None when the client is no browser, or the page is our own.
            host: the `Host` header. The scheme is not compared with it: a proxy in front may speak TLS for us.
        """
        if text is None or self.lists(text):
            return True
        origin = parse_origin(text)
        return origin is not None and parse_origin(f"{origin.scheme}://{host}") == origin

    @property
    def frame_ancestors(self) -> str:
        """Return the value of the CSP directive for the page that sites may frame."""
        return " ".join(["'self'", *map(str, self)])
