import csv
import io
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from assistant.domain import Route
from evals.cases import QuestionSet
from evals.comparing import read_run
from evals.reporting import FORMATS, write_reports
from evals.results import Run
from evals.running import Selection, run_sets
from evals.thresholds import Threshold, judge_thresholds
from tests.evals.evals_fakes import FakeAssistant, case, cited, plain_reply

HOSTILE = "<script>alert('x')</script> & \x0b=1+1"


@pytest.fixture
def run() -> Run:
    cases = (
        case("fine", ["shoes"], route="answer", facts=[["cushion"]]),
        case("odd", [HOSTILE], route="urgent"),
        case("formula", ["=HYPERLINK(0)"], route="answer"),
        case("boom", ["boom"], route="answer"),
    )
    replies = {
        "shoes": cited("Shoes with cushioning help."),
        HOSTILE: plain_reply(Route.DECLINE, HOSTILE),
        "boom": ValueError(HOSTILE),
    }
    done = run_sets(
        [QuestionSet(name="s.yaml", sha256="0" * 64, cases=cases)],
        FakeAssistant(replies),
        selection=Selection(),
        seed=0,
    )
    bars = judge_thresholds([Threshold(figure="errors", max=0)], done.figures, must_be_measured=True)
    return done.model_copy(update={"thresholds": bars})


def test_json_comes_back_as_it_was(run, tmp_path) -> None:
    write_reports(run, tmp_path / "new" / "folder", ["json"])
    assert read_run(tmp_path / "new" / "folder") == run
    assert read_run(tmp_path / "new" / "folder" / "run.json") == run


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.headings: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "th":
            self.headings.append(dict(attrs))


def test_html_loads_nothing_and_escapes_everything(run) -> None:
    text = FORMATS["html"][1](run)
    page = _Page()
    page.feed(text)
    assert "script" not in page.tags
    assert not {"link", "img", "iframe"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name == "src"]
    assert all(value.startswith("#") for name, value in page.attributes if name == "href")
    assert "url(" not in text
    assert "&lt;script&gt;" in text
    assert page.tags.count("table") == page.tags.count("caption")
    assert all("scope" in heading for heading in page.headings)


def test_html_shows_misses_before_figures(run) -> None:
    text = FORMATS["html"][1](run)
    assert text.index('id="misses"') < text.index("odd") < text.index('id="figures"')
    assert "A threshold was missed." in text
    assert "prefers-color-scheme: dark" in text


def test_junit_counts_and_holds_only_what_xml_can(run) -> None:
    root = ElementTree.fromstring(FORMATS["junit"][1](run))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("5", "2", "1")
    (odd,) = root.findall(".//testcase[@name='odd']/failure")
    assert "under_triage: expected urgent; got decline" in odd.text.replace("route_accepted, route_exact, ", "")
    assert root.find(".//testcase[@name='boom']/error") is not None
    assert root.find(".//testcase[@name='fine']/failure") is None
    assert root.find(".//testsuite[@name='thresholds']/testcase/failure") is not None


def test_csv_has_a_row_for_each_case_misses_first_and_no_formula(run) -> None:
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"][1](run), newline="")))
    assert [row["id"] for row in rows] == ["odd", "boom", "fine", "formula"]
    assert rows[3]["turns"] == "'=HYPERLINK(0)"
    assert rows[0]["expected_route"] == "urgent"


def test_reports_name_no_place_on_this_machine(run, tmp_path) -> None:
    for path in write_reports(run, tmp_path, list(FORMATS)):
        assert not re.search(r"/(home|root|tmp|work)/", path.read_text(encoding="utf-8"))


def test_the_json_holds_what_a_reader_needs_to_trust_it(run) -> None:
    data = json.loads(FORMATS["json"][1](run))
    assert data["sources"][0]["sha256"] == "0" * 64
    assert data["seed"] == 0
    assert data["versions"]["code"] == "1.0"
    assert {figure["name"] for figure in data["figures"]} >= {"facts", "under_triage", "latency_p95_ms"}
