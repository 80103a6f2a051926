"""Builds the care card of a decision for one country, and its Markdown."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from assistant.answer.small_talk import small_talk_cards
from assistant.domain import Route, SafetyDecision
from assistant.reply import Card, Contact
from assistant.safety.card_data import card_texts, language_lines, regions

_FALLBACK = {
    Route.CRISIS: "crisis",
    Route.EMERGENCY: "emergency",
    Route.URGENT: "urgent",
    Route.REFER: "refer-soon",
    Route.DECLINE: "off-topic",
}
_TITLES = (
    ("actions", "What to do"),
    ("tell_them", "Tell them"),
    ("meanwhile", "Until then"),
    ("watch_for", "Get help sooner"),
)


def build_card(
    decision: SafetyDecision, *, region: str, clinic_name: str = "", clinic_phone: str = "", booking_url: str = ""
) -> Card:
    """Fill the card of a decision with the words and numbers of a country.

    Args:
        decision: any decision whose route is not `answer`.
        region: a key of regions.yaml.
        clinic_name: the clinic's own name, shown with its contacts.
        clinic_phone: the clinic's own number.
        booking_url: where an appointment can be booked.

    Raises:
        ValueError: the route is `answer`, which has no card.
    """
    if decision.route is Route.ANSWER:
        raise ValueError("the route `answer` has no card")
    texts = {**small_talk_cards(), **card_texts()}
    key = decision.card if decision.card and decision.card in texts else _FALLBACK[decision.route]
    text, place = texts[key], regions()[region]
    words = _words(decision, place, clinic_name, bool(clinic_phone or booking_url))
    clinic = _clinic_contacts(clinic_name, clinic_phone, booking_url)
    body = _filled(text["body"], words)
    if decision.language != "en" and words["language_line"] not in body:
        body = (words["language_line"], *body)
    return Card(
        # A card may serve several routes; the decision's own route is the level shown.
        level=decision.route.value,
        key=key,
        label=text["label"],
        heading=_fill(text["heading"], words),
        body=body,
        actions=_filled(text.get("actions", ()), words),
        tell_them=_filled(text.get("tell_them", ()), words),
        meanwhile=_filled(text.get("meanwhile", ()), words),
        watch_for=_filled(text.get("watch_for", ()), words),
        contacts=tuple(_contacts(text.get("contacts", ()), place, clinic)),
        question=decision.question or "",
    )


def unread_card(*, region: str, clinic_name: str = "", clinic_phone: str = "") -> Card:
    """Return what stands beside a message of trouble, for then no rule has read what was written."""
    decision = SafetyDecision(Route.DECLINE, card="unread", guidance_allowed=False)
    return build_card(decision, region=region, clinic_name=clinic_name, clinic_phone=clinic_phone)


def unread_line(card: Card) -> str:
    """Return the same in one line, for a program to show."""
    lines = [f"{contact.label}: {contact.number}" for contact in card.contacts if contact.number]
    return " ".join((*card.body, f"{'; '.join(lines)}."))


def _words(decision: SafetyDecision, place: Mapping[str, Any], clinic: str, bookable: bool) -> dict[str, str]:
    number = place["emergency"]["say"]
    line = language_lines().get(decision.language, "I can only read and answer in English.")
    duration = decision.values.get("duration", "")
    return {
        "emergency": number,
        "ed": place["ed"],
        "urgent": place["urgent"]["say"],
        "doctor": place["doctor"],
        "physio": place["physio"],
        "pharmacist": place["pharmacist"],
        "maternity": place["maternity"],
        "silent": place.get("silent", "You can ask for the police or an ambulance."),
        "self_referral": f"You can book with {clinic or 'us'} directly." if bookable else place["self_referral"],
        "duration": f" You wrote “{duration}”." if duration else "",
        "language_line": line.format(number=number),
    }


def _fill(text: str, words: Mapping[str, str]) -> str:
    return re.sub(r" {2,}", " ", text.format(**words)).replace(",,", ",").replace(",.", ".").strip()


def _filled(texts: Sequence[str], words: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(filled for text in texts if (filled := _fill(str(text), words)))


def _clinic_contacts(name: str, phone: str, booking_url: str) -> list[Contact]:
    contacts = []
    if phone:
        contacts.append(Contact(label=name or "Our clinic", number=phone, href=_tel(phone)))
    if booking_url:
        contacts.append(Contact(label=f"Book online{f' with {name}' if name else ''}", href=booking_url))
    return contacts


def _contacts(names: Sequence[str], place: Mapping[str, Any], clinic: Sequence[Contact]) -> list[Contact]:
    """Return the lines a card asks for, in its order, each number once."""
    found: list[Contact] = []
    for name in names:
        if name == "clinic":
            found += clinic
            continue
        lines = place.get(name) or []
        for line in lines if isinstance(lines, list) else [lines]:
            if line.get("number"):
                found.append(_contact(name, line))
    seen: set[str] = set()
    return [c for c in found if not ((c.href in seen) or seen.add(c.href))]  # type: ignore[func-returns-value]


def _contact(name: str, line: Mapping[str, Any]) -> Contact:
    number = str(line["number"])
    label = line.get("label") or ("Emergency" if name == "emergency" else name)
    if line.get("sms"):
        body = f"?body={quote(str(line['body']))}" if line.get("body") else ""
        return Contact(label=label, number=number, href=f"sms:{_digits(number)}{body}")
    return Contact(label=label, number=number, href=_tel(number))


def _tel(number: str) -> str:
    return f"tel:{_digits(number)}"


def _digits(number: str) -> str:
    return re.sub(r"[^\d+]", "", number)


def card_markdown(card: Card) -> str:
    """Write a card as Markdown, in reading order: heading, body, contacts, lists, question."""
    parts = [f"### {card.heading}", "\n\n".join(card.body)]
    if card.contacts:
        parts.append("\n".join(_contact_line(contact) for contact in card.contacts))
    for name, title in _TITLES:
        items: Sequence[str] = getattr(card, name)
        if items:
            parts.append(f"**{title}**\n\n" + "\n".join(f"- {item}" for item in items))
    if card.question:
        parts.append(f"**One question:** {card.question}")
    return "\n\n".join(parts)


def _contact_line(contact: Contact) -> str:
    shown = f"{contact.label}: {contact.number}" if contact.number else contact.label
    return f"- [{shown}]({contact.href})"
