import json

import pytest

import assistant
from assistant.domain import Route
from assistant.errors import VectorIndexError
from evals.commands import main
from tests.evals.evals_fakes import FakeAssistant, cited, plain_reply

SET = """
- id: shoes
  turns: ["shoes"]
  expect: {route: answer, facts: [[cushion]]}
"""
GOOD, BAD = cited("Shoes with cushioning help."), plain_reply(Route.DECLINE)


@pytest.fixture
def replies(monkeypatch) -> dict[str, object]:
    """The table behind `Assistant.open`, and what it was opened with."""
    table: dict[str, object] = {"shoes": GOOD}

    class Fake:
        @staticmethod
        def open(settings: object, *, today: object) -> FakeAssistant:
            table["settings"], table["today"] = settings, today
            return FakeAssistant(table)

    monkeypatch.setattr(assistant, "Assistant", Fake, raising=False)
    return table


def test_a_good_run_exits_0_and_writes_each_format(replies, write, tmp_path, capsys) -> None:
    formats = "json,html,junit,csv"
    assert main(["run", str(write("s.yaml", SET)), "--out", str(tmp_path / "out"), "--format", formats]) == 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"run.json", "report.html", "junit.xml", "cases.csv"}
    out, err = capsys.readouterr()
    assert "1 cases, 0 with a miss, 0 with an error" in out
    assert err == ""


def test_a_missed_threshold_exits_1(replies, write, capsys) -> None:
    replies["shoes"] = BAD
    assert main(["run", str(write("s.yaml", SET))]) == 1
    assert "missed" in capsys.readouterr().out


def test_own_thresholds_replace_the_default(replies, write) -> None:
    replies["shoes"] = BAD
    bars = write("t.yaml", "errors: {max: 0}")
    assert main(["run", str(write("s.yaml", SET)), "--thresholds", str(bars)]) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["none.yaml"], ["none.yaml: cannot be read"]),
        (["SET", "--tag", "nosuch"], ["no case has the tag and split"]),
        (["SET", "--set", "regoin=GB"], ["unknown setting 'regoin'", "did you mean region"]),
        (["SET", "--set", "region"], ["'region' has no value"]),
        (["SET", "--set", "region=FR"], ["'FR' is not allowed"]),
        (["SET", "--thresholds", "none.yaml"], ["none.yaml: cannot be read"]),
    ],
)
def test_bad_input_exits_2_with_one_message(replies, write, capsys, arguments, words) -> None:
    path = str(write("s.yaml", SET))
    assert main(["run", *(path if argument == "SET" else argument for argument in arguments)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert all(word in err for word in [*words, "To mend:"])
    assert "Traceback" not in err


@pytest.mark.parametrize("arguments", [["run"], ["run", "s.yaml", "--format", "pdf"], ["walk"], []])
def test_an_unknown_option_value_exits_2(arguments, capsys) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_settings_and_date_reach_the_assistant(replies, write) -> None:
    assert main(["run", str(write("s.yaml", SET)), "--set", "region=IE", "--today", "2026-11-24"]) == 0
    assert replies["settings"].region == "IE"
    assert str(replies["today"]) == "2026-11-24"


def test_an_assistant_without_guidance_is_not_measured(replies, write, capsys, monkeypatch) -> None:
    trouble = VectorIndexError("holds no documents", where="corpus", mend="add guidance")
    monkeypatch.setattr(FakeAssistant, "trouble", trouble)
    assert main(["run", str(write("s.yaml", SET))]) == 2
    assert "holds no documents" in capsys.readouterr().err


def _set(count: int) -> str:
    return "".join(SET.replace("id: shoes", f"id: shoes-{n}") for n in range(count))


def test_compare_exits_1_on_a_regression_and_0_otherwise(replies, write, tmp_path, capsys) -> None:
    path = str(write("s.yaml", _set(6)))
    main(["run", path, "--out", str(tmp_path / "a")])
    replies["shoes"] = BAD
    main(["run", path, "--out", str(tmp_path / "b")])
    capsys.readouterr()
    assert main(["compare", str(tmp_path / "a"), str(tmp_path / "b")]) == 1
    assert "6 cases, 6 changed; significantly worse:" in capsys.readouterr().out
    assert main(["compare", str(tmp_path / "b"), str(tmp_path / "a")]) == 0
    capsys.readouterr()
    assert main(["compare", str(tmp_path / "a"), str(tmp_path / "b"), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["cases"] == 6


def test_compare_of_different_sets_exits_2(replies, write, tmp_path, capsys) -> None:
    main(["run", str(write("s.yaml", _set(1))), "--out", str(tmp_path / "a")])
    main(["run", str(write("s.yaml", _set(2))), "--out", str(tmp_path / "b")])
    capsys.readouterr()
    assert main(["compare", str(tmp_path / "a"), str(tmp_path / "b")]) == 2
    assert "not the same in both: shoes-1" in capsys.readouterr().err
