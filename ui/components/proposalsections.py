"""HTML of a proposal's sections: a list of them with how far each is, and what one asks for."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from assistant.proposals.fields import Field, has_fields
from assistant.proposals.shapes import Template, TemplateSection
from ui.components.proposalfields import length_told, limit_told
from ui.components.proposallengths import Lengths
from ui.components.proposalwords import said
from ui.texts import Texts


class Progress(NamedTuple):
    """How far a section is: how long it is, and how many of its claims lack evidence; None if never checked."""

    lengths: Lengths
    lacking: int | None = None


def sections_html(rows: Sequence[Progress], current: str, say: Texts) -> str:
    """Return the sections as a list to choose from; picks are `section:ID`."""
    items = "".join(_item(number, row, current, say) for number, row in enumerate(rows, 1))
    return (
        f'<nav class="vet-sections" aria-label="{escape(say("proposal_sections"))}"><ol>{items}</ol></nav>'
    )  # fmt: skip


def section_html(template: Template, section: TemplateSection, say: Texts) -> str:
    """Return the heading of a section: its name, its points and its place among the others; picks are `section:ID`."""
    ids = [each.id for each in template.sections]
    at = ids.index(section.id)
    facts = [say("proposal_section_of", number=at + 1, count=len(ids))]
    if section.points:
        facts.append(say("proposal_points", points=say.number(section.points)))
    if not has_fields(section):
        facts.append(limit_told(Field(section), say))
    return (
        f'<div class="vet-section-head"><div><h2 tabindex="-1">{escape(said(section.title, say))}</h2>'
        f'<p class="vet-muted">{escape(" · ".join(filter(None, facts)))}</p></div>'
        f"{steps_html(template, section, say)}</div>"
    )


def steps_html(template: Template, section: TemplateSection, say: Texts, before: str = "") -> str:
    """Return the ways to the section before and the section after, after other ways; picks are `section:ID`."""
    ids = [each.id for each in template.sections]
    at = ids.index(section.id)
    steps = f"{_step(ids, at - 1, 'previous', say)}{_step(ids, at + 1, 'next', say)}"
    return f'<div class="vet-ways">{before}{steps}</div>'


def guidance_html(section: TemplateSection, say: Texts) -> str:
    """Return what a section is to say, what assessors look for, and its guiding questions.

    Questions that have fields of their own are shown by `proposalfields.fields_html`.
    """
    guidance, looked_for = said(section.guidance, say), said(section.assessors, say)
    shown = f'<p class="vet-guiding">{escape(guidance)}</p>' if guidance else ""
    apart = has_fields(section)
    parts = []
    if looked_for:
        parts.append("" if apart else f"<h3>{escape(say('proposal_assessors'))}</h3>")
        parts.append(f"<p>{escape(looked_for)}</p>")
    if section.questions and not apart:
        items = "".join(f"<li>{escape(said(each.text, say))}</li>" for each in section.questions)
        parts.append(f"<h3>{escape(say('proposal_questions'))}</h3><ol>{items}</ol>")
    if parts:
        title = say("proposal_assessors" if apart else "proposal_guidance")
        shown += (
            f'<details class="vet-guidance" data-keep="guidance"><summary>{escape(title)}</summary>'
            f"{''.join(parts)}</details>"
        )
    return shown


def _item(number: int, row: Progress, current: str, say: Texts) -> str:
    lengths, section = row.lengths, row.lengths.section
    here = ' aria-current="step"' if section.id == current else ""
    points = ""
    if section.points:
        points = f'<span class="vet-points">{escape(say("proposal_points", points=say.number(section.points)))}</span>'
    told = "".join(_told(text, wanting) for text, wanting in _how_far(row, say))
    bar = ""
    if section.limit:
        share = min(100, round(100 * lengths.characters / section.limit))
        bar = f'<span class="vet-bar" aria-hidden="true"><span style="width:{share}%"></span></span>'
    return (
        f'<li><button type="button" data-pick="section:{escape(section.id)}"{here}>'
        f'<span class="vet-section-name">{number}. {escape(said(section.title, say))}</span>'
        f'{points}{bar}<span class="vet-section-told">{told}</span></button></li>'
    )


def _how_far(row: Progress, say: Texts) -> Iterator[tuple[str, str]]:
    """Yield what is said of a section, each with the class of what asks for work."""
    lengths = row.lengths
    if not lengths.characters:
        yield say("proposal_empty"), ""
        return
    if has_fields(lengths.section):
        yield say("proposal_answered", count=say.number(lengths.answered), all=say.number(len(lengths.fields))), ""
        for number, each in enumerate(lengths.fields, 1):
            if each.over:
                yield over_told(number, each.over, say), "vet-over"
    else:
        yield length_told(lengths.fields[0], say), "vet-over" if lengths.over else ""
    if row.lacking is not None:
        told = say.counted("proposal_lacking", row.lacking) if row.lacking else say("proposal_lacking_none")
        yield told, "vet-lacking" if row.lacking else ""


def over_told(question: int, over: int, say: Texts) -> str:
    """Return by how much the answer to a question is too long, in words."""
    return say("proposal_field_over", question=question, number=say.number(over))


def _told(text: str, wanting: str) -> str:
    return f'<span class="{wanting}">{escape(text)}</span>'


def _step(ids: Sequence[str], at: int, which: str, say: Texts) -> str:
    if not 0 <= at < len(ids):
        return ""
    return (
        f'<button type="button" class="vet-button" data-pick="section:{escape(ids[at])}">'
        f"{escape(say(f'proposal_{which}'))}</button>"
    )
