"""The linter in both directions: what it must find, and what it must leave alone."""

from datetime import date

import pytest

from assistant.domain import Document, Reference
from assistant.errors import GuidanceError
from assistant.guidance.check import CheckResult, check_guidance
from assistant.guidance.markdown import EXERCISE_HEADINGS, REQUIRED
from assistant.guidance.parse import parse_file

REFERENCES = {
    "trial2020": Reference("trial2020", "A trial. 2020.", design="randomised trial"),
    "review2021": Reference("review2021", "A review. 2021.", design="systematic review"),
    "memory2000": Reference("memory2000", "A paper. 2000.", design="cohort"),
}
SEEN = {"trial2020": True, "review2021": True, "memory2000": False}
TODAY = date(2026, 3, 1)
HEADER = {
    "id": "knees",
    "title": "Looking after knees",
    "topic": "knees",
    "kind": "topic",
    "summary": "How to look after knees.",
    "audience": "Adults",
    "based_on": "[]",
    "licence": "CC-BY-4.0",
    "reviewed_on": "2026-01-02",
    "review_by": "2027-01-02",
}
HELP = "## When should I stop and see somebody?\n\nStop if the knee hurts.\nSee a physiotherapist if pain stays.\n"


def text_of(body: str, **header: str) -> str:
    fields = "\n".join(f"{name}: {value}" for name, value in {**HEADER, **header}.items())
    return f"---\n{fields}\n---\n\n# {header.get('title', HEADER['title'])}\n\n{body}"


def topic(body: str, *, helping: str = HELP, **header: str) -> tuple[str, str]:
    """Return a topic's file name and text."""
    return f"{header.get('id', 'knees')}.md", text_of(f"## Do knees like rest?\n\n{body}\n\n{helping}", **header)


def exercise(name: str = "knee-hug", headings: tuple[str, ...] = EXERCISE_HEADINGS, **header: str) -> tuple[str, str]:
    """Return an exercise's file name and text, with the same sentence under each heading."""
    said = {"Steps": "1. Bend the knee.", "How much": header.pop("dose", "A usual dose is 2 sets of 10 repeats.")}
    body = "\n\n".join(f"## {heading}\n\n{said.get(heading, 'Rest the foot on the floor.')}" for heading in headings)
    fields = {"id": name, "title": name.replace("-", " ").capitalize(), "kind": "exercise", **header}
    return f"exercises/{name}.md", text_of(body, **fields)


def check(*files: tuple[str, str], defined: dict[str, bool] | None = None, today: date = TODAY) -> CheckResult:
    documents: list[Document] = [parse_file(name, text.encode(), REFERENCES) for name, text in files]
    used = {reference.key for document in documents for reference in document.references}
    seen = {key: SEEN[key] for key in used} if defined is None else defined
    return check_guidance(documents, dict(files), defined=seen, today=today)


def found(result: CheckResult) -> list[str]:
    return [finding.what for finding in result.findings]


def body_findings(body: str, **header: str) -> list[str]:
    return found(check(topic(body, **header)))


def test_guidance_that_keeps_the_form_is_clean() -> None:
    body = "Rest helps a sore knee for a day or two [@trial2020].\nHold each stretch for 30 seconds."
    assert found(check(topic(body, based_on="[trial2020]"), exercise("calf-stretch", aliases="[stretch]"))) == []


def test_a_finding_names_the_line_and_how_to_mend_it() -> None:
    result = check(topic("Rest helps.\nThey like it."))
    finding = result.errors[0]
    assert finding.where == "knees.md:19"
    assert str(finding) == (
        "knees.md:19: a sentence opens with a word that leans on another: 'They like it.'\n  To mend: name the subject"
    )


@pytest.mark.parametrize("field", REQUIRED)
def test_a_header_without_a_field_is_refused(field: str) -> None:
    name, text = topic("Rest helps.")
    lines = [line for line in text.splitlines() if not line.startswith(f"{field}:")]
    with pytest.raises(GuidanceError, match=f"lacks `{field}`"):
        check((name, "\n".join(lines)))


def test_a_citation_that_no_reference_resolves_is_refused() -> None:
    with pytest.raises(GuidanceError, match="cites `nobody1999`"):
        check(topic("Rest helps [@nobody1999]."))


@pytest.mark.parametrize(
    ("sentence", "leans"),
    [
        ("They settle in most people.", True),
        ("It also helps.", True),
        ("However, rest helps.", True),
        ("IT band pain settles in most people.", False),
        ("Knees settle in most people.", False),
        ("- This is an item.", True),
        ("- A knee is an item.", False),
        ("1. Then lower the knee.", False),  # steps are shown together
        ("1. They go down.", True),
        ("| Week | Plan |\n|---|---|\n| This week | Rest |", False),  # a row is no sentence
    ],
)
def test_a_sentence_that_leans_on_another(sentence: str, leans: bool) -> None:
    assert any("leans on another" in what for what in body_findings(sentence)) is leans


@pytest.mark.parametrize(("words", "long"), [(20, False), (21, True)])
def test_a_sentence_has_twenty_words_at_most(words: int, long: bool) -> None:
    sentence = "Rest " + "more " * (words - 2) + "now."
    assert any(f"has {words} words" in what for what in body_findings(sentence)) is long


@pytest.mark.parametrize(
    ("sentence", "bare"),
    [
        ("Hold for 30.", "for 30"),
        ("Do 10 on each side.", "10 on each"),
        ("A usual dose is 3 x 10.", "3 x 10"),
        ("Repeat 5, and rest.", "5, and rest"),
        ("Stop at pain of 4 or more.", "pain of 4"),
        ("Lift for 2, lower for 3 seconds.", "for 2, lower"),
        ("Hold for 30 seconds.", ""),
        ("Do 10 repeats on each side.", ""),
        ("A usual dose is 2 to 3 sets of 10 to 15.", ""),
        ("A usual dose is 3 sets of 10.", ""),
        ("Stop at pain of 4 out of 10 or more.", ""),
        ("Stop at pain of 4 or more out of 10.", ""),
        ("In weeks 0 to 2, do 3 sets a day.", ""),
        ("In a trial of 24, most ran again.", ""),  # no dose
        ("Only 2 of 28 people passed the set of tests.", ""),
        ("Choose 4 to 6 of these exercises for each session.", ""),
        ("Keep the room at 16 to 19 °C and rest for 8 hours.", ""),
    ],
)
def test_a_dose_has_its_unit(sentence: str, bare: str) -> None:
    units = [what for what in body_findings(sentence) if "has no unit" in what]
    assert bool(units) is bool(bare)
    assert bare in "".join(units)


def test_a_conflict_cites_who_disagrees() -> None:
    assert (
        body_findings(
            "Views differ on rest [@trial2020; @review2021, conflicting].", based_on="[trial2020, review2021]"
        )
        == []
    )
    assert body_findings("Views differ on rest [conflicting].") == []  # plain words in brackets are no citation
    with pytest.raises(GuidanceError, match="cites ``"):
        body_findings("Views differ on rest [@, conflicting].")


def test_a_citation_in_another_form_is_found() -> None:
    assert "a citation is not in the form [@key; @key]" in body_findings("Rest helps (see [@trial2020 and more).")


def test_based_on_and_the_citations_agree() -> None:
    body = "Rest helps [@trial2020]."
    assert body_findings(body, based_on="[trial2020]") == []
    assert body_findings(body, based_on="[trial2020, review2021]") == [
        "lists in `based_on` what no sentence cites: review2021"
    ]
    assert body_findings(body, based_on="[]") == ["cites what `based_on` does not list: trial2020"]


def test_a_reference_from_memory_stands_beside_another_but_not_alone() -> None:
    beside = topic("Rest helps [@memory2000; @trial2020].", based_on="[memory2000, trial2020]")
    alone = topic("Rest helps [@memory2000].", based_on="[memory2000]")
    assert found(check(beside)) == []
    assert found(check(alone)) == ["rests on references that nobody has seen: memory2000"]


def test_a_reference_that_no_sentence_cites_is_found() -> None:
    file = topic("Rest helps [@trial2020].", based_on="[trial2020]")
    assert found(check(file, defined={"trial2020": True, "review2021": True})) == [
        "`review2021` is cited by no document"
    ]
    assert found(check(file, defined={"trial2020": True})) == []


@pytest.mark.parametrize(
    ("helping", "missing"),
    [
        (HELP, ""),
        ("## What then?\n\nStop if it hurts.\nSee a doctor.", "when to stop or when to see somebody"),
        ("## When to stop\n\nStop if the knee hurts.", "when to see somebody"),
        ("## When to see somebody\n\nSee a physiotherapist if pain stays.", "when to stop"),
    ],
)
def test_a_topic_says_when_to_stop_and_when_to_see_somebody(helping: str, missing: str) -> None:
    what = found(check(topic("Rest helps.", helping=helping)))
    assert what == ([f"does not say {missing}"] if missing else [])


def test_an_exercise_has_all_its_headings_in_order() -> None:
    assert found(check(exercise())) == []
    assert found(check(exercise(headings=EXERCISE_HEADINGS[:-1]))) == ["lacks the heading 'Stop if'"]
    swapped = (EXERCISE_HEADINGS[1], EXERCISE_HEADINGS[0], *EXERCISE_HEADINGS[2:])
    assert found(check(exercise(headings=swapped))) == ["has its headings in another order"]


def test_an_exercise_that_a_header_lists_exists() -> None:
    listed = topic("Rest helps.", exercises="[knee-hug]")
    assert found(check(listed, exercise())) == []
    assert found(check(listed)) == ["recommends the exercise `knee-hug`, which does not exist"]


def test_an_exercise_that_a_sentence_names_exists() -> None:
    named = topic("Calf raises and wall sits help.")
    assert found(check(named, exercise("calf-raise"), exercise("wall-sit"))) == []
    assert found(check(named, exercise("calf-raise"))) == ["names the exercise 'wall sits', which has no document"]


@pytest.mark.parametrize(
    ("first", "second", "disagree"),
    [
        ("Keep the run within about 10% of your longest.", "Stay within about 20% of your longest run.", True),
        ("Keep the run within about 10% of your longest.", "Stay within about 10% of your longest run.", False),
        ("Stop if pain reaches 4 out of 10.", "Stop if pain reaches 5 out of 10.", True),
        ("See a clinician if it is not better by about 3 weeks.", "Go if it is not better by about 6 weeks.", True),
    ],
)
def test_numbers_agree_between_documents(first: str, second: str, disagree: bool) -> None:
    result = check(topic(first), topic(second, id="hips", title="Looking after hips"))
    assert any("others give" in what for what in found(result)) is disagree


def test_a_topic_gives_an_exercise_the_dose_of_its_document() -> None:
    hug = exercise("knee-hug", dose="A usual dose is 2 to 3 sets of 10 to 15 repeats.")
    assert found(check(hug, topic("Do the knee hug in 2 sets of 12 repeats."))) == []
    strange = found(check(hug, topic("Do the knee hug in 5 sets of 30 repeats.")))
    assert strange == ["gives 5 sets of 30 for the knee hug; its document does not"]


def test_a_study_has_one_number_of_people() -> None:
    first = topic("In 24 runners rest helped [@trial2020].", based_on="[trial2020]")
    same = topic("In 24 runners rest did harm [@trial2020].", id="hips", based_on="[trial2020]")
    other = topic("In 42 runners rest helped [@trial2020].", id="hips", based_on="[trial2020]")
    assert found(check(first, same)) == []
    assert found(check(first, other)) == ["gives 42 runners for `trial2020`; knees.md gives 24"]


@pytest.mark.parametrize(
    ("review_by", "level", "what"),
    [
        ("2027-01-02", "", ""),
        ("2026-04-01", "warning", "is due for review by 2026-04-01"),
        ("2026-02-01", "warning", "is past its review date, 2026-02-01"),
    ],
)
def test_review_dates_near_and_past_are_warned_of(review_by: str, level: str, what: str) -> None:
    result = check(topic("Rest helps.", review_by=review_by))
    assert [(finding.level, finding.what) for finding in result.findings] == ([(level, what)] if level else [])
    assert result.errors == ()


def test_a_review_date_before_the_review_is_an_error() -> None:
    result = check(topic("Rest helps.", reviewed_on="2026-05-01", review_by="2026-04-30"), today=date(2026, 1, 1))
    assert [finding.what for finding in result.errors] == [
        "was reviewed on 2026-05-01, after its review date 2026-04-30"
    ]


HARD = "Multidisciplinary rehabilitation necessitates individualised biomechanical considerations."


def test_a_document_that_is_hard_to_read_is_found_with_its_grade() -> None:
    result = check(topic(f"{HARD}\n" * 6))
    assert result.grades["knees"] > 9.5
    assert f"has reading grade {result.grades['knees']:.1f}, above 9.5" in found(result)
    assert "have a median reading grade above 8.0" in found(result)


def test_easy_exercises_do_not_hide_hard_topics() -> None:
    easy = [exercise(name) for name in ("knee-hug", "knee-tap", "knee-bow")]
    result = check(topic(f"{HARD}\n" * 6), *easy)
    assert result.median_grade() < 8.0 < result.median_grade("topic")
    assert "have a median reading grade above 8.0" in found(result)


def test_files_without_a_header_are_nobodys_to_mend() -> None:
    assert check(("page.txt", "They say so.\n\nThis page has no header, and nobody here wrote it.")).findings == ()


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        ("Should I put my feet up?", False),
        ("do knees like rest?", True),  # the heading says it
        ("Why " + " ".join(["word"] * 20), True),
    ],
)
def test_another_way_to_ask_is_short_and_new(asked: str, refused: bool) -> None:
    found_here = body_findings(f"<!-- asked:\n{asked}\n-->\n\nRest helps.")
    assert any("asks" in what for what in found_here) is refused
