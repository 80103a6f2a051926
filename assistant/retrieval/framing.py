"""Ways to ask what is known or thought of a thing: "what does the research say about X?" is read as "does X help?"."""

import re

from assistant.retrieval.vocabulary import telling_words

_KNOWN = r"(?:research|evidence|science|stud(?:y|ies)|literature|trials?|data|proof)"
_OPENING = r"^\W*(?:(?:so|and|but|ok|okay|hi|hey|please)\b\W*)*"
_ABOUT = r"(?:about|on|for|of|behind|regarding|around)"
_THING = r"(?P<thing>[^?!]+?)\W*$"
_WORKS = (
    r"(?:(?:do|does|did) (?:it|they|that|this|these|those) (?:really |actually |even )?(?:work|help)(?: at all)?|"
    r"(?:is|are) (?:it|they|that|this|these|those) (?:worth it|any (?:good|use|help)|useful|effective|helpful)|"
    r"any (?:good|use|help|evidence|proof|thoughts?|opinions?)|worth it|thoughts|opinions?|yes or no|good or bad)"
)
_FRAMES = tuple(
    re.compile(_OPENING + pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:what|wat) (?:does|do|is|are|did) (?:the )?(?:(?:latest|current|recent|new|best) )?{_KNOWN}"
        rf"(?: (?:say|show|tell us|tell me|suggest|find|found|there)s?)? {_ABOUT} {_THING}",
        r"(?:(?:is|are|was) there )?(?:(?:any|good|much|strong|real|some|the|what|what is|whats|solid|hard) )*"
        rf"{_KNOWN} (?:{_ABOUT}|in favou?r of|to support|supporting) {_THING}",
        rf"(?:any |your |what are your )*(?:thoughts?|opinions?|views?|verdict) (?:on|about|of) {_THING}",
        rf"what do you (?:think|reckon|make) (?:of|about) {_THING}",
        rf"(?:any (?:good|use)|worth it|useful|worth doing|worth trying)\s*[,:–-]\s*{_THING}",
        rf"(?P<thing>[^?!,:;.]+?)\s*[,:;.–-]+\s*{_WORKS}\W*$",
    )
)  # fmt: skip


_OUT_OF_TEN = re.compile(r"(?<![\d/.])(\d{1,2}(?:\.\d)?)\s?/\s?10(?![\d/])")
_EVIDENCE = re.compile(rf"\b{_KNOWN}\b", re.IGNORECASE)


def asks_evidence(text: str) -> bool:
    """Say whether a text asks what is known of a thing, not only whether it helps."""
    return _EVIDENCE.search(text) is not None


def unframed(text: str) -> str:
    """Return a text that asks only what is known or thought of a thing as whether the thing helps; others as is.

    A score is written out as the guidance writes it: "3/10" is 3 out of 10.
    """
    text = _OUT_OF_TEN.sub(r"\1 out of 10", text)
    for frame in _FRAMES:
        if (asked := frame.match(text)) and telling_words(asked["thing"]):
            return f"does {asked['thing'].strip()} help?"
    return text
