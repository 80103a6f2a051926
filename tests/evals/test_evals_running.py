import pytest

from assistant.domain import Route
from assistant.errors import QuestionSetError
from evals.cases import Case, QuestionSet
from evals.figures import build_figures
from evals.measures import GRADERS, MEASURES, MEASURES_BY_NAME
from evals.running import Selection, run_sets
from evals.thresholds import DEFAULT_FILE, judge_thresholds, read_thresholds
from tests.evals.evals_fakes import FakeAssistant, case, cited, plain_reply


def question_set(*cases: Case) -> QuestionSet:
    return QuestionSet(name="s.yaml", sha256="0" * 64, cases=cases)


def ask(question: str, case_id: str, tags: tuple[str, ...] = (), split: str | None = None, **expect: object) -> Case:
    return case(case_id, [question], **expect).model_copy(update={"tags": tags, "split": split})


SHOES = "Shoes with cushioning help."
CASES = (
    ask("shoes", "a", ("footwear",), "dev", route="answer", facts=[["cushion"]], documents=["footwear"]),
    ask("rubbish", "b", ("footwear",), "test", route="answer", facts=[["grass"]]),
    ask("boom", "c", ("broken",), "dev", route="urgent", facts=[["grass"]], documents=["footwear"]),
    ask("unknown", "d", (), None, route="answer", abstain=True),
)
REPLIES = {
    "shoes": cited(SHOES).model_copy(update={"timings_ms": {"retrieve": 3.0}}),
    "rubbish": plain_reply(Route.DECLINE),
    "boom": RuntimeError("no such luck"),
    "unknown": plain_reply(abstained=True),
}


def run(*cases: Case, **selection: object):
    return run_sets([question_set(*cases)], FakeAssistant(REPLIES), selection=Selection(**selection), seed=0)


def figure(run, name, by="all", of=""):
    (found,) = [one for one in run.figures if (one.name, one.by, one.of) == (name, by, of)]
    return found


def test_no_case_is_dropped_and_an_error_is_counted_and_shown() -> None:
    done = run(*CASES)
    assert [result.case.id for result in done.cases] == ["a", "b", "c", "d"]
    assert figure(done, "errors").k == 1
    assert figure(done, "errors").n == 4
    assert done.cases[2].error == "RuntimeError: no such luck"
    assert done.cases[2].shown is None


@pytest.mark.parametrize(
    ("name", "k", "n"),
    [
        ("route_accepted", 2, 4),
        ("declined_ordinary", 1, 3),
        ("under_triage", 1, 1),
        ("facts", 1, 3),
        ("abstain_recall", 1, 1),
        ("abstain_precision", 1, 1),
        ("right_first", 1, 2),
        ("citation_valid", 1, 1),
    ],
)
def test_figures_count_over_the_cases_they_apply_to(name, k, n) -> None:
    found = figure(run(*CASES), name)
    assert (found.k, found.n) == (k, n)
    assert found.value == k / n


def test_a_figure_without_cases_has_no_value() -> None:
    found = figure(run(CASES[0]), "softened")
    assert (found.value, found.n, found.interval, found.exact) == (None, 0, None, None)
    assert figure(run(CASES[3]), "guidance_words").value is None


def test_figures_by_tag_and_split() -> None:
    done = run(*CASES)
    assert figure(done, "facts", "tag", "footwear").n == 2
    assert figure(done, "facts", "split", "dev").n == 2
    assert not [one for one in done.figures if one.of == "broken" and one.name == "over_triage"]


def test_safety_figures_carry_the_exact_interval_too() -> None:
    done = run(*CASES)
    assert figure(done, "under_triage").exact is not None
    assert figure(done, "facts").exact is None


def test_misses_come_with_what_was_expected_and_got_and_safety_comes_first() -> None:
    missed = run(*CASES).missed
    assert [result.case.id for result in missed] == ["c", "b"]
    by_measure = {name: miss for result in missed for miss in result.misses for name in miss.measures}
    assert by_measure["under_triage"].got == "no reply: an error"
    wrong_route = next(miss for miss in missed[1].misses if "route_accepted" in miss.measures)
    assert wrong_route.measures == ("route_accepted", "route_exact", "declined_ordinary")
    assert (wrong_route.expected, wrong_route.got) == ("answer", "decline")


def test_a_document_that_is_not_cited_is_a_miss() -> None:
    other = ask("shoes", "a", documents=["surfaces"])
    (miss,) = run(other).cases[0].misses
    assert (miss.measures, miss.expected, miss.got) == (("right_in_4",), "surfaces", "footwear")


@pytest.mark.parametrize(
    ("selection", "ids"),
    [
        ({"tags": ("footwear",)}, ["a", "b"]),
        ({"split": "dev"}, ["a", "c"]),
        ({"tags": ("footwear", "broken"), "split": "dev"}, ["a", "c"]),
    ],
)
def test_selection(selection, ids) -> None:
    done = run(*CASES, **selection)
    assert [result.case.id for result in done.cases] == ids
    assert done.sources[0].cases == 4
    assert done.sources[0].run == len(ids)


def test_a_selection_of_nothing_is_bad_input() -> None:
    with pytest.raises(QuestionSetError, match="tags here: broken, footwear"):
        run(*CASES, tags=("fotwear",))


def test_confusion_stages_and_versions() -> None:
    done = run(*CASES)
    assert {(cell.expected, cell.got): cell.n for cell in done.confusion} == {
        ("answer", "answer"): 2,
        ("answer", "decline"): 1,
        ("urgent", "error"): 1,
    }
    assert [(stage.name, stage.n, stage.p50_ms) for stage in done.stages] == [("retrieve", 1, 3.0)]
    assert done.versions["code"] == "1.0"


def test_the_same_replies_give_the_same_figures() -> None:
    def repeatable(done):
        return [one for one in done.figures if MEASURES_BY_NAME[one.name].is_repeatable]

    assert repeatable(run(*CASES)) == repeatable(run(*CASES))


def test_each_measure_has_a_source_and_each_grader_a_figure() -> None:
    names = [measure.name for measure in MEASURES]
    assert len(names) == len(set(names))
    assert set(GRADERS) <= {measure.source for measure in MEASURES}
    assert all(figure.value is None for figure in build_figures([], seed=0))


@pytest.mark.parametrize(
    ("text", "states"),
    [
        pytest.param("facts: {min: 0.3}", ["met"], id="met"),
        pytest.param("facts: {min: 0.9}", ["missed"], id="missed"),
        pytest.param("under_triage: {max: 0}", ["missed"], id="at-most"),
        pytest.param(
            "facts: [{min: 0.3}, {min: 0.5, tag: footwear}, {min: 0.9, split: dev}]",
            ["met", "met", "missed"],
            id="groups",
        ),
        pytest.param("softened: {max: 0}", ["missed"], id="nothing-measured-is-not-nothing-wrong"),
    ],
)
def test_thresholds(write, text, states) -> None:
    bars = read_thresholds(write("t.yaml", text))
    results = judge_thresholds(bars, run(*CASES).figures, must_be_measured=True)
    assert [result.state for result in results] == states


def test_default_thresholds_leave_out_what_the_run_does_not_have() -> None:
    results = judge_thresholds(read_thresholds(DEFAULT_FILE), run(CASES[3]).figures, must_be_measured=False)
    assert {result.figure for result in results} >= {"abstain_recall", "errors"}
    assert "softened" not in {result.figure for result in results}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("fact: {min: 1}", ["unknown figure `fact`", "did you mean `facts`"]),
        ("facts: 0.9", ["`facts` is 0.9"]),
        ("facts: {min: 0.9, max: 1}", ["either min or max"]),
        ("facts: {at_least: 0.9}", ["at_least"]),
        ("facts: {min: 0.9, tag: a, split: dev}", ["a tag or a split"]),
        ("- facts", ["is not a mapping"]),
        ("facts: {min: [", ["is not YAML"]),
    ],
)
def test_bad_thresholds_say_what_and_how_to_mend(write, text, words) -> None:
    with pytest.raises(QuestionSetError) as caught:
        read_thresholds(write("t.yaml", text))
    assert all(word in str(caught.value) for word in ["t.yaml", "To mend:", *words])
