"""The hybrid ranking as a LangChain retriever."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.domain import Embedder, Passage, Vector
from assistant.retrieval.hybrid import Asked, HybridRanking, Wanted
from assistant.retrieval.understand import Question
from assistant.retrieval.vocabulary import telling_words

FOLLOWING = 0.5  # share of a follow-up's own words in its score; the rest is that of the words it leans on and its own


def wanted_of(question: Question) -> Wanted:
    """Return what a question wants of the ranking."""
    own = tuple(name for name in question.documents if name not in question.carried)
    return Wanted(
        question.intent,
        own,
        question.carried,
        question.exercises,
        question.answered,
        question.populations,
        question.complains,
    )


class HybridRetriever(BaseRetriever):
    """Finds passages for a question by meaning and by words.

    `invoke("a question")` gives LangChain documents, whose metadata hold document, section, span and score;
    `retrieve` gives the passages themselves, for a question already understood.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    ranking: HybridRanking
    embedder: Any  # an Embedder; pydantic cannot check a protocol that is not runtime-checkable
    expand: Any = None  # adds further words for the search by words: text in, text out
    top_k: int = 10

    def retrieve(self, question: Question) -> list[Passage]:
        """Return at most `top_k` passages, best first."""
        texts = [(question.text, 1.0)]
        if question.follows and question.own:
            # What was asked before gives the subject; without more weight its answer would only come again. Words that
            # tell nothing ("what can I do instead?") have no weight, but a section that asks just so is found by them.
            share = FOLLOWING if telling_words(question.own) else 0.0
            texts = [(question.text, 1 - share), (question.own, share)]
        asked = [Asked(self._words(text), self._vector(text), share) for text, share in texts]
        return self.ranking.rank(asked, wanted_of(question), top_k=self.top_k)

    def _words(self, text: str) -> str:
        return str(self.expand(text)) if self.expand else text

    def _vector(self, text: str) -> Vector:
        embedder: Embedder = self.embedder
        vector: Vector = embedder.embed([text])[0]
        return vector

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        return [
            LangChainDocument(
                id=passage.chunk.id,
                page_content=passage.chunk.indexed,
                metadata={
                    "document": passage.chunk.document,
                    "section": passage.chunk.section,
                    "start": passage.chunk.start,
                    "end": passage.chunk.end,
                    "score": passage.score,
                },
            )
            for passage in self.retrieve(Question(query, query, "about"))
        ]
