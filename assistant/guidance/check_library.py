"""The checks that need all documents: references in use, exercises that exist, numbers that agree."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources

import yaml

from assistant.domain import Document
from assistant.guidance.exercise_names import ExerciseNames
from assistant.guidance.findings import Finding, all_sentences, error, locator, text_of

_SETS = re.compile(r"(\d+(?: to \d+)?) sets? of (\d+(?: to \d+)?)")
_PEOPLE = re.compile(
    r"\b(?:in|of|with|among|on) (\d[\d,]*) (?:[a-z-]+ ){0,2}"
    r"(people|adults|runners|women|men|athletes|dancers|recruits)\b",
    re.IGNORECASE,
)


_ASKED_WORDS = 20


def check_asked(documents: Sequence[Document]) -> Iterator[Finding]:
    """Another way to ask for a section is short, and stands at one section of its document only."""
    for document in documents:
        seen: set[str] = set()
        for section in document.sections:
            for text in section.ways_to_ask:
                if text != section.heading and len(text.split()) > _ASKED_WORDS:
                    yield error(document.source, f"asks in more than {_ASKED_WORDS} words: {text!r}", "ask it shorter")
                if text.lower() in seen:
                    yield error(document.source, f"asks twice: {text!r}", "keep it at the section that answers it")
                seen.add(text.lower())


def check_references_used(documents: Sequence[Document], defined: Mapping[str, bool]) -> Iterator[Finding]:
    """Every reference that is defined is cited by a sentence."""
    used = {reference.key for document in documents for reference in document.references}
    for key in sorted(set(defined) - used):
        yield error("references.yaml", f"`{key}` is cited by no document", "remove the entry, or cite it")


def check_exercises_exist(documents: Sequence[Document]) -> Iterator[Finding]:
    """Every exercise that a header lists is a document."""
    present = {document.id for document in documents if document.kind == "exercise"}
    for document in documents:
        for name in document.exercises:
            if name not in present:
                what = f"recommends the exercise `{name}`, which does not exist"
                yield error(document.source, what, f"write exercises/{name}.md, or correct the name")


def check_exercises_named(documents: Sequence[Document], raw: Mapping[str, str]) -> Iterator[Finding]:
    """Every exercise that a sentence names is a document, or is listed as something else."""
    names = ExerciseNames(documents)
    for document in documents:
        where = locator(document, raw.get(document.source, ""))
        for sentence in all_sentences(document):
            for unknown in names.unknown(text_of(document, sentence)):
                what = f"names the exercise {unknown!r}, which has no document"
                mend = "write it, or add the name to its document's `aliases` or to data/exercise_words.yaml"
                yield error(where(sentence.start), what, mend)


def check_shared_numbers(documents: Sequence[Document]) -> Iterator[Finding]:
    """A number that many documents state is the same in all."""
    stated: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for document in documents:
        for sentence in all_sentences(document):
            for name, pattern in _shared_numbers():
                for match in pattern.finditer(text_of(document, sentence)):
                    stated[name][match.group(1)].append(document.source)
    for name, numbers in stated.items():
        usual = max(numbers, key=lambda number: len(numbers[number]))
        for number, sources in sorted(numbers.items()):
            if number != usual:
                yield error(sources[0], f"gives {number} as the {name}; others give {usual}", "make the numbers agree")


@lru_cache(maxsize=1)
def _shared_numbers() -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = (resources.files("assistant.guidance") / "data" / "shared_numbers.yaml").read_text(encoding="utf-8")
    return tuple((line["name"], re.compile(line["pattern"], re.IGNORECASE)) for line in yaml.safe_load(text))


def check_doses_agree(documents: Sequence[Document]) -> Iterator[Finding]:
    """A topic that gives one exercise's sets and repeats gives those of the exercise's own document."""
    doses = {
        document.title.lower(): (document.id, set(_SETS.findall(document.text)))
        for document in documents
        if document.kind == "exercise"
    }
    for document in documents:
        if document.kind == "exercise":
            continue
        for sentence in all_sentences(document):
            text = text_of(document, sentence)
            named = [name for name in doses if re.search(rf"\b{re.escape(name)}s?\b", text, re.IGNORECASE)]
            given = _SETS.findall(text)
            known = doses[named[0]][1] if len(named) == len(given) == 1 else set()
            strange = [dose for dose in given if known and not any(_within(dose, usual) for usual in known)]
            for sets, repeats in strange[:1]:
                what = f"gives {sets} sets of {repeats} for the {named[0]}; its document does not"
                yield error(document.source, what, "make the numbers agree")


def check_samples_agree(documents: Sequence[Document]) -> Iterator[Finding]:
    """A study that several sentences cite alone has one number of people."""
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    for document in documents:
        for sentence in all_sentences(document):
            if len(sentence.references) != 1:
                continue
            for count, people in _PEOPLE.findall(text_of(document, sentence)):
                key = (sentence.references[0], people.lower())
                first, source = seen.setdefault(key, (count, document.source))
                if first != count:
                    what = f"gives {count} {people} for `{key[0]}`; {source} gives {first}"
                    yield error(document.source, what, "make the numbers agree, or name the part that is meant")


def _within(dose: tuple[str, str], usual: tuple[str, str]) -> bool:
    """Say whether sets and repeats lie in the usual ranges: "2 sets of 15" agrees with "2 to 3 sets of 12 to 20"."""
    return all(
        _span(outer)[0] <= _span(inner)[0] and _span(inner)[1] <= _span(outer)[1]
        for inner, outer in zip(dose, usual, strict=True)
    )


def _span(numbers: str) -> tuple[int, int]:
    parts = [int(part) for part in numbers.split(" to ")]
    return parts[0], parts[-1]
