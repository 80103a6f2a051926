"""The reader and the rules, loaded together and tried on the rules' own examples."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.domain import Reason, Route
from assistant.errors import RuleError
from assistant.safety import ages, durations, measures
from assistant.safety.data_files import DATA_DIR, known_words, read_folder, read_yaml
from assistant.safety.lexicon import Lexicon
from assistant.safety.reading import Reading, read_message
from assistant.safety.rules import Rule, Views, parse_rules
from assistant.safety.spelling import Corrector
from assistant.safety.words import split_words

# Facts that stay true when the sentence is about the past: a cancer in the history still counts.
_LASTING = frozenset(
    "cancer-history bone-once-infected bone-drug anticoagulant bleeding-disorder osteoporosis "
    "diabetes weak-immune implant long-steroid "
    "surgery-recent injection-done clot-risk sickle jia ra pmr gout gout-over pregnant postnatal graze tick fell "
    "exercise-time "
    "high-energy fluoroquinolone "
    "head-knock pop twist metalwork irregular-heart overdid cast kicked-back collapse stroke-sign whole-joint-out "
    "patella-out overdose chest-pain recurs failed persists persists-strong partner-harm postop scan procedure "
    "child child-patient".split()  # the child grows, and is still the one spoken of
)
_RECENT = frozenset(
    "surgery-recent postop injection-done fell high-energy head-knock pop twist cast pregnant postnatal overdid "
    "collapse stroke-sign whole-joint-out patella-out overdose chest-pain kicked-back "
    "graze tick clot-risk fluoroquinolone recurs failed persists persists-strong partner-harm procedure scan".split()
)
_COMPUTED = ages.NAMES | measures.NAMES | durations.NAMES
_EXAMPLES_DAY = date(2026, 6, 1)
_PLAIN_WORD = re.compile(r"(?<![^\s(|])[^\s()|*~#@]+(?![^\s()|])")  # no ending left open, no gap, no number, no concept


@dataclass(frozen=True, slots=True)
class Engine:
    """Reads messages and applies rules; holds no state of a conversation."""

    lexicon: Lexicon
    corrector: Corrector
    spellings: dict[str, str]
    rules: tuple[Rule, ...]
    persistent_pain_weeks: float = 3

    @classmethod
    def open(cls, *, persistent_pain_weeks: float = 3) -> "Engine":
        """Load the data files and try every rule on its own examples.

        Raises:
            RuleError: a file breaks its form, or a rule fails an example of its own.
        """
        spellings = {str(key): str(value) for key, value in read_yaml(DATA_DIR / "spellings.yaml").items()}
        lexicon = Lexicon(read_concepts(spellings))
        known = lexicon.names | _COMPUTED
        rules: list[Rule] = []
        for path, data in read_folder("rules"):
            rules += parse_rules(data, family=path.stem, where=path.name, is_known=known.__contains__)
        twice = {rule.id for rule in rules if sum(other.id == rule.id for other in rules) > 1}
        if twice:
            raise RuleError(f"ids used twice: {sorted(twice)}", where="rules", mend="give each rule its own id")
        engine = cls(
            lexicon,
            Corrector(lexicon.vocabulary | set(spellings), known_words(), lexicon.prefixes),
            spellings,
            tuple(rules),
        )
        engine.try_examples()  # on the usual threshold, whatever the setting
        return replace(engine, persistent_pain_weeks=persistent_pain_weeks)

    def read(self, text: str, *, turn: int, today: date) -> Reading:
        """Read one user message."""
        words = split_words(text, self.spellings, self.corrector)
        return read_message(
            words,
            self.lexicon,
            turn=turn,
            today=today,
            lasting=_LASTING,
            recent=_RECENT,
            weeks=self.persistent_pain_weeks,
        )

    def fire(self, readings: Sequence[Reading]) -> list[Reason]:
        """Return a reason for every rule that fires, most severe first, in the order of the files."""
        views = Views.of(readings)
        reasons = [reason for rule in self.rules if (reason := rule.fire_on(views)) is not None]
        return sorted(reasons, key=lambda reason: -reason.route.severity)

    def try_examples(self) -> None:
        """Refuse to start with a rule that misses what it must find, or finds what it must not."""
        for rule in self.rules:
            for text in rule.must_fire:
                if rule.fire(self._turns(text)) is None:
                    raise _failed(rule, text, "does not fire on")
            for text in rule.must_not_fire:
                if rule.fire(self._turns(text)) is not None:
                    raise _failed(rule, text, "fires on")

    def _turns(self, text: str) -> list[Reading]:
        """An example may hold several user messages, parted by " || "."""
        return [self.read(part, turn=turn, today=_EXAMPLES_DAY) for turn, part in enumerate(text.split(" || "))]


def _failed(rule: Rule, text: str, how: str) -> RuleError:
    return RuleError(
        f"rule {rule.id} {how} its own example {text!r}",
        where=f"{rule.family}.yaml",
        mend="correct its conditions, the concepts they name, or the example",
    )


def read_concepts(spellings: Mapping[str, str]) -> dict[str, list[str]]:
    """Read the phrases of every concept, their words as a message's words are read ("3am" is two, "pls" is please).

    Raises:
        RuleError: a file breaks its form, or a concept stands twice.
    """
    concepts: dict[str, list[str]] = {}
    for path, data in read_folder("concepts"):
        for name, phrases in data.items():
            if name in concepts:
                raise RuleError(f"concept {name} is defined twice", where=path.name, mend="merge the two")
            concepts[name] = [_as_read(phrase, spellings) for phrase in _phrases(str(phrases))]
    return concepts


def _phrases(text: str) -> list[str]:
    """Split a concept into phrases, which are parted by commas and line ends."""
    lines = text.replace("\n", ",").split(",")
    return [phrase.strip() for phrase in lines if phrase.strip()]


def _as_read(phrase: str, spellings: Mapping[str, str]) -> str:
    return _PLAIN_WORD.sub(lambda word: " ".join(split_words(word.group(), spellings, str).words), phrase)


def most_severe(reasons: Sequence[Reason]) -> Route:
    """Return the most severe route among reasons, or `answer` when there are none."""
    return max((reason.route for reason in reasons), key=lambda route: route.severity, default=Route.ANSWER)
