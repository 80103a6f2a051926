"""A small assistant that answers from a table, and what tests build from it."""

from collections.abc import Mapping, Sequence

from assistant.domain import Document, Route
from assistant.errors import AssistantError
from assistant.reply import Citation, Reply, Sentence, Versions
from evals.cases import Case, Expect
from evals.grading.records import Seen

TEXT = "Shoes with cushioning help. Run 2 to 3 times a week. Hold for 30 seconds."


def document(document_id: str = "footwear", text: str = TEXT) -> Document:
    return Document(id=document_id, title="Shoes", text=text, sections=(), source="f.md", content_hash="")


def cited(*sentences: str, document_id: str = "footwear", text: str = TEXT, route: Route = Route.ANSWER) -> Reply:
    citations = tuple(
        Citation(
            n=n,
            document=document_id,
            title="Shoes",
            section="Shoes",
            quote=sentence,
            start=max(0, text.find(sentence)),
            end=max(0, text.find(sentence)) + len(sentence),
            url="",
        )
        for n, sentence in enumerate(sentences, start=1)
    )
    shown = tuple(Sentence(text=sentence, citation=n) for n, sentence in enumerate(sentences, start=1))
    return Reply(
        route=route, text="\n".join(sentences), sentences=shown, citations=citations, versions=Versions(code="1.0")
    )


def plain_reply(route: Route = Route.ANSWER, text: str = "", *, abstained: bool = False) -> Reply:
    reason = "not_in_guidance" if abstained else None
    return Reply(route=route, text=text, abstained=abstained, abstain_reason=reason, versions=Versions(code="1.0"))


class FakeAssistant:
    """Replies by the last message; an exception in the table is raised."""

    trouble: AssistantError | None = None

    def __init__(self, replies: Mapping[str, Reply | Exception], documents: Sequence[Document] = ()) -> None:
        self.replies = replies
        self.documents = {one.id: one for one in documents or (document(),)}

    def reply(self, messages: Sequence[str]) -> Reply:
        found = self.replies.get(messages[-1], plain_reply())
        if isinstance(found, Exception):
            raise found
        return found

    def document(self, document_id: str) -> Document:
        return self.documents[document_id]

    def __enter__(self) -> "FakeAssistant":
        return self

    def __exit__(self, *_: object) -> None:
        return None


def case(case_id: str = "one", turns: Sequence[str] = ("q",), **expect: object) -> Case:
    return Case(id=case_id, turns=tuple(turns), expect=Expect.model_validate(expect))


def seen(reply: Reply | None) -> Seen:
    return Seen(reply, FakeAssistant({}), 1.0 if reply else None)
