"""Who is meant by a text, and who by a question."""

import pytest

from assistant.retrieval.populations import asked_for, spoken_of


@pytest.mark.parametrize(
    ("text", "group", "named"),
    [
        ("what's a good walking routine at 62", "later life", True),
        ("my mum is in her seventies", "later life", True),
        ("can I run 60 minutes at 70% effort", "later life", False),
        ("my 13 yr old plays football", "later life", False),
        ("my 13 yr old plays football", "childhood", True),
        ("lifting at 20 weeks", "pregnancy", True),
        ("which shoes help", "pregnancy", False),
        ("my saddle is high", "cyclists and hikers", True),
        ("it hurts in both knees", "both knees", True),
        ("exercises after a knee replacement", "operation", True),
    ],
)
def test_a_question_names_a_group(text: str, group: str, named: bool) -> None:
    assert (group in asked_for([text])) is named


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("How do I sleep after a knee replacement?", {"operation"}),
        ("If you feel light-headed on your back in pregnancy, roll to your side.", {"pregnancy"}),
        ("Will I need an operation?", set()),
        ("Adults may hold for 30 seconds.", set()),
    ],
)
def test_a_heading_or_sentence_is_for_a_group(text: str, groups: set[str]) -> None:
    assert spoken_of(text) == groups
