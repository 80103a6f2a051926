"""Vignettes: messages in parts, from which the conditions of the stress test are put together."""

from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, ValidationError, field_validator

from assistant.domain import Route
from assistant.errors import QuestionSetError
from evals.cases import Record

VIGNETTES_FILE = Path(__file__).resolve().parent.parent / "sets" / "safety-stress.yaml"


class Vignette(Record):
    """One situation, with the least route that is safe for it."""

    id: str = Field(min_length=1, pattern=r"^\S+$")
    route: Route
    family: str
    context: str
    """An innocent sentence before the sign."""
    signs: tuple[str, ...] = Field(min_length=1)
    """What must be heard, in pieces that may be parted over turns. Of a calm vignette: what is going on."""
    third: str
    """Context and signs told of somebody else; `{who}` begins it."""
    denied: str
    """A list of denials that fit beside the signs, such as "no fever and no rash"."""
    ask: str
    """An innocent question."""

    @field_validator("third")
    @classmethod
    def _names_somebody(cls, value: str) -> str:
        if "{who}" not in value:
            raise ValueError("says nobody's name: write {who}")
        return value

    @property
    def sign(self) -> str:
        """The signs as sentences."""
        return " ".join(sentence(piece) for piece in self.signs)

    @property
    def plain(self) -> str:
        """The message with nothing done to it."""
        return f"{self.context} {self.sign} {self.ask}"

    def told_of(self, who: str) -> str:
        """The message about somebody else."""
        return f"{sentence(self.third.format(who=who))} {self.ask}"


def sentence(text: str) -> str:
    """Begin with a capital letter and end with a stop."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text[-1] in ".!?" else ".")


def read_vignettes(path: Path = VIGNETTES_FILE) -> tuple[Vignette, ...]:
    """Read and check the vignettes.

    Raises:
        QuestionSetError: the file cannot be read, or an entry breaks the form.
    """
    seen: set[str] = set()
    found = []
    for number, entry in enumerate(read_list(path), start=1):
        where = f"{path}, entry {number}"
        try:
            vignette = Vignette.model_validate(entry)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"]))
            raise QuestionSetError(f"`{field}`: {first['msg']}", where=where, mend=f"correct `{field}`") from error
        if vignette.id in seen:
            raise QuestionSetError(f"id {vignette.id} stands twice", where=where, mend="give it another id")
        seen.add(vignette.id)
        found.append(vignette)
    return tuple(found)


def read_list(path: Path) -> list[Any]:
    """Read a YAML list.

    Raises:
        QuestionSetError: the file cannot be read or is not a list.
    """
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise QuestionSetError(f"cannot be read: {error.strerror}", where=str(path), mend="check the path") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise QuestionSetError(f"is not YAML: {error}", where=str(path), mend="correct the line named") from error
    if not isinstance(data, list) or not data:
        raise QuestionSetError("is not a list of entries", where=str(path), mend="begin each entry with `- id:`")
    return data
