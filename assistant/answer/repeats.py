"""What a follow-up would only say again: left out, or asked anew in the person's own words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answer.compose import Draft, mentions_stop
from assistant.domain import Document, Quotation
from assistant.retrieval.intents import says_it_hurts
from assistant.retrieval.keywords import content_words
from assistant.retrieval.understand import Question, points_back
from assistant.retrieval.vocabulary import telling_words

_OF_ANYTHING = frozenset({"time", "dose", "often", "hurts"})  # kinds of question that alone may be of anything


def without_said(
    draft: Draft, said: Sequence[Quotation], questions: Sequence[Question], documents: Mapping[str, Document]
) -> Draft:
    """Leave out of a follow-up the sections of which it only says again what was said, where others answer it."""
    fresh = {(q.document, q.section) for q in draft.quotations if q not in said}
    kept = [q for q in draft.quotations if (q.document, q.section) in fresh]
    answers = [q for q in kept if not mentions_stop(documents[q.document], [q])]
    asks_anew = all(telling_words(q.own) and not points_back(q.asked) for q in questions)
    if draft.exercises or not answers or not asks_anew:
        return draft
    return replace(draft, quotations=tuple(kept))


def in_own_words(question: Question) -> Question:
    """Return a follow-up without the words of the conversation, where it is of something by itself."""
    own = question.own
    if not content_words(own) or question.intent in _OF_ANYTHING or says_it_hurts(own):
        return question
    return replace(question, text=own)
