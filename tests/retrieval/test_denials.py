"""What a person denies is no subject of the search; what is asked stays."""

import pytest

from assistant.retrieval.denials import only_replies, without_denials


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("no swelling, no night pain, just a sore outer knee, what can I do", "just a sore outer knee, what can I do"),
        ("Sore outer knee. No swelling. What can I do?", "Sore outer knee. What can I do?"),
        ("it's not swollen and doesn't lock but it's sore, which exercises", "it's sore, which exercises"),
        ("outer knee pain without swelling or locking, can I run?", "outer knee pain, can I run?"),
        ("my knee is not swollen, may I run?", "knee, may I run?"),
        ("knee doesn't give way. what helps going downstairs?", "knee. what helps going downstairs?"),
    ],
)
def test_denied_signs_are_left_out(text: str, left: str) -> None:
    assert without_denials(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "is it normal to have no swelling with itbs?",  # asks about it
        "no pain now, can I stop the exercises",  # bare pain is the subject
        "no weights at home what can I do",  # kit
        "no fever, no swelling",  # nothing else would be left
        "my knee is swollen but not hot?",
        "how do I run without limping",
    ],
)
def test_what_is_asked_stays(text: str) -> None:
    assert without_denials(text).startswith(text.split(" but")[0])


@pytest.mark.parametrize(
    ("text", "replies"),
    [("no", True), ("no, none of those", True), ("no swelling", True), ("yes", True), ("no weights", False),
     ("which shoes", False), ("no swelling, which shoes?", False)],
)  # fmt: skip
def test_who_only_denies_replies_to_a_question(text: str, replies: bool) -> None:
    assert only_replies(text) is replies
