"""Messages made by program, in which a phrase matters: put where its like matters, or beside a sign that it calms.

Nobody said these messages. They guard a phrase against being lost; they do not show that it is the right one.
"""

import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.safety.conditions import Condition

Turns = tuple[str, ...]
_MOST_FILLERS = 5
_LINE_TRIES = 240
_HOSTS_FIRST = 6
_HOSTS_THEN = 24
_FRAMES_FIRST = 6
_MOST_HOSTS = 80
_JOINTS = (" and ", ", ", ". ", " with ")
# A sign or a question without the phrase, and how the phrase stands beside it.
_CALM = ("my knee aches a bit when i run", "which stretches help my calf?", "what shoes are good for running?")
_BESIDE = (
    "{phrase} {text}", "{text} {phrase}", "{phrase}, {text}", "{text}, {phrase}", "{phrase}. {text}",
    "{text}. {phrase}", "{text} || {phrase}", "{phrase} || {text}", "{text} || no, {phrase}",
    "{text} || sorry, {phrase}",
)  # fmt: skip
_ALONE = (
    "{phrase}", "tell me about {phrase}", "can you help me with {phrase}?", "is {phrase} any good?", "i like {phrase}",
    "what about {phrase}?", "{phrase} please", "my {phrase} aches", "is {phrase} good for my knee?",
    "{phrase} and my knee", "which stretches help my knee? || {phrase}", "best song for {phrase}",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Host:
    """A place in a conversation where words of one concept matter: characters `start:end` of message `turn`."""

    turns: Turns
    turn: int
    start: int
    end: int

    def holding(self, phrase: str) -> Turns:
        """Return the conversation with a phrase in that place."""
        text = self.turns[self.turn]
        told = f"{text[: self.start]}{phrase}{text[self.end :]}"
        return (*self.turns[: self.turn], told, *self.turns[self.turn + 1 :])


class Wordings:
    """Where phrases may be put, by concept; what worked for one phrase of a concept is tried first for the next."""

    def __init__(self) -> None:
        self._hosts: defaultdict[str, Counter[Host]] = defaultdict(Counter)
        self._beside: defaultdict[str, dict[Turns, None]] = defaultdict(dict)
        self._framed: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._frames: list[str] = list(_ALONE)

    def add_host(self, concept: str, host: Host) -> None:
        """Remember a place where a phrase of a concept matters."""
        if host in self._hosts[concept] or len(self._hosts[concept]) < _MOST_HOSTS:
            self._hosts[concept][host] += 1

    def add_beside(self, concept: str, turns: Turns) -> None:
        """Remember a conversation which a concept, said beside it, should silence or raise."""
        self._beside[concept][turns] = None

    def add_carriers(self, texts: Iterable[str]) -> None:
        """Put phrases beside these texts too."""
        carriers = [*texts, *_CALM]
        self._frames += [frame.replace("{text}", text) for frame in _BESIDE for text in carriers]

    def of(self, concept: str, users: frozenset[str], phrases: Sequence[str]) -> Iterator[tuple[Turns, Host | str]]:
        """Return conversations that hold a phrase, the most promising first, and the place or frame of each."""
        hosts: Counter[Host] = Counter()
        for name in sorted(users, key=lambda name: (name != concept, name)):
            for host, count in self._hosts[name].items():
                hosts[host] += count * (2 if name == concept else 1)
        ranked = [host for host, _ in hosts.most_common(_HOSTS_THEN)]
        phrase = phrases[0]
        yield from ((host.holding(phrase), host) for host in ranked[:_HOSTS_FIRST])
        good = [frame for frame, _ in self._framed[concept].most_common()]
        yield from ((_framed(frame, phrase), frame) for frame in good[:_FRAMES_FIRST])
        for name in sorted(users):
            for turns in itertools.islice(self._beside[name], _HOSTS_FIRST):
                for frame in ("{text} {phrase}", "{text}, {phrase}", "{text}. {phrase}"):
                    whole = frame.replace("{text}", " || ".join(turns))
                    yield _framed(whole, phrase), whole
        for other in phrases[1:]:
            yield from ((host.holding(other), host) for host in ranked[:_HOSTS_FIRST])
        yield from ((host.holding(phrase), host) for host in ranked[_HOSTS_FIRST:])
        others = random.Random(phrase).sample(self._frames, len(self._frames))  # each phrase tries others first
        yield from ((_framed(frame, phrase), frame) for frame in (*good[_FRAMES_FIRST:], *others))

    def worked(self, concept: str, place: Host | str) -> None:
        """Remember where a phrase of a concept mattered."""
        if isinstance(place, Host):
            self._hosts[concept][place] += 1
        else:
            self._framed[concept][place] += 1


def _framed(frame: str, phrase: str) -> Turns:
    return tuple(frame.replace("{phrase}", phrase).split(" || "))


def line_texts(condition: Condition, fillers: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Write out a line of a rule: for each of its links what people say for one of its concepts."""
    dice = random.Random(condition.source)
    parts = [part.chain for part in condition.parts if not part.absent]
    if not all(any(fillers.get(name) for name in link) for chain in parts for link in chain):
        return
    for number in range(_LINE_TRIES):
        most = 1 + number * _MOST_FILLERS // _LINE_TRIES
        told = []
        for chain in parts:
            words = []
            for link in chain:
                name = dice.choice([name for name in link if fillers.get(name)])
                words.append(dice.choice(list(fillers[name][:most])))
            told.append(" ".join(words))
        yield dice.choice(_JOINTS).join(told)
