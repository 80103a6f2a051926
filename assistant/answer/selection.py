"""Choosing the sentences of an answer. Every one is a quotation."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.answer.sentences import Sentences, is_definition, points_below, quotation, run_of
from assistant.domain import Document, Passage, Quotation, Sentence, Vector
from assistant.guidance.sentences import is_dangling
from assistant.retrieval.comparisons import EACH
from assistant.retrieval.keywords import content_words
from assistant.retrieval.populations import spoken_of, written_for
from assistant.retrieval.understand import Question

__all__ = ["Evidence", "Room", "Sentences", "choose", "from_section", "group_of", "novel", "pool_of", "quotable"]

# Chosen on the dev split; the tables are in docs/constants.md.
WORDS_MAIN = 80  # of guidance from the section that answers
WORDS_MORE = 46  # from a second section
SECOND_SHARE = 0.8  # of the first section's score that a second one must reach to be quoted as well
LEAST_OF_SECOND = 0.7  # of the first section's nearest sentence that the second one's must reach
BY_SENTENCE = 0.15  # worth of a section's nearest sentence beside the section's own score
ROWS = 10  # the longest table that is shown whole
_STAGED = 1.3  # of a section's words, so that a plan in stages fits whole
SHORT_TABLE = 3  # rows up to which a table is not torn
_SAME = 0.8  # cosine from which two sentences say the same
_SAME_FIGURES = 2  # of one study in both: "44% by 8 weeks" is not told twice
_EARLY = (0.10, 0.06, 0.03)  # a section's first sentences answer its heading
_DEFINITION = -0.15
_NUMBER = 0.05
_EXERCISE = 0.12
_REASON = 0.04
_STRANGE = -0.25  # for a group of people whom the conversation does not name
_MOST_APART = 2  # sentences, within which one that conflicts has its other side
_LEAST_OF_PAGE = 0.6  # of the best sentence's similarity that a page's sentence must reach

_ASKS_THE_SAME = 0.7  # cosine of the question and a heading, or a way to ask for it, from which yes or no answers it
_NEXT_BEST = 0.7  # of the best score that a section must reach to lead in its place

_TABLES = frozenset(("plan", "week"))  # kinds of question that a table answers

_YES_OR_NO = re.compile(r"(yes|no),", re.IGNORECASE)
_WHAT_IS = re.compile(
    r"what (is|are) (an? |the )?(?!usual|best|early|minimum|least)[\w' -]{3,40}( \([^)]*\))?\?$", re.IGNORECASE
)
# "On days 0 to 2, …": items of a list that goes through time.
_STAGE = re.compile(r"(on |in |from |after |by )?(day|week|month|stage|phase)s? \d", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_CAUTIONS = re.compile(r"(ask|see|call|phone|tell|get|go)\b", re.IGNORECASE)
_BECAUSE = re.compile(r"\b(because|since|so that|as)\b", re.IGNORECASE)
_ABOUT_EXERCISES = re.compile(r"\b(exercis|strength|stretch|drill|move|glute)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the composer reads: the question, its embedding, and the passages found for it."""

    question: Question
    vector: Vector
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """How much one section may give."""

    words: int
    most: int = 8
    leads: bool = True  # its first sentence always comes


def choose(
    evidence: Evidence, sentences: Sentences, *, share: float = 1.0, skip: Collection[Quotation] = ()
) -> list[Quotation]:
    """Choose the sentences that answer a question from the passages found for it.

    Args:
        evidence: question, embedding and passages, best first; at least one passage.
        sentences: the ingested sentences.
        share: of the usual length; less where one message asks several questions.
        skip: what was shown before, when the person asks for more.
    """
    evidence = _without_strange_answers(by_sentences(evidence, sentences), sentences)
    first = evidence.passages[0]
    chosen = from_section(evidence, sentences, first, Room(int(WORDS_MAIN * share)), skip)
    if any(q.kind == "row" for q in chosen) and evidence.question.intent in _TABLES:
        return chosen
    room = Room(int(WORDS_MORE * share) if chosen else int(WORDS_MAIN * share), most=3)
    for second in _seconds(evidence, sentences, chosen):
        more = from_section(evidence, sentences, second, room, skip)
        if sum(q.kind == "row" for q in more) > SHORT_TABLE:
            continue  # a whole plan is no remark beside the answer
        if _nearest(more, evidence, sentences) < LEAST_OF_SECOND * _nearest(chosen, evidence, sentences):
            continue
        chosen += novel(more, chosen, sentences)
        if more:
            break
    return chosen


def by_sentences(evidence: Evidence, sentences: Sentences) -> Evidence:
    """Order the passages anew, with what their best sentence says of the question."""

    def best(passage: Passage) -> float:
        document = sentences.document(passage.chunk.document)
        own = [s for s in sentences.section(passage).sentences if passage.chunk.start <= s.start < passage.chunk.end]
        return max((sentences.similarity(document.id, s, evidence.vector) for s in own), default=0.0)

    again = [replace(p, score=p.score + BY_SENTENCE * best(p)) for p in evidence.passages]
    return replace(evidence, passages=tuple(sorted(again, key=lambda p: -p.score)))


def _without_strange_answers(evidence: Evidence, sentences: Sentences) -> Evidence:
    """Leave out from the top the sections that say yes or no to a question which is not the one asked."""
    passages = evidence.passages
    while len(passages) > 1 and passages[0].heading < _ASKS_THE_SAME and _says_yes_or_no(passages[0], sentences):
        if passages[1].score < _NEXT_BEST * evidence.passages[0].score:
            return evidence
        passages = passages[1:]
    return replace(evidence, passages=passages)


def quotable(evidence: Evidence, sentences: Sentences) -> list[Passage]:
    """Return every passage that an answer to this question may be quoted from, best first."""
    evidence = _without_strange_answers(by_sentences(evidence, sentences), sentences)
    return [evidence.passages[0], *_seconds(evidence, sentences, ())]


def pool_of(passage: Passage, sentences: Sentences) -> list[Sentence]:
    """Return the sentences a passage offers: its whole section, or of a page brought in the chunk alone."""
    is_page = sentences.document(passage.chunk.document).kind == "page"
    own = passage.chunk
    return [s for s in sentences.section(passage).sentences if not is_page or own.start <= s.start < own.end]


def from_section(
    evidence: Evidence, sentences: Sentences, passage: Passage, room: Room, skip: Collection[Quotation] = ()
) -> list[Quotation]:
    """Choose within one section: its first sentence, then what is nearest the question, in the document's order."""
    document = sentences.document(passage.chunk.document)
    is_page = document.kind == "page"
    pool = pool_of(passage, sentences)
    if evidence.question.intent in _TABLES and not skip and (table := _table(pool, document)):
        return [quotation(document, passage.chunk.section, s) for s in table]
    tells = _telling_rows(pool, document, evidence.question)
    worth = {s.start: _worth(evidence, sentences, document, s, at) for at, s in enumerate(pool)}
    shown = {(q.document, q.start) for q in skip}
    leads = room.leads and not is_page and not skip
    order = sorted(range(len(pool)), key=lambda at: (at > 0 or not leads, -worth[pool[at].start], at))
    least = _LEAST_OF_PAGE * max(worth.values(), default=0.0) if is_page else 0.0
    kept: list[int] = []
    used = 0
    for at in order:
        group = [n for n in (_whole_table(at, pool) or group_of(at, pool, document)) if n not in kept]
        if pool[at].kind == "row" and at not in tells:
            continue
        if not group or any((document.id, pool[n].start) in shown for n in group):
            continue
        cost = sum(len(sentences.text(document.id, pool[n]).split()) for n in group)
        is_lead = leads and at == 0
        staged = any(_STAGE.match(_text(document, pool[n])) for n in group)
        fits = used + cost <= room.words * (_STAGED if staged else 1) or not kept
        if fits and (is_lead or (len(kept) + len(group) <= room.most and worth[pool[at].start] >= least)):
            kept += group
            used += cost
    return [quotation(document, passage.chunk.section, pool[n]) for n in sorted(kept)]


def _worth(evidence: Evidence, sentences: Sentences, document: Document, sentence: Sentence, at: int) -> float:
    """Return how much a sentence gives to the answer: likeness, place, and what the kind of question wants."""
    text = sentences.text(document.id, sentence)
    question = evidence.question
    worth = sentences.similarity(document.id, sentence, evidence.vector)
    if document.kind != "page":
        worth += _EARLY[at] if at < len(_EARLY) else 0.0
    if question.intent != "what-is" and is_definition(text):
        worth += _DEFINITION
    if spoken_of(text) - question.populations and not _CAUTIONS.match(text):
        worth += _STRANGE
    if question.intent in ("dose", "time") and _DIGIT.search(text):
        worth += _NUMBER
    if question.intent == "why" and _BECAUSE.search(text):
        worth += _REASON
    if question.intent == "choice" and _ABOUT_EXERCISES.search(question.text) and sentences.names_exercise(text):
        worth += _EXERCISE
    return worth


def _table(pool: Sequence[Sentence], document: Document) -> list[Sentence]:
    """Return the section's first sentence and its table, whole where it is short enough."""
    rows = [at for at, sentence in enumerate(pool) if sentence.kind == "row"]
    if not rows:
        return []
    kept = sorted({0, *rows[:ROWS]})
    return [pool[at] for at in kept]


def _telling_rows(pool: Sequence[Sentence], document: Document, question: Question) -> set[int]:
    """Return the rows that answer alone: they hold a word of the question which most rows of their table do not."""
    rows = {at: set(content_words(_text(document, s))) for at, s in enumerate(pool) if s.kind == "row"}
    asked = set(content_words(question.own or question.text))
    rare = {word for word in asked if 0 < sum(word in words for words in rows.values()) <= max(1, len(rows) // 3)}
    return {at for at, words in rows.items() if words & rare}


def _whole_table(at: int, pool: Sequence[Sentence]) -> list[int]:
    """Return the positions of the short table that a row belongs to: the last of three stages is no plan."""
    rows = run_of(pool, at) if pool[at].kind == "row" else []
    return rows if len(rows) <= SHORT_TABLE else []


def _text(document: Document, sentence: Sentence) -> str:
    return document.text[sentence.start : sentence.end]


def group_of(at: int, pool: Sequence[Sentence], document: Document) -> list[int]:
    """Return a sentence's position with those it cannot stand without; empty where it cannot stand at all.

    One that opens with "This" needs the sentence before it; where sources conflict, both sides are shown; steps need
    their whole list; what points to a table or list needs it beside.
    """
    sentence = pool[at]
    text = document.text[sentence.start : sentence.end]
    group = {at}
    if is_dangling(text):
        if at == 0:
            return [] if document.kind == "page" else [at]
        group.add(at - 1)
        if at > 1 and is_dangling(_text(document, pool[at - 1])):
            group.add(at - 2)
    if sentence.evidence == "conflicting":
        group.update(_sides(at, pool))
    if sentence.kind == "step":
        group.update(run_of(pool, at))
    elif sentence.kind == "item" and _STAGE.match(text):
        group.update(n for n in run_of(pool, at) if _STAGE.match(_text(document, pool[n])))
    if points_below(text):
        below = next((n for n in range(at + 1, len(pool)) if pool[n].kind != "sentence"), None)
        if below is None:
            return []
        group.update(run_of(pool, below)[:ROWS])
    return sorted(group)


def _sides(at: int, pool: Sequence[Sentence]) -> list[int]:
    """Return every side of a disagreement: neighbours two by two, for the second of three may take the first's side.

    A sentence between that takes no side parts none.
    """
    conflicting = [n for n, sentence in enumerate(pool) if sentence.evidence == "conflicting"]
    first = last = conflicting.index(at)
    while first > 0 and _is_other_side(pool, conflicting[first], conflicting[first - 1]):
        first -= 1
    while last + 1 < len(conflicting) and _is_other_side(pool, conflicting[last], conflicting[last + 1]):
        last += 1
    return conflicting[first : last + 1]


def _is_other_side(pool: Sequence[Sentence], at: int, other: int) -> bool:
    """Say whether a sentence that conflicts gives the other side: it stands near, and cites a source in common."""
    return abs(at - other) <= _MOST_APART and bool(set(pool[at].references) & set(pool[other].references))


def _seconds(evidence: Evidence, sentences: Sentences, chosen: Sequence[Quotation]) -> list[Passage]:
    """Return the sections worth quoting beside the first, best first."""
    if evidence.question.complains or evidence.question.intent == EACH:
        return []  # "my knee hurts" asks for no more than the section that asks so; two compared are told of shortly
    first = evidence.passages[0]
    used = {(q.document, q.section) for q in chosen} | {(first.chunk.document, first.chunk.section)}
    found = []
    for passage in evidence.passages[1:]:
        kind = sentences.document(passage.chunk.document).kind
        if kind == "exercise" and passage.chunk.document not in evidence.question.documents:
            continue  # a passing hit in an exercise's steps says little by itself
        if passage.score < SECOND_SHARE * first.score:
            break
        if _is_for_others(passage, first, evidence.question, sentences):
            continue
        if _answers_only_its_heading(passage, evidence.question, sentences):
            continue
        if (passage.chunk.document, passage.chunk.section) not in used or kind == "page":
            found.append(passage)
    return found


def _is_for_others(passage: Passage, first: Passage, question: Question, sentences: Sentences) -> bool:
    """Say whether a section is for a group that the conversation does not name, or for another than the first one."""
    document = sentences.document(passage.chunk.document)
    own, beside = written_for(document), written_for(sentences.document(first.chunk.document))
    if own and beside and not own & beside:
        return True  # stretches for the knee beside why a sore hip should not be stretched
    named = document.id in question.documents and document.id not in question.carried
    groups = spoken_of(sentences.section(passage).heading) | (frozenset() if named else own)
    return bool(groups - question.populations)


def _answers_only_its_heading(passage: Passage, question: Question, sentences: Sentences) -> bool:
    """Say whether a section would mislead beside another: it says yes or no to its own question, or what a thing is."""
    section = sentences.section(passage)
    if _says_yes_or_no(passage, sentences):
        return True
    return question.intent != "what-is" and _WHAT_IS.match(section.heading) is not None


def _says_yes_or_no(passage: Passage, sentences: Sentences) -> bool:
    """Say whether a section opens with yes or no to its own heading."""
    opening = sentences.text(passage.chunk.document, sentences.section(passage).sentences[0])
    return _YES_OR_NO.match(opening) is not None


def _nearest(quotations: Sequence[Quotation], evidence: Evidence, sentences: Sentences) -> float:
    """Return the highest similarity of a quotation and the question; 0 where there is none."""
    return max((float(sentences.vector(q.document, q.start) @ evidence.vector) for q in quotations), default=0.0)


def _says_again(one: Quotation, other: Quotation, sentences: Sentences) -> bool:
    """Say whether two sentences say the same: by their meaning, or by figures of one study that both give."""
    if float(np.dot(sentences.vector(one.document, one.start), sentences.vector(other.document, other.start))) >= _SAME:
        return True
    (text, sources), (told, cited) = (sentences.cited(q) for q in (one, other))
    shared = set(_FIGURE.findall(text)) & set(_FIGURE.findall(told))
    return len(shared) >= _SAME_FIGURES and bool(set(sources) & set(cited))


def novel(more: list[Quotation], chosen: Sequence[Quotation], sentences: Sentences) -> list[Quotation]:
    """Drop what only repeats a sentence already chosen; steps and rows stay with their list, as do both sides."""
    fresh = [
        q for q in more if q.kind in ("step", "row") or not any(_says_again(q, other, sentences) for other in chosen)
    ]
    # One side of a disagreement is not quoted without the other.
    parted = any(q.evidence == "conflicting" and q not in fresh for q in more)
    return [q for q in fresh if not (parted and q.evidence == "conflicting")]
