"""The page's Gradio part: a Chatbot, the box to type in, and the named endpoint for programs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.assembly import Assistant
from assistant.settings import Settings
from assistant.web.drawings import drawing_words
from assistant.web.page.conversation import ChatMessage, Conversation
from assistant.web.page.render import Renderer
from assistant.web.widget.bundle import help_card

STATIC = Path(__file__).resolve().parent.parent / "static"
PAGE_FILES, PICTURES = STATIC / "page", STATIC / "exercises"

_CONCURRENT = 8  # answers at a time: one takes tens of milliseconds of work, the rest is pauses of the reveal

_DOCK_NOTE = "Automated, not a clinician. Nothing you type is kept."


def build_page(assistant: Assistant, settings: Settings) -> gr.Blocks:
    """Build the chat.

    The theme, style and shell belong to `mount_page`, for Gradio takes them where a page is mounted.
    """
    renderer = Renderer(assistant.document, lambda exercise: picture_text(PICTURES, exercise))
    conversation = Conversation(assistant, renderer, help_card=help_card(settings))
    with gr.Blocks(title=page_title(settings), analytics_enabled=False, fill_width=True) as page:
        chat = gr.Chatbot(
            elem_id="chat", label="Conversation", show_label=False, container=False, height=None, layout="panel",
            autoscroll=False, buttons=[], feedback_options=None, latex_delimiters=[], sanitize_html=True,
            group_consecutive_messages=False, allow_file_downloads=False,
        )  # fmt: skip
        # What was typed, held by the browser and sent with each question; a gr.State would be kept on the server.
        turns = gr.JSON(value=[], visible=False)
        with gr.Column(elem_id="dock"):
            with gr.Row(elem_id="composer"):
                box = gr.Textbox(
                    elem_id="question", label="Your question", placeholder="Type your question", lines=1, max_lines=6,
                    container=True, scale=1, submit_btn=False,
                )  # fmt: skip
                send = gr.Button("Send", elem_id="send", variant="primary", scale=0)
                stop = gr.Button("Stop", elem_id="stop", scale=0)
                new = gr.Button("New chat", elem_id="new-chat", scale=0)
            # Gradio's HTML component evaluates a template as a script, which the page's policy forbids.
            gr.Markdown(_DOCK_NOTE, elem_id="dock-note", container=False)
        _wire(conversation, chat, turns, box, send, stop, new)
        gr.api(_endpoint(assistant), api_name="chat")  # type: ignore[attr-defined]  # public, not in Gradio's list
    built: gr.Blocks = page
    return built


def picture_text(folder: Path, exercise: str) -> str:
    """Return what an exercise's drawing shows, in words; empty when there is no drawing."""
    path = folder / f"{exercise}.svg"
    return (drawing_words(path.read_text(encoding="utf-8")) or exercise) if path.is_file() else ""


def page_title(settings: Settings) -> str:
    """Return the name that the browser's tab shows."""
    return f"{settings.clinic_name}: rehab guidance" if settings.clinic_name else "Rehab guidance"


def _wire(conversation: Conversation, chat: Any, turns: Any, box: Any, send: Any, stop: Any, new: Any) -> None:
    def ask(
        question: str, shown: list[ChatMessage], asked: list[str] | None
    ) -> Iterator[tuple[Any, list[ChatMessage], list[str]]]:
        if not question or not question.strip():
            yield gr.skip(), shown, asked or []
            return
        before = asked or []
        for number, (messages, said) in enumerate(conversation.answer(question, shown, before)):
            emptied = gr.skip() if number else ""  # once: what is typed meanwhile stays
            is_refused = len(said) == len(before)
            yield question if is_refused else emptied, messages, said

    quiet = {"show_progress": "hidden", "api_visibility": "private"}
    # "once" would ignore the question after a stopped one; page.js lets no second question in while one is answered.
    asking = [
        trigger(
            ask, [box, chat, turns], [box, chat, turns], concurrency_limit=_CONCURRENT, concurrency_id="ask",
            trigger_mode="multiple", **quiet,
        )
        for trigger in (box.submit, send.click)
    ]  # fmt: skip
    stop.click(conversation.stopped, chat, chat, cancels=asking, queue=False, **quiet)
    new.click(lambda: ([], [], ""), None, [chat, turns, box], cancels=asking, queue=False, **quiet)


def _endpoint(assistant: Assistant) -> Any:
    def chat(message: str, history: list[dict[str, str]] | None = None) -> str:
        """Answer a message in Markdown, given the earlier messages as {"role", "content"}."""
        return assistant.reply([*(history or []), {"role": "user", "content": message}]).text

    return chat
