"""Which words of a message are denied: "no swelling or fever", "it isn't hot", "fever: none".

A denial reaches forward to the end of its clause and over a plain list. It never reaches over "but", and words that
only look like a denial ("no idea", "not only", "no better", "not sure if") deny nothing: uncertainty counts as present.
"""

from collections.abc import Sequence

from assistant.safety.lexicon import Match
from assistant.safety.words import Words

DENIERS = frozenset(
    "no not without never nor neither none isnt arent wasnt werent hasnt havent hadnt dont doesnt didnt aint nt denies "
    "denied deny absent zero minus negative nil nowt non wouldnt lacks nobody".split()
)
# After a denier these make it something else: "no better", "not sure", "no idea", "not only", "never felt".
_NOT_DENIALS = frozenset(
    "idea doubt wonder matter better improvement change good luck use joke way sure certain only just until till worse "
    "to know longer wanna want think remember expecting like even normal going planning wanting fuss lecture rest "
    "relief "
    "one me nobody point choice chance "
    # said in earnest: "not joking, I have a knife"
    "joking kidding messing exaggerating lying "
    # of an end that has not come: "not healed and swollen"
    "healed healing settled settling resolved recovered cleared clearing easing eased improved fixed".split()
)
_ASKING = frozenset("isnt arent wasnt doesnt didnt hasnt havent wouldnt".split())
_NEVER_HAD = frozenset("felt known experienced seen".split())
_STOPS = frozenset(
    "but however though although except whereas yet because cos apart besides instead now then since just only".split()
)
_SUBJECTS = frozenset("i im ive my it its hes shes he she they theyre we you his her the this that theres".split())
_CANNOT = frozenset("cant cannot couldnt wont now still".split())
_LIST_WORDS = frozenset("or nor and any no not a an real much visible obvious".split())
_BARELY = frozenset("nothing barely hardly".split())
# "Nothing swollen" denies it, "nothing helps the swelling" does not.
_QUALITIES = frozenset(
    "swollen weeping oozing hot red numb broken torn bruised tender puffy warm bleeding blue tingling tingly".split()
)
_HARMS = frozenset("injured hurt strained sprained".split())  # "barely hurt at the time" denies nothing
_NOT_BEEN = {("been", "able"), ("been", "right"), ("been", "the"), ("been", "same")}
_BEING = {("is",), ("was",), ("feels",), ("looks",), ("seems",)}
_ANSWERS_NO = frozenset("no nah nope naw".split())
_AFTER = frozenset("none negative nil absent gone no".split())
# Concepts that hold a denial as such, and so leave it to this reader.
_OPEN = (
    "cue-",
    "mask-",
    "field",
    "off-",
    "pain-free",
    "follow-up",
    "greeting",
    "closing",
    "ask-",
    "own-",
    "bone-no-reason",
    "no-injury",
    "persists",
    "recurs",
    "failed",
    "improving",
    "partner",
    "lasting-subject",
)
_NOT_OVER = frozenset("all is its feeling just months weeks years days so been have has ive".split())
_SAYING = ("no", "pain", "no", "gain")
_SHORT_QUESTION = 5  # words
_QUESTION_OPENERS = frozenset("do does did any is are have has had was were".split())
_REACH = 9  # words; beyond that a clause has usually turned to something else


def denied_words(words: Words, matches: Sequence[Match] = ()) -> frozenset[int]:
    """Return the positions of the words that stand under a denial.

    Args:
        words: the message.
        matches: the concepts named; a denier inside a sign ("painkillers not touching it") denies nothing else.
    """
    inside = {
        at
        for match in matches
        if match.concept == "failed" or not match.concept.startswith(_OPEN)
        for at in range(match.first, match.last - 1)
    }
    # "Feeling gone", "bowels gone" are signs; "fever gone" is none.
    closing = {
        match.last - 1 for match in matches if match.last - match.first > 1 and not match.concept.startswith(_OPEN)
    }
    denied: set[int] = _asked_by_others(words)
    for position, word in enumerate(words.words):
        if word in _ANSWERS_NO and (asked := _asked_and_denied(words, position)):
            denied.update(asked)
        elif _answers(words, position, closing) or (position not in inside and _is_not_there(words, position)):
            denied.update(_before(words, position))
        elif word in _BARELY and (quality := _barely(words.words, position)):
            denied.add(quality)
        elif word == "none" and _of_them(words, position):
            denied.update(range(words.sentence_of(max(0, words.sentence_of(position)[0] - 1))[0], position))
        elif words.words[position : position + 3] == ("no", "to", "all"):
            denied.update(range(words.sentence_of(position)[0], position))
        elif word in DENIERS and position not in inside and _denies(words, position):
            denied.update(_reach(words, position))
        elif word == "ruled" and words.words[position + 1 : position + 2] == ("out",):
            denied.update(range(max(words.clause_of(position)[0], position - 6), position))
    return frozenset(denied)


def _barely(tokens: Sequence[str], position: int) -> int:
    """Return where "nothing swollen" or "nothing is injured" names a quality; 0 where it does not."""
    at = position + 1 + (tokens[position + 1 : position + 2] in _BEING)
    qualities = _QUALITIES | _HARMS if tokens[position] == "nothing" else _QUALITIES
    return at if at < len(tokens) and tokens[at] in qualities else 0


def _is_saying(tokens: Sequence[str], position: int) -> bool:
    """Whether a "no" belongs to "no pain no gain", which tells of no pain at all."""
    return _SAYING in (tokens[position : position + 4], tokens[max(0, position - 2) : position + 2])


def _denies(words: Words, position: int) -> bool:
    tokens, following = words.words, position + 1
    if following >= len(tokens) or words.sentences[following] != words.sentences[position]:
        return False
    word, after = tokens[position], tokens[following]
    if word in {"no", "minus"} and (after[0].isdigit() or _is_saying(tokens, position)):
        return False  # "relapse no. 3", "minus 2.1", "no pain no gain"
    if word in _ASKING and words.sentences[position] in words.questions and position == words.sentence_of(position)[0]:
        return False  # "Isn't ten weeks a lot?"
    if word == "no" and (words.clauses[following] != words.clauses[position] or after in _SUBJECTS):
        return False  # "No, it's swollen": an answer
    if word == "without" and cannot_before(words, position):
        return False  # "I can't stand without it hurting"
    if word == "not" and after in {"a", "the"}:
        return True
    if word in {"dont", "didnt", "not", "doesnt"} and after in {
        "think",
        "feel",
        "notice",
        "see",
        "have",
        "get",
        "seem",
    }:
        return True
    if word == "never" and after in _NEVER_HAD:
        return False  # "never felt pain like it"
    if word == "never" and "like" in tokens[following : following + 7]:
        return False
    # "Not been able to go, and I can't feel it", "not been right and is sore" deny nothing.
    return after not in _NOT_DENIALS and tokens[following : following + 2] not in _NOT_BEEN


def cannot_before(words: Words, position: int) -> bool:
    """Whether something cannot be done "without" what follows, which is then there: "can't walk without pain"."""
    first, _ = words.around(position)
    return bool(
        set(words.words[first:position])
        & {"cant", "couldnt", "unable", "longer", "never", "not", "wont", "hardly", "barely"}
    )


def _reach(words: Words, position: int) -> range:
    """Return the words after a denier that it covers."""
    tokens = words.words
    sentence, clause = words.sentences[position], words.clauses[position]
    is_list = tokens[position] in {"no", "without", "denies", "nor", "zero"}
    at = position + 1
    while at < len(tokens) and at - position <= _REACH and words.sentences[at] == sentence:
        if tokens[at] in _STOPS:
            break
        if words.clauses[at] != clause:
            if not is_list or not _list_item(words, at):
                break
            clause = words.clauses[at]
        elif at > position + 1 and tokens[at] == "and" and _new_statement(tokens, at + 1):
            break
        at += 1
    return range(position + 1, at)


def _list_item(words: Words, at: int) -> bool:
    """A short piece between commas without a subject or verb goes on with the list ("no fever, chills, redness")."""
    first, last = words.clause_of(at)
    piece = words.words[first:last]
    return len(piece) <= 3 and not any(word in _SUBJECTS or word in {"is", "are", "has", "hot"} for word in piece)


def _new_statement(tokens: tuple[str, ...], at: int) -> bool:
    return at < len(tokens) and tokens[at] in _SUBJECTS | _CANNOT


def _answers(words: Words, position: int, closing: set[int]) -> bool:
    """Whether "none", "no" or "gone" closes a piece: "swelling: none", "fever gone"."""
    if words.words[position] not in _AFTER or position in closing:
        return False
    following = position + 1
    last = following >= len(words) or words.clauses[following] != words.clauses[position]
    if not last and words.words[following] in {"now", "completely", "today", "totally"}:
        last = True
    if words.words[position] == "gone":
        return last and position > 0 and words.words[position - 1] not in _NOT_OVER
    return last and position > 0


def _of_them(words: Words, position: int) -> bool:
    """Whether "none of them" closes what it says, as in "I've none of them", and not "none of them helped"."""
    if words.words[position + 1 : position + 3] not in {("of", "them"), ("of", "those"), ("of", "these")}:
        return False
    return position + 3 >= words.clause_of(position)[1]


def _asked_and_denied(words: Words, position: int) -> range:
    """The question that a bare "no" answers: "Any swelling? No.", "diabetic? no, smoker", "bent? nah"."""
    begins, ends = words.clause_of(position)
    if (begins, ends) != (position, position + 1) or position == 0:
        return range(0)
    first, last = words.clause_of(position - 1)
    answers = words.sentences[first] in words.questions and words.sentences[first] != words.sentences[position]
    is_short = last - first <= _SHORT_QUESTION or not _QUESTION_OPENERS.isdisjoint(words.words[first : first + 3])
    return range(first, last) if answers and is_short else range(0)


_ASK = frozenset("ask asks asked asking".split())
_ASKED_IF = frozenset("am is was are were have has had do did if whether".split())
_NONE_OF_IT = {
    *(("i", verb, "not") for verb in ("have", "had", "was", "am", "do", "did")),
    *(tuple(said.split()) for said in ("not a bit", "not a bit of it", "not at all", "none of it", "no to all")),
}  # the whole answer: "I am not sure" denies nothing


def _asked_by_others(words: Words) -> set[int]:
    """What somebody asked the writer, who says no to it: "Mum rings to ask am I puffing, is my leg up. I have not."."""
    denied: set[int] = set()
    for position, word in enumerate(words.words[:-1]):
        if word not in _ASK or words.words[position + 1] not in _ASKED_IF:
            continue
        _, end = words.sentence_of(position)
        if end < len(words) and words.words[slice(*words.sentence_of(end))] in _NONE_OF_IT:
            denied.update(range(position + 1, end))
    return denied


def _is_not_there(words: Words, position: int) -> bool:
    """Whether it denies what stands before it: "swelling is not there", "redness isn't there"."""
    word, following = words.words[position], words.words[position + 1 : position + 2]
    said = word in {"isnt", "arent"} or (word == "not" and words.words[position - 1 : position] in {("is",), ("are",)})
    return said and following == ("there",) and position + 2 >= words.clause_of(position)[1]


def _before(words: Words, position: int) -> range:
    first, _ = words.clause_of(position)
    if first == position and position > 0 and words.sentences[position - 1] == words.sentences[position]:
        first, _ = words.clause_of(position - 1)
    first = max(first, position - 4)
    # "Pink again and tingles gone": what is well again is another piece.
    again = next((at for at in range(position - 1, first, -1) if words.words[at] == "again"), first - 1)
    return range(again + 1, position)
