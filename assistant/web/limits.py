"""How often one client and one site may ask, with the `limits` library: in memory, or in Redis."""

import ipaddress
import math
import time

import structlog
from limits import RateLimitItem, parse_many
from limits.errors import ConfigurationError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from assistant.errors import SettingsError
from assistant.settings import Settings

log = structlog.get_logger("assistant.web")

ORIGIN_SHARE = 20
"""One site has many visitors: it may ask this many times what one client may."""
STORAGE_TIME_S = 1.0
"""A Redis that does not answer within this is done without."""


class Limits:
    """Counts requests by client address and by origin. Being over decides nothing about safety cards."""

    def __init__(self, items: list[RateLimitItem], strategy: MovingWindowRateLimiter) -> None:
        self._items = items
        self._site_items = [type(item)(item.amount * ORIGIN_SHARE, item.multiples) for item in items]
        self._strategy = strategy

    @classmethod
    def from_settings(cls, settings: Settings) -> "Limits":
        """Build from `rate_limit` and `rate_limit_storage`.

        Raises:
            SettingsError: the notation is wrong, or the storage is unknown or lacks its library.
        """
        try:
            items = parse_many(settings.rate_limit)
        except ValueError as error:
            raise SettingsError(
                f"{settings.rate_limit!r} is no rate", where="setting ASSISTANT_RATE_LIMIT",
                mend="write such as 30/minute, or 30/minute;300/hour",
            ) from error  # fmt: skip
        try:
            storage = storage_from_string(settings.rate_limit_storage, **_patience(settings.rate_limit_storage))
        except (ConfigurationError, ValueError, ImportError) as error:
            raise SettingsError(
                "cannot be used to keep counts", where="setting ASSISTANT_RATE_LIMIT_STORAGE",
                mend="write memory:// or redis://host:6379 (and `pip install redis`)",
            ) from error  # fmt: skip
        return cls(items, MovingWindowRateLimiter(storage))

    def wait_s(self, address: str, origin: str = "") -> int:
        """Count a request; return the seconds to wait when over the limit, 0 when within."""
        keys = [(item, "client", client_key(address)) for item in self._items]
        if origin:
            keys += [(item, "origin", origin) for item in self._site_items]
        try:
            # Every count is taken, also when an earlier one is over: no `any` that stops early.
            over = [(item, kind, key) for item, kind, key in keys if not self._strategy.hit(item, kind, key)]
            if not over:
                return 0
            resets = [self._strategy.get_window_stats(item, kind, key).reset_time for item, kind, key in over]
            return max(1, math.ceil(max(resets) - time.time()))
        except Exception as error:  # the storage is another program: without it people are still answered
            log.warning("limits_storage_failed", error=type(error).__name__)
            return 0


def _patience(storage: str) -> dict[str, float | bool]:
    """Return options that keep a storage over the network from holding up an answer."""
    if not storage.startswith("redis"):
        return {}
    return {"socket_connect_timeout": STORAGE_TIME_S, "socket_timeout": STORAGE_TIME_S}


def client_key(address: str) -> str:
    """Return what counts as one client: an IPv4 address, or the /64 that one IPv6 household has."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address or "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
