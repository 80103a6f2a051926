from collections import Counter

import pytest

from assistant.domain import Route
from assistant.errors import RuleError
from assistant.safety.conditions import parse_condition
from assistant.safety.engine import Engine
from assistant.safety.rules import parse_rules

RULES = Engine.open().rules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_fires_on_its_examples_and_not_on_its_near_misses(engine, rule):
    engine_of_one = Engine(engine.lexicon, engine.corrector, engine.spellings, (rule,))
    engine_of_one.try_examples()


def test_every_rule_has_examples_in_both_directions_and_its_words_can_be_shown():
    for rule in RULES:
        assert rule.must_fire and rule.must_not_fire, rule.id
        assert rule.explanation.endswith(".") and rule.reference and rule.would_change, rule.id


def test_every_row_of_the_red_flag_table_has_a_rule():
    covered = {rule.code for rule in RULES}
    merged = {"RF-72": "RF-73", "RF-75": "RF-124"}  # a limp that comes and goes; injuries of a baby
    rows = [
        *range(1, 9), *range(10, 17), *range(20, 41), *range(50, 56), *range(60, 67), *range(70, 78),
        *range(80, 98), *range(100, 103), *range(110, 113), *range(120, 127),
    ]  # fmt: skip
    missing = [f"RF-{row:02d}" for row in rows if f"RF-{row:02d}" not in covered and f"RF-{row:02d}" not in merged]
    assert missing == []


def test_a_rule_that_fails_its_own_example_stops_the_start(engine):
    data = {"rules": [_entry(must_fire=["my knee is fine"])]}
    rules = tuple(parse_rules(data, family="test", where="test.yaml", is_known=engine.lexicon.names.__contains__))
    with pytest.raises(RuleError, match="does not fire on its own example"):
        Engine(engine.lexicon, engine.corrector, engine.spellings, rules).try_examples()


def test_an_unknown_field_or_concept_is_refused():
    with pytest.raises(RuleError, match="unknown fields"):
        list(parse_rules({"rules": [_entry(colour="red")]}, family="t", where="t.yaml", is_known=lambda name: True))
    with pytest.raises(RuleError, match="unknown concept 'nee'"):
        parse_condition("nee ~ hot", {"hot"}.__contains__, where="t.yaml")
    with pytest.raises(RuleError, match="question_unless"):
        asking = _entry(question_unless=["nee"])
        list(parse_rules({"rules": [asking]}, family="t", where="t.yaml", is_known=lambda name: name != "nee"))


def test_families_are_all_there():
    families = Counter(rule.family for rule in RULES)
    assert set(families) >= {
        "infection", "clot-and-vessels", "cord-and-nerve", "fracture-and-bone-stress", "tendon-and-joint",
        "cancer-and-systemic", "heart-and-brain", "pregnancy", "children", "after-surgery", "medicines",
        "self-harm-and-abuse", "persistent-pain", "clinician-only",
    }  # fmt: skip


def test_reasons_point_at_the_words(decide):
    text = "Morning. Since yesterday my knee is red hot and the size of a grapefruit."
    decision = decide(text)
    assert decision.route is Route.EMERGENCY
    for reason in decision.reasons:
        assert [text[hit.start : hit.end] for hit in reason.hits] == list(reason.matched)


def _entry(**changes):
    entry = {
        "id": "x", "code": "X", "route": "urgent", "when": ["knee ~ hot"], "explanation": "x.", "reference": "x",
        "would_change": "x", "must_fire": ["hot knee"], "must_not_fire": ["knee"],
    }  # fmt: skip
    return entry | changes
