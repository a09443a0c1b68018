"""Labelled questions: what is asked, and what a right answer must quote, read from a file of JSON lines."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from assistant.evaluating.matching import folded
from corpus.errors import UsageError

_SHOWN_ERRORS = 5


class LabelledQuestion(BaseModel):
    """One line of the file. Its keys there are the field's names, but where an alias is given below.

    `documents` (or `document`, a single one) are names of files, or the ends of their paths; `title` names one record
    of a file that holds several. A text answers when it is from one of them and holds one of `answers` (in the file:
    `any`) or overlaps one of `evidence`, which are words that stand there exactly. Several documents are several pieces
    of the answer: one of each should be cited. `also` names documents that say the same, whose quotes count as well.
    With `abstain` the library holds no answer; `near` then names the document that seems to have one, or is true.
    `group` (`set`), `split`, `kind` (fact, list, definition …) and `cross` (the document is in another language) are
    for the report alone. `filters` are as `ask --batch` takes them; with `outside` they leave the answer out, so that
    it must not be given as if it were inside. `previous` are the questions that came before in the same conversation.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    line: int
    id: str
    question: str = Field(min_length=1)
    language: str | None = None
    group: str | None = Field(None, alias="set")
    split: str | None = None
    kind: str | None = None
    cross: bool | None = None
    documents: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    title: str | None = None
    answers: tuple[str, ...] = Field((), alias="any")
    evidence: tuple[str, ...] = ()
    abstain: bool = False
    near: str | bool | None = None
    filters: dict[str, Any] = {}
    outside: bool = False
    previous: tuple[str, ...] = ()

    @field_validator("documents", "also", "answers", "evidence", "previous", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        if value is None:
            return ()
        return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else value

    @field_validator("id", mode="before")
    @classmethod
    def _number_as_text(cls, value: object) -> object:
        return str(value) if isinstance(value, int) else value

    @field_validator("question", "language", "group", "split", "kind", "title")
    @classmethod
    def _trimmed(cls, value: str | None) -> str | None:
        if value is not None and not value.strip():
            raise ValueError("must not be empty")
        return value.strip() if value else value

    @field_validator("documents", "also")
    @classmethod
    def _names(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(name.strip("/ ") for name in value):
            raise ValueError("must name a file")
        return tuple(dict.fromkeys(value))

    @field_validator("answers", "evidence")
    @classmethod
    def _words(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        # An answer such as `.`, of which nothing is left to compare, would be found everywhere.
        words = tuple(each for each in value if folded(each))
        if value and not words:
            raise ValueError("must hold at least one letter or figure, besides articles")
        return words

    @model_validator(mode="after")
    def _labelled(self) -> Self:
        if self.abstain and (self.answers or self.evidence or self.documents):
            raise ValueError("`abstain` says that there is no answer: leave out `document`, `any` and `evidence`")
        if not self.abstain and not self.documents:
            raise ValueError("has no label: give `document` with `any` or `evidence`, or `abstain`: true")
        if not self.abstain and not (self.answers or self.evidence):
            raise ValueError("says where the answer stands, not what it is: give `any` or `evidence` as well")
        if self.title is not None and len(self.documents) != 1:
            raise ValueError("`title` is of a record of one `document`")
        if self.outside and (self.abstain or not self.filters):
            raise ValueError("`outside` is for an answer that `filters` leave out")
        return self

    @property
    def answerable(self) -> bool:
        """Whether the library answers within the filters."""
        return not self.abstain and not self.outside

    @property
    def cluster(self) -> str | None:
        """What this question resembles others by: its document; None if it has none."""
        if self.documents:
            return self.documents[0]
        return self.near if isinstance(self.near, str) else None


class LabelledSet(NamedTuple):
    """The questions of a file, and the keys of its lines that mean nothing here."""

    questions: tuple[LabelledQuestion, ...]
    unused: tuple[str, ...]


_KNOWN = {field.alias or name for name, field in LabelledQuestion.model_fields.items()} - {"line"} | {"document"}


def read_labelled(path: Path) -> LabelledSet:
    """Return the questions of a file. Raises UsageError, naming lines and fields, if a line cannot be used."""
    try:
        lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
    questions: dict[str, LabelledQuestion] = {}
    unused: dict[str, None] = {}
    problems: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            fields = _object(line)
            question = _question(fields, number)
            if question.id in questions:
                raise UsageError(f"`id`: line {questions[question.id].line} has the same, {question.id!r}.")
        except UsageError as error:
            problems.append(f"line {number}, {error}")
            continue
        questions[question.id] = question
        unused.update(dict.fromkeys(key for key in fields if key not in _KNOWN))
    if problems:
        raise UsageError(_told(path, problems))
    if not questions:
        raise UsageError(f'{path} holds no question. A line is such as {{"question": "…", "document": …, "any": […]}}.')
    return LabelledSet(tuple(questions.values()), tuple(unused))


def chosen(
    questions: Sequence[LabelledQuestion], split: str | None = None, limit: int | None = None
) -> tuple[LabelledQuestion, ...]:
    """Return the questions of a split, and of them at most `limit`, spread evenly. Raises UsageError if none is."""
    kept = [question for question in questions if split is None or question.split == split]
    if not kept:
        splits = dict.fromkeys(question.split for question in questions if question.split)
        there = f"there are: {', '.join(splits)}" if splits else "no line has a `split`"
        raise UsageError(f"There is no question of the split {split!r}; {there}.")
    if limit is None or limit >= len(kept):
        return tuple(kept)
    return tuple(kept[index * len(kept) // limit] for index in range(limit))


def _object(line: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        raise UsageError("is not valid JSON.") from None
    if not isinstance(fields, dict):
        raise UsageError('is not a JSON object, such as {"question": "…"}.')
    return fields


def _question(fields: dict[str, Any], number: int) -> LabelledQuestion:
    known = {key: value for key, value in fields.items() if key in _KNOWN and value is not None}
    if "document" in known:
        if "documents" in known:
            raise UsageError("`document`: give it or `documents`, not both.")
        known["documents"] = known.pop("document")
    if "question" not in known:
        raise UsageError("`question`: is missing.")
    try:
        return LabelledQuestion.model_validate({"id": f"line {number}", **known, "line": number})
    except ValidationError as error:
        raise UsageError("; ".join(_problems(error, fields))) from None


def _problems(error: ValidationError, fields: dict[str, Any]) -> Iterable[str]:
    for each in error.errors(include_url=False, include_input=False, include_context=False):
        place = str(each["loc"][0]) if each["loc"] else "label"
        if place == "documents" and "document" in fields:
            place = "document"
        said = each["msg"].removeprefix("Value error, ")
        yield f"`{place}`: {said[:1].lower()}{said[1:]}."


def _told(path: Path, problems: Sequence[str]) -> str:
    if len(problems) == 1:
        return f"{path}, {problems[0]}"
    more = [f"… and {len(problems) - _SHOWN_ERRORS} more"] if len(problems) > _SHOWN_ERRORS else []
    return "\n  ".join([f"{path}: {len(problems)} lines cannot be used:", *problems[:_SHOWN_ERRORS], *more])
