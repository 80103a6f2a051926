"""Content: the facts that should be there, the words that must not, abstaining, and length."""

from evals.cases import Case
from evals.grading.records import NO_REPLY, Seen, Verdict
from evals.grading.words import guidance, judged_text, shown_text, stands_in, word_count

_OPENING = 160  # characters of a reply that a miss shows


def missing_facts(case: Case, seen: Seen) -> tuple[tuple[str, ...], ...]:
    """Return the groups of which no alternative is shown."""
    if seen.reply is None:
        return case.expect.facts
    text = judged_text(seen.reply)
    return tuple(group for group in case.expect.facts if not any(stands_in(words, text) for words in group))


def facts(case: Case, seen: Seen) -> Verdict | None:
    """Is an alternative of every group of facts shown?"""
    if not case.expect.facts:
        return None
    missing = missing_facts(case, seen)
    wanted = "; ".join(" or ".join(group) for group in missing or case.expect.facts)
    return Verdict(not missing, wanted, _opening(seen))


def fact_share(case: Case, seen: Seen) -> float | None:
    """Return the share of the groups of facts that are shown."""
    if not case.expect.facts:
        return None
    return 1 - len(missing_facts(case, seen)) / len(case.expect.facts)


def never_shown(case: Case, seen: Seen) -> Verdict | None:
    """Are words shown that must not be?"""
    if not case.expect.never or seen.reply is None:
        return None
    text = shown_text(seen.reply)
    found = [words for words in case.expect.never if stands_in(words, text)]
    return Verdict(bool(found), "not: " + "; ".join(case.expect.never), "; ".join(found) or "none of them")


def _is_answerable(case: Case) -> bool:
    return case.expect.abstain is False or (case.expect.abstain is None and bool(case.expect.facts))


def unanswerable_abstained(case: Case, seen: Seen) -> Verdict | None:
    """Does the reply abstain where the guidance does not say?"""
    if not case.expect.abstain:
        return None
    return Verdict(seen.reply is not None and seen.reply.abstained, "abstain", _opening(seen))


def answerable_abstained(case: Case, seen: Seen) -> Verdict | None:
    """Does the reply abstain although the guidance says it?"""
    if not _is_answerable(case) or seen.reply is None:
        return None
    return Verdict(seen.reply.abstained, "an answer", _opening(seen))


def abstained_rightly(case: Case, seen: Seen) -> Verdict | None:
    """Of the replies that abstain: does the guidance really not say?"""
    if seen.reply is None or not seen.reply.abstained or not (case.expect.abstain or _is_answerable(case)):
        return None
    return Verdict(bool(case.expect.abstain), "an answer", _opening(seen))


def guidance_words(case: Case, seen: Seen) -> float | None:
    """Return the number of words of guidance shown; None where none is."""
    if seen.reply is None:
        return None
    return float(word_count(guidance(seen.reply))) or None


def _opening(seen: Seen) -> str:
    if seen.reply is None:
        return NO_REPLY
    if seen.reply.abstained:
        return f"abstained ({seen.reply.abstain_reason or 'no reason given'})"
    words = " ".join((*guidance(seen.reply), *([] if seen.reply.card is None else [seen.reply.card.heading])))
    return words if len(words) <= _OPENING else words[:_OPENING].rsplit(" ", 1)[0] + " …"
