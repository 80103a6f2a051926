"""What a message says the person does not have: the safety layer reads it, and the search leaves it out."""

import re

from assistant.retrieval.keywords import content_words

# Signs that people deny to say that nothing serious is the matter. Bare pain is not among them: "no pain now, may I
# stop the exercises?" asks about it. Nor is kit: "no weights at home" says what an answer must do without.
_SIGN = (
    r"(?:swell\w*|swollen|puff\w*|bruis\w*|red(?:ness)?|warm(?:th)?|heat|hot|fever\w*|temperature|numb\w*|tingl\w*|"
    r"pins and needles|weak(?:ness)?|lock(?:s|ed|ing)?|catch(?:es|ing)?|click\w*|pop(?:s|ped|ping)?|giv(?:es|ing) way|"
    r"give way|buckl\w*|instability|unstable|limp\w*|stiff\w*|lump\w*|deformity|trauma|accident|fall|fell|injury|"
    r"twist\w*|red flags?|weight loss|night sweats?|(?:bladder|bowel) (?:problem|trouble|issue)s?|"
    r"(?:night|rest|resting|back|hip|calf|groin|chest|thigh|joint|other|bone|constant|sharp|shooting)"
    r" ?-?(?:time )?pains?|pains? (?:at|in the|during the) (?:night|rest)|"
    r"(?:waking|wakes me|woken) (?:me )?(?:up )?(?:at|in the) night)"
)
_FILLER = (
    r"(?:(?:any|real|big|obvious|visible|major|particular|recent|bad|much|at all|actual|other|signs? of|history of|"
    r"previous|a|an|the)\s+)*"
)
_LISTED = rf"{_FILLER}{_SIGN}(?:(?:\s*(?:,|/|&|\b(?:or|nor|and)\b)|\s*\bno\b)+\s*{_FILLER}{_SIGN})*"
_NOT = (
    r"(?:no|not|without|never|nor|zero|(?:is|are|was|does|do|did|has|have|had)(?:n'?t| not)|"
    r"havent|isnt|doesnt|dont|didnt|hasnt|aint|'s no|'ve no)"
)
_GOT = r"(?:\s+(?:have|had|has|got|get|feel|felt|see|seen|noticed|been|gone|really|at all))*"
_AFTER = (
    r"(?:\s+(?:either|at all|so far|whatsoever|anywhere|though|tho|thankfully|luckily|"
    r"or anything(?: (?:else|like that))?))?"
)
_CLAUSE_ENDS = r"(?=\s*(?:[,.;:!?\n)–-]|$|\b(?:and|but|just|only|so|what|which|how|can|should)\b))"
# At the head of its clause: within a question ("is it normal to have no swelling?") a denial is what is asked.
_DENIAL = re.compile(
    r"(?P<before>^|[,.;:!?\n(–-]|\b(?:and|but|with|just)\b)\s*(?:(?:and|but|with|just|also|so far)\s+)*"
    r"(?:(?:i|it|there)(?:'(?:s|ve|m|d))?\b[\w ]{0,12}?\s?|"
    r"(?:(?:my|the)\s+)?(?P<whose>knee|hip|leg|foot|ankle|shoulder|back)\s+(?:is|was|has|does)?\s?)?"
    rf"{_NOT}{_GOT}\s+{_LISTED}{_AFTER}{_CLAUSE_ENDS}",
    re.IGNORECASE,
)
_WITHOUT = re.compile(rf"\s(?:without|with no)\s+{_LISTED}(?=\s*[,.;])", re.IGNORECASE)
_YES_OR_NO = re.compile(
    r"\W*(?:no+|nope|nah|na|none|neither|not really|no not really|not at all|none of (?:them|those|these|that)|"
    r"yes|yeah|yep|yup|a bit|a little|sometimes|not sure|dunno|i don'?t know|no i don'?t|no it doesn'?t|no i haven'?t)"
    r"(?:[\s,]+(?:thanks|thank you|please|really|none of (?:them|those|these|that)))?\W*",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^[\s,.;:–-]*(?:(?:and|but|so)\b[\s,]*)*", re.IGNORECASE)


def without_denials(text: str) -> str:
    """Return a text without the signs that it denies; as it was where nothing else would be left."""
    left = _cut(text)
    if left == text or not content_words(left):
        return text
    left = re.sub(r"[,\s]*,\s*(?=[.;!?\n]|$)", "", left)
    left = re.sub(r"(?<=[.;!?])\s*[.;!?,]+", "", re.sub(r"\s*,(?:\s*,)+", ",", left))
    return _LEADING.sub("", left).strip()


def only_replies(text: str) -> bool:
    """Say whether a text does nothing but deny signs, or say yes or no: it replies to a question, and asks nothing."""
    left = _cut(text)
    return bool(_YES_OR_NO.fullmatch(text)) or (left != text and not content_words(left))


def _cut(text: str) -> str:
    plain = text.replace("’", "'")
    cut = _WITHOUT.sub("", _DENIAL.sub(_kept, plain))
    return text if cut == plain else cut


def _kept(denial: re.Match[str]) -> str:
    """Return what stays of a denial: whose sign it is, and the end of the sentence before."""
    before = denial["before"] if denial["before"] in (".", ";", "!", "?", "\n") else ","
    return f"{before} {denial['whose']}," if denial["whose"] else f"{before} "
