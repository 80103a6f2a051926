"""The pages made here, with every value escaped."""

from datetime import date
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from assistant.answer.exercises import kit


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("assistant.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = _day
    environment.filters["kit"] = kit
    environment.filters["web_address"] = _web_address
    return environment


def render(template: str, **values: Any) -> str:
    """Fill a template."""
    return _environment().get_template(template).render(**values)


def _day(value: date | None) -> str:
    return f"{value.day} {value:%B %Y}" if value else ""


def _web_address(value: str) -> str:
    """Return an address that a link may have; empty for any other scheme."""
    return value if value.startswith(("https://", "http://")) else ""
