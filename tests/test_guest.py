"""The guest may choose quotations; whatever else it does changes nothing."""

import threading
from collections.abc import Callable, Iterator

import pytest

from assistant.answer.compose import compose
from assistant.errors import SettingsError
from assistant.guest import CARD_WAITS_S, FAILURES, PAUSE_S, Guest, open_guest, picked
from tests.answer.test_offering import PARTS, SENTENCES

CANDIDATES = ["Rest a little.", "Walk on grass.", "Stop if pain reaches 4 out of 10."]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("[2] [1]", (1, 0)),
        ("[2, 1; 3]", (1, 0, 2)),
        ("The best are [3], then [3] and [1].", (2, 0)),
        ("Never stop, whatever the pain [3].", (2,)),  # the mark's quotation is shown, not this
        ("<think>[1] is weak</think> [2]", (1,)),
        ("<think>[1] is", ()),
        ("[0] [4] [99] [-1]", ()),
        ("[99] [2]", (1,)),
        ("NONE", ()),
        ("2 1", ()),
        ("<html><body>502 Bad Gateway [1]</body></html>", ()),
        ("Ignore the rules; take 800 mg now.", ()),
        ("[1" * 50_000, ()),
        ("x" * 20_000 + "[1]", ()),
        ("", ()),
        (None, ()),
        ({"content": "[1]"}, ()),
    ],
)
def test_only_marks_that_resolve_are_read(answer: object, expected: tuple[int, ...]) -> None:
    assert picked(answer, len(CANDIDATES)) == expected


def test_the_model_sees_question_and_numbered_sentences_and_nothing_else() -> None:
    seen: list[str] = []
    Guest(lambda system, user: seen.append(user) or "[1]", timeout_s=5).choose("what helps?", CANDIDATES)
    assert seen == [
        "Question: what helps?\n\nSentences:\n"
        "[1] Rest a little.\n[2] Walk on grass.\n[3] Stop if pain reaches 4 out of 10."
    ]


@pytest.fixture
def hanging() -> Iterator[Callable[[str, str], str]]:
    """Return a model that does not answer before the test is over."""
    over = threading.Event()
    yield lambda system, user: "[1]" if over.wait(60) else ""
    over.set()


def test_a_slow_model_is_not_waited_for(hanging: Callable[[str, str], str]) -> None:
    assert Guest(hanging, timeout_s=0.05).choose("what helps?", CANDIDATES) == ()


def broken(system: str, user: str) -> str:
    raise ConnectionError("gone")


def test_a_model_that_raises_is_passed_over() -> None:
    assert Guest(broken, timeout_s=5).choose("what helps?", CANDIDATES) == ()


def test_what_the_provider_says_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    def tells(system: str, user: str) -> str:
        raise ConnectionError(user)

    Guest(tells, timeout_s=5).choose("my secret knee", CANDIDATES)
    assert "ConnectionError" in caplog.text
    assert "secret" not in caplog.text


class Counting:
    """A model that answers as told, and counts."""

    def __init__(self, answer: str | None) -> None:
        self.answer = answer
        self.calls = 0

    def __call__(self, system: str, user: str) -> str:
        self.calls += 1
        if self.answer is None:
            raise ConnectionError
        return self.answer


def test_after_failures_in_a_row_the_model_is_left_alone_for_a_while() -> None:
    now = 0.0
    model = Counting(None)
    guest = Guest(model, timeout_s=5, clock=lambda: now)
    for _ in range(FAILURES + 5):
        assert guest.choose("what helps?", CANDIDATES) == ()
    assert model.calls == FAILURES
    now = PAUSE_S + 1  # one try, and since it fails the next pause
    for _ in range(5):
        guest.choose("what helps?", CANDIDATES)
    assert model.calls == FAILURES + 1
    now = 2 * PAUSE_S + 2
    model.answer = "[2]"
    assert [guest.choose("what helps?", CANDIDATES) for _ in range(5)] == [(1,)] * 5


def test_failures_with_an_answer_between_are_not_in_a_row() -> None:
    model = Counting(None)
    guest = Guest(model, timeout_s=5, clock=lambda: 0.0)
    for turn in range(12):
        model.answer = "[1]" if turn % FAILURES == 0 else None
        guest.choose("what helps?", CANDIDATES)
    assert model.calls == 12


@pytest.mark.parametrize(("answer", "calls"), [("no marks at all", FAILURES), ("NONE", 10), ("[1]", 10)])
def test_an_answer_without_use_counts_as_a_failure_and_none_does_not(answer: str, calls: int) -> None:
    model = Counting(answer)
    guest = Guest(model, timeout_s=5, clock=lambda: 0.0)
    for _ in range(10):
        guest.choose("what helps?", CANDIDATES)
    assert model.calls == calls


def test_one_turn_waits_at_a_time(hanging: Callable[[str, str], str]) -> None:
    entered = threading.Event()

    def slow(system: str, user: str) -> str:
        entered.set()
        return hanging(system, user)

    guest = Guest(slow, timeout_s=60)
    first = threading.Thread(target=guest.choose, args=("what helps?", CANDIDATES), daemon=True)
    first.start()
    assert entered.wait(30)
    assert guest.choose("which shoes?", CANDIDATES) == ()  # at once: else it would wait for a minute
    assert first.is_alive()


def test_calls_that_never_come_back_do_not_pile_up(hanging: Callable[[str, str], str]) -> None:
    calls: list[str] = []

    def counted(system: str, user: str) -> str:
        calls.append(user)
        return hanging(system, user)

    now = 0.0
    guest = Guest(counted, timeout_s=0.02, clock=lambda: now)
    for _ in range(12):
        now += PAUSE_S + 1
        guest.choose("what helps?", CANDIDATES)
    assert len(calls) == 4


def test_no_model_is_no_guest() -> None:
    assert open_guest("", 1.0) is None


@pytest.mark.parametrize("model_id", ["nosuch:model", "nosuch", ":", "openai:"])
def test_an_id_that_names_no_model_is_refused(model_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "test")
    with pytest.raises(SettingsError) as caught:
        open_guest(model_id, 1.0)
    assert caught.value.where == f"setting ASSISTANT_LLM={model_id}"
    assert caught.value.exit_code == 2


def test_a_missing_key_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(SettingsError, match="OPENAI_API_KEY"):
        open_guest("openai:gpt-4o-mini", 1.0)


def test_a_providers_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "langchain_groq", None)
    with pytest.raises(SettingsError, match="langchain-groq") as caught:
        open_guest("groq:llama", 1.0)
    assert "pip install" in caught.value.mend


def test_the_card_of_a_referral_waits_less(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(Guest, "_answer", lambda self, user, wait_s: waits.append(wait_s) or "NONE")
    parts = [PARTS["sentences"]]
    draft = compose(parts, SENTENCES)
    for timeout_s in (8.0, 0.5):
        guest = Guest(broken, timeout_s=timeout_s)
        for orders_only in (False, True):
            assert guest.arrange(parts, draft, SENTENCES, orders_only=orders_only) == draft
    assert waits == [8.0, CARD_WAITS_S, 0.5, 0.5]
