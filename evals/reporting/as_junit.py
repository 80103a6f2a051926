"""A run as JUnit XML, for build servers: a suite for each set, and one for the thresholds."""

import re
from xml.etree import ElementTree

from evals.reporting.wording import number
from evals.results import CaseResult, Run

# What XML 1.0 cannot hold, escaped or not.
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def junit_report(run: Run) -> str:
    """Return the run as JUnit XML: a miss is a failure, an exception an error."""
    root = ElementTree.Element("testsuites", name="evals")
    for source in run.sources:
        cases = [result for result in run.cases if result.question_set == source.name]
        suite = ElementTree.SubElement(root, "testsuite", name=source.name, timestamp=run.started_at)
        for result in cases:
            _add_case(suite, result)
        suite.set("tests", str(len(cases)))
        suite.set("errors", str(sum(bool(result.error) for result in cases)))
        suite.set("failures", str(sum(bool(result.misses) and not result.error for result in cases)))
    _add_thresholds(root, run)
    for key in ("tests", "errors", "failures"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def _add_case(suite: ElementTree.Element, result: CaseResult) -> None:
    seconds = float(result.scores.get("latency_ms", 0)) / 1000
    attributes = {"name": result.case.id, "classname": result.question_set, "time": f"{seconds:.4f}"}
    element = ElementTree.SubElement(suite, "testcase", attributes)
    if result.error:
        ElementTree.SubElement(element, "error", message=_clean(result.error))
    elif result.misses:
        names = ", ".join(name for miss in result.misses for name in miss.measures)
        failure = ElementTree.SubElement(element, "failure", message=names)
        turns = "\n".join(f"> {turn}" for turn in result.case.turns)
        lines = (f"{', '.join(miss.measures)}: expected {miss.expected}; got {miss.got}" for miss in result.misses)
        failure.text = _clean(turns + "\n" + "\n".join(lines))


def _add_thresholds(root: ElementTree.Element, run: Run) -> None:
    suite = ElementTree.SubElement(root, "testsuite", name="thresholds", timestamp=run.started_at, errors="0")
    suite.set("tests", str(len(run.thresholds)))
    suite.set("failures", str(sum(result.state == "missed" for result in run.thresholds)))
    for result in run.thresholds:
        name = f"{result.figure} {result.of}".strip()
        element = ElementTree.SubElement(suite, "testcase", name=name, classname="thresholds")
        if result.state == "missed":
            message = f"{number(result.figure, result.value)} of n = {result.n}, not {result.bar}"
            ElementTree.SubElement(element, "failure", message=message)


def _clean(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
