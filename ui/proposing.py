"""Proposing at the command line: cited sections for a brief, the templates that there are, and checking a draft."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from rich.console import Console
from rich.text import Text

from assistant.answers import Mode
from assistant.exporting.proposal_text import form_length
from assistant.messages import message
from assistant.proposals.drafting import DraftedField
from assistant.proposals.shapes import Complement, Coverage, QuestionEvidence, Template
from assistant.proposals.templates import FOLDER_NAME, Templates, load_templates, text_in
from corpus.errors import UsageError
from corpus.facets import Filters
from corpus.proposals import Proposal
from ui.drafting import draft_parts, field_json, model_of
from ui.reporting import indented
from ui.terminal import say, styled
from ui.texts import FALLBACK, Texts

if TYPE_CHECKING:
    from assistant.citations import Citation
    from assistant.exporting.bibliography import Style
    from assistant.proposals.uploaded import DraftReport
    from assistant.settings import Settings
    from assistant.wiring import Assistant
    from corpus.vocabulary import Vocabulary

Format = Literal["text", "markdown", "docx", "json", "bibtex", "ris", "csl-json"]
"""What a proposal can be written as; `json` is the file that the page opens again."""

_LARGEST_DRAFT = 50_000_000
_MOST_CANDIDATES, _LONGEST_SENTENCE = 3, 900


class Proposed(NamedTuple):
    """What the library has for a brief: a proposal of quotes, and all that was found for it."""

    proposal: Proposal
    template: Template
    evidence: list[QuestionEvidence]
    coverage: Coverage
    complements: list[Complement]
    generation: int
    settings: str
    seconds: float
    model: str | None = None
    fields: tuple[DraftedField, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether the model failed to write anything that it had quotes for."""
        return any(each.failed for each in self.fields)


def propose(
    assistant: "Assistant", file: Path, template: str | None, filters: Filters, mode: Mode = "quotes"
) -> Proposed:
    """Return what the library has for the brief of a file; with the mode `written` the chat model drafts its sections.

    Raises FieldError; UsageError for an unknown template, or when no model is set; ChatFault for one that cannot be.
    """
    from assistant.proposals.brief import read_brief

    started = perf_counter()
    model = model_of(assistant) if mode == "written" else None
    brief = read_brief(file, assistant.vocabulary)
    proposals = assistant.proposals()
    templates = proposals.templates()
    _warn(templates)
    form = templates.named(template or brief.template)
    brief = brief.model_copy(update={"template": form.id})
    skeleton = proposals.skeleton(brief, form, filters=filters)
    record = assistant.generation()
    proposal = Proposal(brief=brief, sections=skeleton.sections, sources=skeleton.sources)
    fields: tuple[DraftedField, ...] = ()
    if model is not None:
        proposal, fields = draft_parts(assistant, proposal, form, model)
    return Proposed(
        proposal=proposal,
        template=form,
        evidence=proposals.evidence(brief, form, filters=filters),
        coverage=proposals.coverage(brief, form, filters),
        complements=proposals.complements(brief, filters=filters),
        generation=record.number if record else 0,
        settings=assistant.settings.fingerprint,
        seconds=round(perf_counter() - started, 4),
        model=model.name if model else None,
        fields=fields,
    )


def written(proposed: Proposed, form: Format, style: "Style", names: "Vocabulary") -> bytes:
    """Return a proposal as a file of one format."""
    from assistant.exporting import citations
    from assistant.exporting.proposal import Drafted

    proposal = proposed.proposal
    drafted, words = Drafted(proposal, proposed.template, style), Texts(FALLBACK)
    if form == "docx":
        from assistant.exporting.proposal_docx import proposal_docx

        return proposal_docx(drafted, names, words)
    writers: Mapping[str, Callable[[], str]] = {
        "text": lambda: _text(drafted, words),
        "markdown": lambda: _markdown(drafted, names, words),
        "json": lambda: _interchange(proposal),
        "bibtex": lambda: citations.bibtex(proposal.sources),
        "ris": lambda: citations.ris(proposal.sources),
        "csl-json": lambda: citations.csl_json(proposal.sources),
    }
    return writers[form]().encode("utf-8", "replace")


def _text(drafted: Any, words: Texts) -> str:
    from assistant.exporting.proposal_text import proposal_text

    return proposal_text(drafted, words)


def _markdown(drafted: Any, names: "Vocabulary", words: Texts) -> str:
    from assistant.exporting.proposal_markdown import proposal_markdown

    return proposal_markdown(drafted, names, words)


def _interchange(proposal: Proposal) -> str:
    from assistant.proposals.interchange import proposal_json

    return proposal_json(proposal)


def proposed_json(proposed: Proposed) -> dict[str, Any]:
    """Return all that was found as data: each section with its text, and with each question and its evidence."""
    brief = proposed.proposal.brief
    texts = {each.section: each for each in proposed.proposal.sections}
    evidence = {(each.section, each.question): each for each in proposed.evidence}
    return {
        "mode": "written" if proposed.model else "quotes",
        "model": proposed.model,
        "brief": brief.model_dump(mode="json"),
        "template": proposed.template.id,
        "sections": [
            {
                "id": section.id,
                "title": text_in(section.title, brief.language),
                "points": section.points,
                "limit": section.limit,
                "text": texts[section.id].text,
                "length": form_length(texts[section.id].text),
                "sources": texts[section.id].pinned,
                "written": [field_json(each) for each in proposed.fields if each.field.section.id == section.id],
                "questions": [
                    {
                        "id": question.id,
                        "question": text_in(question.text, brief.language),
                        "evidence": [each.model_dump(mode="json") for each in evidence[section.id, question.id].items],
                    }
                    for question in section.questions
                ],
            }
            for section in proposed.template.sections
        ],
        "sources": [source.model_dump(mode="json") for source in proposed.proposal.sources],
        "coverage": proposed.coverage.counts,
        "gaps": [{"section": section, "country": country} for section, country in proposed.coverage.gaps],
        "complements": [each.model_dump(mode="json") for each in proposed.complements],
        "generation": proposed.generation,
        "settings": proposed.settings,
        "seconds": proposed.seconds,
    }


def show_proposed(console: Console, proposed: Proposed, names: "Vocabulary") -> None:
    """Print each section with its text, if one was written, and its quotes, then gaps and earlier projects like it."""
    from assistant.naming import places_shown, years_shown

    words = Texts(FALLBACK)
    language = proposed.proposal.brief.language
    evidence = {(each.section, each.question): each for each in proposed.evidence}
    texts = {each.section: each.text for each in proposed.proposal.sections}
    if proposed.model:
        console.print(styled(message("written_by", FALLBACK, model=proposed.model).text, "italic"))
    console.print(styled(proposed.proposal.brief.title or text_in(proposed.template.title, language), "bold"))
    for section in proposed.template.sections:
        facts = [f"{section.points} points"] if section.points else []
        facts += [f"at most {section.limit:,} characters"] if section.limit else []
        console.print()
        title = styled(text_in(section.title, language), "bold")
        console.print(Text.assemble(title, (f"  {' · '.join(facts)}", "dim")))
        if any(each.drafted.text for each in proposed.fields if each.field.section.id == section.id):
            console.print()
            for line in texts[section.id].splitlines():
                indented(console, styled(line), 2)
        for question in section.questions:
            console.print()
            indented(console, styled(text_in(question.text, language), "italic"), 2)
            items = evidence[section.id, question.id].items
            if not items:
                indented(console, styled("No source was found for this question.", "yellow"), 4)
            for item in items:
                cited = item.citation
                places = places_shown(cited.countries, cited.regions, names, words.language)
                about = [words(f"relation_{item.relation}"), places, years_shown(cited.year_from, cited.year_to)]
                quote = Text.assemble((f"{cited.number}. ", "cyan"), styled(f"“{cited.quote.strip()}”"))
                indented(console, quote, 4)
                indented(console, styled(" · ".join([*filter(None, about), cited.title, cited.source]), "dim"), 7)
    _show_rest(console, proposed, names, words)


def _show_rest(console: Console, proposed: Proposed, names: "Vocabulary", words: Texts) -> None:
    titles = {section.id: text_in(section.title, words.language) for section in proposed.template.sections}
    if proposed.coverage.gaps:
        console.print(styled("\nNo source was found:", "bold"))
        for section, country in proposed.coverage.gaps:
            place = names.place_label(country, words.language)
            indented(console, styled(f"on {place} for {titles[section]}", "yellow"), 2)
    if proposed.complements:
        console.print(styled("\nEarlier projects with overlapping aims:", "bold"))
        for each in proposed.complements:
            indented(console, Text.assemble(styled(each.title, "bold"), (f"  {each.document_id}", "cyan")), 2)
            if each.why:
                indented(console, styled(f"“{each.why.quote.strip()}”", "dim"), 4)


# Templates


def templates_of(settings: "Settings") -> Templates:
    """Return the templates that there are, without a library."""
    return load_templates(settings.home / FOLDER_NAME)


def templates_json(templates: Templates) -> dict[str, Any]:
    """Return the templates as data, with what is wrong with files that could not be used."""
    return {
        "templates": [each.model_dump(mode="json") for each in templates.values()],
        "replaced": dict(templates.replaced),
        "problems": [
            {"file": each.file, "line": each.line, "field": each.field, "problem": each.problem}
            for each in templates.problems
        ],
    }


def show_templates(console: Console, templates: Templates) -> None:
    """Print the templates with their sections."""
    for template in templates.values():
        own = f"  (from {templates.replaced[template.id]})" if template.id in templates.replaced else ""
        title = styled(text_in(template.title, FALLBACK), "bold")
        console.print(Text.assemble((template.id, "cyan"), "  ", title, (own, "dim")))
        for section in template.sections:
            points = f" ({section.points} points)" if section.points else ""
            indented(console, styled(f"{text_in(section.title, FALLBACK)}{points}", "dim"), 2)
    _warn(templates)


def _warn(templates: Templates) -> None:
    for problem in templates.problems:
        say(f"A template cannot be used. {problem}")


# Checking a draft


def check(assistant: "Assistant", file: Path, filters: Filters) -> "DraftReport":
    """Return the report on a draft. Raises ReadingError, UsageError."""
    from assistant.proposals.uploaded import check_draft

    try:
        if file.stat().st_size > _LARGEST_DRAFT:
            raise UsageError(f"{file} is larger than {_LARGEST_DRAFT // 1_000_000} MB.")
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror or error}.") from None

    def candidates(sentence: str) -> "tuple[Citation, ...]":
        wide = ("countries", "kinds", "years")
        try:
            answer = assistant.ask(sentence[:_LONGEST_SENTENCE], filters, limit=_MOST_CANDIDATES, keep_wide=wide)
        except UsageError:
            return ()
        return answer.citations[:_MOST_CANDIDATES]

    cards = assistant.documents(filters)
    return check_draft(file.name, data, assistant.checker(), cards, assistant.document, candidates)


def show_check(console: Console, report: "DraftReport") -> None:
    """Print what was found of every claim of a draft."""
    words = Texts(FALLBACK)
    styles = {"supported": "green", "differs": "red", "needs_evidence": "yellow", "own": "dim"}
    counts = ", ".join(f"{words(f'standing_{each}')}: {number}" for each, number in report.counts.items())
    console.print(styled(f"{report.name}: {counts}", "bold"))
    for section in report.sections:
        for sentence in section.sentences:
            standing = words(f"standing_{sentence.standing}")
            said = section.text[sentence.start : sentence.end]
            console.print()
            console.print(Text.assemble(styled(standing, styles[sentence.standing]), "  ", styled(said)))
            if sentence.citation is not None and sentence.standing in ("supported", "differs"):
                quote = f"“{sentence.citation.quote.strip()}” ({sentence.citation.title})"
                indented(console, styled(quote, "dim"), 3)
            for candidate in sentence.candidates:
                indented(console, styled(f"? “{candidate.quote.strip()}” ({candidate.title})", "dim"), 3)


# Where it goes


def write_out(data: bytes, path: Path | None, form: Format) -> None:
    """Write a file, or print it where it is text. Raises UsageError."""
    if path is not None:
        try:
            path.write_bytes(data)
        except OSError as error:
            raise UsageError(f"{path} cannot be written: {error.strerror or error}.") from None
        return
    if form == "docx" and sys.stdout.isatty():
        raise UsageError("A DOCX file is no text to print. Say where to write it: --output proposal.docx")
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
