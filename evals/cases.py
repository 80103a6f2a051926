"""The records of a question set, in the form the README gives."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from assistant.domain import Route

Split = Literal["dev", "test"]


class Record(BaseModel):
    """A frozen record that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Expect(Record):
    """What a good reply to a case is like. What is left out is not judged."""

    route: tuple[Route, ...] = ()
    """Acceptable routes; a single one may be written without a list."""
    abstain: bool | None = None
    """True: the guidance does not say. False: it does."""
    facts: tuple[tuple[str, ...], ...] = ()
    """Groups of alternatives: a good reply shows one alternative of every group, case folded."""
    never: tuple[str, ...] = ()
    """Words that must not be shown anywhere in the reply."""
    documents: tuple[str, ...] = ()
    """Ids of the documents that should be cited; retrieval is then scored by rank."""

    @field_validator("route", mode="before")
    @classmethod
    def _one_or_list(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @field_validator("facts", "never", "documents")
    @classmethod
    def _no_empty_words(cls, value: tuple[object, ...]) -> tuple[object, ...]:
        for entry in value:
            words = entry if isinstance(entry, tuple) else (entry,)
            if not words or any(not str(word).strip() for word in words):
                raise ValueError("an empty entry matches everything; remove it or fill it in")
        return value


class Case(Record):
    """One conversation of the user's messages, and what to expect of the reply to the last."""

    id: str = Field(min_length=1, pattern=r"^\S+$")
    turns: tuple[str, ...]
    tags: tuple[str, ...] = ()
    split: Split | None = None
    expect: Expect = Expect()

    @field_validator("turns")
    @classmethod
    def _every_turn_says_something(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value:
            raise ValueError("a case needs at least one turn")
        if any(not turn.strip() for turn in value):
            raise ValueError("an empty turn")
        return value


class QuestionSet(Record):
    """The cases of one file."""

    name: str
    """The file's name, without its folder."""
    sha256: str
    """Of the file's bytes."""
    cases: tuple[Case, ...]
