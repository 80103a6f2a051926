import re

import pytest

from assistant.answer.cards import build_card, card_markdown
from assistant.domain import Reason, Route, SafetyDecision
from assistant.safety.card_data import REGIONS, card_texts, language_lines, regions
from assistant.safety.engine import Engine

_NUMBERS = {"GB": "999", "US": "911", "IE": "112", "EU": "112", "AU": "000", "NZ": "111", "CA": "911", "IN": "112"}


def _decision(key: str, **changes: object) -> SafetyDecision:
    route = Route(card_texts()[key]["level"])
    reason = Reason("RF", "rule", route, "Why.", (), (), "Ref", "")
    return SafetyDecision(route, (reason,), card=key, **changes)  # type: ignore[arg-type]


def _words(card):
    lists = (*card.body, *card.actions, *card.tell_them, *card.meanwhile, *card.watch_for)
    return re.findall(r"[\w'’]+", " ".join([card.heading, *lists]))


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("key", card_texts())
def test_every_card_is_whole_and_short_in_every_region(key, region):
    card = build_card(_decision(key), region=region)
    assert card.heading and card.body and card.label.endswith(":")
    assert len(_words(card)) < 120
    assert "{" not in card_markdown(card)
    assert all(re.match(r"^(tel|sms|https?):", contact.href) for contact in card.contacts)


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("key", [key for key, card in card_texts().items() if card["level"] in ("emergency", "crisis")])
def test_emergency_and_crisis_cards_lead_with_the_emergency_number(key, region):
    card = build_card(_decision(key), region=region)
    assert card.contacts[0].number == _NUMBERS[region]
    assert card_markdown(card).index(f"tel:{_NUMBERS[region]}") < 1_200


@pytest.mark.parametrize("key", [key for key, card in card_texts().items() if card["level"] == "refer"])
def test_a_referral_says_who_what_to_tell_meanwhile_and_what_to_watch(key):
    card = build_card(
        _decision(key),
        region="GB",
        clinic_name="Hill Clinic",
        clinic_phone="01234 567890",
        booking_url="https://hill.example/book",
    )
    assert card.tell_them and card.meanwhile and card.watch_for
    assert [contact.href for contact in card.contacts[:2]] == ["tel:01234567890", "https://hill.example/book"]
    assert not re.search(r"probably nothing|your fault|diagnos", " ".join(card.body).lower())


def test_111_is_an_emergency_number_only_in_new_zealand():
    assert regions()["NZ"]["emergency"]["number"] == "111"
    assert all(regions()[code]["emergency"]["number"] != "111" for code in REGIONS if code != "NZ")


def test_the_duration_is_shown_as_the_person_wrote_it():
    card = build_card(_decision("persistent-6", values={"duration": "6 wks"}), region="GB")
    assert "“6 wks”" in card.body[0]


@pytest.mark.parametrize("language", language_lines())
def test_another_language_gets_its_fixed_line_and_the_number(language):
    card = build_card(_decision("language", language=language), region="GB")
    assert "999" in card.body[0]
    urgent = build_card(_decision("urgent", language=language), region="GB")
    assert urgent.body[0] == card.body[0]


def test_every_rule_names_a_card_that_exists():
    for rule in Engine.open().rules:
        assert not rule.card or rule.card in card_texts(), rule.id


def test_every_line_has_a_source_and_a_date():
    for region in regions().values():
        for name in ("emergency", "urgent", "poison"):
            assert {"source", "verified"} <= set(region[name])


def test_an_answer_has_no_card():
    with pytest.raises(ValueError, match="no card"):
        build_card(SafetyDecision(Route.ANSWER), region="GB")
