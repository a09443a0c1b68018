"""A proposal as plain text, section by section, to be pasted into the fields of a form on the web."""

from collections.abc import Mapping
from typing import NamedTuple

from babel.numbers import format_decimal

from assistant.exporting.proposal import (
    Drafted,
    Part,
    cited_bibliography,
    cited_sources,
    mark_labels,
    parts_of,
    title_of,
)
from assistant.exporting.thread import Says, line_of
from assistant.proposals.citing import joined_marks, without_marks
from corpus.proposals import FormCitations, Proposal


class FormText(NamedTuple):
    """What goes into one field of a form: its text, how many characters that counts, and how many there may be.

    `bare` is how many it would be without what marks became; `assumed` says that nobody has seen the limit in the form
    itself. A section that has a field for each of its questions has them in `fields`; its own text and counts are then
    those of the whole.
    """

    id: str
    title: str
    text: str
    length: int
    bare: int
    limit: int | None
    assumed: bool = False
    fields: tuple["FormText", ...] = ()


class FormWording:
    """How the texts of a proposal read in the fields of a form, and how long they are there; the one place that says.

    `labels` are what stands for each source: one of an empty text leaves nothing.
    """

    def __init__(self, proposal: Proposal, form: FormCitations | None = None) -> None:
        self.labels: Mapping[str, str] = _labels(proposal, form or proposal.form_citations)

    def text(self, text: str) -> str:
        """Return one text of the proposal as it goes into a field; a key without a source stays as it was written."""
        written, start = [], 0
        for mark in joined_marks(text):
            shown = list(dict.fromkeys(self.labels.get(key, f"[@{key}]") for key in mark.keys))
            before = text[start : mark.start]
            joined = "; ".join(filter(None, shown)).replace("); (", "; ").replace("]; [", ", ")
            written += [before if joined else before.rstrip(" \t"), joined]
            start = mark.end
        return _lines("".join([*written, text[start:]])).strip()

    def length(self, text: str) -> int:
        """Return how many characters a field of the form counts of a text."""
        return form_length(self.text(text))


def form_texts(drafted: Drafted, form: FormCitations | None = None) -> list[FormText]:
    """Return the sections as they go into the fields of a form, cited as the proposal says unless another way is."""
    wording = FormWording(drafted.proposal, form)
    return [_form_text(part, wording) for part in parts_of(drafted)]


def form_length(text: str) -> int:
    """Return how many characters a field of a form on the web counts: white space too, and the end of a line as one.

    Browsers count UTF-16, in which a character beyond the first 65,536, such as an emoji, is two.
    """
    return len(_lines(text).encode("utf-16-le", "surrogatepass")) // 2


def proposal_text(drafted: Drafted, say: Says, form: FormCitations | None = None) -> str:
    """Return a whole proposal as plain text: each field under its name with its count, then the references."""
    form = form or drafted.proposal.form_citations
    blocks = [title_of(drafted, say)]
    for each in form_texts(drafted, form):
        blocks += [f"{each.title}\n{'=' * min(len(each.title), 78)}"]
        for field in each.fields or (each,):
            named = f"{field.title}\n{'-' * min(len(field.title), 78)}" if each.fields and field.title else ""
            blocks += [named, counted(field, say), field.text]
    references = _references(drafted, form)
    if references:
        title = say("proposal_export_references")
        blocks += [f"{title}\n{'=' * len(title)}", "\n".join(references)]
    return "\n\n".join(filter(None, blocks)) + "\n"


def counted(part: FormText, say: Says) -> str:
    """Return how long a field is, in words."""
    count = format_decimal(part.length, locale=say.language)
    if part.limit is None:
        told = say("proposal_export_length", count=count)
    else:
        key = "proposal_export_length_about" if part.assumed else "proposal_export_length_of"
        told = say(key, count=count, limit=format_decimal(part.limit, locale=say.language))
    if part.bare == part.length:
        return told
    return f"{told} ({say('proposal_export_bare', count=format_decimal(part.bare, locale=say.language))})"


def _form_text(part: Part, wording: FormWording) -> FormText:
    fields = []
    for each in part.answers:
        asked, text = each.question, part.text[each.start : each.end]
        title = line_of(part.text[each.heading_start : each.heading_end].strip(" #*"))
        limit, assumed = (asked.limit, asked.limit_assumed) if asked else (None, False)
        fields.append(_field(asked.id if asked else "", title, text, limit, assumed, wording))
    whole = _field(part.id, part.title, part.text, part.limit, part.limit_assumed, wording)
    return whole._replace(fields=tuple(fields))


def _field(id: str, title: str, text: str, limit: int | None, assumed: bool, wording: FormWording) -> FormText:
    shown = wording.text(text)
    bare = form_length(without_marks(text).strip())
    return FormText(id, title, shown, form_length(shown), bare, limit, assumed)


def _labels(proposal: Proposal, form: FormCitations) -> dict[str, str]:
    if form == "titles":
        return {key: f"({label})" for key, label in mark_labels(proposal).items()}
    if form == "none":
        return dict.fromkeys((each.key for each in proposal.sources), "")
    numbers: dict[str, int] = {}
    # What is pinned and not cited yet gets the numbers after the last one.
    return {
        each.key: f"[{numbers.setdefault(each.document_id, len(numbers) + 1)}]"
        for each in [*cited_sources(proposal), *proposal.sources]
    }


def _references(drafted: Drafted, form: FormCitations) -> list[str]:
    """Return the references; numbered, and in the order of their numbers, where marks are numbers."""
    entries = {each.id: each.reference.text for each in cited_bibliography(drafted)}
    if form != "numbers":
        return list(entries.values())
    documents = dict.fromkeys(each.document_id for each in cited_sources(drafted.proposal))
    return [f"[{number}] {entries[document]}" for number, document in enumerate(documents, start=1)]


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
