"""Puts the widget's parts together as one script, with what this clinic set; nothing is built or fetched beforehand."""

import gzip
import json
import re
from functools import cache
from importlib import resources
from typing import Any

from assistant.answer.cards import build_card, unread_card
from assistant.answer.wording import read_wording
from assistant.domain import Reason, Route, SafetyDecision
from assistant.reply import Card
from assistant.settings import Settings

PARTS = ("strings", "dom", "colours", "options", "memory", "talk", "reply", "chat", "panel", "element", "start")
SIZE_LIMIT = 20 * 1024
_WORDS = (
    "notice",
    "evidence",
    "conflict",
    "past_review",
    "general_answer",
    "unanswered",
    "abstain",
    "nearest",
    "ask_somebody",
    "net",
)


def widget_script(settings: Settings) -> str:
    """Return the whole script. What varies stands in it as JSON, never as code."""
    config = json.dumps(_config(settings), ensure_ascii=True, separators=(",", ":"))
    parts = "\n".join(_squeezed_script(_source(f"{part}.js")) for part in PARTS)
    style = json.dumps(_squeezed_style(_source("style.css")))
    return f'(()=>{{"use strict";\nconst CONFIG={config};\nconst STYLE={style};\n{parts}\n}})();\n'


def compressed(script: str) -> bytes:
    """Return the script as it is sent."""
    return gzip.compress(script.encode(), compresslevel=9, mtime=0)


def emergency_number(settings: Settings) -> str:
    """Return the number that the region's emergency card leads with."""
    reason = Reason("", "unreachable", Route.EMERGENCY, "", (), (), "", "")
    card = build_card(SafetyDecision(Route.EMERGENCY, (reason,)), region=settings.region)
    return next(contact.number for contact in card.contacts if contact.href.startswith("tel:"))


def help_card(settings: Settings) -> Card:
    """Return whom to call, for beside a message of trouble."""
    return unread_card(region=settings.region, clinic_name=settings.clinic_name, clinic_phone=settings.clinic_phone)


def is_colour(text: str) -> bool:
    """Say whether a colour has the one form that the widget computes with."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", text) is not None


def _config(settings: Settings) -> dict[str, Any]:
    """Collect what the widget must know before it can reach anybody: above all whom to ring when it cannot."""
    wording = read_wording()
    return {
        "clinic": settings.clinic_name,
        "accent": settings.accent if is_colour(settings.accent) else "",
        "emergency": emergency_number(settings),
        "help": help_card(settings).model_dump(mode="json"),
        "max_chars": settings.max_message_chars,
        "wording": {name: wording[name] for name in _WORDS if name in wording},
    }


@cache
def _source(name: str) -> str:
    return (resources.files("assistant.web.widget") / "source" / name).read_text(encoding="utf-8")


def _squeezed_script(text: str) -> str:
    """Drop whole-line comments and indentation; everything else stays as it was written."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _squeezed_style(text: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", text)).strip()
