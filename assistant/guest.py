"""The optional chat model: a guest that may choose and order quotations, and nothing else.

It never sees or sets a route, and no word of it is shown: what it returns is read for marks alone, and each mark stands
for a quotation. So it cannot invent a number, drop a negation or be talked into what the guidance does not say. What
stands whatever it chooses is in `answer/offering.py`.
"""

import logging
import re
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any

from assistant.answer.compose import Draft
from assistant.answer.offering import accept, offer, text_of
from assistant.answer.selection import Evidence
from assistant.answer.sentences import Sentences
from assistant.errors import SettingsError

Ask = Callable[[str, str], object]
"""System and user text in, the model's text out; it may raise anything, and never come back."""

FAILURES = 3
"""In a row, after which the guest is left alone for a while: nobody should wait for it again and again."""
PAUSE_S = 60.0
CARD_WAITS_S = 2.0
"""The longest that a referral's card waits for the guest to order what stands below it."""
_STRAYS = 4  # calls past their time that may still hang; some providers know no time limit

_MARKS = re.compile(r"\[\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*\]")
_THINKING = re.compile(r"<think>.*?(</think>|\Z)", re.DOTALL)
_PAGE = re.compile(r"<(!doctype|html|head|body|script)\b", re.IGNORECASE)
_NONE = re.compile(r"\W*none\W*", re.IGNORECASE)
_MOST_MARKS = 12
_MAX_QUESTION = 2_000
_MAX_CHARS = 20_000  # a model that will not stop is not read to the end

_SYSTEM = (
    "You select quotations for a patient. You get a question and numbered sentences of reviewed guidance. "
    "Answer with the numbers of the sentences that answer the question best, in the best reading order, the direct "
    "answer first, each in square brackets, such as [3] [1] [7]. Use at most 8. Write nothing else. "
    "If none answers the question, write NONE."
)
_log = logging.getLogger(__name__)


class Guest:
    """Asks the model to choose; gives up quietly when it is slow, broken or makes no sense."""

    def __init__(self, ask: Ask, timeout_s: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._ask = ask
        self._timeout_s = timeout_s
        self._clock = clock
        # One turn waits at a time, so that a slow provider never holds up a second conversation's safety card.
        self._waiting = threading.Lock()
        self._strays: list[threading.Thread] = []
        self._failures = 0
        self._resumes_at = 0.0

    def arrange(self, parts: Sequence[Evidence], draft: Draft, sentences: Sentences, *, orders_only: bool) -> Draft:
        """Return the draft as the model would have it; the draft itself whenever the model is of no use.

        Args:
            parts: the questions with the passages found; at least one.
            draft: the composer's answer.
            sentences: the ingested sentences.
            orders_only: the draft stands below a card: the model may change its order and nothing else, and soon.
        """
        offered = offer(parts, draft, sentences, orders_only=orders_only)
        if len(offered.blocks) < 2:
            return draft
        asked = " ".join(dict.fromkeys(part.question.text for part in parts))[:_MAX_QUESTION]
        wait_s = min(self._timeout_s, CARD_WAITS_S) if orders_only else self._timeout_s
        picks = self.choose(asked, [text_of(block, sentences) for block in offered.blocks], wait_s)
        return accept(offered, picks, sentences) if picks else draft

    def choose(self, question: str, candidates: Sequence[str], wait_s: float | None = None) -> tuple[int, ...]:
        """Return positions in `candidates` in the model's order; empty when the quotations should stay as they are.

        Args:
            question: what was asked.
            candidates: what may be shown.
            wait_s: seconds to wait at most; those of the settings when not given.
        """
        if not candidates or not self._waiting.acquire(blocking=False):
            return ()
        try:
            self._strays = [thread for thread in self._strays if thread.is_alive()]
            if self._clock() < self._resumes_at or len(self._strays) >= _STRAYS:
                return ()
            listed = "\n".join(f"[{number}] {sentence}" for number, sentence in enumerate(candidates, 1))
            user = f"Question: {question}\n\nSentences:\n{listed}"
            return self._choice(user, len(candidates), self._timeout_s if wait_s is None else wait_s)
        finally:
            self._waiting.release()

    def _choice(self, user: str, count: int, wait_s: float) -> tuple[int, ...]:
        try:
            answer = self._answer(user, wait_s)
        except Exception as error:  # any provider's error, or the time limit: the quotations stand without the guest
            self._failed(type(error).__name__)
            return ()
        picks = picked(answer, count)
        if picks or _NONE.fullmatch(_read(answer)):
            self._failures = 0
        else:
            self._failed("no usable mark")
        return picks

    def _answer(self, user: str, wait_s: float) -> object:
        """Wait for the model, not longer than allowed; a thread that hangs is left behind and dies with the process."""
        future: Future[object] = Future()

        def run() -> None:
            try:
                future.set_result(self._ask(_SYSTEM, user))
            except Exception as error:  # raised again where it is waited for
                future.set_exception(error)

        thread = threading.Thread(target=run, name="guest", daemon=True)
        self._strays.append(thread)
        thread.start()
        return future.result(timeout=wait_s)

    def _failed(self, why: str) -> None:
        self._failures += 1
        if self._failures >= FAILURES:
            self._resumes_at = self._clock() + PAUSE_S
        # The name alone: a provider's message may repeat what the person wrote.
        _log.warning("the chat model was of no use (%s); the quotations are shown as they are", why)


def picked(answer: object, count: int) -> tuple[int, ...]:
    """Read the marks of a model's answer as positions from 0; marks that name no candidate are dropped."""
    numbers = [int(number) for mark in _MARKS.findall(_read(answer)) for number in re.findall(r"\d+", mark)]
    # Marks count from 1: without the lower bound, 0 would pick the last candidate.
    return tuple(dict.fromkeys(n - 1 for n in numbers if 1 <= n <= count))[:_MOST_MARKS]


def _read(answer: object) -> str:
    """Return the part of an answer that is read for marks; nothing of a web page, which some proxy sent instead."""
    if not isinstance(answer, str) or _PAGE.search(answer[:_MAX_CHARS]):
        return ""
    return _THINKING.sub(" ", answer[:_MAX_CHARS])


def open_guest(model_id: str, timeout_s: float, *, streams: bool = False) -> Guest | None:
    """Connect to the chat model named in the settings; None when none is.

    Args:
        model_id: a LangChain `init_chat_model` id, such as `openai:gpt-4o-mini` or `ollama:llama3.2`.
        timeout_s: seconds after which the quotations are shown as they are.
        streams: read the answer in pieces, and stop when it grows too long or too late.

    Raises:
        SettingsError: LangChain or the provider's package is not installed, or the id names no known provider.
    """
    if not model_id:
        return None
    where = f"setting ASSISTANT_LLM={model_id}"
    mend = "write provider:model, such as ollama:llama3.2, and set the provider's key; or leave it empty for no LLM"
    if not model_id.rpartition(":")[2].strip():
        raise SettingsError("names no model", where=where, mend=mend)
    try:
        from langchain.chat_models import init_chat_model

        # No retries: the time limit is for the whole answer, and the next turn is the next try.
        model = init_chat_model(
            model_id, temperature=0, timeout=timeout_s, max_retries=0, disable_streaming=not streams
        )
    except ImportError as error:
        what = f"a package is missing: {_first_line(error)}"
        mend = 'install it: `pip install ".[llm]"` and the package of the provider'
        raise SettingsError(what, where=where, mend=mend) from error
    except Exception as error:  # each provider refuses a bad id or a missing key with an error of its own
        raise SettingsError(f"the LLM cannot be opened: {_first_line(error)}", where=where, mend=mend) from error
    return Guest(_asking(model, timeout_s), timeout_s)


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _asking(model: Any, timeout_s: float) -> Ask:
    """Return the question to a LangChain chat model, whose answer is read only as far as it can be of use."""

    def ask(system: str, user: str) -> str:
        late = time.monotonic() + timeout_s
        answer = ""
        for piece in model.stream([("system", system), ("human", user)]):
            answer += piece.content if isinstance(piece.content, str) else str(piece.text)
            if len(answer) > _MAX_CHARS or time.monotonic() > late:
                break
        return answer

    return ask
