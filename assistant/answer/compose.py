"""Composition: from the questions and their passages to the quotations of the answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer.exercises import EACH_AMOUNT, EACH_OFTEN, answers_from_card, exercise_answer
from assistant.answer.selection import Evidence, choose, novel
from assistant.answer.sentences import Sentences, quotation
from assistant.domain import Document, Quotation
from assistant.retrieval.comparisons import EACH
from assistant.retrieval.framing import asks_evidence
from assistant.retrieval.intents import asks_how_often, asks_how_to, asks_when, asks_which_side, says_it_hurts
from assistant.retrieval.keywords import content_words
from assistant.retrieval.understand import Question
from assistant.retrieval.vocabulary import BODY_PLACES

_SHARE_OF_SEVERAL = 0.6  # of the usual length that each of several questions gets
_ADVISING_INTENTS = frozenset(("how-to", "dose", "plan", "week", "choice", "harder", "easier", "compare"))
_ALIKE = 0.65  # cosine of the question and a heading, or a way to ask for it, from which a topic's section is asked for
_NOT_OF_SIDES = frozenset(("how-to", "dose", "often", "easier", "harder"))  # "how many on each side?"
# Words of a section that advises exercise or load: a stop rule is never left out beside it.
_ADVISES = re.compile(
    r"\b(repeats|sets of|walk-run|run \d|strength (day|session)s?|stretch(es)?|foam roll|roll slowly|squats?|bridges?|"
    r"band work|hold (for|each)|leg raises?|clamshells?|exercises?)\b",
    re.IGNORECASE,
)
_STOPS = re.compile(r"\b(stop|leave it out|ease (back|the pressure)|4 (out of 10|or more))\b", re.IGNORECASE)
# "Stop any new sleep plan that makes you dangerously sleepy by day" is no rule for a run.
_OF_LOAD = re.compile(
    r"\b(exercis\w*|activity|session|run\w*|ride|walk\w*|jump\w*|sport|stretch\w*|roll\w*|move|screening|training|"
    r"out of 10|limp|dizzy)\b",
    re.IGNORECASE,
)
_CLICKS = re.compile(r"\b(click|pop|crack|snap|crunch|grind|clunk)(s|ing|ping)?\b", re.IGNORECASE)
# "When should I stop and see somebody?", not "How do I stop my knee going in?"
_STOP_HEADING = re.compile(r"^(stop if|when\b.*\bstop\b)|\bcarry on or stop\b", re.IGNORECASE)
# "Lunges ok?": what is thought of an exercise, not how it is done.
_JUDGES = re.compile(
    r"\b(ok|okay|safe|bad|dangerous|harmful|any (good|use)|worth|helps?|works?|allowed)\b", re.IGNORECASE
)
# "What if I can't do a single-leg squat?"
_CANNOT = re.compile(
    r"\b(can'?t|cannot|can not|unable to|not able to|struggle to)( (really|quite|even|yet))? (do|manage|hold)\b",
    re.IGNORECASE,
)
_ASKED_ANYHOW = frozenset(("about", "what-is"))
_JUDGING = frozenset(("about", "choice"))
_SEVERAL = 2  # exercises in an answer from which "how many?" asks of each
_JUDGED_BY = 5  # passages among which a topic may speak of it
_TELLS_HOW = re.compile(r"^(why|how|when|where|who)\b", re.IGNORECASE)  # a heading that judges nothing
_STOP_WORDS = ("stop", "when to see", "see somebody", "see someone", "get help", "seek help")


@dataclass(frozen=True, slots=True)
class Draft:
    """The quotations of an answer, in reading order, and the exercises it shows whole."""

    quotations: tuple[Quotation, ...] = ()
    exercises: tuple[str, ...] = ()


def compose(parts: Sequence[Evidence], sentences: Sentences) -> Draft:
    """Choose the quotations that answer each part; at least one part with at least one passage."""
    quotations: list[Quotation] = []
    exercises: list[str] = []
    share = 1.0 if len(parts) == 1 else _SHARE_OF_SEVERAL
    for part in parts:
        chosen = _about_exercise(part, sentences, exercises)
        if not chosen:
            before = choose(part, sentences, share=share) if part.question.rest_of else ()
            chosen = choose(part, sentences, share=share, skip=before)
        fresh = [q for q in chosen if q not in quotations]
        # Of several exercises each has its dose, however alike they are.
        alike = part.question.intent == EACH or len(part.question.shown) >= _SEVERAL
        quotations.extend(fresh if alike else novel(fresh, quotations, sentences))
    quotations.extend(stop_rules(parts, quotations, sentences))
    return Draft(tuple(quotations), tuple(exercises))


def stop_rule(document: Document) -> list[Quotation]:
    """Return the document's first sentence on when to stop; empty where it has no such section."""
    for number, section in enumerate(document.sections):
        if _STOP_HEADING.search(section.heading):
            rules = [s for s in section.sentences if _STOPS.search(document.text[s.start : s.end])]
            of_load = [s for s in rules if _OF_LOAD.search(document.text[s.start : s.end])]
            return [quotation(document, number, s) for s in ((of_load if rules else section.sentences)[:1])]
    return []


def mentions_stop(document: Document, quotations: Sequence[Quotation]) -> bool:
    """Say whether the quotations already hold a rule on when to stop or whom to see."""
    own = [q for q in quotations if q.document == document.id]
    headings = " ".join(document.sections[q.section].heading.lower() for q in own)
    words = " ".join(document.text[q.start : q.end] for q in own)
    return any(word in headings for word in _STOP_WORDS) or _STOPS.search(words) is not None


def _about_exercise(part: Evidence, sentences: Sentences, shown: list[str]) -> list[Quotation]:
    """Answer from an exercise's fixed headings where the question names one exercise, and is about doing it."""
    question = part.question
    named = [name for name in question.exercises if sentences.document(name).kind == "exercise"]
    if not named:
        return []
    if settled := _judged(part, sentences) or _amounts(question, sentences, shown):
        return settled
    intent = _card_intent(question)
    complains = says_it_hurts(question.own) or _CLICKS.search(question.own) is not None
    if intent in ("about", "stop", "why", "compare") and complains and not _tells_of_hurt(part, sentences):
        return _where_it_hurts(sentences.document(named[0]), question, shown)
    of_sides = intent not in _NOT_OF_SIDES and asks_which_side(question.own)
    if of_sides and (sides := exercise_answer(sentences.document(named[0]), "sides")):
        shown.append(named[0])
        return sides
    if not answers_from_card(intent):
        return []
    if intent in ("why", "time", "about", "what-is", "stop", "evidence") and _is_of_topic(part, named, sentences):
        return []  # "why does my knee click in a step-down?" is better answered by the topic found
    shown.append(named[0])
    return exercise_answer(sentences.document(named[0]), intent, question.populations)


def _card_intent(question: Question) -> str:
    """Return the kind of answer wanted from an exercise's card: it tells more kinds apart than a topic."""
    intent = "more" if question.rest_of else question.intent
    if intent in (*_ASKED_ANYHOW, "why") and not question.follows and asks_evidence(question.asked):
        return "evidence"
    if intent in _ASKED_ANYHOW and _CANNOT.search(question.own):
        return "easier"
    if intent == "dose" and not question.follows and asks_how_to(question.own):
        return "how-to"  # which gives the dose as well
    if intent in ("dose", "about") and asks_how_often(question.own):
        return "often"
    if intent == "harder" and asks_when(question.own):
        return "when-harder"
    return intent


def _amounts(question: Question, sentences: Sentences, shown: list[str]) -> list[Quotation]:
    """Answer how much, or how often, to do each of the exercises that the answer before showed; else empty."""
    if question.intent != "dose" or len(question.shown) < _SEVERAL:
        return []
    shown.extend(question.shown)
    kind = EACH_OFTEN if asks_how_often(question.own) else EACH_AMOUNT
    return [one for name in question.shown for one in exercise_answer(sentences.document(name), kind)]


def _judged(part: Evidence, sentences: Sentences) -> list[Quotation]:
    """Answer whether an exercise is any good, or safe, from a topic that asks the same; empty where none does."""
    question = part.question
    if question.follows or question.intent not in _JUDGING or not _JUDGES.search(question.own):
        return []
    asking = tuple(
        passage
        for passage in part.passages[:_JUDGED_BY]
        if sentences.document(passage.chunk.document).kind == "topic"
        and passage.heading >= _ALIKE
        and not _TELLS_HOW.match(sentences.section(passage).heading)
    )
    return choose(replace(part, passages=asking), sentences) if asking else []


def _is_of_topic(part: Evidence, named: Sequence[str], sentences: Sentences) -> bool:
    """Say whether a topic answers better than the exercise named: more is asked than its name, and there."""
    question = part.question
    if part.passages[0].chunk.document in named:
        return False
    says_more = len(content_words(question.own)) > len(question.name_stems)
    return len(question.text.split()) > 4 or (says_more and _asks_the_same(part, sentences))


def _asks_the_same(part: Evidence, sentences: Sentences) -> bool:
    """Say whether a topic has a section for the question: "foam rolling is very painful: does it help or harm?"."""
    best = part.passages[0]
    return sentences.document(best.chunk.document).kind == "topic" and best.heading >= _ALIKE


def _tells_of_hurt(part: Evidence, sentences: Sentences) -> bool:
    """Say whether a topic asks the same of the exercise named: a side that hurts to lie on says nothing of clams."""
    if not _asks_the_same(part, sentences):
        return False
    ways = sentences.section(part.passages[0]).ways_to_ask
    named = part.question.name_stems
    if not says_it_hurts(part.question.own):
        return any(_CLICKS.search(way) for way in ways)
    hurting = [way.lower() for way in ways if says_it_hurts(way) or "painful" in way]
    return any(stem in way for stem in named for way in hurting)


def _where_it_hurts(document: Document, question: Question, shown: list[str]) -> list[Quotation]:
    """Answer who is hurt by an exercise: the rules of the place named first, then how to make it easier."""
    chosen = exercise_answer(document, "hurts")
    said = content_words(question.own)
    clicks = {m.group(1).lower() for word in said if (m := _CLICKS.fullmatch(word))}
    places = clicks or set(said) & BODY_PLACES

    def names_place(one: Quotation) -> bool:
        return any(place.rstrip("s") in document.quote(one.start, one.end).lower() for place in places)

    rules = [one for one in chosen if document.sections[one.section].heading == "Stop if"]
    if places and not any(names_place(one) for one in rules):
        rules = rules[:2]
    elif places:
        rules = sorted(rules, key=lambda one: not names_place(one))
    shown.append(document.id)
    easier = [one for one in chosen if document.sections[one.section].heading == "Make it easier"]
    return [*rules[:3], *easier]


def stop_rules(parts: Sequence[Evidence], quotations: Sequence[Quotation], sentences: Sentences) -> list[Quotation]:
    """Return the stop rule of the first document that advises exercise or load, where the quotations hold none."""
    if any(mentions_stop(sentences.document(q.document), quotations) for q in quotations):
        return []
    intends = any(part.question.intent in _ADVISING_INTENTS for part in parts)
    for document_id in dict.fromkeys(q.document for q in quotations):
        document = sentences.document(document_id)
        words = " ".join(document.text[q.start : q.end] for q in quotations if q.document == document_id)
        if document.kind == "exercise" or (intends and _ADVISES.search(words)):
            rule = [q for q in stop_rule(document) if q not in quotations]
            if rule:
                return rule
    return []
