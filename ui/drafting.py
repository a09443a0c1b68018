"""Drafting at the command line: the parts of a proposal as the chat model writes them, told as it goes."""

from textwrap import shorten
from typing import TYPE_CHECKING, Any

from assistant.exporting.proposal_text import FormWording
from assistant.proposals.citing import checking_sources, sources_now
from assistant.proposals.drafting import DraftedField, draft_proposal
from assistant.proposals.fields import Field, fields_of
from assistant.proposals.shapes import Template
from assistant.proposals.templates import text_in
from corpus.errors import UsageError
from corpus.proposals import Proposal
from ui.terminal import say

if TYPE_CHECKING:
    from assistant.models.talking import ChatModel
    from assistant.wiring import Assistant

_LONGEST = 60


def model_of(assistant: "Assistant") -> "ChatModel":
    """Return the chat model that is set. Raises UsageError if none is, ChatFault for one that cannot be."""
    model = assistant.chat_model()
    if model is None:
        raise UsageError(
            "No chat model is set that could write. Set VET_CHAT_MODEL, for example to ollama:llama3.2, or leave out"
            " --mode written for a proposal of quotes."
        )
    return model


def draft_parts(
    assistant: "Assistant", proposal: Proposal, form: Template, model: "ChatModel"
) -> tuple[Proposal, tuple[DraftedField, ...]]:
    """Return a proposal of quotes with what the model drafts in each field of the form, and what became of each.

    How it goes is told on standard error.
    """
    from assistant.written.writing import Writer

    record = assistant.generation()
    number = record.number if record else 0
    now = sources_now(assistant.library, number, proposal.sources)
    found = checking_sources(assistant.library, number, proposal.sources, now)
    total = sum(len(fields_of(section)) for section in form.sections)
    fields: list[DraftedField] = []
    wording = FormWording(proposal)
    say(f"{model.name} at {model.connection.host} writes {total} parts.")

    def tell(became: DraftedField) -> None:
        fields.append(became)
        say(f"{len(fields)}/{total} {_name(became.field, proposal.brief.language)}: {_became(became, wording)}")

    sources = {key: places[0] for key, places in found.items()}
    done = draft_proposal(proposal, form, sources, lambda: Writer(model, assistant.checker()), tell)
    return done, tuple(fields)


def _name(field: Field, language: str) -> str:
    asked = text_in(field.question.text, language) if field.question else ""
    return ", ".join(filter(None, [text_in(field.section.title, language), shorten(asked, _LONGEST, placeholder=" …")]))


def _became(became: DraftedField, wording: FormWording) -> str:
    """Return on one line what became of a field."""
    if not became.sources:
        return "nothing to write from, as no source was found."
    notes = " ".join(note.text for note in became.drafted.notes)
    if became.failed:
        return f"the quotes stay. {notes}"
    length, limit = wording.length(became.drafted.text), became.field.limit
    over = f" It is longer than the form takes: {length:,} of {limit:,} characters." if limit and length > limit else ""
    return f"written. {notes}".strip() + over


def field_json(became: DraftedField) -> dict[str, Any]:
    """Return as data what became of a field; its text is in the section's."""
    return {
        "question": became.field.question.id if became.field.question else None,
        "written": bool(became.drafted.text),
        "unsupported": became.drafted.unsupported,
        "notes": [note.model_dump(mode="json") for note in became.drafted.notes],
    }
