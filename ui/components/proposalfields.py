"""HTML of the questions of a section that have fields of their own in the form: a list, and the chosen one."""

from html import escape

from assistant.proposals.fields import Field
from ui.components.proposallengths import Length, Lengths
from ui.components.proposalwords import said
from ui.texts import Texts

WHOLE = "all"
"""What stands for the whole section where a question is named."""


def fields_html(lengths: Lengths, current: Field, say: Texts) -> str:
    """Return the questions of a section with how long each answer is; picks are `field:ID` (`all` for the whole)."""
    items = [_item(number, each, current, say) for number, each in enumerate(lengths.fields, 1)]
    told = f'<span class="vet-over">{escape(say.counted("proposal_outside", lengths.outside))}</span>'
    items.append(
        f'<li><button type="button" data-pick="field:{WHOLE}"{_here(current.question is None)}>'
        f'<span class="vet-field-name">{escape(say("proposal_field_whole"))}</span>{told if lengths.outside else ""}'
        "</button></li>"
    )
    return (
        f'<nav class="vet-fields" aria-label="{escape(say("proposal_questions"))}"><ol>{"".join(items)}</ol></nav>'
        f"{_head(current, say)}"
    )


def field_steps_html(lengths: Lengths, current: Field, say: Texts) -> str:
    """Return the ways to the question before and the question after; picks are `field:ID`."""
    ids = [each.field.question.id for each in lengths.fields if each.field.question]
    at = ids.index(current.question.id) if current.question else -1
    steps = [("proposal_previous_question", at - 1), ("proposal_next_question", at + 1)]
    buttons = [
        f'<button type="button" class="vet-button" data-pick="field:{escape(ids[place])}">{escape(say(key))}</button>'
        for key, place in steps
        if at >= 0 and 0 <= place < len(ids)
    ]
    return "".join(buttons)


def length_told(length: Length, say: Texts) -> str:
    """Return how long a field is, of how many characters it takes, in words."""
    count, limit = say.number(length.characters), length.field.limit
    if not limit:
        return say.counted("proposal_characters", length.characters)
    key = "proposal_characters_about" if length.field.limit_assumed else "proposal_characters_of"
    return say(key, count=count, limit=say.number(limit))


def limit_told(field: Field, say: Texts) -> str:
    """Return how many characters a field takes, in words; nothing where there is no limit."""
    if not field.limit:
        return ""
    return say("proposal_limit_about" if field.limit_assumed else "proposal_limit", limit=say.number(field.limit))


def _item(number: int, length: Length, current: Field, say: Texts) -> str:
    field = length.field
    question = said(field.question.text, say) if field.question else ""
    identity = field.question.id if field.question else WHOLE
    shown = _short(length, say) if length.characters else say("proposal_empty")
    return (
        f'<li><button type="button" data-pick="field:{escape(identity)}"{_here(field == current)}>'
        f'<span class="vet-field-name">{number}. {escape(question)}</span>'
        f'<span class="vet-field-told{" vet-over" if length.over else ""}">{escape(shown)}</span></button></li>'
    )


def _short(length: Length, say: Texts) -> str:
    """Return how long a field is in figures alone."""
    count, limit = say.number(length.characters), length.field.limit
    return f"{count} / {'≈ ' if length.field.limit_assumed else ''}{say.number(limit)}" if limit else count


def _here(here: bool) -> str:
    return ' aria-current="step"' if here else ""


def _head(current: Field, say: Texts) -> str:
    if current.question is None:
        return ""
    limit = limit_told(current, say)
    told = f'<p class="vet-muted">{escape(limit)}</p>' if limit else ""
    return f'<div class="vet-field-head"><h3 tabindex="-1">{escape(said(current.question.text, say))}</h3>{told}</div>'
