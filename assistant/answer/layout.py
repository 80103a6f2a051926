"""Everything that the person is shown, as one text: card, answer or what is missing, sources."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from assistant.answer.cards import card_markdown
from assistant.answer.citing import Cited
from assistant.answer.sentences import Sentences
from assistant.answer.wording import answer_markdown, sources_markdown
from assistant.domain import Document, Quotation
from assistant.reply import Card


def answered_text(
    card: Card | None, cited: Cited, notes: Sequence[str], unanswered: Sequence[str], wording: dict[str, Any]
) -> str:
    """Lay out an answer.

    Args:
        card: stands before it.
        cited: the answer.
        notes: keys of `wording`, of what is to be said of the answer as a whole.
        unanswered: what else was asked.
        wording: the fixed lines.
    """
    blocks = [card_markdown(card), wording["general_answer"]] if card else []
    blocks.append(answer_markdown(cited.sentences, cited.citations))
    blocks.extend(wording[note] for note in notes)
    blocks.extend(f"{wording['unanswered']} {asked}" for asked in unanswered)
    blocks.append(sources_markdown(cited.citations, wording))
    return "\n\n".join(blocks)


def unanswered_text(card: Card | None, problem: str | None, offers: Sequence[str], wording: dict[str, Any]) -> str:
    """Lay out a reply without guidance: the card, or why there is no answer and what is near to it."""
    blocks = [card_markdown(card)] if card else []
    if problem:
        blocks.append(wording["abstain"][problem])
        if offers:
            blocks.append("\n".join([wording["nearest"], *(f"- {offer}" for offer in offers)]))
        if not card and problem != "unclear":
            blocks.append(wording["ask_somebody"])
    return "\n\n".join(blocks)


def notes_on(
    quotations: Sequence[Quotation], sentences: Sentences, documents: Mapping[str, Document], today: date
) -> tuple[str, ...]:
    """Return what is to be said of an answer as a whole: that its sources disagree, that its review is overdue."""
    notes: list[str] = []
    if any(q.evidence == "conflicting" for q in quotations):
        notes.append("conflict" if _quotes_both_sides(quotations, sentences) else "conflict_one_side")
    reviews = (documents[q.document].review_by for q in quotations)
    if any(review_by is not None and review_by < today for review_by in reviews):
        notes.append("past_review")
    return tuple(notes)


def _quotes_both_sides(quotations: Sequence[Quotation], sentences: Sentences) -> bool:
    """Say whether two sentences that disagree are quoted: they stand in one section and cite a source in common."""
    conflicting = [q for q in quotations if q.evidence == "conflicting"]
    return any(
        (one.document, one.section) == (other.document, other.section)
        and bool(set(sentences.cited(one)[1]) & set(sentences.cited(other)[1]))
        for one, other in combinations(conflicting, 2)
    )
