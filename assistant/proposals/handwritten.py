"""Handwritten: YAML files that people write, read safely, with the line of every field for what is wrong in it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from corpus.errors import FieldError

LARGEST = 256_000
"""How many bytes such a file may have."""

_DEEPEST, _MOST_NODES = 20, 20_000
_LONGEST_SHOWN = 60

Place = tuple[str | int, ...]
ModelT = TypeVar("ModelT", bound=BaseModel)


class Handwritten(NamedTuple):
    """What a file says: dicts, lists and strings alone. `lines` has for each place in it the line that it stands in."""

    file: str
    data: Any
    lines: Mapping[Place, int]

    def error(self, place: Sequence[str | int], problem: str) -> FieldError:
        """Return the error for a place in the file; one that is not there is told by what it is missing in."""
        known = next((place[:length] for length in range(len(place), 0, -1) if tuple(place[:length]) in self.lines), ())
        return FieldError(self.file, self.lines.get(tuple(known)), shown_place(place), problem)

    def validated(self, model: type[ModelT]) -> ModelT:
        """Return the file's content as a model. Raises FieldError for the first mistake in it."""
        try:
            return model.model_validate(self.data)
        except ValidationError as error:
            errors = error.errors(include_url=False)
            # What is wrong inside a list also makes it too short: that alone says nothing.
            first = min(errors, key=lambda each: (each["type"] == "too_short", self._line(each["loc"])))
            raise self.error(_within_file(first["loc"], self.data), _said(first)) from None

    def _line(self, place: Sequence[str | int]) -> int:
        inside = _within_file(place, self.data)
        return next((self.lines[inside[:n]] for n in range(len(inside), -1, -1) if inside[:n] in self.lines), 0)


def read_handwritten(path: Path) -> str:
    """Return the text of a file of bounded size. Raises FieldError when it cannot be read as text."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise FieldError(path.name, None, "", f"the file cannot be read ({error.strerror or error}).") from None
    if len(data) > LARGEST:
        raise FieldError(path.name, None, "", f"the file is larger than {LARGEST // 1000} kB. Shorten it.")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise FieldError(path.name, None, "", "the file is not text in UTF-8. Save it as such.") from None


def parse_yaml(text: str, file: str, first_line: int = 1) -> Handwritten:
    """Return what a text in YAML says; `first_line` is the line of `file` that it begins at. Raises FieldError.

    Every value is a string as written, so that the country code NO is no boolean. Tags mean nothing; references to
    other parts of the file are refused, since a few lines of them can stand for millions.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        depth = 0
        for count, event in enumerate(yaml.parse(text, Loader=loader)):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            line = first_line + (event.start_mark.line if event.start_mark else 0)
            if isinstance(event, yaml.AliasEvent):
                raise FieldError(file, line, "", f"*{event.anchor} refers to another place. Write it out.")
            if depth > _DEEPEST or count > _MOST_NODES:
                raise FieldError(file, line, "", "the file is nested too deeply or too long.")
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = first_line + mark.line if mark else None
        raise FieldError(file, at, "", f"this is not valid YAML ({error.problem or error.context}).") from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise FieldError(file, None, "", f"this is not valid YAML ({' '.join(str(error).split())[:200]}).") from None
    lines: dict[Place, int] = {}
    data = _built(root, (), lines, file, first_line) if root is not None else {}
    return Handwritten(file, data, lines)


def shown_place(place: Sequence[str | int]) -> str:
    """Return a place in a file as people write it, its lists counted from 1: `sections[2].title`."""
    shown = ""
    for part in place:
        if isinstance(part, int):
            shown += f"[{part + 1}]"
        else:
            shown += f".{part[:_LONGEST_SHOWN]}" if shown else part[:_LONGEST_SHOWN]
    return shown


def _built(node: Any, place: Place, lines: dict[Place, int], file: str, first_line: int) -> Any:
    """Return the value of a node of YAML, and note its line and those of what is in it."""
    import yaml

    lines.setdefault(place, first_line + node.start_mark.line)
    if isinstance(node, yaml.ScalarNode):
        return "" if node.style is None and node.value in ("~", "null") else str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_built(each, (*place, number), lines, file, first_line) for number, each in enumerate(node.value)]
    built: dict[str, Any] = {}
    for key, value in node.value:
        line = first_line + key.start_mark.line
        if not isinstance(key, yaml.ScalarNode):
            raise FieldError(file, line, shown_place(place), "a name is expected here, before the colon.")
        inside = (*place, key.value)
        if key.value in built:
            raise FieldError(file, line, shown_place(inside), "this stands here twice. Take one away.")
        lines[inside] = line
        built[key.value] = _built(value, inside, lines, file, first_line)
    return built


def _within_file(place: Sequence[str | int], data: Any) -> Place:
    """Return the part of a place that the file has, with a name that it lacks; not the steps of a validator."""
    kept: list[str | int] = []
    for part in place:
        if isinstance(data, dict):
            kept.append(part)
            if part not in data:
                break
            data = data[part]
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            kept.append(part)
            data = data[part]
        else:
            break
    return tuple(kept)


_PROBLEMS = {
    "missing": "this is missing. Add it.",
    "extra_forbidden": "there is no such field. Take it away, or look whether it is misspelt.",
    "int_parsing": "a whole number is expected.",
    "model_type": "several named fields are expected here, one a line.",
    "model_attributes_type": "several named fields are expected here, one a line.",
    "dict_type": "a text for each language is expected here.",
    "tuple_type": "a list is expected here.",
    "list_type": "a list is expected here.",
    "string_type": "a text is expected here.",
    "too_short": "at least one is needed here.",
}


def _said(error: Mapping[str, Any]) -> str:
    """Return what is wrong in words; pydantic's own for what we have no better words for."""
    known = _PROBLEMS.get(error["type"])
    if known:
        return known
    message = str(error["msg"]).removeprefix("Value error, ").removeprefix("Assertion failed, ")
    return message[:1].lower() + message[1:] + ("" if message.endswith(".") else ".")
