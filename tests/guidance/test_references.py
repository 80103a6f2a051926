"""Evidence labels follow from designs; a broken references file is refused."""

import pytest

from assistant.errors import GuidanceError
from assistant.guidance.references import evidence_label, parse_references


@pytest.mark.parametrize(
    ("designs", "conflicting", "label"),
    [
        (["systematic review", "systematic review"], False, "strong"),
        (["guideline", "randomised trial"], False, "strong"),
        (["systematic review"], False, "moderate"),
        (["systematic review", "cohort"], False, "moderate"),
        (["randomised trial"], False, "moderate"),
        (["cohort", "cross-sectional"], False, "limited"),
        (["laboratory"], False, "limited"),
        (["consensus", "narrative review"], False, "expert opinion"),
        ([], False, "expert opinion"),
        (["systematic review", "systematic review"], True, "conflicting"),
    ],
)
def test_label_follows_from_designs(designs: list[str], conflicting: bool, label: str) -> None:
    assert evidence_label(designs, conflicting=conflicting) == label


def test_an_entry_is_laid_out_as_one_line() -> None:
    text = """
- id: smith2020
  title: Knees in runners
  author: [{family: Smith, given: A}, {family: Jones, given: B}, {family: Roe, given: C}, {family: Poe, given: D}]
  issued: {date-parts: [[2020]]}
  container-title: J Knees
  volume: 3
  issue: 2
  page: 10-20
  DOI: 10.1000/x
  design: cohort
"""
    reference = parse_references(text, "references.yaml")["smith2020"]
    assert reference.text == "Smith A, Jones B, Roe C and others. Knees in runners. J Knees 2020;3(2):10-20."
    assert reference.url == "https://doi.org/10.1000/x"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("- id: a\n", "lacks `id` or `title`"),
        ("- {id: a, title: t}\n- {id: a, title: t}\n", "stands twice"),
        ("- {id: a, title: t, design: rumour}\n", "unknown design"),
        ("- [", "not valid YAML"),
        ("references: 3", "no list"),
    ],
)
def test_a_broken_references_file_is_refused(text: str, what: str) -> None:
    with pytest.raises(GuidanceError, match=what):
        parse_references(text, "references.yaml")
