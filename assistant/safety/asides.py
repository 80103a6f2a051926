"""What a message tells beside its question: a trouble that is over, or somebody else's while the writer is well.

"Dad had a bad knee for years, mine are fine, how do I keep them so?" asks for no clinician. What is told so counts for
no rule that only refers; rules for what is dangerous read it as ever. Whoever complains of anything now is believed.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.safety.lexicon import Match
from assistant.safety.words import Words

COMPLAINTS = frozenset({"pain", "sore-now", "trouble", "swollen", "injury-word", "persists-strong", "wont-better"})
_PAST = frozenset(
    "had was were got took lasted suffered went did broke tore played gave ended disappeared used wore settled "
    "healed cleared stopped needed spent wis thawed bothered troubled plagued limped".split()
)
_NOW = frozenset(
    "am is are im ive its hes shes theyre have has havent hasnt hurts aches feel feels been still now today currently "
    "lately recently since keeps keep cant wont dont doesnt isnt arent gets again yet weve theyve ongoing".split()
)
_SELF = frozenset("i im ive id ill mine myself we us weve".split())
_OTHERS = frozenset(
    "dad dads mum mums mam mom mother father sister sisters brother brothers wife husband hubby friend friends mate "
    "mates buddy neighbour neighbours neighbor colleague colleagues workmate coworker bloke blokes fella fellas lad "
    "lads lady ladies woman man guy boss uncle uncles aunt auntie aunties nan nana gran granny grandma grandmother "
    "grandfather grandad cousin cousins teammate teammates keeper flatmate housemate parents somebody someone folk "
    "grandparents inlaw goalie somebodys people club ladies gentleman".split()
)
_THIRD = frozenset("he she hes shes him her his hers they theyre their theyve".split())
_ABOUT_ONE = frozenset("he she hes shes him her his hers them".split())
_NEAR_MY = 2  # words between "my" and what is mine
_BODY = frozenset(
    "calf leg knee back hip ankle foot chest arm shoulder neck thigh shin toe toes elbow wrist hand groin face head "
    "heel legs knees hips calves feet hands hamstring hamstrings achilles spine bum pelvis ribs quad quads glutes "
    "shoulders arms wrists elbows ankles heels body pain pains own itb joint joints muscles symptoms injury".split()
)
_OPENS = frozenset("our the a an one this another some that".split())
_FREE = frozenset(
    "pain pains hurt hurts aches ache twinge symptoms sore painless hurting aching achy peep murmur whimper".split()
)
_NO_END = frozenset("turned treated checked discharged was tested come came signed by".split())
_DOUBT = frozenset("should not never isnt hasnt will would until if when before to cant havent didnt wont".split())
_BEFORE = 3
_DOUBT_OF_SELF = frozenset("say says if sure whether think tell until when".split())
_NOT_SO = {("to",), ("with",), ("for",), ("if",), ("apart",), ("except",)}  # "say I'm ok to lift"


@dataclass(frozen=True, slots=True)
class Tale:
    """What one message tells beside its question. Positions are those of words."""

    finished: frozenset[int] = frozenset()  # told as past
    others: frozenset[int] = frozenset()  # told of somebody else
    is_well: bool = False  # somebody's trouble is over, or nothing hurts
    is_self_well: bool = False
    is_other_well: bool = False  # or dead
    asks_of_other: bool = False
    complains_at: frozenset[int] = frozenset()
    complains_of_self: frozenset[int] = frozenset()


def tale_of(words: Words, matches: Sequence[Match], general: Collection[int], counted: Collection[int]) -> Tale:
    """Read what is told beside the question.

    Args:
        words: the message.
        matches: the concepts it names.
        general: the sentences that speak of nobody.
        counted: the positions of what counts now.
    """
    finished = frozenset(_finished(words))
    others = frozenset(_of_others(words))
    named = {match.concept for match in matches}
    complains = frozenset(
        match.first
        for match in matches
        if match.concept in COMPLAINTS and match.first in counted and words.sentences[match.first] not in general
    )
    self_well = any(
        match.concept == "cue-self-well"
        and not _DOUBT_OF_SELF & set(words.words[max(0, match.first - _BEFORE) : match.first])
        and words.words[match.last : match.last + 1] not in _NOT_SO
        for match in matches
    )
    return Tale(
        finished,
        others,
        self_well or any(_is_end(words, match) for match in matches),
        self_well,
        "cue-other-well" in named,
        _asks_of_other(words),
        complains,
        frozenset(at for at in complains if speaks_of_self(words.words[slice(*words.sentence_of(at))])),
    )


def told_aside(tales: Sequence[Tale]) -> list[tuple[frozenset[int], frozenset[int]]]:
    """Return for each message of a conversation the words of what is over, and those of somebody else's matters."""
    is_well = any(tale.is_well for tale in tales)
    asks_of_other = any(tale.asks_of_other for tale in tales)
    of_interest = not asks_of_other and any(tale.is_self_well or tale.is_other_well for tale in tales)
    asides = [
        (tale.finished if is_well else frozenset(), tale.others if of_interest else frozenset()) for tale in tales
    ]
    if not any(tale.complains_at - over - others for tale, (over, others) in zip(tales, asides, strict=True)):
        return asides
    if asks_of_other or any(tale.complains_at - tale.others - tale.complains_of_self for tale in tales):
        return [(frozenset(), frozenset()) for _ in tales]
    # "My hips were sore on Monday. Mum had bad knees for years": the years are hers.
    return [(tale.finished & tale.others, frozenset()) for tale in tales]


def is_lasting_sign(concept: str) -> bool:
    """Whether it tells how long or how often something hurts, or how it goes."""
    return concept.startswith(_LASTING_SIGNS)


_LASTING_SIGNS = (
    "lasted-", "loose-lasted-", "vague-long", "persists", "recurs", "failed", "worsening", "life-", "wont-better",
)  # fmt: skip


def is_sign(concept: str) -> bool:
    """Whether it is something to ask a clinician about, rather than a cue or that nothing hurts."""
    return not concept.startswith(("cue-", "pain-free", "ask-"))


def _clauses(words: Words) -> Iterator[tuple[int, int]]:
    first = 0
    while first < len(words):
        last = words.clause_of(first)[1]
        yield first, last
        first = last


def _finished(words: Words) -> Iterator[int]:
    """Clauses with a verb in the past and none in the present; those without a verb go with the one before."""
    is_over, sentence = False, -1
    for first, last in _clauses(words):
        told = set(words.words[first:last])
        if words.sentences[first] != sentence:
            is_over, sentence = False, words.sentences[first]
        if told & _NOW:
            is_over = False
        elif told & _PAST:
            is_over = True
        if is_over:
            yield from range(first, last)


def _of_others(words: Words) -> Iterator[int]:
    """Clauses about somebody else, by their noun or by "he" and "she" after it."""
    is_named, is_theirs, sentence = False, False, -1
    for first, last in _clauses(words):
        piece = words.words[first:last]
        if words.sentences[first] != sentence:
            is_theirs, sentence = False, words.sentences[first]
        if speaks_of_self(piece):
            is_theirs = False
            before = _before_self(piece)
            if before:
                is_named = True
                yield from range(first, first + before)
        elif _OTHERS & set(piece) or _names_one(piece):
            is_named = is_theirs = True
        elif _THIRD & set(piece):
            is_theirs = is_named
        if is_theirs:
            yield from range(first, last)


def speaks_of_self(piece: tuple[str, ...]) -> bool:
    """Whether the writer speaks of themselves or a part of their body."""
    if _SELF & set(piece):
        return True
    return any(word in {"my", "me"} and _BODY & set(piece[at + 1 : at + 1 + _NEAR_MY]) for at, word in enumerate(piece))


def _before_self(piece: tuple[str, ...]) -> int:
    """How many words tell of somebody else before the writer comes in: "my boss had his replaced so I'd rather not"."""
    end = next((at for at, word in enumerate(piece) if word in _SELF), 0)
    return end if _OTHERS & set(piece[:end]) and _THIRD & set(piece[:end]) else 0


def _names_one(piece: tuple[str, ...]) -> bool:
    """Whether it is "our keeper … his", or "one had"."""
    return (piece[0] in _OPENS and bool(_THIRD & set(piece))) or piece[:2] in {("one", "had"), ("one", "has")}


def _asks_of_other(words: Words) -> bool:
    """Whether a question, or the last sentence where there is none, is about him or her."""
    if not words.words:
        return False
    asked = words.questions or {words.sentences[-1]}
    for sentence in asked:
        piece = [word for at, word in enumerate(words.words) if words.sentences[at] == sentence]
        if _ABOUT_ONE & set(piece):
            return True
        if any(word == "my" and _OTHERS & set(piece[at + 1 : at + 2]) for at, word in enumerate(piece)):
            return True
    return False


def _is_end(words: Words, match: Match) -> bool:
    """Whether it says outright that nothing hurts, or that it is over."""
    said = set(words.words[match.first : match.last])
    before = set(words.words[max(0, match.first - _BEFORE) : match.first])
    if match.concept == "pain-free":
        return bool(_FREE & said) and "if" not in before
    if match.concept not in {"cue-resolved", "cue-well"} or _NO_END & said:
        return False
    return not _DOUBT & before
