"""The line: messages → safety → retrieve → compose → cite → reply, as LangChain Runnables."""

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from typing import Any, Protocol

from langchain_core.runnables import Runnable, RunnableGenerator, RunnableLambda

from assistant.answer.cards import build_card
from assistant.answer.citing import cite
from assistant.answer.compose import Draft, compose
from assistant.answer.exercises import exercise_cards
from assistant.answer.follow_ups import follow_ups, nearest_topics
from assistant.answer.layout import answered_text, notes_on, unanswered_text
from assistant.answer.reasons import reasons_of
from assistant.answer.repeats import in_own_words, without_said
from assistant.answer.selection import Evidence, Sentences
from assistant.answer.small_talk import small_talk
from assistant.answer.wording import plain_words
from assistant.domain import Document, Message, Route, SafetyDecision
from assistant.errors import VectorIndexError
from assistant.reply import Reply, ReplyEvent, Versions
from assistant.retrieval.answerable import Outcome, asks_of_unknown
from assistant.retrieval.finding import find_passages, outcome_of
from assistant.retrieval.vocabulary import telling_words
from assistant.turn import Clinic, Guidance, Turn


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
            else outcome_of(question, passages, guidance)
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
            draft = without_said(turn.draft, said, turn.questions, guidance.documents)
            return replace(turn, draft=draft)
        questions = tuple(in_own_words(question) for question in turn.questions)
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
        documents: Mapping[str, Document] = self._guidance.documents if self._guidance else {}
        quotations = turn.draft.quotations
        cited = cite(quotations, documents.__getitem__)
        offers = self._offers(turn)
        if self._guidance is not None and quotations:
            notes = notes_on(quotations, self._guidance.sentences, documents, turn.today)
            text = answered_text(turn.card, cited, notes, turn.unanswered, self._wording)
        else:
            text = unanswered_text(turn.card, turn.problem, offers, self._wording)
        return Reply(
            route=decision.route,
            text=text,
            card=turn.card,
            reasons=reasons_of(decision, turn.messages),
            sentences=cited.sentences,
            citations=cited.citations,
            abstained=turn.problem is not None,
            abstain_reason=turn.problem,
            follow_ups=offers,
            unanswered=turn.unanswered,
            exercises=exercise_cards(turn.draft.exercises, documents, quotations, cited.citations),
            language=decision.language,
            versions=self._versions,
            timings_ms={**turn.timings_ms, "reply": _milliseconds(started)},
        )

    def _offers(self, turn: Turn) -> tuple[str, ...]:
        """Return what to ask next: beside an answer what follows, in place of one what is near."""
        if self._guidance is None or not turn.wants_guidance or turn.problem == "unclear":
            return ()  # what is near to nothing is anything
        documents, passages = self._guidance.documents, [passage for _, found in turn.found for passage in found]

        def may_offer(question: str) -> bool:
            return self._may_offer(question, turn.messages)

        if turn.problem:
            return nearest_topics(passages, documents, may_offer)
        asked = [message.text for message in turn.messages if message.role == "user"]
        return follow_ups(passages, turn.draft.quotations, documents, asked, may_offer)


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
