"""What people say for a concept, shortest and plainest first: the words with which a line of a rule is written out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from assistant.safety.engine import Engine
from assistant.safety.reading import Reading, Standing
from evals.safety.needless import sample_texts
from evals.safety.phrases import Phrase, sources
from evals.safety.screening import TODAY

_KEPT = 16
_MOST = 6


class Fillers:
    """Words for concepts, collected from messages; computed ones, such as ages, have no phrases to take them from."""

    def __init__(self, engine: Engine, concepts: Mapping[str, Sequence[Phrase]], asked: frozenset[str]) -> None:
        self._engine, self._concepts, self._asked = engine, concepts, asked
        self._texts = {name: [phrase.text for phrase in own] for name, own in concepts.items()}
        self._said: defaultdict[str, set[str]] = defaultdict(set)

    def remember(self, readings: Iterable[Reading]) -> None:
        """Keep the shortest words that stand for each concept that rules ask for."""
        for reading in readings:
            for mention in reading.mentions:
                if mention.standing is Standing.PRESENT and mention.concept in self._asked:
                    self._keep(mention.concept, reading.words.text[mention.start : mention.end].lower())

    def _keep(self, concept: str, text: str) -> None:
        said = self._said[concept]
        said.add(text)
        if len(said) > _KEPT:
            said.remove(max(said, key=lambda each: (len(each), each)))

    def of(self, concept: str) -> list[str]:
        """Return words for a concept, those first that mean the least besides."""
        texts = set(self._said[concept])
        for phrase in list(sources(concept, self._concepts))[:_KEPT] if concept in self._concepts else ():
            texts.update(sample_texts(phrase, self._texts)[:2])
        ranked = sorted((self._meanings(concept, text), len(text), text) for text in texts)
        return [text for meanings, _, text in ranked if meanings][:_MOST]

    def _meanings(self, concept: str, text: str) -> int:
        """How many concepts that rules ask for the words name; 0 where they do not name this one."""
        reading = self._engine.read(text, turn=0, today=TODAY)
        return len(self._asked & reading.by_concept.keys()) if reading.present(concept) else 0
