"""Templates: the forms that proposals are written for, ours and those that operators add as files of their own."""

import difflib
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from assistant.proposals.aspects import ASPECTS
from assistant.proposals.handwritten import parse_yaml, read_handwritten
from assistant.proposals.shapes import GuidingQuestion, Labels, Relation, Template, TemplateSection
from corpus.errors import FieldError, UsageError
from corpus.vocabulary import load_vocabulary

FOLDER_NAME = "templates"
"""The folder in the home folder where operators put templates of their own."""

_MOST_FILES = 100
_ID = r"^[a-z0-9][a-z0-9-]{0,39}$"
_LONGEST_TEXT, _LONGEST_SEARCH = 2_000, 500
_MOST_PARTS = 30
_LONGEST_LANGUAGE = 2


def text_in(labels: Labels, language: str) -> str:
    """Return a text in a language, else in English, else in any; empty if there is none."""
    return labels.get(language) or labels.get("en") or next(iter(labels.values()), "")


class Templates(Mapping[str, Template]):
    """Templates by id. `problems` says what is wrong with files that could not be used; `replaced` names the files
    that took the place of a template of ours, by its id."""

    def __init__(
        self, templates: Mapping[str, Template], problems: tuple[FieldError, ...], replaced: Mapping[str, str]
    ) -> None:
        self._templates = dict(templates)
        self.problems = problems
        self.replaced = replaced

    def __getitem__(self, key: str) -> Template:
        return self._templates[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._templates)

    def __len__(self) -> int:
        return len(self._templates)

    def named(self, name: str) -> Template:
        """Return the template of that id, whatever its case. Raises UsageError, naming those that there are."""
        known = self.get(name.strip().casefold())
        if known is None:
            listed = ", ".join(self)
            raise UsageError(f"There is no template {name.strip()[:60]!r}. There are: {listed}.")
        return known


def load_templates(folder: Path | None = None) -> Templates:
    """Return our templates, and those in the YAML files of a folder, which may not be there.

    A file with the id of one of ours takes its place. A file with a mistake takes nothing away: it is in `problems`.
    """
    templates = dict(_bundled())
    problems: list[FieldError] = []
    replaced: dict[str, str] = {}
    own: dict[str, str] = {}
    for path in _files_in(folder, problems):
        try:
            template = read_template(path)
            if template.id in own:
                raise FieldError(path.name, None, "id", f"{own[template.id]} has the id {template.id!r} already.")
        except FieldError as error:
            problems.append(error)
            continue
        own[template.id] = path.name
        if template.id in _bundled():
            replaced[template.id] = path.name
        templates[template.id] = template
    return Templates(templates, tuple(problems), replaced)


def read_template(path: Path) -> Template:
    """Return the template of a file. Raises FieldError, naming the line and the field of the first mistake in it."""
    return parse_template(read_handwritten(path), path.name)


def parse_template(text: str, file: str) -> Template:
    """Return the template that a text in YAML describes; `file` is what to call it. Raises FieldError."""
    written = parse_yaml(text, file)
    if not isinstance(written.data, dict):
        raise written.error((), "the file must begin with the fields of a template: id, title, sections.")
    form = written.validated(_Form)
    for place, problem in _repeated(form):
        raise written.error(place, problem)
    return form.template()


@lru_cache(maxsize=1)
def _bundled() -> Mapping[str, Template]:
    names = ("ka220-vet", "ka210-vet", "free")
    with as_file(files("assistant.proposals.forms")) as folder:
        return {template.id: template for template in (read_template(folder / f"{name}.yaml") for name in names)}


def _files_in(folder: Path | None, problems: list[FieldError]) -> list[Path]:
    if folder is None:
        return []
    try:
        if not folder.is_dir():
            return []
        found = sorted(each for each in folder.iterdir() if each.suffix in (".yaml", ".yml") and each.is_file())
    except OSError as error:
        problems.append(FieldError(folder.name, None, "", f"the folder cannot be read ({error.strerror or error})."))
        return []
    if len(found) > _MOST_FILES:
        problems.append(FieldError(folder.name, None, "", f"only the first {_MOST_FILES} files are read."))
    return found[:_MOST_FILES]


# What a file may say


def _labels(value: Any) -> Any:
    """Take a text without a language for a text in every language; check the languages of one that has several."""
    if isinstance(value, str):
        value = {"en": value}
    if isinstance(value, dict):
        for language, text in value.items():
            if len(language) != _LONGEST_LANGUAGE or not language.isascii() or not language.isalpha():
                raise ValueError(f"{language[:20]!r} is no language code of two letters, such as en")
            if isinstance(text, str) and len(text) > _LONGEST_TEXT:
                raise ValueError(f"the text in {language!r} is longer than {_LONGEST_TEXT:,} characters")
        value = {language.lower(): " ".join(t.split()) if isinstance(t, str) else t for language, t in value.items()}
    return value


def _in_english(value: Labels) -> Labels:
    if not value.get("en"):
        raise ValueError("a text in English (en) is needed: readers of other languages are shown that")
    return value


_Text = Annotated[dict[str, str], BeforeValidator(_labels)]
_Id = Annotated[str, Field(pattern=_ID)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @field_validator("title", "text", check_fields=False)
    @classmethod
    def _english(cls, value: Labels) -> Labels:
        return _in_english(value)

    @field_validator("id", mode="before", check_fields=False)
    @classmethod
    def _named(cls, value: Any) -> Any:
        if isinstance(value, str) and not re.match(_ID, value):
            raise ValueError("an id has small letters, digits and hyphens alone, at most 40")
        return value


class _Question(_Part):
    id: _Id
    text: _Text
    limit: int | None = Field(None, ge=1, le=200_000)
    limit_assumed: bool | None = None
    wants: tuple[Relation, ...] = ("supports",)
    about: tuple[str, ...] = Field((), max_length=_MOST_PARTS)
    search: _Text = Field(default_factory=dict)

    @field_validator("about")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        known = (*ASPECTS, *load_vocabulary().themes)
        for name in value:
            if name not in known:
                close = difflib.get_close_matches(name, known, n=1)
                hint = f"did you mean {close[0]}?" if close else f"known are {', '.join(ASPECTS)}, and themes"
                raise ValueError(f"{name[:40]!r} is no side of a project and no theme; {hint}")
        return value

    @field_validator("search")
    @classmethod
    def _short(cls, value: Labels) -> Labels:
        if any(len(words) > _LONGEST_SEARCH for words in value.values()):
            raise ValueError(f"these are more than {_LONGEST_SEARCH} characters of words to search for")
        return value


class _Section(_Part):
    id: _Id
    title: _Text
    points: int | None = Field(None, ge=0, le=1_000)
    limit: int | None = Field(None, ge=1, le=1_000_000)
    limit_assumed: bool | None = None
    guidance: _Text = Field(default_factory=dict)
    assessors: _Text = Field(default_factory=dict)
    questions: tuple[_Question, ...] = Field((), max_length=_MOST_PARTS)


class _Form(_Part):
    id: _Id
    title: _Text
    action: str | None = Field(None, max_length=80)
    source: str | None = Field(None, max_length=500)
    url: str | None = Field(None, max_length=500)
    limits_assumed: bool = False
    sections: tuple[_Section, ...] = Field(min_length=1, max_length=_MOST_PARTS)

    @field_validator("url")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        if value and not value.startswith(("https://", "http://")):
            raise ValueError("an address must start with https:// or http://")
        return value or None

    @model_validator(mode="before")
    @classmethod
    def _nothing_empty(cls, value: Any) -> Any:
        return {k: v for k, v in value.items() if v != ""} if isinstance(value, dict) else value

    def template(self) -> Template:
        """Return what the file says as a template."""
        return Template(
            id=self.id,
            title=self.title,
            action=self.action,
            source=self.source,
            url=self.url,
            sections=tuple(_section(each, self.limits_assumed) for each in self.sections),
        )


class _Repeated(NamedTuple):
    place: tuple[str | int, ...]
    problem: str


def _repeated(form: _Form) -> Iterator[_Repeated]:
    """Yield the ids that two sections have, or two questions of one section."""
    sections = set[str]()
    for number, section in enumerate(form.sections):
        if section.id in sections:
            yield _Repeated(("sections", number, "id"), f"another section has the id {section.id!r} already.")
        sections.add(section.id)
        questions = set[str]()
        for place, question in enumerate(section.questions):
            if question.id in questions:
                where = ("sections", number, "questions", place, "id")
                yield _Repeated(where, f"another question of this section has the id {question.id!r} already.")
            questions.add(question.id)


def _section(section: _Section, assumed: bool) -> TemplateSection:
    assumed = assumed if section.limit_assumed is None else section.limit_assumed
    questions = tuple(
        GuidingQuestion(
            id=q.id,
            text=q.text,
            limit=q.limit,
            limit_assumed=bool(q.limit) and (assumed if q.limit_assumed is None else q.limit_assumed),
            wants=q.wants,
            about=q.about,
            search=q.search,
        )
        for q in section.questions
    )
    limits = [question.limit for question in questions]
    # Where the form has a field for each answer, the section takes what they take together.
    whole = sum(filter(None, limits)) if limits and all(limits) else None
    return TemplateSection(
        id=section.id,
        title=section.title,
        points=section.points,
        limit=section.limit or whole,
        limit_assumed=assumed if section.limit else any(question.limit_assumed for question in questions),
        guidance=section.guidance,
        assessors=section.assessors,
        questions=questions,
    )
