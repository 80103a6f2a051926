"""A stand-in with everything that the widget can be given: exercises, cards with questions, what is not known."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.reply import ExerciseCard, Reply, Sentence
from tests.web.http_fakes import FakeAssistant

CLAMSHELL = ExerciseCard(
    id="shoes", title="Clamshell", summary="A side-lying hip exercise.", type="strength", level="beginner",
    starting_position=("Lie on your side.",), steps=("Lift the top knee.", "Lower it slowly."), cues=("Feel the hip.",),
    how_much=("2 sets of 12.", "3 days a week."), easier=("Lift less.",), harder=("Add a band.",),
    mistakes=("The hip rolls back.",), stop_if=("Stop for groin pain.",), citation=1,
)  # fmt: skip


class RichAssistant(FakeAssistant):
    """Answers by the words of the last message, as `FakeAssistant` does, and knows some more of them."""

    def reply(self, messages: Sequence[Any]) -> Reply:
        reply = super().reply(messages)
        last = messages[-1]
        text = last["content"] if isinstance(last, Mapping) else last
        changes: dict[str, Any] = {}
        if "clamshell" in text:
            changes = {"exercises": (CLAMSHELL,)}
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
