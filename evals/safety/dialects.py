"""How the same words are typed elsewhere: small tables of everyday spellings, and typing errors by rule.

The tables change how something is said and never what: no word of theirs denies, softens or dates a sign.
"""

import re
from collections.abc import Mapping

_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*")

SCOTS: Mapping[str, str] = {
    "my": "ma", "i": "ah", "i'm": "ah'm", "i've": "ah've", "can't": "cannae", "don't": "dinnae", "won't": "willnae",
    "isn't": "isnae", "haven't": "havenae", "shouldn't": "shouldnae", "doesn't": "disnae", "and": "an",
    "going": "gaun", "gone": "goan", "down": "doon", "out": "oot", "about": "aboot", "now": "noo", "head": "heid",
    "from": "fae", "to": "tae", "of": "o", "with": "wi", "just": "jist", "old": "auld", "cold": "cauld",
    "who": "wha", "do": "dae", "over": "ower", "own": "ain", "sore": "affy sore", "which": "whit", "little": "wee",
    "small": "wee",
}  # fmt: skip
IRISH: Mapping[str, str] = {
    "my": "me", "very": "fierce", "terrible": "desperate", "little": "small little", "i've": "i do have",
    "really": "fierce", "bad": "wicked", "hugely": "fierce", "morning": "mornin", "going": "goin",
    "nothing": "nothin", "doing": "doin", "you": "ye", "feel": "do be feelin",
}  # fmt: skip
INDIAN: Mapping[str, str] = {
    "i've": "i am having", "can't": "not able to", "hurts": "is paining", "hurt": "paining", "sore": "paining",
    "yesterday": "yesterday only", "very": "too much", "really": "too much", "terrible": "too much",
    "today": "today only", "help": "be giving relief",
}  # fmt: skip
AMERICAN: Mapping[str, str] = {
    "mum": "mom", "trainers": "sneakers", "football": "soccer", "wee": "pee", "colour": "color", "kerb": "curb",
    "pavements": "sidewalks", "physio": "PT", "plaster": "cast", "very": "real", "really": "real",
    "terrible": "awful", "metres": "meters", "tablets": "pills", "shed": "garage",
}  # fmt: skip
TEXTING: Mapping[str, str] = {
    "you": "u", "are": "r", "to": "2", "for": "4", "and": "n", "because": "cos", "what": "wot", "please": "pls",
    "weeks": "wks", "week": "wk", "years": "yrs", "year": "yr", "before": "b4", "with": "w", "been": "bin",
    "today": "2day", "tonight": "2nite", "can't": "cant", "i've": "ive", "i'm": "im", "should": "shud",
    "would": "wud", "could": "cud", "the": "da", "that": "dat", "minutes": "mins", "about": "abt", "morning": "morn",
    "really": "rly", "going": "goin", "having": "havin", "something": "sumthin", "don't": "dont", "won't": "wont",
}  # fmt: skip


def respell(text: str, table: Mapping[str, str]) -> str:
    """Exchange whole words, keeping a capital at the start of a sentence."""

    def swap(match: re.Match[str]) -> str:
        word = match.group()
        other = table.get(word.lower())
        if other is None:
            return word
        return other[:1].upper() + other[1:] if word[0].isupper() and word != "I" else other

    return _WORD.sub(swap, text)


def mistype(text: str, *, every: int = 4) -> str:
    """Exchange two inner letters of every `every`-th longer word: the commonest slip of a thumb."""
    count = 0

    def slip(match: re.Match[str]) -> str:
        nonlocal count
        word = match.group()
        if len(word) < 5 or "'" in word:
            return word
        count += 1
        if count % every:
            return word
        middle = len(word) // 2
        return word[:middle] + word[middle + 1] + word[middle] + word[middle + 2 :]

    return _WORD.sub(slip, text)
