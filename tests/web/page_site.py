"""The chat page behind the real application's guard, in a real Chromium, over an assistant that answers by script."""

from assistant.settings import Settings
from assistant.web.server import create_app
from tests.web.page_fakes import ScriptedAssistant
from tests.web.running import RunningApp

PATIENCE_MS = 90_000  # a wait ends as soon as what it waits for is there; only a busy machine needs so long
CANARY = "zanzibarquartz"  # in what is typed; found nowhere but in the page
# How each state of the page is reached: text is asked, `@` presses, `…` asks without waiting for the answer.
STATES = {
    "empty": [],
    "topics": ["@[data-open=topics]"],
    "answering": ["…slow shoes"],
    "answer": ["which shoes?", "@.feedback summary", "@details.sources summary"],
    "emergency": ["call an ambulance", "@.why summary"],
    "crisis": ["i feel hopeless"],
    "urgent": ["my calf is swollen"],
    "refer": ["sore for weeks"],
    "decline": ["who won the football"],
    "abstain": ["a cat"],
    "error": ["crash"],
    "table": ["the plan"],
    "exercise": ["show me the clamshell", "@.tick-box"],
    "panel": ["which shoes?", "@#chat a.cite"],
    "keep": ["which shoes?", "@[data-open=keep]"],
    "summary": ["sore for weeks", "@[data-open=keep]", "@[data-keep=summary]"],
}


class PageServer(RunningApp):
    """The application, chat page and all, over an assistant that answers by script."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.assistant = ScriptedAssistant()
        super().__init__(create_app(self.assistant, settings or Settings(rate_limit="100000/minute")))
        self.url += "/"


def ask(page, question, *, wait=True):
    """Type a question and send it by the keyboard."""
    before = page.locator("#chat .reply.done").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    if wait:
        page.wait_for_function("n => document.querySelectorAll('#chat .reply.done').length > n", arg=before)
    else:
        page.wait_for_selector("#chat .reply.busy")


def reach(page, name):
    """Bring an empty page into one of `STATES`."""
    for step in STATES[name]:
        if step.startswith("@"):
            page.click(step[1:])
        else:
            ask(page, step.removeprefix("…"), wait=not step.startswith("…"))


def leave(page):
    """Bring the page back to empty from any state."""
    for panel in ("topics", "keep", "summary", "source-panel"):
        if page.locator(f"#{panel}[open]").count():
            page.click(f"#{panel} [data-close]")
    if page.locator("#stop").is_visible():
        # Not a click of the mouse: the answer may end in between, and the button with it.
        page.evaluate("document.getElementById('stop').click()")
        page.wait_for_selector("#chat .reply.done")
    if page.locator("body:not([data-state=empty])").count():
        page.click("[data-press=new-chat]")
        page.wait_for_selector("#welcome", state="visible")
