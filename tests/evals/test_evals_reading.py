import json

import pytest

from assistant.domain import Route
from assistant.errors import QuestionSetError
from evals.cases import Case
from evals.reading import read_sets

CASE = {
    "id": "shoes-1",
    "turns": ["Which shoes help?", "and on grass?"],
    "tags": ["footwear", "multi-turn"],
    "split": "dev",
    "expect": {
        "route": ["answer", "refer"],
        "abstain": False,
        "facts": [["cushion"], ["stable", "side-to-side"]],
        "never": ["barefoot is best"],
        "documents": ["footwear"],
    },
}
CSV = """id,turns,tags,split,route,abstain,facts,never,documents
shoes-1,Which shoes help?|and on grass?,footwear|multi-turn,dev,answer|refer,false,\
cushion;stable|side-to-side,barefoot is best,footwear
"""
YAML = """# a comment
- id: shoes-1
  turns: ["Which shoes help?", "and on grass?"]
  tags: [footwear, multi-turn]
  split: dev
  expect:
    route: [answer, refer]
    abstain: false
    facts: [["cushion"], ["stable", "side-to-side"]]
    never: ["barefoot is best"]
    documents: [footwear]
"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("set.yaml", YAML),
        ("set.jsonl", json.dumps(CASE) + "\n\n"),
        ("set.csv", CSV),
        pytest.param("set.csv", "\ufeff" + CSV, id="csv-as-spreadsheets-save-it"),
        pytest.param("set.csv", CSV.replace("route", "expect.route"), id="csv-with-dotted-columns"),
    ],
)
def test_each_form_gives_the_same_case(write, name, content) -> None:
    (question_set,) = read_sets([write(name, content)])
    assert question_set.cases == (Case.model_validate(CASE),)
    assert question_set.name == name
    assert len(question_set.sha256) == 64


def test_one_route_needs_no_list_and_only_id_and_turns_are_needed(write) -> None:
    text = '{"id": "a", "turns": ["q"], "expect": {"route": "decline"}}\n{"id": "b", "turns": ["q"]}\n'
    (question_set,) = read_sets([write("s.jsonl", text)])
    assert question_set.cases[0].expect.route == (Route.DECLINE,)
    assert question_set.cases[1].expect.route == ()
    assert question_set.cases[1].expect.abstain is None


def test_a_line_separator_inside_json_text_does_not_split_the_line(write) -> None:
    (question_set,) = read_sets([write("s.jsonl", '{"id": "a", "turns": ["one\u2028two"]}\n')])
    assert question_set.cases[0].turns == ("one\u2028two",)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param(
            "s.yaml",
            "- id: a\n  turns: [q]\n- id: b\n  turn: [q]\n",
            ["s.yaml:3", "case b", "did you mean `turns`"],
            id="field",
        ),
        pytest.param(
            "s.yaml",
            "- id: a\n  turns: [q]\n  expect: {facs: [[x]]}\n",
            ["case a", "unknown field `expect.facs`", "did you mean `facts`"],
            id="field-of-expect",
        ),
        pytest.param(
            "s.jsonl",
            '{"id": "a", "turns": ["q"]}\n{"id": "a", "turns": ["q"]}\n',
            ["s.jsonl:2", "case a: duplicate id", "s.jsonl:1"],
            id="duplicate-id",
        ),
        pytest.param(
            "s.yaml",
            "- id: a\n  turns: [q]\n  expect: {route: urgnt}\n",
            ["case a", "`urgnt` is not a route", "did you mean `urgent`"],
            id="route",
        ),
        pytest.param(
            "s.yaml",
            "- id: a\n  turns: [q]\n  expect: {route: [answer, urgnt]}\n",
            ["`urgnt` is not a route"],
            id="route-in-a-list",
        ),
        pytest.param("s.yaml", "- id: a\n  turns: []\n", ["case a", "at least one turn"], id="no-turns"),
        pytest.param("s.yaml", "- id: a\n  turns: ['  ']\n", ["case a", "an empty turn"], id="empty-turn"),
        pytest.param("s.yaml", "- id: a\n", ["case a", "`turns` is missing"], id="turns-missing"),
        pytest.param("s.yaml", "- turns: [q]\n", ["s.yaml:1", "without an id"], id="id-missing"),
        pytest.param(
            "s.yaml", "- id: a\n  turns: [yes]\n", ["True, not text", "quotation marks"], id="yaml-takes-yes-for-true"
        ),
        pytest.param(
            "s.yaml", "- id: a\n  turns: [q]\n  turns: [r]\n", ["s.yaml:3", "`turns` stands twice"], id="key-twice"
        ),
        pytest.param("s.yaml", "- id: a\n  turns: [q\n", ["is not YAML"], id="broken-yaml"),
        pytest.param("s.yaml", "id: a\n", ["is not a list"], id="yaml-mapping"),
        pytest.param("s.yaml", "- just text\n", ["s.yaml:1", "is not a case"], id="not-a-mapping"),
        pytest.param("s.yaml", "- id: a\n  turns: [q]\n  split: train\n", ["case a", "`split`"], id="split"),
        pytest.param("s.yaml", "- id: a\n  turns: [q]\n  expect: {never: ['']}\n", ["empty entry"], id="empty-never"),
        pytest.param("s.yaml", "", ["holds no cases"], id="empty-file"),
        pytest.param("s.jsonl", '{"id": "a"\n', ["s.jsonl:1", "is not JSON"], id="broken-json"),
        pytest.param(
            "s.csv", "id,turns,facs\na,q,x\n", ["s.csv:1", "unknown column `facs`", "did you mean `facts`"], id="column"
        ),
        pytest.param("s.csv", "id,turns\na,q,x\n", ["s.csv:2", "3 cells, the header has 2"], id="cells"),
        pytest.param(
            "s.csv", 'id,turns\na,"q\nr"\nb,\n', ["s.csv:4", "case b", "`turns` is missing"], id="csv-physical-line"
        ),
        pytest.param("s.csv", "id,turns,abstain\na,q,maybe\n", ["case a", "abstain is 'maybe'"], id="abstain"),
        pytest.param("s.txt", "x", ["file type is not read", ".yaml"], id="file-type"),
    ],
)
def test_bad_sets_name_the_place_and_the_mend(write, name, content, words) -> None:
    with pytest.raises(QuestionSetError) as caught:
        read_sets([write(name, content)])
    message = str(caught.value)
    assert name in message
    assert "To mend:" in message
    for word in words:
        assert word in message


def test_ids_are_unique_over_all_files(write) -> None:
    one = write("one.yaml", "- id: a\n  turns: [q]\n")
    two = write("two.yaml", "- id: a\n  turns: [q]\n")
    with pytest.raises(QuestionSetError, match="duplicate id"):
        read_sets([one, two])


def test_a_missing_file_and_another_encoding_are_said_plainly(tmp_path) -> None:
    with pytest.raises(QuestionSetError, match="cannot be read: No such file"):
        read_sets([tmp_path / "none.yaml"])
    (tmp_path / "latin.yaml").write_bytes("- id: café".encode("latin-1"))
    with pytest.raises(QuestionSetError, match="is not UTF-8"):
        read_sets([tmp_path / "latin.yaml"])
