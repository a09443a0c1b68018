"""Batches: JSON lines in, one line of JSON out for each, in order; a bad line costs only itself."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, cast

from corpus.errors import UsageError

Mode = Literal["quotes", "written"]
Names = Mapping[str, tuple[str, ...]]

_FACETS = {
    "country": "countries", "countries": "countries",
    "theme": "themes", "themes": "themes",
    "kind": "kinds", "kinds": "kinds",
    "language": "languages", "languages": "languages",
}  # fmt: skip


IMPLIED = ("countries", "kinds", "years")
"""The facets that a question may imply a filter of, and that `keep_wide` keeps it from."""


class Request(NamedTuple):
    """What a line asks for. `names` are filters as written, by the names of `Filters`; `id` is given back as it is.

    `previous` are the questions before it, oldest first; `keep_wide` names facets that the question shall not narrow.
    """

    id: Any
    question: str
    names: Names
    year_from: int | None = None
    year_to: int | None = None
    limit: int | None = None
    mode: Mode = "quotes"
    previous: tuple[str, ...] = ()
    keep_wide: tuple[str, ...] = ()


def answer_lines(
    lines: Iterable[bytes],
    defaults: Request,
    answer: Callable[[Request], dict[str, Any]],
    write: Callable[[dict[str, Any]], None],
) -> int:
    """Answer every line that is not blank and return how many could not be; their line says why, under `error`.

    What a line leaves out is taken from `defaults`.
    """
    failed = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        identifier = None
        try:
            fields = _object(line)
            identifier = fields.get("id")
            write({**answer(request_of(fields, defaults)), "id": identifier})
        except UsageError as error:
            failed += 1
            write({"id": identifier, "line": number, "error": str(error)})
    return failed


def _object(line: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        raise UsageError("The line is not valid JSON.") from None
    if not isinstance(fields, dict):
        raise UsageError('The line is not a JSON object, such as {"id": "1", "question": "…"}.')
    return fields


def request_of(fields: Mapping[str, Any], defaults: Request) -> Request:
    """Return what a line asks for; what it leaves out is taken from `defaults`. Raises UsageError."""
    question = fields.get("question", fields.get("query"))
    if not isinstance(question, str) or not question.strip():
        raise UsageError("The line has no question: give it as a text under `question`.")
    names = dict(defaults.names)
    for key, facet in _FACETS.items():
        if fields.get(key) is not None:
            names[facet] = _texts(key, fields[key])
    return Request(
        id=fields.get("id"),
        question=question,
        names=names,
        year_from=_number(fields, "year_from", defaults.year_from),
        year_to=_number(fields, "year_to", defaults.year_to),
        limit=_number(fields, "limit", defaults.limit, least=1),
        mode=_mode(fields, defaults.mode),
        previous=_texts("previous", fields["previous"]) if fields.get("previous") else defaults.previous,
        keep_wide=_facets(fields, defaults.keep_wide),
    )


def _texts(key: str, value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(each, str) for each in values):
        raise UsageError(f"`{key}` must be a text or a list of texts.")
    return tuple(values)


def _number(fields: Mapping[str, Any], key: str, default: int | None, least: int = 0) -> int | None:
    value = fields.get(key)
    if value is None:
        return default
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise UsageError(f"`{key}` must be a whole number, {least} or more.")
    return value


def _facets(fields: Mapping[str, Any], default: tuple[str, ...]) -> tuple[str, ...]:
    return default if fields.get("keep_wide") is None else implied_facets(_texts("keep_wide", fields["keep_wide"]))


def implied_facets(names: Sequence[str]) -> tuple[str, ...]:
    """Return facets that a question may imply a filter of. Raises UsageError for another one."""
    if unknown := [name for name in names if name not in IMPLIED]:
        raise UsageError(f"A question never narrows {unknown[0]!r}; keep wide any of: {', '.join(IMPLIED)}.")
    return tuple(names)


def _mode(fields: Mapping[str, Any], default: Mode) -> Mode:
    value = fields.get("mode")
    if value is None:
        return default
    if value not in ("quotes", "written"):
        raise UsageError("`mode` must be `quotes` or `written`.")
    return cast(Mode, value)
