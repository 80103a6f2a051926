"""A stand-in for the assistant behind the HTTP side: routes by a word in the last message, quotes one real document."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from assistant.assembly import parse_messages
from assistant.domain import Document, Reference, Route, Section, Sentence
from assistant.errors import AssistantError
from assistant.reply import Card, Citation, CitedReference, Contact, Reply, ReplyEvent, ReplyReason, Versions
from assistant.reply import Sentence as Said
from assistant.settings import Settings

ROUTES = {
    "chest pain": Route.EMERGENCY,
    "end my life": Route.CRISIS,
    "hot and swollen": Route.URGENT,
    "six weeks": Route.REFER,
    "weather": Route.DECLINE,
}
TEXT = (
    "Shoes\n\nWhich shoes help?\n\nA cushioned shoe helps. Comfort is the best guide.\n\n"
    "- not an item\n\nSteps\n\nLift the knee.\nLower it slowly.\n\nPlan\n\n"
    "Week 1 – Pattern: run 1 minute, walk 2 minutes; Total: 8 minutes\nWeek 2 – Pattern: run; Total: 20 minutes"
)


def _sentence(words: str, kind: Any = "sentence", references: tuple[str, ...] = (), evidence: str = "") -> Sentence:
    start = TEXT.index(words)
    return Sentence(start, start + len(words), references, evidence, kind)


def shoes(**changes: Any) -> Document:
    """Return a small document with every kind of sentence."""
    parts = [
        ("Which shoes help?", [
            _sentence("A cushioned shoe helps.", references=("smith",), evidence="moderate"),
            _sentence("Comfort is the best guide."),
            _sentence("- not an item"),
        ]),
        ("Steps", [_sentence("Lift the knee.", "step"), _sentence("Lower it slowly.", "step")]),
        ("Plan", [_sentence(line, "row") for line in TEXT.splitlines()[-2:]]),
    ]  # fmt: skip
    sections = tuple(
        Section(("Shoes", heading), TEXT.index(heading), said[-1].end, tuple(said)) for heading, said in parts
    )
    fields: dict[str, Any] = {
        "id": "shoes", "title": "Shoes", "text": TEXT, "sections": sections, "source": "shoes.md", "content_hash": "0",
        "kind": "topic", "topic": "footwear", "summary": "Which shoes help.", "reviewed_on": date(2026, 11, 24),
        "review_by": date(2027, 11, 24), "licence": "CC-BY-4.0",
        "references": (Reference("smith", "Smith A. Shoes. 2020.", "https://doi.org/10.1000/1", "systematic review"),),
    }  # fmt: skip
    return Document(**{**fields, **changes})


class FakeAssistant:
    """Has the methods that the HTTP side calls; `on_event` is called before each streamed event."""

    def __init__(self, settings: Settings, *documents: Document, trouble: AssistantError | None = None) -> None:
        self.settings = settings
        self.trouble = trouble
        self.documents: Mapping[str, Document] = {d.id: d for d in documents or (shoes(),)}
        self.asked: list[Any] = []
        self.on_event = lambda event: None

    def document(self, document_id: str) -> Document:
        return self.documents[document_id]

    def reply(self, messages: Sequence[Any]) -> Reply:
        self.asked.append(list(messages))
        text = parse_messages(messages, self.settings)[-1].text
        if "a bug" in text:
            raise RuntimeError(f"a bug about {text}")
        route = next((route for words, route in ROUTES.items() if words in text), Route.ANSWER)
        if route is not Route.ANSWER:
            return self._card_reply(route, text)
        if self.trouble is not None:
            return Reply(
                route=route, text="not ready", abstained=True, abstain_reason="not_ready", versions=Versions(code="1")
            )
        return self._answer()

    def stream(self, messages: Sequence[Any]) -> Iterator[ReplyEvent]:
        reply = self.reply(messages)
        events = [ReplyEvent(type="card", card=reply.card)] if reply.card else []
        events += [ReplyEvent(type="text", delta=word + " ") for word in reply.text.split(" ")]
        for event in [*events, ReplyEvent(type="done", reply=reply)]:
            self.on_event(event)
            yield event

    def _answer(self) -> Reply:
        document = next(iter(self.documents.values()))
        first = document.sections[0].sentences[0]
        quote = document.quote(first.start, first.end)
        return Reply(
            route=Route.ANSWER,
            text=f"{quote} [1]",
            sentences=(Said(text=quote, citation=1),),
            citations=(
                Citation(
                    n=1, document=document.id, title=document.title, section=document.sections[0].heading, quote=quote,
                    start=first.start, end=first.end, evidence="moderate", reviewed_on=document.reviewed_on,
                    url=f"/sources/{document.id}?span={first.start}-{first.end}",
                    references=tuple(
                        CitedReference(key=r.key, text=r.text, url=r.url, design=r.design) for r in document.references
                    ),
                ),
            ),
            follow_ups=("How long do shoes last?",),
            versions=Versions(code="1", corpus="c", index="i", model="m"),
            timings_ms={"safety": 1.0, "retrieve": 40.0},
        )  # fmt: skip

    def _card_reply(self, route: Route, text: str) -> Reply:
        level: Any = route.value
        card = Card(
            level=level, key=level, label="Advice:", heading=f"{level}: call 999", body=("Do this now.",),
            actions=("Call 999.",), tell_them=("When it began.",), watch_for=("Numbness.",),
            contacts=(Contact(label="Ambulance", number="999", href="tel:999"),),
        )  # fmt: skip
        reason = ReplyReason(code="RF-01", rule="r", route=route, explanation="Because.", matched=(), reference="NICE")
        return Reply(
            route=route, text=f"**{card.heading}** Do this now.", card=card, versions=Versions(code="1"),
            reasons=(reason,) if route is not Route.DECLINE else (),
        )  # fmt: skip
