"""The checks that need one sentence: its opening, length, citations, and the units of its numbers."""

import re
from collections.abc import Iterator, Mapping

from assistant.domain import Document
from assistant.guidance.findings import Finding, Locator, all_sentences, error, text_of
from assistant.guidance.sentences import is_dangling

MAX_SENTENCE_WORDS = 20
# A step may begin "Then lower it": the steps are shown together. A step that opens with a pronoun still has no subject.
_PRONOUN = re.compile(r"(this|that|these|those|they|them|it|its|he|she|his|her|their|such)\b(?! band)", re.IGNORECASE)

_BASED_ON = re.compile(r"^based_on:\s*\[([^\]]*)\]", re.MULTILINE)

_NUMBER = re.compile(r"(?<![\w.,-])(\d[\d,.]*\d|\d)(?![\d%°]|[.,:]\d|\w)")
# What makes a sentence speak of a dose.
_DOSE = re.compile(
    r"\b(dose|sets?|repeats?|reps|repetitions|hold(s|ing)? (each |it |for|the)|rest for|rounds of|"
    r"times (a|each) (day|week)|a session|each side|each way|each leg|(lift|lower|pause|wait|roll|push) (for|over))\b|"
    r"^(hold|repeat|do|start with|build to|aim for|rest|pause)\b",
    re.IGNORECASE,
)
# Words behind a number that are no unit of it.
_NO_UNIT = (
    r"(?:and|or|then|with|on|in|at|for|by|if|when|while|once|as|so|but|before|after|until|is|are|do|of|per|each|a|the)"
)
_UNIT_BEHIND = re.compile(
    rf"\s?-?(?!{_NO_UNIT}\b)[a-z°%]|\s?(?:to|or|and) \d| of (?:\d|(?:these|them|the) \w)", re.IGNORECASE
)
_UNIT_BEFORE = re.compile(
    # "2 sets of 10", "3 out of 10", "1 in 3", "aged 40", "week 6", "from 0 to 3": the unit stands before the number.
    r"\b(?:sets? of|sets? of \d+ to|out of|in|of \d+|each|aged?|after age|over|under|past|weeks?|months?|days?|steps?|"
    r"stages?|levels?|phases?|type|point|scores?|scored|at|reaches|pain of|from|no\.?|(?:19|20)\d\d|"
    r"(?:weeks?|months?|days?|steps?|stages?|levels?|aged?) \d+ (?:to|and))\s*$",
    re.IGNORECASE,
)
_SETS_BY_SIGN = re.compile(r"\b\d+ ?[x×] ?\d+\b", re.IGNORECASE)
_PAIN_SCORE = re.compile(
    r"\bpain (?:of|at|above|below|up to|under|over|reaches) (?:0 to )?\d+\b"
    r"(?! ?(?:(?:or \w+ )?out of|to|%|hours?|months?|weeks?|minutes?))"
)


def check_sentences(document: Document, where: Locator) -> Iterator[Finding]:
    """Check each sentence's opening and length; a table row is no sentence."""
    for sentence in all_sentences(document):
        text = text_of(document, sentence)
        if sentence.kind == "row":
            continue
        leans = _PRONOUN.match(text) if sentence.kind == "step" else is_dangling(text)
        if leans:
            what = f"a sentence opens with a word that leans on another: {text[:60]!r}"
            yield error(where(sentence.start), what, "name the subject")
        words = len(text.split())
        if words > MAX_SENTENCE_WORDS:
            what = f"a sentence has {words} words: {text[:60]!r}"
            yield error(where(sentence.start), what, f"cut it to {MAX_SENTENCE_WORDS} words or fewer")


def check_citations(document: Document, where: Locator) -> Iterator[Finding]:
    """Check the form of citation marks; a key that is not defined is refused by the parser."""
    for sentence in all_sentences(document):
        if "[@" in text_of(document, sentence):
            yield error(where(sentence.start), "a citation is not in the form [@key; @key]", "correct it")
        if sentence.evidence == "conflicting" and not sentence.references:
            what = "is marked conflicting and cites nothing"
            yield error(where(sentence.start), what, "cite the sources that disagree")


def check_based_on(document: Document, raw: str) -> Iterator[Finding]:
    """The header's `based_on` lists what the sentences cite, no more and no less."""
    listed = _BASED_ON.search(raw)
    if listed is None:
        return
    named = {key.strip() for key in listed.group(1).split(",") if key.strip()}
    cited = {reference.key for reference in document.references}
    for keys, what in (
        (named - cited, "lists in `based_on` what no sentence cites"),
        (cited - named, "cites what `based_on` does not list"),
    ):
        if keys:
            yield error(
                document.source, f"{what}: {', '.join(sorted(keys))}", "make `based_on` and the citations agree"
            )


def check_seen(document: Document, where: Locator, defined: Mapping[str, bool]) -> Iterator[Finding]:
    """A reference that nobody has read may support a claim, but not carry it alone."""
    for sentence in all_sentences(document):
        if sentence.references and not any(defined.get(key, False) for key in sentence.references):
            what = f"rests on references that nobody has seen: {', '.join(sentence.references)}"
            yield error(where(sentence.start), what, "cite one that was read, or say it is usual practice")


def check_doses(document: Document, where: Locator) -> Iterator[Finding]:
    """Numbers that tell somebody how much to do carry their unit."""
    for sentence in all_sentences(document):
        bare = _bare_number(text_of(document, sentence))
        if bare:
            what = f"a number has no unit: {bare!r}"
            yield error(where(sentence.start), what, 'write "2 sets of 10 repeats", "30 seconds", "3 out of 10"')


def _bare_number(text: str) -> str:
    """Return the words around the first number of a dose that has no unit, or nothing."""
    signed = _SETS_BY_SIGN.search(text) or _PAIN_SCORE.search(text)
    if signed:
        return signed.group()
    if not _DOSE.search(text):
        return ""
    for number in _NUMBER.finditer(text):
        before, behind = text[: number.start()], text[number.end() :]
        if not _UNIT_BEHIND.match(behind) and not _UNIT_BEFORE.search(before):
            return text[max(0, number.start() - 20) : number.end() + 10].strip()
    return ""
