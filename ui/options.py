"""The options that commands of the command line share."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import typer

if TYPE_CHECKING:
    from assistant.settings import Settings


class Common(NamedTuple):
    """The options that every command has, given before the command or after it."""

    home: Path | None = None
    as_json: bool = False

    def settings(self, overrides: Mapping[str, Mapping[str, Any]] | None = None) -> "Settings":
        """Return the settings under these options. Raises SettingsError."""
        from assistant.settings import load_settings

        return load_settings(os.environ, self.home.expanduser().absolute() if self.home else None, overrides)


Home = Annotated[Path | None, typer.Option("--home", metavar="DIR", help="The folder that holds the library.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON alone; messages go to standard error.")]
Country = Annotated[
    list[str] | None, typer.Option("--country", metavar="PLACE", help="Country or region, by code or name. Repeatable.")
]
Theme = Annotated[list[str] | None, typer.Option("--theme", metavar="THEME", help="Theme, by id or label. Repeatable.")]
Kind = Annotated[list[str] | None, typer.Option("--kind", metavar="KIND", help="Kind of document. Repeatable.")]
Language = Annotated[
    list[str] | None, typer.Option("--language", metavar="LANGUAGE", help="Language of the document. Repeatable.")
]
YearFrom = Annotated[int | None, typer.Option("--year-from", metavar="YEAR", help="Not before this year.")]
YearTo = Annotated[int | None, typer.Option("--year-to", metavar="YEAR", help="Not after this year.")]
AnswerMode = Annotated[
    Literal["quotes", "written"], typer.Option("--mode", help="Exact quotes, or written by the chat model.")
]
Limit = Annotated[int | None, typer.Option("--limit", min=1, max=1000, metavar="N", help="At most so many.")]
Batch = Annotated[
    Path | None, typer.Option("--batch", metavar="FILE", help="Answer a file of JSON lines ('-': standard input).")
]

Previous = Annotated[
    list[str] | None,
    typer.Option("--previous", metavar="QUESTION", help="A question asked before, that this one leans on. Repeatable."),
]
KeepWide = Annotated[
    list[str] | None,
    typer.Option("--keep-wide", metavar="FACET", help="Not to be narrowed by the question: countries, kinds, years."),
]


def common_options(context: typer.Context, home: Path | None, as_json: bool = False) -> Common:
    """Return the common options, those after the command winning over those before it."""
    before: Common = context.obj
    return Common(home or before.home, as_json or before.as_json)


def filter_names(
    country: list[str] | None, theme: list[str] | None, kind: list[str] | None, language: list[str] | None
) -> dict[str, tuple[str, ...]]:
    """Return the filters as written, by the names of `Filters`."""
    given = {"countries": country, "themes": theme, "kinds": kind, "languages": language}
    return {facet: tuple(values) for facet, values in given.items() if values}
