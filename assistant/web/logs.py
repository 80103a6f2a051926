"""Log lines as JSON on stderr: what happened, never what anybody wrote."""

import logging
import sys

import structlog


def configure_logs() -> None:
    """Set up logs; only the entry point calls this."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    # It sets its own level when it is imported; a filter stays.
    logging.getLogger("bm25s").addFilter(lambda record: record.levelno >= logging.WARNING)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
