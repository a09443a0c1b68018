"""Comparing practices at the command line: comparable ones for one document, side by side for several."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from assistant.practices.shapes import Match, Practice
from assistant.practices.sidebyside import Comparison, side_by_side
from corpus.errors import UsageError
from corpus.facets import Filters
from ui.reporting import indented
from ui.terminal import styled
from ui.texts import FALLBACK, Texts

if TYPE_CHECKING:
    from assistant.wiring import Assistant
    from corpus.vocabulary import Vocabulary

MOST_COMPARED = 20
"""How many practices are laid side by side at most: in JSON more are of use than in a table for people."""

_USUAL_LIMIT = 10


def comparable(
    assistant: "Assistant", document_id: str, filters: Filters, limit: int | None
) -> tuple[Practice, list[tuple[Practice, Match]]]:
    """Return a practice and those comparable to it, best first. Raises DocumentNotFound."""
    practices = assistant.practices()
    practice = practices.practice(document_id)
    found = practices.comparable(document_id, filters=filters, limit=limit or _USUAL_LIMIT)
    return practice, [(practices.practice(match.document_id), match) for match in found]


def compared(assistant: "Assistant", document_ids: Sequence[str], filters: Filters, limit: int | None) -> Comparison:
    """Return practices side by side. Raises DocumentNotFound; UsageError for too many, or what only one can have."""
    ids = list(dict.fromkeys(document_ids))
    if filters.active or limit is not None:
        raise UsageError(
            "Filters and --limit narrow what is comparable to one document; with several, leave them out: the"
            " documents that are named are compared."
        )
    if len(ids) > MOST_COMPARED:
        raise UsageError(f"{len(ids)} documents are too many to compare; {MOST_COMPARED} are the most.")
    practices = assistant.practices()
    return side_by_side([practices.practice(each) for each in ids])


def comparable_json(practice: Practice, found: Sequence[tuple[Practice, Match]]) -> dict[str, Any]:
    """Return comparable practices as data: the practice, and each match with what is known of its practice."""
    about = {"title", "source", "url", "countries", "regions", "language", "strength", "strength_citation"}
    return {
        "practice": practice.model_dump(mode="json"),
        "matches": [
            {**match.model_dump(mode="json"), **each.model_dump(mode="json", include=about)} for each, match in found
        ],
    }


def show_comparable(
    console: Console, practice: Practice, found: Sequence[tuple[Practice, Match]], names: "Vocabulary"
) -> None:
    """Print the practices that are comparable to one, each with why."""
    from assistant.naming import places_shown
    from assistant.practices.wording import dimension_label, strength_label

    say = Texts(FALLBACK)
    console.print(Text.assemble("Compared with ", styled(practice.title, "bold")))
    if not found:
        console.print("No practice matches.")
    for rank, (each, match) in enumerate(found, start=1):
        places = places_shown(each.countries, each.regions, names, say.language)
        console.print()
        title = Text.assemble((f"{rank}. ", "cyan"), styled(each.title, "bold"), (f"  {each.document_id}", "cyan"))
        console.print(title)
        strength = strength_label(each.strength, say)
        indented(console, styled(" · ".join(filter(None, [places, f"score {match.score:.2f}", strength])), "dim"), 3)
        for label, dimensions in (("alike in", match.shared), ("different in", match.different)):
            if dimensions:
                named = ", ".join(dimension_label(dimension, say) for dimension in dimensions)
                indented(console, styled(f"{label}: {named}"), 3)
        if match.why:
            indented(console, styled(f"“{match.why.quote.strip()}” ({each.source})"), 3)


def show_comparison(console: Console, comparison: Comparison, names: "Vocabulary") -> None:
    """Print practices side by side, dimension by dimension, and the list of their sources."""
    from assistant.exporting.comparison import cell_text, lines_of, sources_of

    say = Texts(FALLBACK)
    letters = [chr(ord("A") + index) for index in range(len(comparison.practices))]
    for letter, column in zip(letters, comparison.practices, strict=True):
        title = Text.assemble(
            (f"{letter}  ", "cyan"), styled(column.title, "bold"), (f"  {column.document_id}", "cyan")
        )
        console.print(title)
    for line in lines_of(comparison, names, say):
        console.print()
        told = f" ({line.agreement})" if line.agreement else ""
        console.print(Text.assemble(styled(line.label, "bold"), (told, "dim")))
        for letter, cell in zip(letters, line.cells, strict=True):
            text = styled(cell_text(cell, say), "" if cell.stated else "dim")
            indented(console, Text.assemble((f"{letter}  ", "cyan"), text), 3)
    console.print(f"\n{say('sources')}")
    for entry in sources_of(comparison, names, say):
        indented(console, Text.assemble((f"[{entry.number}] ", "cyan"), styled(f"{entry.title}. {entry.facts}")), 3)
