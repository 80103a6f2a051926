"""The set that guards each phrase and line of the rules holds, and a lost phrase makes a case of it fail."""

from collections import Counter
from dataclasses import replace

import pytest

from assistant.domain import Route
from assistant.safety import Screen
from assistant.safety.lexicon import Lexicon
from evals.cases import Case, Expect
from evals.safety.mutate import asked_concepts
from evals.safety.phrase_set import PhraseSet
from evals.safety.phrases import read_phrases
from evals.safety.renewal import COMMAND, SET_FILE, fallen, guards_of, read_guards, renewal_lines, write_guards
from evals.safety.screening import TODAY
from evals.safety.trial import only_line, single_lines
from evals.safety.wordings import Host, line_texts

_SHOWN = 40
BOOT = "a strap of the boot came off"  # names nothing


@pytest.fixture(scope="module")
def guards() -> tuple[Case, ...]:
    return read_guards()


def without(screen: Screen, concept: str, phrase: str) -> Screen:
    concepts = {name: [p.text for p in own] for name, own in read_phrases(screen.engine.spellings).items()}
    concepts[concept].remove(phrase)
    return replace(screen, engine=replace(screen.engine, lexicon=Lexicon(concepts)))


def test_every_case_of_the_set_holds(screen: Screen, guards: tuple[Case, ...]) -> None:
    lost = list(fallen(guards, screen))
    if lost:
        shown = "\n".join(map(str, lost[:_SHOWN]))
        pytest.fail(
            f"{len(lost)} of {len(guards)} cases of {SET_FILE.name} no longer hold:\n{shown}\n"
            f"  To mend: where a phrase or line was changed on purpose, renew the set with `{COMMAND}` and commit what "
            "it writes; it prints what fell silent, for a reviewer to read. Else give back the phrase, line or rule.",
            pytrace=False,
        )


def test_each_case_says_what_it_guards_and_no_two_guard_the_same(guards: tuple[Case, ...]) -> None:
    assert [case.id for case in guards if not guards_of(case) or not case.expect.route] == []
    # A phrase that stands twice in its concept has two guards of the same name.
    counts = Counter(guard for case in guards for guard in guards_of(case))
    assert len(counts) > 0.99 * counts.total()


def test_a_lost_phrase_a_lost_line_and_a_lost_rule_are_each_named(screen: Screen, guards: tuple[Case, ...]) -> None:
    chosen = {
        start: next(case for case in guards if any(tag.startswith(start) for tag in case.tags))
        for start in ("phrase:calf: ", "line:deep-vein-clot: ", "route:")
    }
    phrase = next(t for t in chosen["phrase:calf: "].tags if t.startswith("phrase:calf: "))
    lost = without(screen, "calf", phrase.removeprefix("phrase:calf: "))
    assert phrase in str(next(fallen([chosen["phrase:calf: "]], lost)))

    source = next(t for t in chosen["line:deep-vein-clot: "].tags if t.startswith("line:")).partition(": ")[2]
    rules = tuple(
        replace(rule, when=tuple(c for c in rule.when if c.source != source)) if rule.id == "deep-vein-clot" else rule
        for rule in screen.engine.rules
    )
    lost = replace(screen, engine=replace(screen.engine, rules=rules))
    assert "rule deep-vein-clot silent" in str(next(fallen([chosen["line:deep-vein-clot: "]], lost)))

    name = next(t for t in chosen["route:"].tags if t.startswith("route:")).removeprefix("route:")
    rules = tuple(rule for rule in screen.engine.rules if rule.id != name)
    lost = replace(screen, engine=replace(screen.engine, rules=rules))
    assert "→" in str(next(fallen([chosen["route:"]], lost)))


def test_a_conversation_is_taken_for_what_nothing_guards_yet_and_once_only(screen: Screen) -> None:
    built = PhraseSet(screen, read_phrases(screen.engine.spellings))
    swollen = next(phrase for phrase in built.phrases if phrase.text == "ballooned")
    said = ("my calf ballooned after the long flight",)
    assert built.add_case(said)
    assert swollen not in built.phrases
    assert not built.add_case(("my calf ballooned after the long flight!",))
    (case,) = built.cases()
    assert f"phrase:{swollen.concept}: ballooned" in guards_of(case)
    assert list(fallen([case], screen)) == []


def test_a_message_routed_otherwise_than_its_label_is_not_taken(screen: Screen) -> None:
    built = PhraseSet(screen, read_phrases(screen.engine.spellings))
    assert not built.add_case(("my calf ballooned after the long flight",), route=Route.ANSWER)
    assert built.cases() == []


def test_a_phrase_is_put_where_its_like_stands() -> None:
    host = Host(("hello", "my calf is puffy"), 1, 11, 16)
    assert host.holding("ballooned") == ("hello", "my calf is ballooned")


def test_a_line_is_written_out_so_that_it_alone_fires(screen: Screen) -> None:
    rule = next(rule for rule in screen.engine.rules if rule.id == "deep-vein-clot")
    single = single_lines(rule)[0]
    names = asked_concepts(screen.engine)
    assert list(line_texts(single.when[0], {})) == []
    assert all(text == BOOT or BOOT in text for text in line_texts(single.when[0], {name: [BOOT] for name in names}))
    assert only_line(rule, [screen.engine.read(BOOT, turn=0, today=TODAY)]) is None


def test_a_renewal_says_what_fell_and_what_is_guarded_no_more(screen: Screen, tmp_path) -> None:
    old = Case(
        id="phrase-1",
        turns=(BOOT,),
        tags=("rule:deep-vein-clot", "phrase:calf: strap"),
        expect=Expect(route=(Route.URGENT,)),
    )
    lost = list(fallen([old], screen))
    told = renewal_lines([old], [], lost)
    assert any("fell: phrase-1" in line and "rule deep-vein-clot silent" in line for line in told)
    assert any("no longer guarded: phrase:calf: strap" in line for line in told)
    path = tmp_path / "set.jsonl"
    write_guards([old], path)
    assert read_guards(path)[0].turns == (BOOT,)
