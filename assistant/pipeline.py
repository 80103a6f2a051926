"""The line: messages → safety → retrieve → compose → cite → reply, as LangChain Runnables."""

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations, zip_longest
from typing import Any, Protocol

from langchain_core.runnables import Runnable, RunnableGenerator, RunnableLambda

from assistant.answer.cards import build_card, card_markdown
from assistant.answer.citing import cite
from assistant.answer.compose import Draft, compose, mentions_stop
from assistant.answer.exercises import exercise_card
from assistant.answer.follow_ups import follow_ups, nearest_topics
from assistant.answer.selection import Evidence, Sentences
from assistant.answer.small_talk import small_talk
from assistant.answer.wording import answer_markdown, plain_words, sources_markdown
from assistant.domain import Document, Message, Passage, Quotation, Route, SafetyDecision
from assistant.errors import VectorIndexError
from assistant.reply import Card, MatchedWords, Reply, ReplyEvent, ReplyReason, Versions
from assistant.retrieval.answerable import Limits, Outcome, asks_of_unknown, outcome, read_limits
from assistant.retrieval.comparisons import is_compared_in
from assistant.retrieval.intents import says_it_hurts
from assistant.retrieval.keywords import Stemmer, content_words
from assistant.retrieval.retriever import HybridRetriever
from assistant.retrieval.understand import Question, Understanding, points_back
from assistant.retrieval.vocabulary import telling_words

_OF_ANYTHING = frozenset({"time", "dose", "often", "hurts"})  # kinds of question that alone may be of anything


class Screening(Protocol):
    """The safety layer as the line sees it."""

    def decide(self, messages: Sequence[Message], *, today: date) -> SafetyDecision:
        """Return the route of the conversation as of its last user message."""
        ...


class Arranging(Protocol):
    """An optional guest as the line sees it: it is given no route, and its word is which quotations come first."""

    def arrange(self, parts: Sequence[Evidence], draft: Draft, sentences: Sentences, *, orders_only: bool) -> Draft:
        """Return the draft in another order or with other quotations; the draft itself when it has no better."""
        ...


Found = tuple[Question, tuple[Passage, ...]]
"""A question, and the passages found for it, best first."""


@dataclass(frozen=True, slots=True)
class Guidance:
    """Everything the line needs of the index; absent while there is none."""

    documents: Mapping[str, Document]
    understanding: Understanding
    retriever: HybridRetriever
    sentences: Sentences
    stemmer: Stemmer
    vocabulary: frozenset[str]


@dataclass(frozen=True, slots=True)
class Clinic:
    """What cards show of the place that runs the assistant."""

    region: str = "GB"
    name: str = ""
    phone: str = ""
    booking_url: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What travels along the line for one reply; each step returns a fuller copy."""

    messages: tuple[Message, ...]
    today: date
    decision: SafetyDecision | None = None
    card: Card | None = None
    questions: tuple[Question, ...] = ()
    found: tuple[Found, ...] = ()
    parts: tuple[Evidence, ...] = ()  # the questions that the draft answers
    draft: Draft = field(default_factory=Draft)
    unanswered: tuple[str, ...] = ()  # what else the message asked, as typed, that the guidance does not answer
    problem: str | None = None  # an abstain reason
    timings_ms: Mapping[str, float] = field(default_factory=dict)

    @property
    def wants_guidance(self) -> bool:
        """Whether a cited answer may be shown."""
        if self.decision is None:
            return False
        return self.decision.route is Route.ANSWER or (
            self.decision.route is Route.REFER and self.decision.guidance_allowed
        )


class Pipeline:
    """Wires the steps into one Runnable; holds no state of a conversation."""

    def __init__(
        self,
        *,
        screen: Screening,
        guidance: Guidance | None,
        clinic: Clinic,
        wording: Mapping[str, Any],
        versions: Versions,
        guest: Arranging | None = None,
        may_offer: Callable[[str, Sequence[Message]], bool] = lambda *_: True,
    ) -> None:
        self._screen = screen
        self._guidance = guidance
        self._clinic = clinic
        self._wording = dict(wording)
        self._versions = versions
        self._guest = guest
        self._may_offer = may_offer
        composed = (
            self._step("safety", self._decide)
            | self._step("retrieve", self._retrieve)
            | self._step("compose", self._compose)
        )
        if guest is not None:
            composed = composed | self._step("guest", self._arrange)
        self.chain: Runnable[Turn, Reply] = composed | RunnableLambda(self._reply).with_config(run_name="reply")
        """`Turn` in, `Reply` out: also the way to use the line inside a larger LangChain application."""
        self.streaming: Runnable[Turn, ReplyEvent] = self.chain | RunnableGenerator(_events)

    def find(self, turn: Turn) -> tuple[str, ...]:
        """Return the documents that retrieval ranks best for the last message, best first, whatever its route.

        Of several questions in one message each in turn gives its next best. Empty while there is no index.
        """
        found = self._retrieve(replace(turn, decision=SafetyDecision(Route.ANSWER))).found
        by_question = ([passage.chunk.document for passage in passages] for _, passages in found)
        return tuple(dict.fromkeys(name for row in zip_longest(*by_question) for name in row if name))

    @staticmethod
    def _step(name: str, step: Callable[[Turn], Turn]) -> Runnable[Turn, Turn]:
        def timed(turn: Turn) -> Turn:
            started = time.perf_counter()
            after = step(turn)
            return replace(after, timings_ms={**after.timings_ms, name: _milliseconds(started)})

        return RunnableLambda(timed).with_config(run_name=name)

    def _decide(self, turn: Turn) -> Turn:
        decision = self._screen.decide(turn.messages, today=turn.today)
        # Nothing that was raised is touched: only what would be searched for, or declined.
        if decision.route in (Route.ANSWER, Route.DECLINE) and (key := small_talk(turn.messages)):
            decision = replace(decision, route=Route.DECLINE, card=key, guidance_allowed=False)
        card = None
        if decision.route is not Route.ANSWER:
            card = build_card(
                decision,
                region=self._clinic.region,
                clinic_name=self._clinic.name,
                clinic_phone=self._clinic.phone,
                booking_url=self._clinic.booking_url,
            )
        return replace(turn, decision=decision, card=card)

    def _retrieve(self, turn: Turn) -> Turn:
        if not turn.wants_guidance:
            return turn
        if self._guidance is None:
            return replace(turn, problem="not_ready")
        questions = self._guidance.understanding.read(turn.messages)
        try:
            found = find_passages(self._guidance, questions)
        except VectorIndexError:
            return replace(turn, questions=questions, problem="not_ready")
        return replace(turn, questions=tuple(question for question, _ in found), found=found)

    def _compose(self, turn: Turn) -> Turn:
        guidance = self._guidance
        if guidance is None or not turn.found:
            return turn
        composed = self._composed(turn, guidance)
        if composed.draft.quotations and any(question.follows for question in composed.questions):
            composed = self._less_repeated(composed, guidance)
        return composed

    def _composed(self, turn: Turn, guidance: Guidance) -> Turn:
        outcomes: list[Outcome] = [
            # Beside other questions one is read as about the same; what it names itself must be known all the same.
            "not_in_guidance"
            if len(turn.found) > 1 and asks_of_unknown(question, guidance.stemmer, guidance.vocabulary)
            else _outcome(question, passages, guidance)
            for question, passages in turn.found
        ]
        parts = [
            Evidence(question, guidance.retriever.embedder.embed([question.text])[0], passages)
            for (question, passages), result in zip(turn.found, outcomes, strict=True)
            if result == "answerable"
        ]
        if not parts and turn.card is not None and all(q.complains and not q.asks for q in turn.questions):
            return turn  # the card is the whole answer to who only tells of a pain
        if not parts:
            return replace(turn, problem=outcomes[0])
        unanswered = tuple(
            plain_words(question.asked)
            for question, result in zip(turn.questions, outcomes, strict=True)
            if result in ("not_in_guidance", "weak_match") and telling_words(question.own)
        )
        return replace(turn, parts=tuple(parts), draft=compose(parts, guidance.sentences), unanswered=unanswered)

    def _less_repeated(self, turn: Turn, guidance: Guidance) -> Turn:
        """Answer by a follow-up's own words where the conversation's would only say the last answer once more."""
        users = [at for at, message in enumerate(turn.messages) if message.role == "user"]
        if len(users) < 2 or any(question.rest_of for question in turn.questions):
            return turn
        before = self._retrieve(Turn(turn.messages[: users[-2] + 1], turn.today, SafetyDecision(Route.ANSWER)))
        said = self._composed(before, guidance).draft.quotations if before.found else ()
        if set(said) != set(turn.draft.quotations):
            return _without_said(turn, said, guidance)
        questions = tuple(
            replace(question, text=question.own)
            if content_words(question.own) and question.intent not in _OF_ANYTHING and not says_it_hurts(question.own)
            else question
            for question in turn.questions
        )
        found = find_passages(guidance, questions)
        again = self._composed(replace(turn, questions=questions, found=found), guidance)
        return again if again.draft.quotations and again.draft.quotations != turn.draft.quotations else turn

    def _arrange(self, turn: Turn) -> Turn:
        """Let the guest choose among quotations, where the route is settled and there is an answer to arrange."""
        if self._guest is None or self._guidance is None or turn.decision is None or not turn.draft.quotations:
            return turn
        after_card = turn.decision.route is not Route.ANSWER
        draft = self._guest.arrange(turn.parts, turn.draft, self._guidance.sentences, orders_only=after_card)
        return replace(turn, draft=draft)

    def _reply(self, turn: Turn) -> Reply:
        started = time.perf_counter()
        decision = turn.decision
        if decision is None:
            raise RuntimeError("the line ran without its safety step")
        cited = cite(turn.draft.quotations, self._document)
        passages = [passage for _, found in turn.found for passage in found]
        offers: tuple[str, ...] = ()
        if turn.wants_guidance and self._guidance is not None:
            asked = [message.text for message in turn.messages if message.role == "user"]

            def may_offer(question: str) -> bool:
                return self._may_offer(question, turn.messages)

            if turn.problem == "unclear":
                offers = ()  # what is near to nothing is anything
            elif turn.problem:
                offers = nearest_topics(passages, self._guidance.documents, may_offer)
            else:
                offers = follow_ups(passages, turn.draft.quotations, self._guidance.documents, asked, may_offer)
        text = self._text(turn, cited.sentences, cited.citations, offers)
        cards = []
        for document_id in turn.draft.exercises:
            n = next((c.n for c in cited.citations if c.document == document_id), 0)
            if n:  # a card without a quoted line would be a picture alone
                cards.append(exercise_card(self._document(document_id), turn.draft.quotations, n))
        return Reply(
            route=decision.route,
            text=text,
            card=turn.card,
            reasons=_reasons(decision, turn.messages),
            sentences=cited.sentences,
            citations=cited.citations,
            abstained=turn.problem is not None,
            abstain_reason=turn.problem,
            follow_ups=offers,
            unanswered=turn.unanswered,
            exercises=tuple(cards),
            language=decision.language,
            versions=self._versions,
            timings_ms={**turn.timings_ms, "reply": _milliseconds(started)},
        )

    def _document(self, document_id: str) -> Document:
        if self._guidance is None:
            raise KeyError(document_id)
        return self._guidance.documents[document_id]

    def _text(self, turn: Turn, sentences: Any, citations: Any, offers: Sequence[str]) -> str:
        """Lay out everything the person is shown: card, answer or what is missing, sources."""
        wording = self._wording
        blocks: list[str] = [card_markdown(turn.card)] if turn.card else []
        if sentences:
            if turn.card:
                blocks.append(wording["general_answer"])
            blocks.append(answer_markdown(sentences, citations))
            if any(citation.evidence == "conflicting" for citation in citations):
                blocks.append(wording["conflict" if self._quotes_both_sides(turn) else "conflict_one_side"])
            if any(self._is_past_review(citation.document, turn.today) for citation in citations):
                blocks.append(wording["past_review"])
            blocks.extend(f"{wording['unanswered']} {asked}" for asked in turn.unanswered)
            blocks.append(sources_markdown(citations, wording))
        elif turn.problem:
            blocks.append(wording["abstain"][turn.problem])
            if offers:
                blocks.append("\n".join([wording["nearest"], *(f"- {offer}" for offer in offers)]))
            if not turn.card and turn.problem != "unclear":
                blocks.append(wording["ask_somebody"])
        return "\n\n".join(blocks)

    def _quotes_both_sides(self, turn: Turn) -> bool:
        """Say whether two sentences that disagree are quoted: they stand in one section and cite a source in common."""
        if self._guidance is None:
            return False
        sentences = self._guidance.sentences
        conflicting = [q for q in turn.draft.quotations if q.evidence == "conflicting"]
        return any(
            (one.document, one.section) == (other.document, other.section)
            and bool(set(sentences.cited(one)[1]) & set(sentences.cited(other)[1]))
            for one, other in combinations(conflicting, 2)
        )

    def _is_past_review(self, document_id: str, today: date) -> bool:
        review_by = self._document(document_id).review_by
        return review_by is not None and review_by < today


def _without_said(turn: Turn, said: Sequence[Quotation], guidance: Guidance) -> Turn:
    """Leave out of a follow-up the sections of which it only says again what was said, where others answer it."""
    draft = turn.draft
    fresh = {(q.document, q.section) for q in draft.quotations if q not in said}
    kept = [q for q in draft.quotations if (q.document, q.section) in fresh]
    answers = [q for q in kept if not mentions_stop(guidance.documents[q.document], [q])]
    asks_anew = all(telling_words(q.own) and not points_back(q.asked) for q in turn.questions)
    if draft.exercises or not answers or not asks_anew:
        return turn
    return replace(turn, draft=replace(draft, quotations=tuple(kept)))


def find_passages(guidance: Guidance, questions: Sequence[Question]) -> tuple[Found, ...]:
    """Return each question with its passages, best first; a comparison that no section makes as its sides."""
    found: list[Found] = []
    for question in questions:
        passages = tuple(guidance.retriever.retrieve(question))
        apart = question.sides and not _is_compared(question, passages, guidance)
        sides = [(side, tuple(guidance.retriever.retrieve(side))) for side in question.sides] if apart else []
        answered = [_outcome(side, of_side, guidance) == "answerable" for side, of_side in sides]
        # One side alone is better than nothing, but no better than an answer to the whole.
        if answered and (all(answered) or (any(answered) and _outcome(question, passages, guidance) != "answerable")):
            found += sides
        else:
            found.append((question, passages))
    return tuple(found)


def _outcome(question: Question, passages: Sequence[Passage], guidance: Guidance) -> Outcome:
    """Say whether the passages answer the question."""
    limits = _limits(passages, guidance.documents)
    return outcome(question, passages, guidance.stemmer, guidance.vocabulary, limits)


def _is_compared(question: Question, passages: Sequence[Passage], guidance: Guidance) -> bool:
    """Say whether the best section compares the sides itself."""
    chunk = passages[0].chunk if passages else None
    ways = guidance.documents[chunk.document].sections[chunk.section].ways_to_ask if chunk else ()
    return is_compared_in(ways, [side.name_stems for side in question.sides], guidance.stemmer)


def _limits(passages: Sequence[Passage], documents: Mapping[str, Document]) -> Limits:
    """Return the limits for what was found: a saved page has its own."""
    guidance, page = read_limits()
    return page if passages and documents[passages[0].chunk.document].kind == "page" else guidance


def _reasons(decision: SafetyDecision, messages: Sequence[Message]) -> tuple[ReplyReason, ...]:
    turns = [message.text for message in messages if message.role == "user"]
    return tuple(
        ReplyReason(
            code=reason.code,
            rule=reason.rule,
            route=reason.route,
            explanation=reason.explanation,
            matched=tuple(
                MatchedWords(text=turns[hit.turn][hit.start : hit.end], turn=hit.turn, start=hit.start, end=hit.end)
                for hit in reason.hits
            ),
            similar_to="" if reason.hits or not reason.matched else reason.matched[0],
            reference=reason.reference,
            would_change=reason.would_change,
        )
        for reason in decision.reasons
    )


def _events(replies: Iterator[Reply]) -> Iterator[ReplyEvent]:
    """Give a reply in pieces: the card first, then the text word group by word group, then the whole."""
    for reply in replies:
        if reply.card is not None:
            yield ReplyEvent(type="card", card=reply.card)
        for piece in re.findall(r"\S+\s*|\s+", reply.text):
            yield ReplyEvent(type="text", delta=piece)
        yield ReplyEvent(type="done", reply=reply)


def _milliseconds(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)
