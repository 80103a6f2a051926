"""The optional chat model: a guest that may choose and order quotations, and nothing else.

It never sees or sets a route, and no word of it is shown: what it returns is read for marks alone, and each mark stands
for a quotation. So it cannot invent a number, drop a negation or be talked into what the guidance does not say.
"""

import concurrent.futures
import re
from collections.abc import Callable, Sequence

from assistant.errors import SettingsError

Ask = Callable[[str, str], str]
"""System and user text in, the model's text out; it may raise anything."""

_MARK = re.compile(r"\[(\d{1,3})\]")
_MOST_MARKS = 12
_MAX_CHARS = 20_000  # a model that will not stop is not read to the end

_SYSTEM = (
    "You select quotations for a patient. You get a question and numbered sentences of reviewed guidance. "
    "Answer with the numbers of the sentences that answer the question best, in the best reading order, the direct "
    "answer first, each in square brackets, such as [3] [1] [7]. Use at most 8. Write nothing else. "
    "If none answers the question, write NONE."
)


class Guest:
    """Asks the model to choose; gives up quietly when it is slow, broken or makes no sense."""

    def __init__(self, ask: Ask, timeout_s: float) -> None:
        self._ask = ask
        self._timeout_s = timeout_s
        self._pool = concurrent.futures.ThreadPoolExecutor(max_workers=4, thread_name_prefix="guest")

    def choose(self, question: str, candidates: Sequence[str]) -> tuple[int, ...]:
        """Return positions in `candidates` in the model's order; empty when the quotations should stay as they are."""
        if not candidates:
            return ()
        listed = "\n".join(f"[{number}] {sentence}" for number, sentence in enumerate(candidates, 1))
        future = self._pool.submit(self._ask, _SYSTEM, f"Question: {question}\n\nSentences:\n{listed}")
        try:
            answer = future.result(timeout=self._timeout_s)
        except Exception:  # any provider's error, or the time limit: the quotations stand without the guest
            future.cancel()
            return ()
        return picked(answer, len(candidates))

    def close(self) -> None:
        """Stop waiting for answers that nobody needs any more."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def picked(answer: object, count: int) -> tuple[int, ...]:
    """Read the marks of a model's answer as positions from 0; marks that name no candidate are dropped."""
    if not isinstance(answer, str):
        return ()
    # Marks count from 1: without the lower bound, 0 would pick the last candidate.
    numbers = [int(mark) for mark in _MARK.findall(answer[:_MAX_CHARS])]
    return tuple(dict.fromkeys(n - 1 for n in numbers if 1 <= n <= count))[:_MOST_MARKS]


def open_guest(model_id: str, timeout_s: float) -> Guest | None:
    """Connect to the chat model named in the settings; None when none is.

    Args:
        model_id: a LangChain `init_chat_model` id, such as `openai:gpt-4o-mini` or `ollama:llama3`.
        timeout_s: seconds after which the quotations are shown as they are.

    Raises:
        SettingsError: LangChain or the provider's package is not installed, or the id names no known provider.
    """
    if not model_id:
        return None
    where = f"setting ASSISTANT_LLM={model_id}"
    try:
        from langchain.chat_models import init_chat_model

        model = init_chat_model(model_id, temperature=0, timeout=timeout_s, max_retries=0)
    except ImportError as error:
        raise SettingsError(
            f"a package is missing: {error}",
            where=where,
            mend='install it: `pip install ".[llm]"` and the provider\'s package',
        ) from error
    except Exception as error:  # each provider refuses a bad id or a missing key with an error of its own
        raise SettingsError(
            f"the chat model cannot be opened: {error}",
            where=where,
            mend="correct the id or the provider's key, or leave it empty",
        ) from error

    def ask(system: str, user: str) -> str:
        answer = model.invoke([("system", system), ("human", user)])
        return answer.content if isinstance(answer.content, str) else str(answer.text)

    return Guest(ask, timeout_s)
