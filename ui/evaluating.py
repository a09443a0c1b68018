"""Evaluating from the command line: a file of labelled questions to figures, on the terminal and in a report."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from textwrap import shorten

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from assistant.evaluating.claimlabels import read_claim_labels
from assistant.evaluating.claimrunning import measure_claims
from assistant.evaluating.evaluation import FIGURES, MISSES, Evaluation, Library
from assistant.evaluating.labelled import LabelledQuestion, chosen, read_labelled
from assistant.evaluating.needrunning import measure_needs
from assistant.evaluating.needs import read_needs
from assistant.evaluating.parts import Part
from assistant.evaluating.practicelabels import read_practice_labels
from assistant.evaluating.practicerunning import measure_practices
from assistant.evaluating.report import GROUPINGS, evaluate, parts_of
from assistant.evaluating.running import run_questions
from assistant.evaluating.wording import interval_of, value_of
from assistant.settings import Settings
from assistant.wiring import Assistant
from corpus.errors import LibraryEmpty, UsageError
from corpus.facets import Filters
from ui.asking import filters_of
from ui.batch import Request, request_of
from ui.terminal import messages, say, styled

_COLUMNS = {
    "recall_at_1": "R@1",
    "recall_at_5": "R@5",
    "recall_at_10": "R@10",
    "ndcg_at_10": "nDCG@10",
    "mrr": "MRR",
    "evidence_at_1": "Ev@1",
    "evidence_at_3": "Ev@3",
    "citation_precision": "Cit. prec.",
    "citation_recall": "Cit. rec.",
    "wrongly_refused": "Wrongly refused",
    "refused": "Refused",
}
_FEW = 8
_LONGEST = 240
_MOST_ROWS = 15


def evaluate_file(
    settings: Settings,
    path: Path,
    split: str | None,
    limit: int | None,
    cells: Path | None = None,
    comparable: Path | None = None,
    needs: Path | None = None,
    statements: Path | None = None,
    claims: Path | None = None,
) -> Evaluation:
    """Put the labelled questions of a file to the library and return what was measured.

    `cells` and `comparable` are files of labels of practices, `needs` one of what sections of proposals need,
    `statements` and `claims` of claims and whether their sources say so; they are measured too. Raises VetError.
    """
    labelled = read_labelled(path)
    labels = read_practice_labels(cells, comparable).of(split)
    sections = [each for each in read_needs(needs) if split in (None, each.split)] if needs else []
    said = read_claim_labels(statements, claims).of(split)
    questions = chosen(labelled.questions, split, limit)
    filters = [_filters(path, question) for question in questions]
    with Assistant.open(settings) as assistant, _progress() as progress:
        record = assistant.generation()
        if record is None:
            raise LibraryEmpty("Nothing is indexed yet. Index the documents first: vet-assistant index FOLDER")
        outcomes = run_questions(assistant, questions, filters, progress)
        library = Library(
            documents=len(assistant.documents()),
            passages=record.passages,
            generation=record.number,
            model=record.model,
            settings=settings.fingerprint,
        )
        practices = measure_practices(assistant, labels) if cells or comparable else None
        found = measure_needs(assistant, sections) if sections else None
        checked = measure_claims(assistant, said) if any(said) else None
    evaluation = evaluate(path.name, library, outcomes, labelled.unused)
    return evaluation.model_copy(update={"practices": practices, "needs": found, "claims": checked})


def write_report(path: Path, evaluation: Evaluation) -> None:
    """Write the report, as HTML or, where the file's name ends in `.md`, as Markdown. Raises UsageError."""
    from assistant.evaluating.markdown import markdown_report
    from assistant.evaluating.page import html_report

    text = markdown_report(evaluation) if path.suffix.lower() == ".md" else html_report(evaluation)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"The report cannot be written to {path}: {error.strerror}.") from None
    say(f"The report is in {path}")


def show_evaluation(console: Console, evaluation: Evaluation) -> None:
    """Print the figures, and what could not be measured."""
    library = evaluation.library
    console.print(
        f"{evaluation.questions} questions, {evaluation.answerable} of them answerable, to"
        f" {library.documents} documents in {library.passages} passages."
    )
    console.print(_overall(evaluation))
    if evaluation.refusal:
        console.print(_refusal(evaluation))
    console.print(_score_and_time(evaluation))
    for by, (heading, _) in GROUPINGS.items():
        groups = [group for group in evaluation.groups if group.by == by]
        if len(groups) > 1:
            table = _table(heading, "questions", *_COLUMNS.values())
            for group in groups[:_MOST_ROWS]:
                figures = (value_of(group.figures.get(name)) for name in _COLUMNS)
                table.add_row(styled(group.name), str(group.questions), *figures)
            console.print(table)
            if len(groups) > _MOST_ROWS:
                console.print(f"… and {len(groups) - _MOST_ROWS} smaller ones; the report lists all.")
    for miss, ids in evaluation.misses.items():
        console.print(f"{MISSES[miss]}: {len(ids)}")
    for part in parts_of(evaluation):
        _show_part(console, part)
    _show_problems(console, evaluation)


def _filters(path: Path, question: LabelledQuestion) -> Filters:
    try:
        request = request_of({**question.filters, "question": question.question}, Request(None, "", {}))
        return filters_of(request.names, request.year_from, request.year_to)
    except UsageError as error:
        raise UsageError(f"{path}, line {question.line}, `filters`: {error}") from None


def _overall(evaluation: Evaluation) -> Table:
    table = _table("Finding and quoting", "value", "95 % interval", "questions")
    for name, label in FIGURES.items():
        if name in evaluation.figures:
            figure = evaluation.figures[name]
            table.add_row(label, value_of(figure), interval_of(figure), str(figure.count))
    quotes = evaluation.exact_quotes
    table.add_row("Quotes that are word for word", value_of(quotes), interval_of(quotes), f"{quotes.count} quotes")
    return table


def _refusal(evaluation: Evaluation) -> Table:
    table = _table("Unanswerable", "questions", "AUROC", "95 % interval", "refused", "95 % interval")
    for each in evaluation.refusal:
        figures = (value_of(each.auroc), interval_of(each.auroc), value_of(each.refused), interval_of(each.refused))
        table.add_row(styled(each.name), str(each.questions), *figures)
    return table


def _score_and_time(evaluation: Evaluation) -> Table:
    table = _table("Score and time", "value", "95 % interval")
    calibration, latency = evaluation.calibration, evaluation.latency
    table.add_row("Brier score", value_of(calibration.brier), interval_of(calibration.brier))
    table.add_row("Expected calibration error", value_of(calibration.error), interval_of(calibration.error))
    for label, figure in (
        ("ask, median (ms)", latency.ask_median),
        ("ask, 95th percentile (ms)", latency.ask_p95),
        ("search, median (ms)", latency.search_median),
        ("search, 95th percentile (ms)", latency.search_p95),
    ):
        table.add_row(label, value_of(figure, 1000, 0), interval_of(figure, 1000, 0))
    return table


def _show_part(console: Console, part: Part) -> None:
    console.print(styled(part.summary))
    for (first, *others), rows in part.tables:
        table = _table(first.capitalize(), *others)
        for name, *figures in rows:
            table.add_row(styled(name), *figures)
        console.print(table)
    for heading, misses in part.misses:
        console.print(f"{heading}: {len(misses)}")
        told = ((miss.title, "; ".join(f"{name}: {text}" for name, text in miss.facts)) for miss in misses)
        _listed(console, [(title, shorten(text, _LONGEST, placeholder=" …")) for title, text in told])


def _show_problems(console: Console, evaluation: Evaluation) -> None:
    doubtful = [each for each in evaluation.outcomes if each.doubts]
    failed = [each for each in evaluation.outcomes if each.failure is not None]
    if failed:
        console.print(styled(f"{len(failed)} could not be asked:", "bold red"))
        _listed(console, [(each.question.id, each.failure or "") for each in failed])
    if doubtful:
        console.print(styled(f"{len(doubtful)} labels do not fit the library, and count as misses:", "yellow"))
        _listed(console, [(each.question.id, " ".join(each.doubts)) for each in doubtful])
    if evaluation.unused_fields:
        console.print(styled(f"Fields that mean nothing here: {', '.join(evaluation.unused_fields)}", "dim"))


def _listed(console: Console, items: Sequence[tuple[str, str]]) -> None:
    for name, text in items[:_FEW]:
        console.print(Text.assemble("  ", styled(name, "bold"), "  ", styled(text)))
    if len(items) > _FEW:
        console.print(f"  … and {len(items) - _FEW} more; the report lists all.")


def _table(first: str, *columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", title_justify="left")
    table.add_column(first, overflow="fold")
    for column in columns:
        table.add_column(column, justify="right")
    return table


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    columns = (TextColumn("Asking"), BarColumn(), TextColumn("{task.completed}/{task.total}"), TimeRemainingColumn())
    console = messages()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
