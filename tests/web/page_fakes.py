"""An assistant that answers by script over three real documents, so that the page is tested apart from the line."""

import threading
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from assistant.answer.citing import cite
from assistant.answer.exercises import exercise_answer, exercise_card
from assistant.domain import Document, Quotation, Route
from assistant.errors import SettingsError
from assistant.guidance.parse import parse_file
from assistant.guidance.references import parse_references
from assistant.reply import Card, Contact, ExerciseCard, MatchedWords, Reply, ReplyEvent, ReplyReason, Versions

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
FILES = ("footwear.md", "strengthening.md", "exercises/clamshell.md")

CARDS = {
    "cannot breathe": ("emergency", "Immediate action required:", "Call 999 now"),
    "ambulance": ("emergency", "Immediate action required:", "Call 999 now"),
    "hopeless": ("crisis", "Help is there now:", "Talk to somebody now"),
    "swollen": ("urgent", "Urgent advice:", "See a clinician today"),
    "weeks": ("refer", "Non-urgent advice:", "See a physiotherapist or doctor about this"),
    "football": ("decline", "Note:", "I can only help with muscles, joints and exercise"),
}


@cache
def read_documents() -> tuple[Document, ...]:
    """Parse the files once: the references alone take seconds."""
    references = parse_references((CORPUS / "references.yaml").read_text("utf-8"), "references.yaml")
    return tuple(parse_file(name, (CORPUS / name).read_bytes(), references) for name in FILES)


class ScriptedAssistant:
    """Replies by the words in the last message; `SCRIPT` words are named in `CARDS` and in `_reply`."""

    def __init__(self) -> None:
        self.trouble = None
        self.documents: dict[str, Document] = {document.id: document for document in read_documents()}
        self.asked: list[list[str]] = []
        self.slow_s = 3.0
        self.hurry = threading.Event()  # ends what is slow

    def document(self, document_id: str) -> Document:
        return self.documents[document_id]

    def reply(self, messages: Sequence[object]) -> Reply:
        turns = [
            m if isinstance(m, str) else m["content"] for m in messages if isinstance(m, str) or m["role"] == "user"
        ]
        self.asked.append(turns)
        return self._reply(turns)

    def stream(self, messages: Sequence[object]) -> Iterator[ReplyEvent]:
        reply = self.reply(messages)
        if "at length" in self.asked[-1][-1]:
            self.hurry.wait(0.7)  # the question stands alone in the page for a while
        if reply.card:
            yield ReplyEvent(type="card", card=reply.card)
        if "slow" in self.asked[-1][-1]:
            self.hurry.wait(self.slow_s)
        yield ReplyEvent(type="text", delta=reply.text)
        yield ReplyEvent(type="done", reply=reply)

    def _reply(self, turns: list[str]) -> Reply:
        asked = turns[-1]
        for number, turn in enumerate(turns):  # as the real one does: any message, not only the last
            if "too long" in turn:
                raise SettingsError("is too long", where=f"messages[{number}]", mend="write a shorter message")
        if "crash" in asked:
            raise RuntimeError("the disk is gone")
        for word, card in CARDS.items():
            if word in asked:
                return self._card_reply(turns, word, *card)
        if "plan" in asked.split():
            return self._plan()
        if "cat" in asked.split():
            return Reply(
                route=Route.ANSWER, text="The guidance does not say.", abstained=True, abstain_reason="not_in_guidance",
                follow_ups=("How do I pick a comfortable running shoe?",), versions=Versions(code="test"),
            )  # fmt: skip
        return self._answer("clamshell" if "clamshell" in asked else "footwear")

    def _answer(self, document_id: str, **changes: object) -> Reply:
        document = self.documents[document_id]
        quotations = [
            Quotation(document_id, position, s.start, s.end, s.evidence, s.kind)
            for position, section in enumerate(document.sections)
            if section.sentences
            for s in section.sentences[:3]
        ][:6]
        exercises: tuple[ExerciseCard, ...] = ()
        if document.kind == "exercise":
            quotations = exercise_answer(document, "how-to")
            exercises = (exercise_card(document, quotations, 1),)
        cited = cite(quotations, self.document)
        text = "\n\n".join(f"{s.text} [{s.citation}]" for s in cited.sentences)
        fields = {
            "route": Route.ANSWER, "text": text, "sentences": cited.sentences, "citations": cited.citations,
            "exercises": exercises, "follow_ups": ("How do I pick a comfortable running shoe?", "Are worn shoes bad?"),
            "versions": Versions(code="test"), **changes,
        }  # fmt: skip
        return Reply(**fields)

    def _plan(self) -> Reply:
        document = self.documents["strengthening"]
        rows = [
            Quotation(document.id, position, s.start, s.end, s.evidence, s.kind)
            for position, section in enumerate(document.sections)
            for s in section.sentences
            if s.kind == "row"
        ]
        cited = cite(rows, self.document)
        return self._answer("strengthening", sentences=cited.sentences, citations=cited.citations)

    def _card_reply(self, turns: list[str], word: str, level: str, label: str, heading: str) -> Reply:
        start = turns[-1].index(word)
        is_plain = level == "decline"
        card = Card(
            level=level, key=level, label=label, heading=heading,
            body=("You told me about something that deserves a person's attention.", "Please read this first."),
            actions=() if is_plain else ("Do not drive yourself.",),
            tell_them=() if is_plain else ("Where it hurts, and since when.", "What makes it worse."),
            meanwhile=() if is_plain else ("Do less of what hurts.",),
            watch_for=() if is_plain else ("You cannot put weight on the leg.", "The calf is hot, red or swollen."),
            contacts=() if is_plain else (
                Contact(label="Call 999", number="999", href="tel:999"),
                Contact(label="NHS 111 online", href="https://111.nhs.uk"),
            ),
            question="Is one calf more swollen than the other?" if level == "urgent" else "",
        )  # fmt: skip
        reasons = (
            ReplyReason(
                code="RF-01", rule=f"{level}.example", route=Route(level),
                explanation="This sign needs a person to look at it.",
                matched=(MatchedWords(text=word, turn=len(turns) - 1, start=start, end=start + len(word)),),
                reference="NICE guideline NG59, 2020", would_change="If it had settled long ago.",
            ),
        )  # fmt: skip
        fields = {"route": Route(level), "card": card, "reasons": () if is_plain else reasons}
        if level == "refer":
            return self._answer("footwear", **fields)
        return Reply(text=f"**{heading}**", versions=Versions(code="test"), **fields)
