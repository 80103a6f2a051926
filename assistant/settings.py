"""Settings: environment variables `ASSISTANT_*`, or the same keys in `assistant.toml`."""

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from assistant.errors import SettingsError

PREFIX = "ASSISTANT_"
SETTINGS_FILE = "assistant.toml"
PROJECT_DIR = Path(__file__).resolve().parent.parent

Region = Literal["GB", "US", "IE", "EU", "AU", "NZ", "CA", "IN"]


class Settings(BaseSettings):
    """Everything that can be set. An unknown key is an error; use `read_settings` at an entry point."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, toml_file=SETTINGS_FILE, frozen=True, extra="forbid", env_ignore_empty=True
    )

    corpus_dir: Path = PROJECT_DIR / "corpus"
    """Folder of guidance that `ingest.py` reads when no path is given."""
    index_dir: Path = PROJECT_DIR / ".index"
    """Folder of the index; it is replaced whole by each ingest that changes something."""
    chroma_url: str = ""
    """A Chroma server, such as http://127.0.0.1:8000; empty means the embedded store in `index_dir`."""
    embedding_model: str = ""
    """Folder of a sentence-transformers model; empty means the packaged, verified all-MiniLM-L6-v2."""
    llm: str = ""
    """A LangChain `init_chat_model` id such as `openai:…` or `ollama:…`; empty means none, the default."""
    llm_timeout_s: float = Field(default=8.0, gt=0, le=15)
    """After this long without an answer from the LLM the quotations are shown as they are; a page waits 20 s."""
    llm_streaming: bool = False
    """Read the LLM's answer in pieces, for servers that do not answer whole."""
    region: Region = "GB"
    """Country whose emergency, urgent-care and crisis lines the cards show."""
    persistent_pain_weeks: float = Field(default=3, gt=0, le=12)
    """Pain this long or longer is referred. 3 is the lowest honest value of "several weeks"."""
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = ()
    """Sites that may embed the widget, separated by commas; empty means nobody."""
    clinic_name: str = ""
    clinic_phone: str = ""
    booking_url: str = ""
    accent: str = ""
    """The clinic's accent colour as #rrggbb; used only where its contrast passes."""
    rate_limit: str = "30/minute"
    """Messages for each client, in the notation of the `limits` library; safety cards are never withheld."""
    rate_limit_storage: str = "memory://"
    """Where counts are kept; a Redis URL when several processes share them."""
    max_message_chars: int = Field(default=60_000, ge=1_000, le=1_000_000)
    """Longer messages are refused whole; none is cut, so safety reads every word."""
    max_messages: int = Field(default=200, ge=2, le=10_000)
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=0, le=65_535)

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _split_origins(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip().rstrip("/") for part in value.split(",") if part.strip())
        return value

    @field_validator("booking_url", "chroma_url")
    @classmethod
    def _is_web_address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def read_settings(environ: Mapping[str, str] | None = None, **overrides: Any) -> Settings:
    """Read the settings from arguments, environment and file.

    Raises:
        SettingsError: a key is unknown (the nearest known one is named) or a value is not allowed.
    """
    environ = os.environ if environ is None else environ
    known = set(Settings.model_fields)
    # `extra="forbid"` refuses an unknown key of the file but ignores a misspelt environment variable.
    for name in sorted(environ):
        if name.upper().startswith(PREFIX) and name[len(PREFIX) :].lower() not in known:
            raise _unknown_key(name, f"environment variable {name}", known)
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise _settings_error(error, known) from error
    except ValueError as error:  # TOML that cannot be parsed
        raise SettingsError(
            f"cannot be read: {error}", where=SETTINGS_FILE, mend="correct the line named, or remove the file"
        ) from error


def _unknown_key(name: str, where: str, known: set[str]) -> SettingsError:
    key = name.removeprefix(PREFIX).lower()
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    hint = f"did you mean {PREFIX}{near[0].upper()}?" if near else "remove it"
    names = ", ".join(PREFIX + field.upper() for field in sorted(known))
    return SettingsError("unknown setting", where=where, mend=f"{hint} Known settings: {names}")


def _settings_error(error: ValidationError, known: set[str]) -> SettingsError:
    first = error.errors()[0]
    key = str(first["loc"][0]) if first["loc"] else ""
    if first["type"] == "extra_forbidden":
        return _unknown_key(key, f"{SETTINGS_FILE}, key {key}", known)
    where = f"setting {PREFIX}{key.upper()}"
    given = str(first.get("input", ""))[:80]
    return SettingsError(
        f"{given!r} is not allowed: {first['msg']}", where=where, mend=f"set {PREFIX}{key.upper()} to an allowed value"
    )
