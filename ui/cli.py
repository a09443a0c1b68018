"""The command line: `vet-assistant`, another face of the same wiring as the page."""

import io
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer

from corpus.errors import UsageError, VetError
from ui.options import (
    AnswerMode,
    Batch,
    Common,
    Country,
    Home,
    Json,
    KeepWide,
    Kind,
    Language,
    Limit,
    Previous,
    Theme,
    YearFrom,
    YearTo,
    common_options,
    filter_names,
)

if TYPE_CHECKING:
    from pydantic import BaseModel

    from corpus.documents import Document
    from corpus.facets import Filters
    from corpus.library import DocumentCard

DONE, FAILURES, WRONG, INTERRUPTED = 0, 1, 2, 130
"""The exit codes: done; done with failures, which are listed; asked or set wrongly; stopped by the person."""

app = typer.Typer(
    name="vet-assistant",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> NoReturn:
    """Run the command line and end with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a command and return its exit code; errors of ours become one message on standard error."""
    from ui.terminal import say

    try:
        app(arguments, prog_name="vet-assistant")
    except VetError as error:
        say(f"vet-assistant: {error}")
        return WRONG
    except SystemExit as end:
        if end.code == INTERRUPTED:
            say("Stopped.")
        return end.code if isinstance(end.code, int) else DONE
    return DONE


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"vet-assistant {version('vet-assistant')}")
        raise typer.Exit


def _examples(*lines: str) -> str:
    return "\n\n".join(("Examples:", *lines))


@app.callback()
def _global(
    context: typer.Context,
    home: Home = None,
    as_json: Json = False,
    _: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Ask documents on vocational education and training; answers are quoted exactly, with their sources."""
    context.obj = Common(home, as_json)


@app.command(epilog=_examples("vet-assistant index ~/Documents/vet", "vet-assistant index"))
def index(
    context: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(metavar="PATH", help="Folders or files to remember.")] = None,
    forget: Annotated[
        list[Path] | None, typer.Option("--forget", metavar="PATH", help="A path to let go of. Repeatable.")
    ] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Remember folders or files as sources, and bring the index up to date with all of them."""
    from assistant.wiring import index_sources
    from ui.reporting import index_progress, show_report
    from ui.terminal import output, write_json

    common = common_options(context, home, as_json)
    settings = common.settings()
    with index_progress() as progress:
        report = index_sources(settings, paths or (), forget or (), progress)
    if common.as_json:
        write_json(report.model_dump(mode="json"))
    else:
        show_report(output(), report)
    raise typer.Exit(FAILURES if report.failed or report.warnings else DONE)


@app.command(
    epilog=_examples(
        'vet-assistant ask "How do colleges work with companies in the Netherlands?"',
        'vet-assistant ask "What do teachers need?" --country Finland --kind survey_summary --year-from 2020',
        'vet-assistant ask "And in Scotland?" --previous "How do colleges work with companies in the Netherlands?"',
        "vet-assistant ask --batch questions.jsonl > answers.jsonl",
    )
)
def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="The question, in any language.")] = None,
    country: Country = None,
    theme: Theme = None,
    kind: Kind = None,
    language: Language = None,
    year_from: YearFrom = None,
    year_to: YearTo = None,
    mode: AnswerMode = "quotes",
    limit: Limit = None,
    previous: Previous = None,
    keep_wide: KeepWide = None,
    batch: Batch = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Answer a question with exact quotes, each with its document and place.

    A batch has one JSON object a line ("id", "question", "country", "previous" …); answers come one a line, in order.
    """
    from assistant.conversation import Turn
    from assistant.wiring import Assistant
    from ui.asking import respond_to
    from ui.batch import Request, implied_facets
    from ui.reporting import show_answer

    _check_one_given(question, batch)
    common = common_options(context, home, as_json)
    names = filter_names(country, theme, kind, language)
    wide = implied_facets(keep_wide or ())
    request = Request(None, question or "", names, year_from, year_to, limit, mode, tuple(previous or ()), wide)
    with Assistant.open(common.settings()) as assistant:

        def respond(each: Request, filters: "Filters") -> "BaseModel":
            turns = [Turn(question=earlier) for earlier in each.previous]
            return assistant.ask(
                each.question, filters, each.mode, each.limit, previous=turns, keep_wide=each.keep_wide
            )

        failed = respond_to(request, batch, respond, show_answer, as_json=common.as_json)
    raise typer.Exit(FAILURES if failed else DONE)


@app.command(epilog=_examples("vet-assistant search apprenticeships --country AT --limit 20 --json"))
def search(
    context: typer.Context,
    query: Annotated[str | None, typer.Argument(metavar="QUERY", help="What to look for.")] = None,
    country: Country = None,
    theme: Theme = None,
    kind: Kind = None,
    language: Language = None,
    year_from: YearFrom = None,
    year_to: YearTo = None,
    limit: Limit = None,
    batch: Batch = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """List the passages that are nearest to a query, best first."""
    from assistant.wiring import Assistant
    from ui.asking import respond_to
    from ui.batch import Request
    from ui.reporting import show_passages

    _check_one_given(query, batch)
    common = common_options(context, home, as_json)
    names = filter_names(country, theme, kind, language)
    request = Request(None, query or "", names, year_from, year_to, limit)
    with Assistant.open(common.settings()) as assistant:

        def respond(each: Request, filters: "Filters") -> "BaseModel":
            return assistant.search(each.question, filters, each.limit or 10)

        failed = respond_to(request, batch, respond, show_passages, as_json=common.as_json)
    raise typer.Exit(FAILURES if failed else DONE)


@app.command(epilog=_examples("vet-assistant documents --kind good_practice", "vet-assistant documents --json"))
def documents(
    context: typer.Context,
    country: Country = None,
    theme: Theme = None,
    kind: Kind = None,
    language: Language = None,
    year_from: YearFrom = None,
    year_to: YearTo = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """List what the library holds."""
    from assistant.wiring import Assistant
    from corpus.vocabulary import load_vocabulary
    from ui.asking import filters_of
    from ui.reporting import show_documents
    from ui.terminal import output, write_json

    common = common_options(context, home, as_json)
    names = filter_names(country, theme, kind, language)
    with Assistant.open(common.settings()) as assistant:
        cards = assistant.documents(filters_of(names, year_from, year_to))
        if common.as_json:
            write_json({"documents": [_all_of(card, assistant.document(card.id)) for card in cards]})
        else:
            show_documents(output(), cards, load_vocabulary())


@app.command(
    epilog=_examples(
        "vet-assistant compare 1f0c2a7b9d3e4f56 --country Finland --limit 5",
        "vet-assistant compare 1f0c2a7b9d3e4f56 0a1b2c3d4e5f6071 --json",
    )
)
def compare(
    context: typer.Context,
    documents: Annotated[
        list[str], typer.Argument(metavar="DOCUMENT_ID...", help="One document, or several to lay side by side.")
    ],
    country: Country = None,
    theme: Theme = None,
    kind: Kind = None,
    language: Language = None,
    year_from: YearFrom = None,
    year_to: YearTo = None,
    limit: Limit = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """List the practices comparable to a document, or lay several side by side.

    Filters and --limit narrow what is listed for one document. The ids are those that `documents` prints.
    """
    from assistant.wiring import Assistant
    from corpus.vocabulary import load_vocabulary
    from ui import comparing
    from ui.asking import filters_of
    from ui.terminal import output, write_json

    common = common_options(context, home, as_json)
    filters = filters_of(filter_names(country, theme, kind, language), year_from, year_to)
    with Assistant.open(common.settings()) as assistant:
        if len(set(documents)) == 1:
            practice, found = comparing.comparable(assistant, documents[0], filters, limit)
            if common.as_json:
                write_json(comparing.comparable_json(practice, found))
            else:
                comparing.show_comparable(output(), practice, found, load_vocabulary())
        else:
            comparison = comparing.compared(assistant, documents, filters, limit)
            if common.as_json:
                write_json(comparison.model_dump(mode="json"))
            else:
                comparing.show_comparison(output(), comparison, load_vocabulary())


@app.command(
    epilog=_examples(
        "vet-assistant propose brief.yaml",
        "vet-assistant propose brief.md --template ka210-vet --format docx --output proposal.docx",
        "vet-assistant propose brief.yaml --country Finland --year-from 2018 --json",
        "vet-assistant propose brief.yaml --mode written --format docx --output proposal.docx",
        "vet-assistant propose --check draft.docx",
        "vet-assistant propose --templates",
    )
)
def propose(
    context: typer.Context,
    brief: Annotated[
        Path | None, typer.Argument(metavar="BRIEF_FILE", help="The brief: YAML, or Markdown with front matter.")
    ] = None,
    template: Annotated[
        str | None, typer.Option("--template", metavar="ID", help="The form to write for, if not the brief's own.")
    ] = None,
    templates: Annotated[bool, typer.Option("--templates", help="List the forms that there are, and end.")] = False,
    form: Annotated[
        Literal["text", "markdown", "docx", "json", "bibtex", "ris", "csl-json"] | None,
        typer.Option("--format", help="Write the proposal as a file of this format."),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Where to write it; printed without this.")
    ] = None,
    style: Annotated[
        Literal["apa", "chicago", "iso690"], typer.Option("--style", help="The style of the bibliography.")
    ] = "apa",
    mode: AnswerMode = "quotes",
    draft: Annotated[
        Path | None, typer.Option("--check", metavar="DRAFT", help="Check a draft's claims: DOCX, Markdown, text.")
    ] = None,
    country: Country = None,
    theme: Theme = None,
    kind: Kind = None,
    language: Language = None,
    year_from: YearFrom = None,
    year_to: YearTo = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Find evidence for a project idea, section by section of an application, and cite it.

    A brief has the fields title, idea, target_groups, countries, partners,
    priorities, template and language; in Markdown the text is the idea.
    Without --format the quotes for each question are listed. With --mode
    written the chat model drafts each part from its quotes, every sentence
    checked; where it cannot the quotes stay, and the exit code is 1. With
    --check the exit code is 1 when a claim lacks a source, or its source says
    otherwise; with --templates when a template cannot be used.
    """
    from assistant.wiring import Assistant
    from corpus.vocabulary import load_vocabulary
    from ui import proposing
    from ui.asking import filters_of
    from ui.terminal import output, write_json

    if (brief is not None) + (draft is not None) + templates != 1:
        raise UsageError("Give a brief, or a draft with --check, or --templates alone.")
    if mode == "written" and brief is None:
        raise UsageError("With --mode written, give a brief to write for.")
    common = common_options(context, home, as_json)
    filters = filters_of(filter_names(country, theme, kind, language), year_from, year_to)
    settings = common.settings()
    failed = False
    if templates:
        listed = proposing.templates_of(settings)
        if common.as_json:
            write_json(proposing.templates_json(listed))
        else:
            proposing.show_templates(output(), listed)
        raise typer.Exit(FAILURES if listed.problems else DONE)
    with Assistant.open(settings) as assistant:
        if draft is not None:
            report = proposing.check(assistant, draft, filters)
            failed = bool(report.counts["differs"] or report.counts["needs_evidence"])
            if common.as_json:
                write_json({**report.model_dump(mode="json"), "counts": report.counts})
            else:
                proposing.show_check(output(), report)
        elif brief is not None:
            names = load_vocabulary()
            proposed = proposing.propose(assistant, brief, template, filters, mode)
            failed = proposed.failed
            if form is not None and (file is not None or not common.as_json):
                proposing.write_out(proposing.written(proposed, form, style, names), file, form)
            if common.as_json:
                write_json(proposing.proposed_json(proposed))
            elif form is None:
                proposing.show_proposed(output(), proposed, names)
    raise typer.Exit(FAILURES if failed else DONE)


@app.command(
    epilog=_examples(
        "vet-assistant evaluate questions.jsonl --report evaluation.html",
        "vet-assistant evaluate questions.jsonl --split held-out --limit 200 --json",
    )
)
def evaluate(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Labelled questions, one JSON object a line.")],
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE", help="Write a report, HTML or (.md) Markdown."),
    ] = None,
    split: Annotated[str | None, typer.Option("--split", metavar="NAME", help="Only questions of this split.")] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, metavar="N", help="Only so many questions, spread evenly.")
    ] = None,
    cells: Annotated[
        Path | None, typer.Option("--cells", metavar="FILE", help="Labels of what practices say; measured too.")
    ] = None,
    comparable: Annotated[
        Path | None, typer.Option("--comparable", metavar="FILE", help="Labels of comparable practices; measured too.")
    ] = None,
    needs: Annotated[
        Path | None,
        typer.Option("--needs", metavar="FILE", help="Labels of what sections of proposals need; measured too."),
    ] = None,
    statements: Annotated[
        Path | None, typer.Option("--statements", metavar="FILE", help="Labelled statements to check; measured too.")
    ] = None,
    claims: Annotated[
        Path | None, typer.Option("--claims", metavar="FILE", help="Labelled sentences of drafts; measured too.")
    ] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Measure how well the library answers labelled questions.

    A line has a "question" and its label: the "document" (a file's name)
    with "any" (a list of accepted answers) or "evidence" (words that stand
    there), or "abstain": true where the library holds no answer. What else it
    may have is told in benchmarks/questions/README.md.
    """
    from ui.evaluating import evaluate_file, show_evaluation, write_report
    from ui.terminal import output, write_json

    common = common_options(context, home, as_json)
    evaluation = evaluate_file(common.settings(), file, split, limit, cells, comparable, needs, statements, claims)
    if report is not None:
        write_report(report, evaluation)
    if common.as_json:
        write_json(evaluation.model_dump(mode="json", by_alias=True))
    else:
        show_evaluation(output(), evaluation)
    raise typer.Exit(FAILURES if "failed" in evaluation.misses else DONE)


@app.command(epilog=_examples("vet-assistant feedback --since 2026-01-01", "vet-assistant feedback --limit 50 --json"))
def feedback(
    context: typer.Context,
    since: Annotated[
        datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], metavar="DATE", help="Not before this day.")
    ] = None,
    limit: Limit = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """List what visitors of the page thought of answers, the latest first.

    The page asks them only where VET_UI_FEEDBACK=true, or feedback = true under [ui] in vet-assistant.toml.
    """
    from assistant.wiring import open_library
    from corpus.feedback import list_feedback
    from corpus.vocabulary import load_vocabulary
    from ui.reporting import show_feedback
    from ui.terminal import output, write_json

    common = common_options(context, home, as_json)
    settings = common.settings()
    library = open_library(settings)
    try:
        entries = list_feedback(library, since.astimezone() if since else None, limit)
    finally:
        library.close()
    if common.as_json:
        kept = [entry.model_dump(mode="json") for entry in entries]
        write_json({"collecting": settings.ui.feedback, "feedback": kept})
    else:
        show_feedback(output(), entries, load_vocabulary(), collecting=settings.ui.feedback)


@app.command()
def check(context: typer.Context, home: Home = None, as_json: Json = False) -> None:
    """Look whether everything is in order, and say what to do where it is not."""
    from assistant.wiring import check_health
    from ui.reporting import show_health
    from ui.terminal import output, write_json

    common = common_options(context, home, as_json)
    lines = check_health(common.settings())
    sound = all(line.level != "error" for line in lines)
    if common.as_json:
        write_json({"sound": sound, "checks": [line._asdict() for line in lines]})
    else:
        show_health(output(), lines)
    raise typer.Exit(DONE if sound else FAILURES)


@app.command(epilog=_examples("vet-assistant repair", "vet-assistant repair --previous"))
def repair(
    context: typer.Context,
    previous: Annotated[
        bool, typer.Option("--previous", help="Go back to the index before this one, until the next indexing.")
    ] = False,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Build the index again from the library where it is missing or damaged; nothing is read or embedded again."""
    from assistant.wiring import repair_index, restore_previous_index
    from ui.terminal import output, write_json

    common = common_options(context, home, as_json)
    generation = (restore_previous_index if previous else repair_index)(common.settings())
    if common.as_json:
        write_json({"repaired": generation is not None, "generation": generation})
    elif generation is None:
        output().print("There is no sound earlier index to go back to." if previous else "Nothing was amiss.")
    elif previous:
        output().print(f"Questions are answered from generation {generation} again, until the next indexing.")
    else:
        output().print(f"The index was built again from the library (generation {generation}).")


@app.command(epilog=_examples("vet-assistant ui", "vet-assistant ui --port 8600"))
def ui(
    context: typer.Context,
    port: Annotated[
        int | None, typer.Option("--port", min=1, max=65535, metavar="PORT", help="Where to listen.")
    ] = None,
    samples: Annotated[
        bool, typer.Option("--samples", help="Index the sample corpus if the library is empty.")
    ] = False,
    home: Home = None,
) -> None:
    """Open the page in a browser."""
    from ui.serving import index_samples_if_empty, serve

    settings = common_options(context, home).settings({"ui": {"port": port}})
    if samples:
        index_samples_if_empty(settings)
    raise typer.Exit(serve(settings))


def _all_of(card: "DocumentCard", document: "Document") -> dict[str, Any]:
    """Return all that is known of a document, but its text."""
    more = document.model_dump(mode="json", include={"ordinal", "fields", "notes"})
    return {**card.model_dump(mode="json"), **more, "pages": len(document.pages), "characters": len(document.text)}


def _check_one_given(question: str | None, batch: Path | None) -> None:
    if (batch is None) == (not (question or "").strip()):
        raise UsageError("Give a question, or a file of questions with --batch; not both.")
