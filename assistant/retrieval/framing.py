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


def unframed(text: str) -> str:
    """Return a text that asks only what is known or thought of a thing as whether the thing helps; others as is."""
    for frame in _FRAMES:
        if (asked := frame.match(text)) and telling_words(asked["thing"]):
            return f"does {asked['thing'].strip()} help?"
    return text
