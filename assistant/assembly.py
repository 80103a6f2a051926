"""`Assistant`: builds the edges once, and hands conversations to the line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from assistant.domain import Document, Embedder, Message, Route, Vector
from assistant.errors import AssistantError, SettingsError, VectorIndexError
from assistant.reply import Reply, ReplyEvent, Versions
from assistant.settings import Settings, read_settings

if TYPE_CHECKING:
    from assistant.index.folder import IndexedGuidance
    from assistant.index.store import ChromaStore
    from assistant.pipeline import Arranging, Pipeline
    from assistant.safety.net import Net
    from assistant.turn import Guidance

Messages = Sequence[str | Mapping[str, str]]
"""User messages as plain strings, or `{"role": "user"|"assistant", "content": "…"}`, oldest first, the user's last."""

CODE_VERSION = "0.1.0"
_REMEMBERED = 64


class _Remembering:
    """Embeds each text once, however many steps ask for it. Texts go one by one: a batch changes the last bits."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Vector] = {}

    def embed(self, texts: Sequence[str]) -> Vector:
        rows = []
        for text in texts:
            row = self._known.get(text)
            if row is None:
                row = self._embedder.embed([text])[0]
                if len(self._known) >= _REMEMBERED:
                    self._known.pop(next(iter(self._known)), None)
                self._known[text] = row
            rows.append(row)
        return np.stack(rows)


class Assistant:
    """Answers conversations from the ingested guidance, behind the safety layer.

    Open it with `Assistant.open()`, use it as a context manager or call `close()`.
    """

    def __init__(
        self,
        pipeline: "Pipeline",
        documents: Mapping[str, Document],
        settings: Settings,
        today: date | None,
        store: "ChromaStore | None" = None,
        trouble: AssistantError | None = None,
    ) -> None:
        self._pipeline = pipeline
        self._documents = documents
        self._today = today
        self._store = store
        self.settings = settings
        self.trouble = trouble
        """Why there is no guidance to quote, None when there is. Safety cards come all the same."""

    @classmethod
    def open(cls, settings: Settings | None = None, *, today: date | None = None) -> Self:
        """Load the rules, the model and the index; build the index from the corpus folder when there is none.

        When model, index or corpus cannot be used the assistant opens all the same, for the rules depend on none of
        them: `trouble` then says why, and an ordinary question is answered by saying that the guidance is not ready.
        Guidance is not shown without the safety net either.

        Args:
            settings: read from environment and file when not given.
            today: the date that relative times ("since Easter") are read against; the real one when not given.

        Raises:
            SettingsError: a setting is unknown or has a value that is not allowed, or the LLM cannot be opened.
            RuleError: a safety data file is broken; the assistant does not run with fewer rules than written.
        """
        from assistant.answer.wording import read_wording
        from assistant.pipeline import Pipeline
        from assistant.safety.screen import Screen
        from assistant.turn import Clinic

        settings = settings or read_settings()
        guest = _guest(settings)
        screen = Screen.open(persistent_pain_weeks=settings.persistent_pain_weeks)
        embedder: _Remembering | None = None
        guidance: Guidance | None = None
        store: ChromaStore | None = None
        trouble: AssistantError | None = None
        versions = Versions(code=CODE_VERSION, rules=str(getattr(screen, "version", "")))
        try:
            screen = replace(screen, net=_open_net())
            embedder, model_name, guidance_parts = _open_index(settings)
            index, store = guidance_parts
            guidance = _guidance(index, store, embedder)
            versions = versions.model_copy(
                update={
                    "corpus": index.manifest.corpus_hash,
                    "index": index.manifest.generation,
                    "model": model_name,
                }
            )
        except AssistantError as error:
            trouble = error
        rules_alone = replace(screen, net=None)

        @cache
        def route_alone(question: str) -> Route:
            return rules_alone.decide([Message(question)], today=today or date.today()).route

        def may_offer(question: str, messages: Sequence[Message]) -> bool:
            """Whether pressing a question is no complaint of one's own: "Is it ITBS or runner's knee?" would refer.

            One that alone would be declined may still be asked after what was said.
            """
            route = route_alone(question)
            if route is Route.DECLINE:
                after = rules_alone.decide([*messages, Message(question)], today=today or date.today())
                return after.route is not Route.DECLINE
            return route is Route.ANSWER

        pipeline = Pipeline(
            screen=screen,
            may_offer=may_offer,
            guidance=guidance,
            clinic=Clinic(settings.region, settings.clinic_name, settings.clinic_phone, settings.booking_url),
            wording=read_wording(),
            versions=versions,
            guest=guest,
        )
        documents = guidance.documents if guidance else {}
        return cls(pipeline, documents, settings, today, store, trouble)

    def reply(self, messages: Messages) -> Reply:
        """Answer the conversation as of its last message.

        Raises:
            SettingsError: there is no message, the last is not the user's, or one is longer than allowed.
        """
        return self._pipeline.chain.invoke(self._turn(messages))

    def stream(self, messages: Messages) -> Iterator[ReplyEvent]:
        """Give the same answer in pieces; the last event carries the whole `Reply`."""
        yield from self._pipeline.streaming.stream(self._turn(messages))

    def find(self, messages: Messages) -> tuple[str, ...]:
        """Return the ids of the documents that retrieval ranks best for the last message, best first.

        Nothing of them is shown: a reply may be a card alone. `SettingsError` as for `reply`.
        """
        return self._pipeline.find(self._turn(messages))

    def document(self, document_id: str) -> Document:
        """Return an ingested document: its `text` is what spans point into. `KeyError` names an unknown id."""
        return self._documents[document_id]

    @property
    def documents(self) -> Mapping[str, Document]:
        """Every ingested document by id."""
        return self._documents

    def close(self) -> None:
        """Release the index's files."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _turn(self, messages: Messages) -> Any:
        from assistant.turn import Turn

        parsed = parse_messages(messages, self.settings)
        return Turn(messages=parsed, today=self._today or date.today())


def parse_messages(messages: Messages, settings: Settings) -> tuple[Message, ...]:
    """Read messages in either form.

    Raises:
        SettingsError: the list is empty or too long, a message has another form or is too long, or the last one is not
            the user's.
    """
    if isinstance(messages, str) or not messages:
        raise SettingsError("there is no message", where="messages", mend="give a list with at least one message")
    if len(messages) > settings.max_messages:
        raise SettingsError(
            f"there are {len(messages)} messages, more than {settings.max_messages}",
            where="messages",
            mend="begin a new chat",
        )
    parsed = tuple(_parse_message(message, number) for number, message in enumerate(messages))
    for number, message in enumerate(parsed):
        if len(message.text) > settings.max_message_chars:
            raise SettingsError(
                f"has {len(message.text)} characters, more than {settings.max_message_chars}",
                where=f"messages[{number}]", mend="write a shorter message",
            )  # fmt: skip
    if parsed[-1].role != "user":
        raise SettingsError("the last message is not the user's", where="messages", mend="end with a user message")
    return parsed


def _parse_message(message: str | Mapping[str, str], number: int) -> Message:
    if isinstance(message, str):
        return Message(message)
    if isinstance(message, Mapping):
        role, content = message.get("role"), message.get("content")
        if role in ("user", "assistant") and isinstance(content, str):
            return Message(content, role)  # type: ignore[arg-type]  # just checked
    raise SettingsError(
        "is neither text nor a message", where=f"messages[{number}]",
        mend='use a string, or {"role": "user" or "assistant", "content": "…"}',
    )  # fmt: skip


def _guest(settings: Settings) -> "Arranging | None":
    """Open the optional chat model; nothing of it is loaded where none is set."""
    if not settings.llm:
        return None
    from assistant.guest import open_guest

    return open_guest(settings.llm, settings.llm_timeout_s, streams=settings.llm_streaming)


def _open_net() -> "Net":
    from assistant.index.net_model import open_net

    return open_net()


def _open_index(settings: Settings) -> tuple[_Remembering, str, tuple["IndexedGuidance", "ChromaStore"]]:
    """Open model and index; build the index from the corpus folder when there is none."""
    from assistant.guidance.chunking import CHUNKING
    from assistant.index.build import ingest
    from assistant.index.embedding import SentenceEmbedder, find_model
    from assistant.index.folder import CHROMA, read_index
    from assistant.index.manifest import check_matches, current_folder
    from assistant.index.store import ChromaStore

    folder, model = find_model(settings.embedding_model)
    current = current_folder(settings.index_dir)
    embedder: SentenceEmbedder | None = None
    if current is None:
        embedder = SentenceEmbedder(folder)
        loaded = embedder
        ingest(
            [Path(settings.corpus_dir)],
            index_dir=settings.index_dir,
            chroma_url=settings.chroma_url,
            model=model,
            open_embedder=lambda: loaded,
        )
        current = current_folder(settings.index_dir)
        if current is None:
            raise VectorIndexError("there is no index", where=str(settings.index_dir), mend="run `python ingest.py`")
    index = read_index(current)
    check_matches(
        index.manifest, model=model.name, model_sha256=model.sha256, chunking=CHUNKING, where=str(settings.index_dir)
    )
    store = ChromaStore.open(current / CHROMA, settings.chroma_url, index.manifest.generation)
    store.connect(index.manifest.chunks, embedder)
    return _Remembering(embedder or SentenceEmbedder(folder)), model.name, (index, store)


def _guidance(index: "IndexedGuidance", store: "ChromaStore", embedder: Embedder) -> "Guidance":
    """Wire retrieval and composition over an opened index."""
    from assistant.answer.selection import Sentences
    from assistant.index.folder import text_hash
    from assistant.retrieval.hybrid import HybridRanking
    from assistant.retrieval.keywords import KeywordIndex, Stemmer
    from assistant.retrieval.names import Names
    from assistant.retrieval.retriever import HybridRetriever
    from assistant.retrieval.understand import Understanding
    from assistant.retrieval.vocabulary import Vocabulary, read_synonyms
    from assistant.turn import Guidance

    documents, chunks = index.documents, index.chunks
    stemmer = Stemmer()
    keywords = KeywordIndex([chunk.indexed for chunk in chunks.values()], stemmer)
    vocabulary = Vocabulary((chunk.indexed for chunk in chunks.values()), read_synonyms())
    headings = np.stack(
        [index.vectors[text_hash(documents[c.document].sections[c.section].heading)] for c in chunks.values()]
    )
    asked = [
        np.array([index.vectors[text_hash(text)] for text in documents[c.document].sections[c.section].asked]).reshape(
            -1, headings.shape[1]
        )
        for c in chunks.values()
    ]
    ranking = HybridRanking(chunks, documents, keywords, headings, store.nearest, asked_vectors=asked)
    sentence_vectors = {
        (document.id, sentence.start): index.vectors[text_hash(document.text[sentence.start : sentence.end])]
        for document in documents.values()
        for section in document.sections
        for sentence in section.sentences
    }
    return Guidance(
        documents=documents,
        understanding=Understanding(vocabulary, Names(documents.values(), stemmer), stemmer),
        retriever=HybridRetriever(ranking=ranking, embedder=embedder, expand=vocabulary.expanded),
        sentences=Sentences(documents, sentence_vectors),
        stemmer=stemmer,
        vocabulary=keywords.vocabulary,
    )
