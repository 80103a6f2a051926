"""`python -m assistant doctor`: what would a site be refused, and why? It asks no network."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from assistant.errors import AssistantError, SettingsError
from assistant.settings import Settings
from assistant.web.limits import Limits
from assistant.web.origins import AllowedOrigins, parse_origin
from assistant.web.widget.bundle import is_colour


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    passed: bool
    what: str
    mend: str = ""

    def __str__(self) -> str:
        mark = "ok      " if self.passed else "REFUSED "
        return f"{mark}{self.what}" + (f"\n        To mend: {self.mend}" if self.mend else "")


def doctor(settings: Settings, embed: str = "", address: str = "") -> list[Finding]:
    """Look at the settings and, when given, at a site that wants to embed the widget.

    Args:
        settings: of this installation.
        embed: address of the site, such as https://clinic.example; a whole page's address does too.
        address: where the assistant is reached from outside; the one it listens on when empty.

    Raises:
        SettingsError: one of the addresses cannot be read.
    """
    findings = [*_installation(settings)]
    if embed:
        findings += _site(settings, embed, address or f"http://{settings.host}:{settings.port}")
    return findings


def _installation(settings: Settings) -> Iterator[Finding]:
    try:
        AllowedOrigins(settings.allowed_origins)
        Limits.from_settings(settings)
        yield Finding(True, "allowed origins and limits can be read")
    except AssistantError as error:
        yield Finding(False, f"{error.where}: {error.what}", error.mend)
    if settings.accent and not is_colour(settings.accent):
        mend = "write it as #rrggbb, such as #005eb8; until then the usual colour is shown"
        yield Finding(False, f"setting ASSISTANT_ACCENT: {settings.accent!r} is no colour", mend)


def _site(settings: Settings, embed: str, address: str) -> Iterator[Finding]:
    """Say what a browser on that site would be refused, check by check."""
    parts = urlsplit(embed)
    site = parse_origin(f"{parts.scheme}://{parts.netloc}")
    server = parse_origin(address)
    if site is None:
        mend = "write it as in the browser's address bar, such as https://clinic.example"
        raise SettingsError(f"{embed!r} is no web address", where="--embed", mend=mend)
    if server is None:
        mend = "write it as in the script tag, such as https://assistant.clinic.example"
        raise SettingsError(f"{address!r} is no web address", where="--address", mend=mend)
    try:
        origins = AllowedOrigins(settings.allowed_origins)
    except AssistantError:
        return  # said above
    allowed = site == server or origins.lists(str(site))
    listed = ",".join([*map(str, origins), str(site)])
    mend = "" if allowed else f"set ASSISTANT_ALLOWED_ORIGINS={listed} and restart"
    verdict = "lets them in" if allowed else "answers 403"
    yield Finding(allowed, f"questions from {site}: the Origin check {verdict}", mend)
    yield Finding(
        allowed, f"reading answers on {site}: CORS " + ("names the site" if allowed else "does not name the site"), mend
    )
    yield Finding(
        allowed,
        f"the iframe on {site}: frame-ancestors is {origins.frame_ancestors}",
        mend,
    )
    mixed = site.scheme == "https" and server.scheme == "http" and server.host not in ("127.0.0.1", "localhost", "::1")
    yield Finding(
        not mixed,
        f"{site} loading from {server}: " + ("browsers block http inside https" if mixed else "no mixed content"),
        "serve the assistant over https, and give that address with --address" if mixed else "",
    )
    www = site.host.removeprefix("www.") if site.host.startswith("www.") else f"www.{site.host}"
    twin = f"{site.scheme}://{www}"
    if allowed and not origins.lists(twin):
        yield Finding(True, f"note: {twin} is another origin and is not listed")
    needs = f"script-src {server} and connect-src {server}, or frame-src {server} for the iframe"
    yield Finding(True, f"note: where {site} sends a Content-Security-Policy, it needs {needs}")


def report(findings: list[Finding]) -> tuple[str, int]:
    """Return what to print, and 0 or, when something would be refused, 1."""
    return "\n".join(map(str, findings)), 0 if all(finding.passed for finding in findings) else 1
