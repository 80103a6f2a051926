"""Counts as people write them: "3", "three", "a couple", "two and a half"."""

WORDS: dict[str, float] = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen "
        "eighteen nineteen twenty".split()
    )
} | {
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
    "couple": 2, "few": 3, "several": 3, "some": 3, "many": 3, "a": 1, "an": 1, "another": 1, "half": 0.5, "dozen": 12,
}  # fmt: skip


def number_of(word: str) -> float | None:
    """Return the value of one word, or None when it is not a number."""
    if word[0].isdigit():
        try:
            return float(word)
        except ValueError:
            return None
    return WORDS.get(word)
