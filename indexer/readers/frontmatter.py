"""Reads front matter and other small YAML safely, and says what of it a draft declares."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import yaml
from pydantic import ValidationError

from corpus.errors import ReadingError
from corpus.facets import Kind
from corpus.records import FIELDS, SurveyResult
from indexer.readers.cleaning import clean, clean_line
from indexer.readers.failures import failure
from indexer.readers.labels import DECLARED

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LONGEST = 256 * 1024
_DEEPEST = 12
_MOST_EVENTS = 50_000
_OTHER_NAMES = {
    "lang": "language", "locale": "language", "countries": "country", "regions": "region", "themes": "theme",
    "type": "kind", "year": "year_start", "published": "date", "organization": "organisation", "authors": "author",
    "source": "source_title", "subtitle": "summary", "education_levels": "education_level",
    "eqavet_phases": "eqavet_phase",
}  # fmt: skip


class FrontMatter(NamedTuple):
    """What front matter says, by canonical names, and where in the text the body starts."""

    title: str | None = None
    kind: Kind | None = None
    url: str | None = None
    declared: Mapping[str, tuple[str, ...]] = {}
    fields: Mapping[str, str] = {}
    layout: str | None = None
    body_start: int = 0


def split_front_matter(text: str, path: Path) -> FrontMatter:
    """Return a text's front matter; raises `ReadingError` ('bad_metadata') where it is not valid."""
    match = _FRONT_MATTER.match(text) if text.startswith(("---", "\ufeff---")) else None
    if match is None or not re.search(r"^\s*[\w\"'-]+\s*:", match.group(1), re.MULTILINE):
        return FrontMatter()
    return interpret(load_yaml(match.group(1), path, first_line=2), path)._replace(body_start=match.end())


def load_yaml(text: str, path: Path, first_line: int = 1) -> Mapping[str, object]:
    """Return the mapping that a small YAML text holds.

    Raises `ReadingError` ('bad_metadata') with the line of the file where it is not valid, not a mapping, too long, too
    deeply nested, or uses aliases, by which a few bytes can stand for gigabytes.
    """
    if len(text) > _LONGEST:
        raise failure(path, "bad_metadata", "its metadata is far too long. Keep text out of it.")
    try:
        _check_events(text, path, first_line)
        value = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + first_line if error.problem_mark else first_line
        raise _bad(
            path, line, "is not valid YAML; a value with a colon or a quote mark needs quotes around it"
        ) from None
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError):
        raise _bad(path, first_line, "is not valid YAML") from None
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise _bad(path, first_line, "must be lines of 'name: value'")
    return {str(key): item for key, item in value.items()}


def interpret(values: Mapping[str, object], path: Path) -> FrontMatter:
    """Return what the values declare, by canonical names; names that we do not know are left out.

    Raises `ReadingError` ('bad_metadata') where `results` are not figures of a survey.
    """
    declared: dict[str, tuple[str, ...]] = {}
    fields: dict[str, str] = {}
    known: dict[str, object] = {}
    for key, value in values.items():
        name = key.strip().casefold().replace("-", "_").replace(" ", "_")
        known.setdefault(_OTHER_NAMES.get(name, name), value)
    for name, value in known.items():
        items = _items(value)
        if name == "results" and isinstance(value, list):
            fields[name] = _survey_results(value, path)
        elif name in DECLARED and items:
            declared[name] = items
        elif name == "results" and items:
            fields[name] = clean("\n".join(items))
        if name in FIELDS and name != "results" and items:
            fields[name] = clean("\n".join(items) if "\n" in str(value) else "; ".join(items))
    title, url = _items(known.get("title")), _items(known.get("url")) or _items(known.get("source_url"))
    return FrontMatter(
        title=clean_line(" ".join(title)) or None,
        kind=kind_of(declared["kind"][0]) if "kind" in declared else None,
        url=url[0] if url and re.match(r"https?://\S+$", url[0]) else None,
        declared=declared,
        fields=fields,
        layout=next(iter(_items(known.get("layout"))), None),
    )


def kind_of(text: str) -> Kind | None:
    """Return the kind that a word in our own terms names, such as 'good practice' or 'good_practice'."""
    name = re.sub(r"[\s-]+", "_", text.strip().casefold())
    return next((kind for kind in Kind if name in (kind.value, f"{kind.value}s")), None)


def _survey_results(value: list[object], path: Path) -> str:
    """Return survey results as JSON; a list of plain strings is a project's results, one a line."""
    if all(isinstance(item, str) for item in value):
        return "\n".join(_items(value))
    results = []
    for number, item in enumerate(value, start=1):
        try:
            results.append(SurveyResult.model_validate(item).model_dump(exclude_none=True))
        except ValidationError as error:
            where = ".".join(str(part) for part in error.errors()[0]["loc"]) or "statement"
            raise failure(
                path,
                "bad_metadata",
                f"item {number} of 'results' in its metadata has no valid '{where}'. Each item needs a statement, and"
                " may have country, rank (a whole number), value (a number) and unit.",
            ) from None
    return json.dumps(results, ensure_ascii=False)


def _items(value: object) -> tuple[str, ...]:
    if isinstance(value, (list, tuple, set)):
        return tuple(item for part in value for item in _items(part))[:200]
    if value is None or isinstance(value, (dict, bytes)):
        return ()
    if isinstance(value, bool):
        # YAML reads an unquoted NO, as in `country: NO`, as false.
        value = "yes" if value else "no"
    if isinstance(value, datetime):
        value = value.date()
    text = value.isoformat() if isinstance(value, date) else clean(str(value))
    return (text,) if text else ()


def _check_events(text: str, path: Path, first_line: int) -> None:
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
        if isinstance(event, yaml.AliasEvent):
            raise _bad(path, _line(event, first_line), "uses an alias ('*name'); write the value out instead")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST or count > _MOST_EVENTS:
            raise _bad(path, _line(event, first_line), "is nested too deeply or has too many values")


def _line(event: yaml.Event, first_line: int) -> int:
    return (event.start_mark.line if event.start_mark else 0) + first_line


def _bad(path: Path, line: int, problem: str) -> ReadingError:
    return failure(path, "bad_metadata", f"the metadata (line {line}) {problem}.")
