import pytest

from assistant.domain import Route
from assistant.reply import Card, ExerciseCard, Reply, Sentence
from evals.grading import citations, content, retrieval, routes
from evals.grading.records import Seen
from evals.grading.retrieval import Ranking, cited_documents, retrieval_scores
from evals.grading.words import guidance, plain, stands_in, word_count
from tests.evals.evals_fakes import FakeAssistant, case, cited, document, plain_reply, seen

A, R, U, E, C, D = Route.ANSWER, Route.REFER, Route.URGENT, Route.EMERGENCY, Route.CRISIS, Route.DECLINE


@pytest.mark.parametrize(
    ("grader", "accepted", "got", "happened"),
    [
        pytest.param(routes.route_accepted, [A, R], R, True, id="accepted-of-a-list"),
        pytest.param(routes.route_accepted, A, D, False, id="not-accepted"),
        pytest.param(routes.route_accepted, [], A, None, id="no-route-expected"),
        pytest.param(routes.route_exact, A, A, True, id="exact"),
        pytest.param(routes.route_exact, [A, R], A, None, id="exact-leaves-out-choices"),
        pytest.param(routes.under_triage, U, R, True, id="urgent-to-refer"),
        pytest.param(routes.under_triage, E, U, False, id="emergency-to-urgent-is-not-under-urgent"),
        pytest.param(routes.under_triage, [R, U], A, None, id="refer-is-acceptable-so-no-red-flag"),
        pytest.param(routes.under_triage, C, D, True, id="crisis-declined"),
        pytest.param(routes.softened, E, U, True, id="emergency-softened"),
        pytest.param(routes.softened, E, C, False, id="emergency-as-crisis-is-not-less"),
        pytest.param(routes.softened, C, E, False, id="crisis-as-emergency-is-not-less"),
        pytest.param(routes.softened, [U, E], U, None, id="urgent-is-acceptable"),
        pytest.param(routes.refer_or_higher, R, U, True, id="refer-raised"),
        pytest.param(routes.refer_or_higher, R, A, False, id="refer-answered"),
        pytest.param(routes.refer_or_higher, [A, R], A, None, id="answer-is-acceptable"),
        pytest.param(routes.over_triage, A, R, True, id="ordinary-raised"),
        pytest.param(routes.over_triage, [A, R], U, None, id="refer-is-acceptable-so-not-ordinary"),
        pytest.param(routes.over_triage, A, D, False, id="declined-is-not-raised"),
        pytest.param(routes.declined_ordinary, A, D, True, id="ordinary-declined"),
        pytest.param(routes.declined_ordinary, [A, D], D, None, id="decline-is-acceptable"),
        pytest.param(routes.declined_off_topic, D, A, False, id="off-topic-answered"),
        pytest.param(routes.declined_off_topic, A, A, None, id="not-off-topic"),
    ],
)
def test_routes(grader, accepted, got, happened) -> None:
    verdict = grader(case(route=accepted), seen(plain_reply(got)))
    assert (None if verdict is None else verdict.happened) is happened


@pytest.mark.parametrize(
    ("grader", "accepted", "happened"),
    [
        (routes.route_accepted, A, False),
        (routes.under_triage, E, True),
        (routes.softened, E, True),
        (routes.refer_or_higher, R, False),
        (routes.declined_off_topic, D, False),
    ],
)
def test_an_error_is_the_bad_outcome_where_a_reply_was_owed(grader, accepted, happened) -> None:
    assert grader(case(route=accepted), seen(None)).happened is happened


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        pytest.param("cushion", "Well CUSHIONED shoes", True, id="part-of-a-word-case-folded"),
        pytest.param("3 weeks", "after 13 weeks", False, id="not-the-tail-of-a-number"),
        pytest.param("3 weeks", "after 3  weeks", True, id="white-space-folded"),
        pytest.param("at 4", "pain at 48", False, id="not-the-head-of-a-number"),
        pytest.param("at 4", "pain at 4.", True, id="full-stop-ends-a-number"),
        pytest.param("at 4", "pain at 4.5", False, id="decimal-goes-on"),
        pytest.param("side-to-side", "side–to–side", True, id="dashes-folded"),
        pytest.param("don't", "Don’t stop", True, id="apostrophe-folded"),
        pytest.param("16 °c", "about 16\u00a0°C", True, id="no-break-space"),
    ],
)
def test_words_stand_in_text(words, text, found) -> None:
    assert stands_in(words, plain(text)) is found


@pytest.mark.parametrize(
    ("groups", "happened", "share"),
    [
        pytest.param([["cushion"], ["2 to 3 times", "twice"]], True, 1.0, id="any-alternative-of-every-group"),
        pytest.param([["cushion"], ["barefoot"]], False, 0.5, id="one-group-missing"),
    ],
)
def test_facts(groups, happened, share) -> None:
    shown = seen(cited("Shoes with cushioning help.", "Run 2 to 3 times a week."))
    assert content.facts(case(facts=groups), shown).happened is happened
    assert content.fact_share(case(facts=groups), shown) == share


def test_a_missing_fact_is_named() -> None:
    verdict = content.facts(case(facts=[["cushion"], ["grass", "track"]]), seen(cited("Shoes with cushioning help.")))
    assert verdict.expected == "grass or track"
    assert verdict.got == "Shoes with cushioning help."


def test_facts_are_looked_for_in_the_card_too() -> None:
    card = Card(level="refer", key="k", label="Advice:", heading="See a physiotherapist", body=("Within 2 weeks.",))
    reply = plain_reply(Route.REFER).model_copy(update={"card": card})
    assert content.facts(case(facts=[["within 2 weeks"]]), seen(reply)).happened


def test_a_case_without_facts_is_not_judged_by_them() -> None:
    assert content.facts(case(), seen(plain_reply())) is None
    assert content.fact_share(case(), seen(plain_reply())) is None


@pytest.mark.parametrize(("text", "happened"), [("Barefoot is best.", True), ("Shoes are fine.", False)])
def test_never_is_looked_for_in_all_that_is_shown(text, happened) -> None:
    assert content.never_shown(case(never=["barefoot is best"]), seen(plain_reply(text=text))).happened is happened


@pytest.mark.parametrize(
    ("grader", "expect", "abstained", "happened"),
    [
        (content.unanswerable_abstained, {"abstain": True}, True, True),
        (content.unanswerable_abstained, {"abstain": True}, False, False),
        (content.unanswerable_abstained, {"abstain": False}, True, None),
        (content.answerable_abstained, {"abstain": False}, True, True),
        (content.answerable_abstained, {"facts": [["x"]]}, True, True),
        (content.answerable_abstained, {}, True, None),
        (content.abstained_rightly, {"abstain": True}, True, True),
        (content.abstained_rightly, {"abstain": False}, True, False),
        (content.abstained_rightly, {"abstain": False}, False, None),
        (content.abstained_rightly, {}, True, None),
    ],
)
def test_abstaining(grader, expect, abstained, happened) -> None:
    verdict = grader(case(**expect), seen(plain_reply(abstained=abstained)))
    assert (None if verdict is None else verdict.happened) is happened


def test_words_are_counted_as_a_reader_would() -> None:
    assert word_count(["Hold for 30 seconds – gently.", "2-3 sets"]) == 7
    assert content.guidance_words(case(), seen(cited("Hold for 30 seconds."))) == 4
    assert content.guidance_words(case(), seen(plain_reply(text="Nothing found."))) is None


def test_guidance_has_each_line_once() -> None:
    assert guidance(cited("Hold for 30 seconds.", "Hold for 30 seconds.")) == ("Hold for 30 seconds.",)


def _moved(reply: Reply, **change: object) -> Reply:
    first = reply.citations[0].model_copy(update=change)
    return reply.model_copy(update={"citations": (first, *reply.citations[1:])})


@pytest.mark.parametrize(
    ("change", "got"),
    [
        pytest.param({}, "so", id="valid"),
        pytest.param({"start": 1}, "[1] footwear[1:27] is not its quote", id="span-moved"),
        pytest.param({"document": "gone"}, "[1] names gone, which does not exist", id="no-such-document"),
        pytest.param({"n": 9}, "no citation [1] for: Shoes with cushioning help.", id="sentence-without-citation"),
        pytest.param(
            {"quote": "Shoes with", "end": 10},
            "not in quote [1]: Shoes with cushioning help.",
            id="sentence-longer-than-its-quote",
        ),
    ],
)
def test_citation_valid(change, got) -> None:
    verdict = citations.citation_valid(case(), seen(_moved(cited("Shoes with cushioning help."), **change)))
    assert verdict.got == got
    assert verdict.happened is (got == "so")


def test_a_reply_without_citations_is_not_judged_by_them() -> None:
    assert citations.citation_valid(case(), seen(plain_reply())) is None


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("2 to 3 sets of 10 mins", {("2", "set"), ("3", "set"), ("10", "minute")}),
        ("two weeks", {("2", "week")}),
        ("1,200 metres", {("1200", "")}),
        ("4 out of 10", {("4", "out of 10")}),
        ("5–10 %", {("5", "%"), ("10", "%")}),
        ("a 48-hour gap", {("48", "hour")}),
        ("no numbers", set()),
    ],
)
def test_measures_in(text, measures) -> None:
    assert citations.measures_in(text) == measures


@pytest.mark.parametrize(
    ("sentence", "happened"),
    [
        pytest.param("Hold for 30 seconds.", True, id="as-quoted"),
        pytest.param("Hold for 30 secs.", True, id="same-unit-in-short"),
        pytest.param("Hold for 30 minutes.", False, id="another-unit"),
        pytest.param("Hold for 40 seconds.", False, id="another-number"),
        pytest.param("Hold for a while.", None, id="no-number"),
    ],
)
def test_numeric_fidelity(sentence, happened) -> None:
    reply = cited("Hold for 30 seconds.")
    changed = reply.sentences[0].model_copy(update={"text": sentence})
    verdict = citations.numeric_fidelity(case(), seen(reply.model_copy(update={"sentences": (changed,)})))
    assert (None if verdict is None else verdict.happened) is happened


def test_documents_rank_by_first_citation() -> None:
    reply = cited("Shoes with cushioning help.", "Hold for 30 seconds.")
    other = reply.citations[1].model_copy(update={"document": "itbs"})
    reply = reply.model_copy(update={"citations": (other, *reply.citations)})
    assert cited_documents(reply) == ("itbs", "footwear")


@pytest.mark.parametrize(
    ("found", "happened"),
    [
        pytest.param(("a", "b", "c", "right"), True, id="fourth"),
        pytest.param(("a", "b", "c", "d", "right"), False, id="fifth"),
        pytest.param((), False, id="nothing"),
        pytest.param(None, None, id="not-asked"),
    ],
)
def test_what_retrieval_finds_counts_whatever_is_shown(found: tuple[str, ...] | None, happened: bool | None) -> None:
    got = retrieval.found_in_4(case(documents=["right"]), Seen(None, FakeAssistant({}), found=found))
    assert (got and got.happened) == happened


def test_retrieval_by_rank() -> None:
    scores = retrieval_scores(
        [
            Ranking("first", ("a", "b"), ("a",)),
            Ranking("second", ("b", "a"), ("a",)),
            Ranking("fifth", ("b", "c", "d", "e", "a"), ("a",)),
            Ranking("half", ("a",), ("a", "z")),
            Ranking("none", (), ("a",)),
        ]
    )
    assert {name: scores[name]["mrr"] for name in scores} == {
        "first": 1.0,
        "second": 0.5,
        "fifth": 0.2,
        "half": 1.0,
        "none": 0.0,
    }
    assert [scores[name]["right_in_4"] for name in ("first", "fifth", "none")] == [1.0, 0.0, 0.0]
    assert scores["half"]["recall_at_4"] == 0.5
    assert scores["second"]["right_first"] == 0.0
    assert scores["second"]["ndcg_at_10"] == pytest.approx(0.6309, abs=1e-4)


def test_exercise_lines_must_stand_in_their_document() -> None:
    good = ExerciseCard(id="clamshell", title="Clamshell", steps=("Lift the knee.",))
    said = (Sentence(text="Lift the knee.", citation=1),)
    reply = plain_reply().model_copy(update={"exercises": (good,), "sentences": said})
    library = FakeAssistant({}, [document("clamshell", "Lift the knee.")])
    assert citations.exercise_lines_valid(case(), Seen(reply, library)).happened
    bad = reply.model_copy(update={"exercises": (good.model_copy(update={"steps": ("Lift the foot.",)}),)})
    assert citations.exercise_lines_valid(case(), Seen(bad, library)).got.startswith("clamshell: Lift the foot.")
    uncited = reply.model_copy(update={"sentences": ()})
    got = citations.exercise_lines_valid(case(), Seen(uncited, library)).got
    assert got == "clamshell, without a citation: Lift the knee."
