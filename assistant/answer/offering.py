"""What a guest may choose from, and what stands whatever it chooses.

The unit is a block: quotations that cannot be parted, such as a list of steps or both sides of a disagreement. A guest
names blocks by position; everything shown afterwards is still a quotation of the composer's kind.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from assistant.answer.compose import Draft, mentions_stop, stop_rules
from assistant.answer.selection import Evidence, group_of, pool_of, quotable
from assistant.answer.sentences import Sentences, quotation
from assistant.domain import Document, Quotation

MOST_WORDS = 120
"""Of guidance, where the composer's own answer is not longer: what sections and stop rule come to at their most."""
MOST_BLOCKS = 40
"""So that a small model reads the list in time."""

Block = tuple[Quotation, ...]

# Words of caution, limits and whom to see. A block of the answer that holds one stays, chosen or not.
_WARNS = re.compile(
    r"\b(do not|don't|never|avoid|unless|only|until|leave .{1,30} out|out of \d+|step back|ease (back|off)|"
    r"(see|ask|call|phone|tell) (a|an|your|some\w+)|(get|seek) (medical )?help|doctor|clinician|physio\w*|pharmacist|"
    r"midwife|surgeon|surgical|emergency|urgent\w*|same day)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Offer:
    """The blocks a guest may name: those of the composer's answer, then others that it might have quoted."""

    parts: tuple[Evidence, ...]
    draft: Draft
    own: tuple[Block, ...]
    more: tuple[Block, ...]
    orders_only: bool

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block, in the order that marks count."""
        return self.own + self.more


def offer(parts: Sequence[Evidence], draft: Draft, sentences: Sentences, *, orders_only: bool) -> Offer:
    """Return what may be chosen beside the draft; nothing beside it where the guest may only order.

    A message of several questions, and one that asks for more, is ordered only: else an answer to one of them could be
    dropped, and what was shown before could come again.
    """
    orders_only = orders_only or len(parts) != 1 or parts[0].question.rest_of is not None or bool(draft.exercises)
    own = _own(draft, sentences)
    more = () if orders_only else tuple(_more(parts[0], draft, sentences))[: max(0, MOST_BLOCKS - len(own))]
    return Offer(tuple(parts), draft, own, more, orders_only)


def accept(offered: Offer, picks: Sequence[int], sentences: Sentences) -> Draft:
    """Return the draft in the order picked, with all that must stand; the draft as it was where the choice is empty.

    Args:
        offered: what could be chosen.
        picks: positions in `offered.blocks`, the first to be shown first.
        sentences: the ingested sentences.
    """
    chosen = [offered.blocks[pick] for pick in picks]
    if offered.orders_only:
        return _draft(offered, [*chosen, *(block for block in offered.own if block not in chosen)])
    kept = [block for block in offered.own if _stays(block, sentences)]
    limit = max(MOST_WORDS, _words(offered.draft.quotations, sentences))
    placed: list[Block] = []
    for block in chosen:
        trial = _placed(placed, block)
        if _words(_complete(trial, kept, offered, sentences), sentences) <= limit:
            placed = trial
    if len(kept) < len(offered.own) and all(_stays(block, sentences) for block in placed):
        return offered.draft  # warnings alone are no answer
    return Draft(_complete(placed, kept, offered, sentences), offered.draft.exercises)


def text_of(block: Block, sentences: Sentences) -> str:
    """Return a block's words."""
    return " ".join(sentences.document(q.document).quote(q.start, q.end) for q in block)


def _own(draft: Draft, sentences: Sentences) -> tuple[Block, ...]:
    """Part the draft into blocks, in its order."""
    quotations = draft.quotations
    blocks: list[Block] = []
    for one in quotations:
        blocks = _placed(blocks, (one, *_bound(one, draft, sentences)))
    return tuple(tuple(q for q in quotations if q in block) for block in blocks)


def _bound(one: Quotation, draft: Draft, sentences: Sentences) -> Iterator[Quotation]:
    """Return the quotations of the draft that one is not parted from: exercise, table, what it cannot stand without."""
    document = sentences.document(one.document)
    pool = document.sections[one.section].sentences
    if document.kind == "exercise":  # its lines are read in their order, with its own stop rule
        yield from (q for q in draft.quotations if q.document == one.document)
    elif one.kind == "row":
        first = quotation(document, one.section, pool[0])
        yield from (q for q in draft.quotations if _is_row_beside(q, one) or q == first)
    else:
        at = next(n for n, sentence in enumerate(pool) if sentence.start == one.start)
        group = {quotation(document, one.section, pool[n]) for n in group_of(at, pool, document)}
        yield from (q for q in draft.quotations if q in group)


def _is_row_beside(other: Quotation, row: Quotation) -> bool:
    return (other.document, other.section, other.kind) == (row.document, row.section, "row")


def _more(part: Evidence, draft: Draft, sentences: Sentences) -> Iterator[Block]:
    """Return the further blocks of the sections that the answer may be quoted from, none of an exercise's card."""
    seen: set[Block] = set()
    for passage in quotable(part, sentences):
        document, section = sentences.document(passage.chunk.document), passage.chunk.section
        if document.kind == "exercise":
            continue
        pool = pool_of(passage, sentences)
        for at, sentence in enumerate(pool):
            if sentence.kind == "row":
                continue
            group = group_of(at, pool, document)
            if any(pool[n].kind in ("step", "row") for n in group):
                group = sorted({0, *group})  # the section's first sentence says what its list is for
            block = tuple(quotation(document, section, pool[n]) for n in group)
            fits = 0 < _words(block, sentences) <= MOST_WORDS
            if fits and block not in seen and not set(block) <= set(draft.quotations):
                seen.add(block)
                yield block


def _stays(block: Block, sentences: Sentences) -> bool:
    """Say whether a block of the draft is shown whatever is chosen."""
    return any(
        q.kind in ("step", "row") or q.evidence == "conflicting" or warns(sentences.document(q.document), q)
        for q in block
    )


def warns(document: Document, one: Quotation) -> bool:
    """Say whether a quotation holds a caution, a limit, or whom to see."""
    return mentions_stop(document, [one]) or _WARNS.search(document.quote(one.start, one.end)) is not None


def _placed(blocks: Sequence[Block], block: Block) -> list[Block]:
    """Add a block at the end; blocks that share a sentence become one, at the place of the first."""
    touching = [other for other in blocks if set(other) & set(block)]
    if not touching:
        return [*blocks, block]
    joined = tuple(sorted({*block, *chain(*touching)}, key=lambda q: (q.document, q.start)))
    return [joined if other == touching[0] else other for other in blocks if other not in touching[1:]]


def _complete(
    placed: Sequence[Block], kept: Sequence[Block], offered: Offer, sentences: Sentences
) -> tuple[Quotation, ...]:
    """Add the blocks that stay, and the stop rule that the composer gives beside such advice."""
    blocks = list(placed)
    for block in kept:
        blocks = _placed(blocks, block)
    quotations = list(dict.fromkeys(chain(*blocks)))
    return (*quotations, *stop_rules(offered.parts, quotations, sentences))


def _draft(offered: Offer, blocks: Sequence[Block]) -> Draft:
    return Draft(tuple(dict.fromkeys(chain(*blocks))), offered.draft.exercises)


def _words(quotations: Sequence[Quotation], sentences: Sentences) -> int:
    return sum(len(sentences.document(q.document).quote(q.start, q.end).split()) for q in quotations)
