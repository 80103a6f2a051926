"""A stand-in with everything that the widget can be given: exercises, cards with questions, what is not known."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.answer.citing import cite
from assistant.answer.exercises import exercise_card
from assistant.domain import Document, Quotation
from assistant.reply import Reply, Sentence
from assistant.settings import Settings
from tests.web.http_fakes import FakeAssistant, shoes


class RichAssistant(FakeAssistant):
    """Answers by the words of the last message, as `FakeAssistant` does, and knows some more of them."""

    def __init__(self, settings: Settings, *documents: Document) -> None:
        exercise = shoes(id="clamshell", title="Clamshell", kind="exercise", extra={"type": "strength"})
        super().__init__(settings, *(documents or (shoes(), exercise)))

    def reply(self, messages: Sequence[Any]) -> Reply:
        reply = super().reply(messages)
        last = messages[-1]
        text = last["content"] if isinstance(last, Mapping) else last
        changes: dict[str, Any] = {}
        if "clamshell" in text:
            changes = self._exercise()
        elif "tape" in text:
            changes = {
                "sentences": (), "citations": (), "abstained": True, "abstain_reason": "not_in_guidance", "text": "?",
            }  # fmt: skip
        elif "studies disagree" in text:
            cited = reply.citations[0].model_copy(update={"evidence": "conflicting", "references": ()})
            changes = {"citations": (cited,)}
        elif "six weeks" in text:
            answer = self._answer()
            changes = {"sentences": answer.sentences, "citations": answer.citations}
        elif "hot and swollen" in text and reply.card:
            changes = {"card": reply.card.model_copy(update={"question": "Did it begin with a fall?"})}
        elif "a list" in text:
            said = tuple(
                Sentence(text=words, citation=1, kind=kind)
                for words, kind in (("Lift the knee.", "step"), ("Lower it.", "step"), ("- not an item", "item"))
            )
            changes = {"sentences": said}
        return reply.model_copy(update=changes)

    def _exercise(self) -> dict[str, Any]:
        """An answer's first sentence, and the steps of an exercise on its card."""
        quoted = [
            Quotation(key, position, s.start, s.end, s.evidence, s.kind)
            for key, position in (("shoes", 0), ("clamshell", 1))
            for s in self.documents[key].sections[position].sentences[: position + 1]
        ]
        cited = cite(quoted, self.document)
        card = exercise_card(self.documents["clamshell"], quoted, 2)
        return {"sentences": cited.sentences, "citations": cited.citations, "exercises": (card,)}
