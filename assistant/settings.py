"""Settings: frozen data grouped by stage, from overrides, the environment and a TOML file, over defaults."""

import difflib
import hashlib
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from corpus.errors import SettingsError
from indexer.drafts import ReadingLimits

FILE_NAME = "vet-assistant.toml"
BUNDLED_MODEL = "bundled"
_BUNDLED_NAMES = {"all-MiniLM-L6-v2", "sentence-transformers/all-MiniLM-L6-v2"}

_SECRETS = {("library", "database_url"), ("library", "chroma_url"), ("chat", "base_url")}
_YES_OR_NO: Mapping[str, bool] = {
    **dict.fromkeys(("true", "yes", "on", "1"), True), **dict.fromkeys(("false", "no", "off", "0"), False),
}  # fmt: skip
_PASSWORD = re.compile(r"://[^/@\s]*:[^/@\s]+@|[?&](?:password|token|api_?key)=", re.IGNORECASE)


class _Stage(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EmbeddingSettings(_Stage):
    """The model that turns text into vectors: `bundled` (all-MiniLM-L6-v2), a sentence-transformers name, a folder."""

    model: str = Field(BUNDLED_MODEL, min_length=1)

    @field_validator("model")
    @classmethod
    def _bundled(cls, value: str) -> str:
        return BUNDLED_MODEL if value in _BUNDLED_NAMES else value


class EntailmentSettings(_Stage):
    """The model that judges whether a source says what a statement does; none by default: words and vectors judge.

    `model` is a sentence-transformers `CrossEncoder` for natural language inference, by name or folder. From
    `threshold` (0 to 1) on it is believed, be it that a source entails a statement or that it contradicts it.
    """

    model: str | None = Field(None, min_length=1)
    threshold: float = Field(0.5, gt=0, lt=1)


class LibrarySettings(_Stage):
    """Where the library and its index are. Without URLs both lie in the home folder."""

    database_url: SecretStr | None = None
    chroma_url: SecretStr | None = None

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not value.get_secret_value().startswith(("sqlite:", "postgresql:", "postgresql+")):
            raise ValueError("must start with sqlite: or postgresql:")
        return value

    @field_validator("chroma_url")
    @classmethod
    def _web_address(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not value.get_secret_value().startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value


class ChatSettings(_Stage):
    """The language model that writes answers, as `provider:model`; none by default.

    `local_only` refuses a model that is not on this machine or its private network. A reply must begin within
    `first_seconds`, go on within `chunk_seconds` and end within `seconds`; faults that may be over in a moment are
    tried again `retries` times; at most `at_once` replies are under way, others wait `queue_seconds`. A question may
    take `question_tokens` in all, an answer `answer_tokens` of them; a day `day_tokens`, or what costs `day_cost` at
    `price_read` and `price_written` for a million tokens. `unsupported` says what becomes of sentences that no source
    supports; with `preparation` the model also words the question for the search, with `translations` it translates
    quotes.
    """

    model: str | None = None
    base_url: SecretStr | None = None
    local_only: bool = False
    unsupported: Literal["struck", "left_out"] = "struck"
    preparation: bool = True
    translations: bool = True
    seconds: float = Field(60, gt=0, le=600)
    first_seconds: float = Field(30, gt=0, le=600)
    chunk_seconds: float = Field(20, gt=0, le=600)
    queue_seconds: float = Field(10, ge=0, le=600)
    retries: int = Field(2, ge=0, le=10)
    at_once: int = Field(2, ge=1, le=100)
    answer_tokens: int = Field(800, ge=50, le=16_000)
    question_tokens: int = Field(12_000, ge=500, le=1_000_000)
    context_tokens: int = Field(8_192, ge=2_048, le=1_000_000)
    day_tokens: int | None = Field(None, ge=1)
    day_cost: float | None = Field(None, gt=0)
    price_read: float = Field(0, ge=0)
    price_written: float = Field(0, ge=0)

    @field_validator("local_only", "preparation", "translations", mode="before")
    @classmethod
    def _yes_or_no(cls, value: Any) -> bool:
        return _truth(value)


class RetrievalSettings(_Stage):
    """How many passages vectors and full text each fetch, and in how many of the best evidence is looked for."""

    fetched: int = Field(30, ge=1, le=1000)
    kept: int = Field(10, ge=1, le=200)


class AnsweringSettings(_Stage):
    """How many quotes an answer has, and from which score (0 to 1) it counts as answered or partly answered."""

    quotes: int = Field(5, ge=1, le=50)
    answered_from: float = Field(0.55, ge=0, le=1)
    partial_from: float = Field(0.35, ge=0, le=1)


class ProposalSettings(_Stage):
    """How many proposals the library keeps at most, and how many one visitor may begin within an hour."""

    most: int = Field(1_000, ge=1, le=1_000_000)
    hourly: int = Field(30, ge=1, le=10_000)


class UiSettings(_Stage):
    """The page: its language (ISO 639-1), where it listens, and whether it asks what visitors think of answers."""

    language: str = Field("en", pattern=r"^[a-z]{2}$")
    host: str = "127.0.0.1"
    port: int = Field(8501, ge=1, le=65535)
    feedback: bool = False

    @field_validator("feedback", mode="before")
    @classmethod
    def _yes_or_no(cls, value: Any) -> bool:
        return _truth(value)


def _truth(value: Any) -> bool:
    known = _YES_OR_NO.get(value.strip().lower()) if isinstance(value, str) else value
    if not isinstance(known, bool):
        raise ValueError("must be true or false")
    return known


class Settings(_Stage):
    """Everything that can be set. `home` is the folder that holds the library, its index and `vet-assistant.toml`."""

    home: Path
    reading: ReadingLimits = ReadingLimits()
    embedding: EmbeddingSettings = EmbeddingSettings()
    entailment: EntailmentSettings = EntailmentSettings()
    library: LibrarySettings = LibrarySettings()
    chat: ChatSettings = ChatSettings()
    retrieval: RetrievalSettings = RetrievalSettings()
    answering: AnsweringSettings = AnsweringSettings()
    proposals: ProposalSettings = ProposalSettings()
    ui: UiSettings = UiSettings()

    @property
    def database_url(self) -> str:
        """The SQLAlchemy URL of the library; may hold a password, so never show it."""
        if self.library.database_url:
            return self.library.database_url.get_secret_value()
        return f"sqlite:///{self.home / 'library.db'}"

    @property
    def chroma_url(self) -> str | None:
        """The address of the Chroma server, if one is set; may hold a password, so never show it."""
        return self.library.chroma_url.get_secret_value() if self.library.chroma_url else None

    @property
    def index_folder(self) -> Path:
        """Where the generations of the Chroma index lie."""
        return self.home / "index"

    @property
    def model_cache(self) -> Path:
        """Where what is made from the embedding model once is kept."""
        return self.home / "models"

    @property
    def lock(self) -> Path:
        """The file that the one writer holds locked."""
        return self.home / "writing.lock"

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits of a hash of all that influences answers; secrets and places are not in it."""
        stages = (self.embedding, self.entailment, self.retrieval, self.answering)
        parts = [stage.model_dump_json() for stage in stages]
        return hashlib.sha256("\n".join([*parts, self.chat.model or ""]).encode()).hexdigest()[:12]


ENVIRONMENT: Mapping[str, tuple[str, str]] = {
    "VET_EMBEDDING_MODEL": ("embedding", "model"),
    "VET_ENTAILMENT_MODEL": ("entailment", "model"),
    "VET_ENTAILMENT_THRESHOLD": ("entailment", "threshold"),
    **{f"VET_CHAT_{name.upper()}": ("chat", name) for name in ChatSettings.model_fields},
    "VET_CHROMA_URL": ("library", "chroma_url"),
    "VET_DATABASE_URL": ("library", "database_url"),
    "VET_PROPOSALS_MOST": ("proposals", "most"),
    "VET_PROPOSALS_HOURLY": ("proposals", "hourly"),
    "VET_UI_LANGUAGE": ("ui", "language"),
    "VET_UI_FEEDBACK": ("ui", "feedback"),
}
"""Where the value of each environment variable goes; `VET_HOME` is apart because the file lies in that folder."""

CHAT_KEY = "VET_CHAT_API_KEY"
"""The environment variable of the chat model's key, which is in no setting."""


def load_settings(
    environ: Mapping[str, str], home: Path | None = None, overrides: Mapping[str, Mapping[str, Any]] | None = None
) -> Settings:
    """Return the settings: `overrides` (by stage, then name) over `environ` over the file over the defaults.

    `home` wins over `VET_HOME`; without either it is the user's data folder. The file is `vet-assistant.toml` in that
    folder, if there is one; it may group names in tables by stage (`[ui]` then `language = "nl"`) or name them as the
    environment does (`ui_language = "nl"`). Raises SettingsError, naming the key, for a value that cannot be used.
    """
    folder = home or _home(environ)
    merged = _read_file(folder / FILE_NAME)
    names = {f"{stage}.{name}": f"{stage}.{name} in {folder / FILE_NAME}" for stage in merged for name in merged[stage]}
    _check_spelling(environ)
    for variable, (stage, name) in ENVIRONMENT.items():
        if environ.get(variable, "").strip():
            merged.setdefault(stage, {})[name] = environ[variable].strip()
            names[f"{stage}.{name}"] = variable
    for stage, values in (overrides or {}).items():
        for name, value in values.items():
            if value is not None:
                merged.setdefault(stage, {})[name] = value
                names[f"{stage}.{name}"] = f"{stage}.{name}"
    try:
        return Settings.model_validate({**merged, "home": folder})
    except ValidationError as error:
        raise _explained(error, names) from None


def _check_spelling(environ: Mapping[str, str]) -> None:
    """Refuse a variable for the chat model that is none: a budget that is misspelt would be no budget."""
    for variable in environ:
        if variable.startswith("VET_CHAT_") and variable not in ENVIRONMENT and variable != CHAT_KEY:
            known = [name for name in ENVIRONMENT if name.startswith("VET_CHAT_")]
            raise SettingsError(variable, f"is no setting; {_hint(variable, known)}")


def _home(environ: Mapping[str, str]) -> Path:
    if environ.get("VET_HOME", "").strip():
        return Path(environ["VET_HOME"].strip()).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("vet-assistant", appauthor=False)


def _read_file(path: Path) -> dict[str, dict[str, Any]]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(str(path), f"the file cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(str(path), f"the file is not valid TOML: {error}") from None
    merged: dict[str, dict[str, Any]] = {}
    for key, value in content.items():
        _place(merged, path, key, value)
    return merged


def _place(merged: dict[str, dict[str, Any]], path: Path, key: str, value: Any) -> None:
    """Put one top-level key of the file where it belongs, be it a table or the name of an environment variable."""
    variable = "VET_" + key.upper().removeprefix("VET_")
    if variable in ENVIRONMENT:
        stage, name = ENVIRONMENT[variable]
        _set(merged, path, stage, name, value)
    elif variable == "VET_HOME":
        raise SettingsError(key, f"cannot be set in {path}, which lies in that folder; use VET_HOME or --home")
    elif key in _stages() and isinstance(value, dict):
        for name, item in value.items():
            if name not in _stages()[key].model_fields:
                raise _unknown(path, f"{key}.{name}", [f"{key}.{known}" for known in _stages()[key].model_fields])
            _set(merged, path, key, name, item)
    elif key in _stages():
        raise SettingsError(key, f"must be a table in {path}: write [{key}] above its names")
    else:
        raise _unknown(path, key, [*_stages(), *(name.removeprefix("VET_").lower() for name in ENVIRONMENT)])


def _set(merged: dict[str, dict[str, Any]], path: Path, stage: str, name: str, value: Any) -> None:
    if (stage, name) in _SECRETS and isinstance(value, str) and _PASSWORD.search(value):
        variable = next(key for key, place in ENVIRONMENT.items() if place == (stage, name))
        raise SettingsError(
            f"{stage}.{name}", f"holds a password in {path}; passwords belong in the environment, as {variable}"
        )
    merged.setdefault(stage, {})[name] = value


def _stages() -> dict[str, type[BaseModel]]:
    return {
        name: field.annotation
        for name, field in Settings.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
    }


def _unknown(path: Path, key: str, known: list[str]) -> SettingsError:
    return SettingsError(key, f"is no setting ({path}); {_hint(key, known)}")


def _hint(key: str, known: list[str]) -> str:
    close = difflib.get_close_matches(key, known, n=1)
    return f"did you mean {close[0]}?" if close else f"known are: {', '.join(known)}"


def _explained(error: ValidationError, names: Mapping[str, str]) -> SettingsError:
    first = error.errors(include_input=False, include_url=False)[0]
    key = ".".join(str(part) for part in first["loc"])
    message = first["msg"].removeprefix("Value error, ")
    return SettingsError(names.get(key, key), message[:1].lower() + message[1:])
