"""What labelled values in a document state, by the canonical names of fields and facets."""

import re
from collections.abc import Iterable, Sequence

from corpus.documents import Section
from corpus.records import FIELDS
from indexer.readers.cleaning import clean_line, shows_something
from indexer.readers.labels import DECLARED, field_name

_LONGEST_FIELD = 10_000
_LONGEST_FACET = 500

Declared = dict[str, tuple[str, ...]]
Fields = dict[str, str]


def stated(pairs: Iterable[tuple[str, str]]) -> tuple[Declared, Fields]:
    """Return what pairs of label and text declare, and the record's own fields; a label's first text counts."""
    declared: Declared = {}
    fields: Fields = {}
    for label, text in pairs:
        name = field_name(label)
        if name is None or not shows_something(text):
            continue
        if name in DECLARED and len(text) <= _LONGEST_FACET:
            declared.setdefault(name, items_of(text))
        if name in FIELDS and len(text) <= _LONGEST_FIELD:
            fields.setdefault(name, text)
    return declared, fields


def items_of(text: str) -> tuple[str, ...]:
    """Return the items of a value that lists several, between semicolons, vertical bars or lines."""
    items = (clean_line(part).lstrip("-•* ") for part in re.split(r"[;|\n]", text))
    return tuple(dict.fromkeys(item for item in items if item))


def labelled_pairs(rows: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """Return the pairs of a table of two columns whose first holds labels that we know, as in a form; else nothing."""
    pairs = [(clean_line(row[0]), row[1]) for row in rows if len(row) == 2 and row[0] != row[1]]
    known = sum(1 for label, _ in pairs if field_name(label) is not None)
    return pairs if known >= 2 and known >= len(rows) / 2 else []


def fields_of(text: str, sections: Iterable[Section]) -> Fields:
    """Return the fields that sections of a text hold, up to where another field begins within them."""
    fields: Fields = {}
    in_order = list(sections)
    for number, section in enumerate(in_order):
        if not section.field or section.field == "results":
            # `results` is kept for a survey's figures unless the record itself states it.
            continue
        end = section.end
        for other in in_order[number + 1 :]:
            if other.start >= section.end:
                break
            if field_name(other.title):
                # Its heading stands above it, between empty lines.
                end = other.start - len(other.title) - 4
                break
        if section.field == "source_title":
            fields = {**_source(text[section.start : end]), **fields}
        elif 0 < end - section.start <= _LONGEST_FIELD:
            fields.setdefault(section.field, text[section.start : end])
    return fields


def _source(text: str) -> Fields:
    """Return a source's title and address from what stands below 'Source'; nothing where it names several."""
    match = re.fullmatch(r"(?:- )?([^\n]{3,300}?)[\s:,(<]*(https?://[^\s<>)]+)?[\s)>.]*", text)
    if match is None:
        return {}
    return {"source_title": match.group(1), **({"source_url": match.group(2)} if match.group(2) else {})}
