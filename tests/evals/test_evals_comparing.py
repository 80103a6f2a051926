import pytest

from assistant.domain import Route
from assistant.errors import QuestionSetError
from evals.cases import QuestionSet
from evals.comparing import compare_runs, read_run
from evals.results import Run
from evals.running import Selection, run_sets
from tests.evals.evals_fakes import FakeAssistant, case, cited, plain_reply

GOOD, BAD = cited("Shoes with cushioning help."), plain_reply(Route.DECLINE)
LONG = cited("Shoes with cushioning help.", "Run 2 to 3 times a week.")


def run_of(*replies, route: str = "answer") -> Run:
    cases = tuple(case(f"c{n}", [f"q{n}"], route=route, facts=[["cushion"]]) for n in range(len(replies)))
    return run_sets(
        [QuestionSet(name="s.yaml", sha256="0" * 64, cases=cases)],
        FakeAssistant({f"q{n}": reply for n, reply in enumerate(replies)}),
        selection=Selection(),
        seed=0,
    )


def difference(comparison, name):
    (found,) = [one for one in comparison.differences if one.name == name]
    return found


@pytest.mark.parametrize(
    ("before", "after", "has_regressed"),
    [
        pytest.param([GOOD] * 6, [BAD] * 6, True, id="six-lost-none-won"),
        pytest.param([GOOD] * 5 + [BAD], [BAD] * 6, False, id="five-lost-could-be-chance"),
        pytest.param([BAD] * 6, [GOOD] * 6, False, id="six-won"),
        pytest.param([GOOD] * 6, [GOOD] * 6, False, id="no-change"),
    ],
)
def test_a_significant_loss_is_a_regression(before, after, has_regressed) -> None:
    comparison = compare_runs(run_of(*before), run_of(*after))
    assert comparison.has_regressed is has_regressed


def test_mcnemar_counts_lost_and_won_cases() -> None:
    comparison = compare_runs(run_of(GOOD, GOOD, BAD), run_of(BAD, GOOD, GOOD))
    facts = difference(comparison, "facts")
    assert (facts.only_before, facts.only_after, facts.p, facts.change) == (1, 1, 1.0, "same")


def test_for_a_figure_where_lower_is_better_a_rise_is_a_loss() -> None:
    comparison = compare_runs(run_of(*[GOOD] * 6), run_of(*[BAD] * 6))
    declined = difference(comparison, "declined_ordinary")
    assert (declined.before, declined.after, declined.only_before, declined.change) == (0, 1, 6, "worse")


def test_other_figures_carry_the_interval_of_the_difference() -> None:
    comparison = compare_runs(run_of(*[GOOD] * 20), run_of(*[LONG] * 20))
    words = difference(comparison, "guidance_words")
    assert (words.before, words.after, words.interval, words.is_significant) == (4, 11, (7, 7), True)
    assert comparison.has_regressed


def test_a_few_cases_are_too_few_for_a_bootstrap_interval_to_fail_a_run() -> None:
    comparison = compare_runs(run_of(*[GOOD] * 19), run_of(*[LONG] * 19))
    assert difference(comparison, "guidance_words").change == "worse"
    assert not comparison.has_regressed


def test_times_fail_no_comparison() -> None:
    one = run_of(*[GOOD] * 20)
    slow = tuple(result.model_copy(update={"scores": {**result.scores, "latency_ms": 9_999.0}}) for result in one.cases)
    comparison = compare_runs(one, one.model_copy(update={"cases": slow}))
    assert difference(comparison, "latency_p50_ms").is_significant
    assert not comparison.has_regressed


def test_changed_cases_are_listed_and_losses_come_first() -> None:
    comparison = compare_runs(run_of(BAD, GOOD, GOOD), run_of(GOOD, GOOD, BAD))
    assert [change.id for change in comparison.changed] == ["c2", "c0"]
    assert (comparison.changed[0].before, comparison.changed[0].after) == ("answer", "decline")
    assert "facts" in comparison.changed[0].worse
    assert "facts" in comparison.changed[1].better


def test_cases_scored_in_one_run_only_are_counted() -> None:
    comparison = compare_runs(run_of(GOOD, GOOD), run_of(BAD, GOOD))
    assert comparison.unpaired["guidance_words"] == 1
    assert difference(comparison, "guidance_words").n == 1


def test_different_cases_are_bad_input() -> None:
    with pytest.raises(QuestionSetError, match="1 cases are not the same in both: c2"):
        compare_runs(run_of(GOOD, GOOD), run_of(GOOD, GOOD, GOOD))
    with pytest.raises(QuestionSetError, match="2 cases are not the same"):
        compare_runs(run_of(GOOD, GOOD), run_of(GOOD, GOOD, route="refer"))


@pytest.mark.parametrize("content", ["", "{}", '{"form": 2}', "not json"])
def test_a_file_that_is_no_run_is_bad_input(write, content) -> None:
    with pytest.raises(QuestionSetError, match="is not a run of form 1"):
        read_run(write("run.json", content))


def test_a_run_of_another_form_is_refused(write) -> None:
    text = run_of(GOOD).model_copy(update={"form": 2}).model_dump_json()
    with pytest.raises(QuestionSetError, match="is not a run of form 1"):
        read_run(write("run.json", text))


def test_a_missing_run_is_bad_input(tmp_path) -> None:
    with pytest.raises(QuestionSetError, match="cannot be read"):
        read_run(tmp_path)
