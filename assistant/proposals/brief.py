"""Briefs: what a proposal starts from, read from a file in YAML, or in Markdown with the fields before the text."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assistant.proposals.handwritten import Handwritten, parse_yaml, read_handwritten
from corpus.errors import FieldError
from corpus.proposals import Brief
from corpus.vocabulary import Vocabulary

MOST_ITEMS = 50
"""How many target groups, countries, partners or priorities a brief may have."""

LONGEST_IDEA, LONGEST_ITEM = 20_000, 300
"""How many characters the idea, and any other text of a brief, may have."""

_FRONT = re.compile(r"\A---[ \t]*\n(?P<fields>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TITLE = re.compile(r"\A\s*#[ \t]+(?P<title>[^\n]+)\n?")
_SECTION = re.compile(r"^##[ \t]", re.MULTILINE)
_MARKDOWN = (".md", ".markdown", ".txt")
_ALIASES = {"action": "template", "action_type": "template", "groups": "target_groups", "country": "countries"}


def read_brief(path: Path, vocabulary: Vocabulary) -> Brief:
    """Return the brief of a file. Raises FieldError, naming the line and the field of the first mistake in it."""
    return parse_brief(read_handwritten(path), path.name, vocabulary)


def parse_brief(text: str, file: str, vocabulary: Vocabulary) -> Brief:
    """Return the brief that a text holds; `file` is what to call it, and says by its ending what form it has.

    In Markdown the fields stand before the text, between two lines of `---`; the text is the idea, up to the first
    heading of a section (`## …`), and a heading before it (`# …`) the title, where the fields have none. Countries and
    the language may be codes or names in any language. Raises FieldError.
    """
    front = _FRONT.match(text)
    if front is None and not file.lower().endswith(_MARKDOWN):
        return _brief(parse_yaml(text, file), "", "", vocabulary)
    fields = parse_yaml(front["fields"] if front else "", file, first_line=2)
    body = text[front.end() :] if front else text
    heading = _TITLE.match(body)
    if heading:
        body = body[heading.end() :]
    section = _SECTION.search(body)
    idea = body[: section.start()] if section else body
    return _brief(fields, heading["title"].strip(" #\t") if heading else "", idea.strip(), vocabulary)


def _brief(fields: Handwritten, title: str, idea: str, vocabulary: Vocabulary) -> Brief:
    if not isinstance(fields.data, dict):
        raise fields.error((), "a brief has named fields: title, idea, target_groups, countries.")
    fields = _with_usual_names(fields)
    written = fields.validated(_Fields)
    if len(idea) > LONGEST_IDEA:
        raise FieldError(fields.file, None, "idea", f"the text is longer than {LONGEST_IDEA:,} characters. Shorten it.")
    brief = Brief(
        title=written.title or title,
        idea=written.idea or idea,
        target_groups=written.target_groups,
        countries=_countries(written.countries, fields, vocabulary),
        partners=written.partners,
        priorities=written.priorities,
        template=written.template.casefold() or "ka220-vet",
        language=_language(written.language, fields, vocabulary),
    )
    if not (brief.title or brief.idea):
        raise FieldError(fields.file, None, "idea", "a brief needs a title or an idea, in a few sentences. Add it.")
    return brief


def _with_usual_names(fields: Handwritten) -> Handwritten:
    """Return the fields with those that go by another name under their own, in small letters."""
    data: dict[str, Any] = {}
    lines = dict(fields.lines)
    for name, value in fields.data.items():
        usual = name.strip().lower().replace(" ", "_").replace("-", "_")
        usual = _ALIASES.get(usual, usual)
        if usual in data:
            raise fields.error((name,), f"this says {usual} once more. Take one away.")
        data[usual] = value
        for place, line in fields.lines.items():
            if place and place[0] == name:
                lines[usual, *place[1:]] = line
    return Handwritten(fields.file, data, lines)


def _countries(names: tuple[str, ...], fields: Handwritten, vocabulary: Vocabulary) -> tuple[str, ...]:
    codes: dict[str, None] = {}
    for number, name in enumerate(names):
        code = vocabulary.place_code(name)
        if code is None:
            place = ("countries", number) if ("countries", number) in fields.lines else ("countries",)
            raise fields.error(
                place, f"{name[:60]!r} is no country or region that we know. Write its name or its code."
            )
        codes[code] = None
    return tuple(codes)


def _language(name: str, fields: Handwritten, vocabulary: Vocabulary) -> str:
    code = vocabulary.language_code(name) if name else "en"
    if code is None:
        raise fields.error(("language",), f"{name[:60]!r} is no language that we know. Write a code, such as en.")
    return code


def _items(value: Any) -> Any:
    """Take a text for a list: its lines, or what stands between semicolons; bullets before them say nothing."""
    if isinstance(value, str):
        value = re.split(r"[;\n]", value)
    if isinstance(value, list):
        value = [each.strip(" \t-•*") if isinstance(each, str) else each for each in value]
        value = [each for each in value if each != ""]
    return value


def _names(value: Any) -> Any:
    """Take a text for a list of names, with commas between them as well."""
    if isinstance(value, str):
        value = re.split(r"[;,\n]", value)
    return _items(value)


_Item = Annotated[str, Field(max_length=LONGEST_ITEM)]
_Items = Annotated[tuple[_Item, ...], BeforeValidator(_items), Field(max_length=MOST_ITEMS)]
_Names = Annotated[tuple[_Item, ...], BeforeValidator(_names), Field(max_length=MOST_ITEMS)]


class _Fields(BaseModel):
    """What a brief may say of itself."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    title: str = Field("", max_length=LONGEST_ITEM)
    idea: str = Field("", max_length=LONGEST_IDEA)
    target_groups: _Items = ()
    countries: _Names = ()
    partners: _Items = ()
    priorities: _Items = ()
    template: str = Field("", max_length=LONGEST_ITEM)
    language: str = Field("", max_length=LONGEST_ITEM)


FIELDS: Mapping[str, str] = {
    "title": "what the project is called",
    "idea": "what you want to do and why, in a few sentences",
    "target_groups": "for whom, a list",
    "countries": "where the partners are: names or codes, a list",
    "partners": "who takes part, a list",
    "priorities": "what the programme or the call wants, a list",
    "template": "the form that it is written for: ka220-vet, ka210-vet, free, or one of your own",
    "language": "the language that the proposal is written in: en, nl, fi, es, eu",
}
"""The fields of a brief, and what each is for."""
