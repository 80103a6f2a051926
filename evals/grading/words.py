"""What a reply shows, and whether words stand in it."""

import re
from collections.abc import Iterable

from assistant.reply import Card, ExerciseCard, Reply

_TYPOGRAPHIC = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " "})


def plain(text: str) -> str:
    """Fold case, typographic quotation marks and dashes, and runs of white space."""
    return " ".join(text.translate(_TYPOGRAPHIC).casefold().split())


def stands_in(words: str, folded: str) -> bool:
    """Do the words stand in a text that `plain` has folded?

    Parts of words count ("cushion" in "cushioned"), parts of numbers do not ("3 weeks" in "13 weeks").
    """
    wanted = re.escape(plain(words))
    before = r"(?<![\d.])" if words.strip()[:1].isdigit() else ""
    after = r"(?!\.?\d)" if words.strip()[-1:].isdigit() else ""
    return re.search(before + wanted + after, folded) is not None


def guidance(reply: Reply) -> tuple[str, ...]:
    """Return the guidance shown: the sentences, and whatever line of an exercise card were not among them."""
    sentences = [sentence.text for sentence in reply.sentences]
    lines = [line for card in reply.exercises for line in card_lines(card)]
    return tuple(dict.fromkeys((*sentences, *lines)))


def card_lines(card: ExerciseCard) -> tuple[str, ...]:
    """Return the quoted lines of an exercise card."""
    lines = (*card.what_it_trains, *card.starting_position, *card.steps, *card.cues, *card.how_much)
    return (*lines, *card.easier, *card.harder, *card.mistakes, *card.stop_if)


def judged_text(reply: Reply) -> str:
    """Return what facts are looked for in: the guidance, and the card where there is one."""
    return plain("\n".join((*guidance(reply), *_care_lines(reply.card))))


def shown_text(reply: Reply) -> str:
    """Return all that is shown, for words that must never be."""
    return plain("\n".join((reply.text, *guidance(reply), *_care_lines(reply.card), *reply.follow_ups)))


def word_count(lines: Iterable[str]) -> int:
    """Count words as a reader would: runs of characters between spaces that hold a letter or digit."""
    return sum(any(char.isalnum() for char in word) for line in lines for word in line.split())


def _care_lines(card: Card | None) -> tuple[str, ...]:
    if card is None:
        return ()
    contacts = tuple(f"{contact.label} {contact.number}" for contact in card.contacts)
    lists = (*card.body, *card.actions, *card.tell_them, *card.meanwhile, *card.watch_for)
    return (card.label, card.heading, *lists, *contacts, card.question)
