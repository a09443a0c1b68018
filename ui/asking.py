"""One question or a batch of them: from a command's options to what is printed."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from corpus.errors import UsageError
from corpus.facets import Filters
from corpus.vocabulary import load_vocabulary
from ui.batch import Request, answer_lines
from ui.terminal import output, say, write_json

Respond = Callable[[Request, Filters], BaseModel]
"""Answers a request under its filters."""


def respond_to(
    request: Request, batch: Path | None, respond: Respond, show: Callable[..., None], *, as_json: bool
) -> int:
    """Answer one request, or a batch that it gives the defaults for; return how many could not be answered.

    Raises VetError.
    """
    if batch is not None:
        return _respond_to_all(batch, request, respond)
    response = respond(request, filters_of(request.names, request.year_from, request.year_to))
    if as_json:
        write_json(response.model_dump(mode="json"))
    else:
        show(output(), response, load_vocabulary())
    return 0


def filters_of(names: Mapping[str, Sequence[str]], year_from: int | None, year_to: int | None) -> Filters:
    """Return the filters for names as a person gave them, by the names of `Filters`. Raises UsageError."""
    if not any(names.values()) and year_from is None and year_to is None:
        return Filters()
    from ui.choices import filters_from

    return filters_from(load_vocabulary(), **names, year_from=year_from, year_to=year_to)


def _respond_to_all(path: Path, defaults: Request, respond: Respond) -> int:
    def answer(request: Request) -> dict[str, Any]:
        filters = filters_of(request.names, request.year_from, request.year_to)
        return respond(request, filters).model_dump(mode="json")

    try:
        lines = sys.stdin.buffer if str(path) == "-" else path.open("rb")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
    with lines:
        failed = answer_lines(lines, defaults, answer, write_json)
    if failed:
        say(f"{failed} of the lines could not be answered; their own line of the output says why.")
    return failed
