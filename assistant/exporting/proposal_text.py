"""A proposal as plain text, section by section, to be pasted into the fields of a form on the web."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

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
from assistant.exporting.thread import Says
from assistant.proposals.citing import joined_marks, without_marks
from corpus.proposals import Proposal

Marks = Literal["titles", "numbers", "none"]
"""What becomes of a mark: (Title, year), [1] with a list of references at the end, or nothing."""


class FormText(NamedTuple):
    """A section as it goes into a form: its text, how many characters that counts, and how many there may be.

    `bare` is how many it would be without what marks became; the editor of a section counts so.
    """

    id: str
    title: str
    text: str
    length: int
    bare: int
    limit: int | None


def form_texts(drafted: Drafted, form: Marks = "titles") -> list[FormText]:
    """Return the sections as they go into the fields of a form."""
    labels = _labels(drafted, form)
    return [_form_text(part, labels) for part in parts_of(drafted)]


def section_text(proposal: Proposal, text: str, form: Marks = "titles") -> str:
    """Return one text of a proposal as it goes into a field of a form."""
    return _without_marks(text, _labels(Drafted(proposal), form))


def form_length(text: str) -> int:
    """Return how many characters a field of a form on the web counts: white space too, and the end of a line as one.

    Browsers count UTF-16, in which a character beyond the first 65,536, such as an emoji, is two.
    """
    return len(_lines(text).encode("utf-16-le", "surrogatepass")) // 2


def proposal_text(drafted: Drafted, say: Says, form: Marks = "titles") -> str:
    """Return a whole proposal as plain text: each section under its name with its count, then the references."""
    blocks = [title_of(drafted, say)]
    for each in form_texts(drafted, form):
        blocks += [f"{each.title}\n{'=' * min(len(each.title), 78)}", counted(each, say), each.text]
    references = _references(drafted, form)
    if references:
        title = say("proposal_export_references")
        blocks += [f"{title}\n{'=' * len(title)}", "\n".join(references)]
    return "\n\n".join(filter(None, blocks)) + "\n"


def counted(part: FormText, say: Says) -> str:
    """Return how long a section is, in words."""
    count = format_decimal(part.length, locale=say.language)
    if part.limit is None:
        told = say("proposal_export_length", count=count)
    else:
        told = say("proposal_export_length_of", count=count, limit=format_decimal(part.limit, locale=say.language))
    if part.bare == part.length:
        return told
    return f"{told} ({say('proposal_export_bare', count=format_decimal(part.bare, locale=say.language))})"


def _form_text(part: Part, labels: Mapping[str, str]) -> FormText:
    text = _without_marks(part.text, labels)
    bare = form_length(without_marks(part.text).strip())
    return FormText(part.id, part.title, text, form_length(text), bare, part.limit)


def _labels(drafted: Drafted, form: Marks) -> dict[str, str]:
    if form == "titles":
        return {key: f"({label})" for key, label in mark_labels(drafted.proposal).items()}
    if form == "none":
        return dict.fromkeys((each.key for each in drafted.proposal.sources), "")
    numbers: dict[str, int] = {}
    return {
        each.key: f"[{numbers.setdefault(each.document_id, len(numbers) + 1)}]"
        for each in cited_sources(drafted.proposal)
    }


def _references(drafted: Drafted, form: Marks) -> list[str]:
    """Return the references; numbered, and in the order of their numbers, where marks are numbers."""
    entries = {each.id: each.reference.text for each in cited_bibliography(drafted)}
    if form != "numbers":
        return list(entries.values())
    documents = dict.fromkeys(each.document_id for each in cited_sources(drafted.proposal))
    return [f"[{number}] {entries[document]}" for number, document in enumerate(documents, start=1)]


def _without_marks(text: str, labels: Mapping[str, str]) -> str:
    """Return a text with a label in place of each mark; a key without a source stays as it was written."""
    written, start = [], 0
    for mark in joined_marks(text):
        shown = list(dict.fromkeys(labels.get(key, f"[@{key}]") for key in mark.keys))
        before = text[start : mark.start]
        joined = "; ".join(filter(None, shown)).replace("); (", "; ").replace("]; [", ", ")
        written += [before if joined else before.rstrip(" \t"), joined]
        start = mark.end
    return _lines("".join([*written, text[start:]])).strip()


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
