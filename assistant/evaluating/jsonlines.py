"""Labels in files of JSON lines: each line one label of a known shape."""

import json
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from corpus.errors import UsageError

_SHOWN_ERRORS = 5
_Label = TypeVar("_Label", bound=BaseModel)


def read_labels(path: Path, shape: type[_Label], about: Callable[[_Label], tuple[Hashable, ...]]) -> list[_Label]:
    """Return the labels of a file; `about` says what one is about, which must not be labelled twice.

    Raises UsageError, naming the lines, if the file cannot be used.
    """
    try:
        lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
    labels: list[_Label] = []
    problems: list[str] = []
    seen: set[tuple[Hashable, ...]] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            label = shape.model_validate(json.loads(line))
        except ValidationError as error:
            problems.append(f"line {number}, {_told(error)}")
            continue
        except (ValueError, RecursionError):
            problems.append(f"line {number}, is not valid JSON.")
            continue
        if (named := about(label)) in seen:
            problems.append(f"line {number}, {' and '.join(map(str, named))} are labelled twice.")
        seen.add(named)
        labels.append(label)
    if problems:
        more = f" And {len(problems) - _SHOWN_ERRORS} more." if len(problems) > _SHOWN_ERRORS else ""
        raise UsageError(f"{path} cannot be used: {' '.join(problems[:_SHOWN_ERRORS])}{more}")
    return labels


def _told(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = f"`{first['loc'][0]}`: " if first["loc"] else ""
    return f"{place}{first['msg'].removeprefix('Value error, ')}."
