"""Reads pages of labelled records, such as a listing of practices copied from the web: one document a record."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from corpus.facets import Kind
from corpus.records import FIELDS
from indexer.drafts import Draft, ReadingLimits
from indexer.readers.cleaning import clean, clean_line, shows_something
from indexer.readers.composing import Composer
from indexer.readers.decoding import decode
from indexer.readers.failures import check_length, failure
from indexer.readers.labels import DECLARED, UNNAMED, field_name, human_label
from indexer.readers.titles import looks_like_title

_LABEL = re.compile(r"([^\W\d][^:\n]{0,60}):[ \t]*(.*)")
_FURNITURE = re.compile(
    r"pages?|next(?: page)?|previous|(?:first|last) page|[«‹›»\d ]+|subscribe to rss.*|read more|share|print|to top",
    re.IGNORECASE,
)
_NEVER_TEXT = {"country", "region", "language", "education_level", "year_start", "year_end", "date", "status", "theme"}
_PRACTICE_FIELDS = {
    "summary",
    "description",
    "objectives",
    "impact",
    "reach",
    "budget",
    "transferability",
    "activities",
}
_PUBLICATION_FIELDS = {"abstract", "author", "publisher"}


class Field(NamedTuple):
    """A label as written, what it stands for, and the text under it."""

    label: str
    name: str
    text: str


class _Label(NamedTuple):
    """A line that starts with a label: the label as written, what it stands for, and the rest of the line."""

    label: str
    name: str
    text: str


class _Candidate(NamedTuple):
    """A line that could be a record's title, what the label below it stands for, and whether it is no label's text."""

    line: int
    opener: str
    sure: bool


class Record(NamedTuple):
    """One record of a listing."""

    title: str
    fields: tuple[Field, ...]


def read(path: Path, limits: ReadingLimits) -> tuple[Draft, ...]:
    """Return one draft a record; raises `ReadingError` where the file holds no labelled records."""
    text, notes = decode(path.read_bytes(), path)
    check_length(path, len(text), limits)
    heading, records = records_of(clean(text))
    if not records:
        raise failure(path, "no_text", "no labelled records could be found in it.")
    return tuple(_draft(record, heading, notes) for record in records)


def is_listing(text: str) -> bool:
    """Return whether the text is made of at least two records with the same labels, below titles of their own."""
    _, records = records_of(text)
    if len(records) < 2 or sum(len(record.fields) for record in records) < 3 * len(records):
        return False
    first_labels = [record.fields[0].name for record in records]
    return len(set(first_labels)) < len(first_labels)


def records_of(text: str) -> tuple[str | None, list[Record]]:
    """Return the page's own heading, and the records that follow it.

    A record starts at the line before a label, when that line reads as a title and the label was already seen since
    the last title, or starts a record elsewhere on the page.
    """
    lines = text.split("\n")
    labels = [_label_at(line) for line in lines]
    if sum(label is not None for label in labels) < 2:
        return None, []
    labels = _with_recurring(lines, labels)
    starts = list(_record_starts(lines, labels))
    records = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(lines)
        record = _record(lines[start:end], labels[start:end], last=number + 1 == len(starts))
        if any(field.name in FIELDS for field in record.fields):
            records.append(record)
    before = [line for line in lines[: starts[0]] if shows_something(line)] if starts else []
    heading = before[0] if before and len(before[0]) <= 80 and not before[0].endswith(".") else None
    return heading, records


def _label_at(line: str) -> _Label | None:
    """Return the label, what it stands for, and the rest of the line, if the line starts with a label that we know."""
    match = _LABEL.fullmatch(line)
    name = field_name(match.group(1)) if match else None
    if match is None or name is None or name == "title":
        return None
    return _Label(match.group(1), name, match.group(2))


def _with_recurring(lines: list[str], labels: list[_Label | None]) -> list[_Label | None]:
    """Return the labels with those that nobody told us of: what stands alone before a colon time and again."""
    unknown = [
        match[1] if label is None and (match := _LABEL.fullmatch(line)) and not match[2] and len(match[1]) <= 30 else ""
        for line, label in zip(lines, labels, strict=True)
    ]
    counts = Counter(unknown)
    return [
        _Label(words, words.casefold(), "") if words and counts[words] > 1 else label
        for words, label in zip(unknown, labels, strict=True)
    ]


def _record_starts(lines: list[str], labels: list[_Label | None]) -> Iterator[int]:
    """Yield the number of each line that is the title of a record."""
    candidates = list(_candidates(lines, labels))
    openers = _openers(candidates, Counter(label.name for label in labels if label))
    seen: set[str] = set()
    position = -1
    for candidate in candidates:
        seen.update(label.name for label in labels[position + 1 : candidate.line] if label)
        repeats = candidate.sure and candidate.opener in seen and candidate.opener != UNNAMED
        if position < 0 or candidate.opener in openers or repeats:
            yield candidate.line
            seen = set()
            position = candidate.line


def _candidates(lines: list[str], labels: list[_Label | None]) -> Iterator[_Candidate]:
    """Yield each line that stands alone above a label and reads as a title."""
    previous: int | None = None
    for number, label in enumerate(labels):
        title = _line_before(lines, number) if label else None
        if label and title is not None and labels[title] is None and (title == 0 or not lines[title - 1]):
            above = labels[previous] if previous is not None else None
            between = lines[previous + 1 : title] if previous is not None else []
            # The only line below a label is most likely the label's text.
            sure = above is None or above.name == UNNAMED or bool(above.text) or any(map(shows_something, between))
            if looks_like_title(lines[title]):
                yield _Candidate(title, label.name, sure)
        previous = number if label else previous


def _openers(candidates: list[_Candidate], occurrences: Counter[str]) -> set[str]:
    """Return the labels that records begin with: nearly wherever one stands, a title stands above it."""
    counts = Counter(candidate.opener for candidate in candidates if candidate.sure)
    if candidates:
        first = candidates[0].opener
        counts[first] = sum(candidate.opener == first for candidate in candidates)
    return {
        name for name, count in counts.items() if name != UNNAMED and count > 1 and count >= 0.6 * occurrences[name]
    }


def _line_before(lines: list[str], number: int) -> int | None:
    return next((index for index in range(number - 1, max(number - 4, -1), -1) if lines[index]), None)


def _record(lines: list[str], labels: list[_Label | None], last: bool) -> Record:
    fields: list[Field] = []
    if last:
        lines = _without_furniture(lines, labels)
    at = [number for number, label in enumerate(labels[: len(lines)]) if label]
    for index, number in enumerate(at):
        label = labels[number] or _Label("", "", "")
        end = at[index + 1] if index + 1 < len(at) else len(lines)
        body = clean("\n".join([label.text, *lines[number + 1 : end]]))
        if shows_something(body) and label.name != UNNAMED:
            fields.append(Field(human_label(label.label), label.name, body))
    return Record(clean_line(lines[0]), tuple(_without_repeats(fields)))


def _without_furniture(lines: list[str], labels: list[_Label | None]) -> list[str]:
    end = len(lines)
    while end and (not lines[end - 1] or _FURNITURE.fullmatch(lines[end - 1])):
        end -= 1
    # What stands right below a label is its text, even if it is a number, as pages and years are.
    while end and end < len(lines) and lines[end] and labels[end - 1]:
        end += 1
    return lines[:end]


def _without_repeats(fields: list[Field]) -> Iterator[Field]:
    kept: list[Field] = []
    for field in fields:
        if not any(other.name == field.name and _nearly_same(other.text, field.text) for other in kept):
            kept.append(field)
            yield field


def _nearly_same(one: str, other: str) -> bool:
    one, other = one.casefold(), other.casefold()
    if one in other or other in one:
        return True
    return len(one) < 4000 > len(other) and SequenceMatcher(None, one, other, autojunk=False).ratio() > 0.9


def _draft(record: Record, heading: str | None, notes: tuple[str, ...]) -> Draft:
    composer = Composer()
    fields: dict[str, str] = {}
    declared: dict[str, tuple[str, ...]] = {}
    for field in record.fields:
        composer.heading(field.label, field=field.name if field.name in FIELDS else None)
        composer.block(field.text)
        if field.name in DECLARED:
            declared.setdefault(field.name, tuple(line for line in field.text.split("\n") if line))
        if field.name in FIELDS:
            fields[field.name] = f"{fields[field.name]}\n\n{field.text}" if field.name in fields else field.text
    names = {field.name for field in record.fields}
    return Draft(
        title=record.title,
        text=composer.text(),
        kind=_kind(names),
        heading=heading,
        declared=declared,
        fields=fields,
        sections=composer.sections(),
        notes=notes,
    )


def _kind(names: set[str]) -> Kind | None:
    if len(names & _PRACTICE_FIELDS) >= 2:
        return Kind.GOOD_PRACTICE
    return Kind.PUBLICATION if names & _PUBLICATION_FIELDS else None
