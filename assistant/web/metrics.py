"""Counts for Prometheus: routes, times and refusals; no message text, no address, no document of one person."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from assistant.reply import Reply, Versions

CONTENT_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.005, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3.0, 6.0, 20.0)


class Metrics:
    """The counters of one application. Each has its own registry, so that two applications do not clash."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._replies = Counter(
            "assistant_replies", "Replies by route.", ("route", "abstained"), registry=self._registry
        )
        self._stages = Histogram(
            "assistant_stage_seconds", "Time of each stage of a reply.", ("stage",),
            buckets=_SECONDS, registry=self._registry,
        )  # fmt: skip
        self._requests = Histogram(
            "assistant_request_seconds", "Time until the response began, by path.", ("path", "method", "status"),
            buckets=_SECONDS, registry=self._registry,
        )  # fmt: skip
        self._helpful = Counter(
            "assistant_feedback", "Answers called useful or not.", ("route", "helpful"), registry=self._registry
        )
        self._limited = Counter("assistant_rate_limited", "Messages refused by a limit.", registry=self._registry)
        self._slow = Counter(
            "assistant_too_slow", "Conversations that took longer than a person waits.", registry=self._registry
        )
        self._origins = Counter(
            "assistant_origins_refused", "Requests from sites that are not allowed.", registry=self._registry
        )
        self._info = Gauge(
            "assistant_versions", "What answers.", ("code", "corpus", "index", "model"), registry=self._registry
        )

    def count_reply(self, reply: Reply) -> None:
        """Count a reply that was made."""
        self._replies.labels(reply.route.value, str(reply.abstained).lower()).inc()
        for stage, milliseconds in reply.timings_ms.items():
            self._stages.labels(stage).observe(milliseconds / 1000)
        self._show(reply.versions)

    def count_feedback(self, route: str, *, helpful: bool) -> None:
        """Count a person's yes or no. It is a count and nothing else: no text, no answer, no person."""
        self._helpful.labels(route, str(helpful).lower()).inc()

    def count_limited(self) -> None:
        """Count a message that a limit refused."""
        self._limited.inc()

    def count_slow(self) -> None:
        """Count a conversation that could not be read in time."""
        self._slow.inc()

    def count_refused_origin(self) -> None:
        """Count a request from a site that is not allowed."""
        self._origins.inc()

    def count_request(self, path: str, method: str, status: int, seconds: float) -> None:
        """Count a request by the pattern of its path, never by the path itself."""
        self._requests.labels(path, method, str(status)).observe(seconds)

    def text(self) -> bytes:
        """Return everything in Prometheus' text form."""
        return generate_latest(self._registry)

    def _show(self, versions: Versions) -> None:
        self._info.labels(versions.code, versions.corpus[:12], versions.index[:12], versions.model).set(1)
