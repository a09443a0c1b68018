"""Answers, passages, documents, reports and checks as a person reads them in a terminal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from ui.terminal import messages, styled

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.answers import Answer, SearchResult
    from assistant.citations import Citation
    from assistant.health import HealthLine
    from corpus.documents import Locator
    from corpus.feedback import Feedback
    from corpus.library import DocumentCard
    from corpus.vocabulary import Vocabulary
    from indexer.sync import Outcome, Report
    from indexer.sync import Progress as Step

_STATUS_STYLE = {"answered": "bold green", "partial": "bold yellow", "no_evidence": "bold yellow"}
_VERDICTS = {"up": ("useful", "green"), "down": ("not useful", "yellow")}
_LEVEL_STYLE = {"ok": "green", "warning": "yellow", "error": "bold red"}


def show_answer(console: Console, answer: "Answer", vocabulary: "Vocabulary") -> None:
    """Print how the question was read, what was found, then the quotes under the titles of their documents."""
    if answer.understood_as:
        console.print(styled(f"Understood as: {answer.understood_as}", "italic"))
    _print_narrowing(console, answer, vocabulary)
    console.print(styled(answer.message.text, _STATUS_STYLE[answer.status]))
    for note in answer.notes:
        console.print(styled(note.text, "italic"))
    by_document: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        by_document.setdefault(citation.document_id, []).append(citation)
    for citations in by_document.values():
        first = citations[0]
        console.print()
        places = (*first.regions, *first.countries)
        facts = _facts(first.kind, places, first.language, first.year_from, first.year_to, vocabulary)
        console.print(Text.assemble(styled(first.title, "bold"), (f"  {facts}", "dim")))
        for citation in citations:
            quote = Text.assemble((f"[{citation.number}] ", "cyan"), styled(f"“{citation.quote.strip()}”"))
            indented(console, quote, 2)
            indented(console, styled(_place_in(citation.source, citation.locator), "dim"), 6)
        if first.url:
            indented(console, styled(first.url, "dim"), 2)
    for index, document in enumerate(answer.nearest):
        if index == 0:
            console.print("\nNearest documents:")
        indented(console, Text.assemble(styled(document.title), "  ", styled(document.source, "dim")), 2)


def _print_narrowing(console: Console, answer: "Answer", vocabulary: "Vocabulary") -> None:
    from assistant.naming import filter_names

    implied = answer.filters.implied
    if implied.active:
        names = filter_names(implied, vocabulary, "en")
        facets = " ".join(f"--keep-wide {name}" for name in answer.filters.inferred)
        console.print(styled(f"Narrowed by the question: {names} (not to: {facets})", "italic"))


def show_passages(console: Console, result: "SearchResult", vocabulary: "Vocabulary") -> None:
    """Print ranked passages, each with its document and place."""
    for note in result.notes:
        console.print(styled(note.text, "italic"))
    if not result.passages:
        console.print("No passage was found.")
    for rank, passage in enumerate(result.passages, start=1):
        places = (*passage.regions, *passage.countries)
        facts = _facts(passage.kind, places, passage.language, passage.year_from, passage.year_to, vocabulary)
        console.print(Text.assemble((f"{rank}. ", "cyan"), styled(passage.title, "bold"), (f"  {facts}", "dim")))
        where = f"{_place_in(passage.source, passage.locator)} · score {passage.score:.2f}"
        indented(console, styled(where, "dim"), 3)
        indented(console, styled(passage.text), 3)
        console.print()


def show_documents(console: Console, documents: Sequence["DocumentCard"], vocabulary: "Vocabulary") -> None:
    """Print documents, each with its facets and its file."""
    for document in documents:
        facets = document.facets
        places = (*facets.regions, *facets.countries)
        facts = _facts(facets.kind, places, facets.language, facets.year_from, facets.year_to, vocabulary)
        themes = ", ".join(vocabulary.theme_label(theme) for theme in facets.themes)
        console.print(Text.assemble(styled(document.title, "bold"), (f"  {document.id}", "cyan")))
        indented(console, styled(" · ".join(filter(None, (facts, themes, document.source))), "dim"), 2)
    console.print(f"{len(documents)} document{'s' if len(documents) != 1 else ''}")


def show_report(console: Console, report: "Report") -> None:
    """Print what became of the files: those that failed one by one, the others as counts."""
    for warning in report.warnings:
        console.print(styled(warning, "yellow"))
    if report.failed:
        console.print(styled(f"{len(report.failed)} could not be read:", "bold red"))
        for file in report.failed:
            indented(console, Text.assemble(styled(file.source, "bold"), "  ", styled(file.message or "")), 2)
    for file in report.files:
        for note in file.notes:
            console.print(styled(f"{file.source}: {note}", "dim"))
    outcomes: tuple[Outcome, ...] = ("added", "changed", "moved", "removed", "unchanged", "failed")
    counts = [f"{report.count(outcome)} {outcome}" for outcome in outcomes if report.count(outcome)]
    console.print(f"Files: {', '.join(counts) or 'none'}.")
    if report.passed_over:
        console.print(f"Hidden or temporary files passed over: {report.passed_over}.")
    console.print(
        f"The library holds {report.documents} documents in {report.passages} passages"
        f" ({report.embedded} newly embedded); {report.seconds:.1f} s."
    )


def show_health(console: Console, lines: Iterable["HealthLine"]) -> None:
    """Print what was checked, and what to do where something is amiss."""
    for line in lines:
        console.print(Text.assemble((f"{line.level:<8}", _LEVEL_STYLE[line.level]), styled(line.detail)))
        if line.action:
            indented(console, styled(f"→ {line.action}"), 8)


def show_feedback(
    console: Console, entries: Sequence["Feedback"], vocabulary: "Vocabulary", *, collecting: bool
) -> None:
    """Print what visitors thought of answers, and how to have them asked where they are not."""
    from assistant.naming import filter_names

    for entry in entries:
        word, style = _VERDICTS[entry.verdict]
        when = f"{entry.at.astimezone():%Y-%m-%d %H:%M}"
        console.print(Text.assemble((f"{word:<10}", style), (f" {when}  ", "dim"), styled(entry.question, "bold")))
        if entry.reason:
            indented(console, styled(f"“{entry.reason}”"), 11)
        facts = (f"{entry.status}, score {entry.score:.2f}", filter_names(entry.filters, vocabulary, "en"))
        quoted = f"documents {' '.join(entry.documents)}" if entry.documents else "no document quoted"
        made = f"generation {entry.generation}, settings {entry.settings}"
        indented(console, styled(" · ".join(filter(None, (*facts, quoted, made))), "dim"), 11)
    useful = sum(entry.verdict == "up" for entry in entries)
    console.print(f"{useful} useful, {len(entries) - useful} not useful" if entries else "No feedback is kept.")
    if not collecting:
        console.print(
            "The page does not ask for feedback. To turn that on: set VET_UI_FEEDBACK=true, or feedback = true under"
            " [ui] in vet-assistant.toml, then start the page again."
        )


_STAGES: Mapping[str, str] = {
    "reading": "Reading", "building": "Building the index", "comparing": "Making practices comparable",
}  # fmt: skip


@contextmanager
def index_progress() -> Iterator["Callable[[Step], None]"]:
    """Show how far an indexing run is: files, passages, time left. Gives what to call at every step."""
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[counts]}", markup=False),
        TimeRemainingColumn(compact=True),
    )
    console = messages()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Looking for files", total=None, counts="")

        def show(step: "Step") -> None:
            description = _STAGES[step.stage]
            if progress.tasks[0].description != description:
                progress.reset(task, description=description)
            counts = f"{step.files} of {step.all_files} files, {step.passages} passages"
            if step.stage == "comparing":
                counts = f"{step.done} of {step.total}"
            progress.update(task, total=max(step.total, 1), completed=step.done, counts=counts)

        yield show


def indented(console: Console, text: Text, columns: int) -> None:
    """Print text so many columns from the left, wrapped where there is a terminal to fit into."""
    for part in text.wrap(console, max(console.width - columns, 20)):
        console.print(Text(" " * columns).append_text(part))


def _facts(
    kind: str,
    places: Sequence[str],
    language: str | None,
    year_from: int | None,
    year_to: int | None,
    vocabulary: "Vocabulary",
) -> str:
    named = ", ".join(vocabulary.place_label(code) for code in places)
    spoken = vocabulary.language_label(language) if language else ""
    parts = (vocabulary.kind_label(kind), named, _years(year_from, year_to), spoken)
    return " · ".join(part for part in parts if part)


def _years(first: int | None, last: int | None) -> str:
    return "-".join(dict.fromkeys(str(year) for year in (first, last) if year is not None))


def _place_in(source: str, locator: "Locator") -> str:
    if locator.page is not None:
        label = (
            f" (printed {locator.page_label})" if locator.page_label and locator.page_label != str(locator.page) else ""
        )
        return f"{source}, page {locator.page}{label}"
    return f"{source}, “{locator.heading}”" if locator.heading else source
