"""One turn of the chat page: from what was typed to the messages shown, piece by piece. Pure but for the clock.

The browser holds the conversation and sends it with each question; nothing is kept here between turns.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

import structlog

from assistant.errors import SettingsError
from assistant.reply import Card, Reply, ReplyEvent
from assistant.web.page.render import Renderer

ChatMessage = dict[str, Any]
"""A message in Gradio's form: role and content."""

_REVEAL_S = 0.5  # a whole answer is in view within this time; the words themselves are ready in milliseconds
_PAUSE_S = 0.06
_PROBLEM = "That did not work"
_REFUSED_SHOWN = 300  # characters; the browser sends what is shown with every later question
_UNEXPECTED = "Something went wrong on this computer, so there is no answer. Please try again."
_IN_THE_BOX = "What you typed is back in the box."
_CARD_ONLY = "Something went wrong on this computer, so there is nothing more than this advice."
_log = structlog.get_logger(__name__)


class Answering(Protocol):
    """What the page needs of the assistant."""

    def stream(self, messages: Sequence[str]) -> Iterator[ReplyEvent]:
        """Give the answer in pieces; the last event carries the whole reply."""
        ...


class Conversation:
    """Answers turns for the page."""

    def __init__(
        self,
        assistant: Answering,
        renderer: Renderer,
        *,
        help_card: Card,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._assistant = assistant
        self._help_card = help_card
        self._renderer = renderer
        self._pause = pause

    def answer(
        self, question: str, shown: Sequence[ChatMessage], turns: Sequence[str]
    ) -> Iterator[tuple[list[ChatMessage], list[str]]]:
        """Yield the messages to show and the person's turns, each time with a little more of the answer.

        Args:
            question: what was typed.
            shown: the messages on the page before it.
            turns: what the person said before it, oldest first. A question that is refused, or whose answer fails, is
                not added to them: every later one would be refused or fail with it, and nothing has been answered.
        """
        asked = [*turns, question]
        # An answer that the network cut off still stands as busy; left so, the page would wait for it for ever.
        before = self.stopped(shown)
        messages = [*before, _message("user", self._renderer.user(question))]
        raised: Card | None = None  # the advice that the person has seen by now
        try:
            for content, card in self._contents(asked):
                raised = card or raised
                yield [*messages, _message("assistant", content)], asked
        except Exception as error:  # the page must say so, whatever broke
            if not isinstance(error, SettingsError):
                _log.error("page_answer_failed", kind=type(error).__name__)  # never the message itself
            if raised is not None:
                yield [*messages, _message("assistant", self._renderer.notice(_PROBLEM, _CARD_ONLY, raised))], asked
                return
            told = _told(error) if isinstance(error, SettingsError) else _UNEXPECTED
            notice = self._renderer.notice(_PROBLEM, f"{told} {_IN_THE_BOX}", self._help_card)
            shortened = question if len(question) <= _REFUSED_SHOWN else f"{question[:_REFUSED_SHOWN]}…"
            said = _message("user", self._renderer.user(shortened))
            yield [*before, said, _message("assistant", notice)], list(turns)

    def _contents(self, asked: Sequence[str]) -> Iterator[tuple[str, Card | None]]:
        """Give the answer's HTML, more of it each time, with the care card once there is one."""
        render = self._renderer
        yield render.waiting(), None
        for event in self._assistant.stream(asked):
            if event.type == "card" and event.card is not None:
                is_care = event.card.level != "decline"
                yield render.waiting(event.card), event.card if is_care else None
            elif event.reply is not None:
                for content in self._reveal(event.reply, asked):
                    yield content, None

    def _reveal(self, reply: Reply, asked: Sequence[str]) -> Iterator[str]:
        number, question = len(asked), asked[-1]
        sentences = self._renderer.sentences(reply)
        pause = min(_PAUSE_S, _REVEAL_S / sentences) if sentences else 0
        for count in range(1, sentences):
            yield self._renderer.reply(reply, number=number, question=question, shown=count)
            self._pause(pause)
        yield self._renderer.reply(reply, number=number, question=question)

    def stopped(self, shown: Sequence[ChatMessage]) -> list[ChatMessage]:
        """End an answer that was stopped: what stands stays, and says that it is not whole."""
        if not shown or shown[-1]["role"] != "assistant":
            return list(shown)
        return [*shown[:-1], _message("assistant", stopped_html(_content(shown[-1]), self._renderer))]


def _told(error: SettingsError) -> str:
    subject = "Your message" if error.where.startswith("messages[") else "In this chat"
    return f"{subject} {error.what}. To mend it, {error.mend}."


def stopped_html(content: str, renderer: Renderer) -> str:
    """Turn an answer in progress into one that was stopped; a finished one stays as it is."""
    if '<article class="reply busy' not in content:
        return content
    if 'class="waiting"' in content and 'class="care ' not in content:
        return renderer.notice("Stopped", "This answer was stopped before it began.")
    ended = content.replace('<article class="reply busy', '<article class="reply done stopped', 1)
    return ended.replace("</article>", '<p class="aside">Stopped here; the answer is not complete.</p> </article>', 1)


def _message(role: str, content: str) -> ChatMessage:
    return {"role": role, "content": content}


def _content(message: ChatMessage) -> str:
    """Return a message's HTML; Gradio hands content back as a list of parts."""
    content = message["content"]
    if isinstance(content, str):
        return content
    return "".join(part.get("text", "") for part in content if isinstance(part, dict))
