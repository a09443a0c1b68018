"""HTML of a proposal's sections: a list of them with how far each is, and what one asks for."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from assistant.proposals.shapes import GuidingQuestion, Template, TemplateSection
from ui.components.editor import counted
from ui.components.proposalwords import said
from ui.texts import Texts


class Progress(NamedTuple):
    """How far a section is: characters written, and how many of its claims lack evidence; None if never checked."""

    section: TemplateSection
    characters: int
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
    if section.limit:
        facts.append(say("proposal_limit", limit=say.number(section.limit)))
    return (
        f'<div class="vet-section-head"><div><h2 tabindex="-1">{escape(said(section.title, say))}</h2>'
        f'<p class="vet-muted">{escape(" · ".join(facts))}</p></div>{steps_html(template, section, say)}</div>'
    )


def steps_html(template: Template, section: TemplateSection, say: Texts) -> str:
    """Return the ways to the section before and the section after; picks are `section:ID`."""
    ids = [each.id for each in template.sections]
    at = ids.index(section.id)
    return f'<div class="vet-ways">{_step(ids, at - 1, "previous", say)}{_step(ids, at + 1, "next", say)}</div>'


def guidance_html(section: TemplateSection, text: str, say: Texts) -> str:
    """Return what a section is to say, what assessors look for, and its guiding questions.

    Each question tells how long its answer is in `text` where that has the question as a heading.
    """
    guidance, looked_for = said(section.guidance, say), said(section.assessors, say)
    shown = f'<p class="vet-guiding">{escape(guidance)}</p>' if guidance else ""
    parts = []
    if looked_for:
        parts.append(f"<h3>{escape(say('proposal_assessors'))}</h3><p>{escape(looked_for)}</p>")
    if section.questions:
        lengths = answer_lengths(section, text)
        items = "".join(_question(each, lengths.get(each.id), say) for each in section.questions)
        parts.append(f"<h3>{escape(say('proposal_questions'))}</h3><ul>{items}</ul>")
    if parts:
        shown += (
            f'<details class="vet-guidance" data-keep="guidance"><summary>{escape(say("proposal_guidance"))}</summary>'
            f"{''.join(parts)}</details>"
        )
    return shown


def answer_lengths(section: TemplateSection, text: str) -> dict[str, int]:
    """Return how many characters the answer to each question has that stands in a text as a line of its own."""
    of = {_line(label): question.id for question in section.questions for label in question.text.values()}
    answers: dict[str, list[str]] = {}
    answer: list[str] = []
    for line in text.split("\n"):
        if question := of.get(_line(line.strip(" #*"))):
            answer = answers.setdefault(question, [])
        else:
            answer.append(line)
    return {question: counted("\n".join(lines).strip()) for question, lines in answers.items()}


def _line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def _question(question: GuidingQuestion, length: int | None, say: Texts) -> str:
    told = ""
    if length is not None and question.limit:
        told = say("proposal_characters_of", count=say.number(length), limit=say.number(question.limit))
    elif question.limit:
        told = say("proposal_limit", limit=say.number(question.limit))
    over = bool(length and question.limit and length > question.limit)
    limit = f' <span class="{"vet-over" if over else "vet-quiet"}">({escape(told)})</span>' if told else ""
    return f"<li>{escape(said(question.text, say))}{limit}</li>"


def _item(number: int, row: Progress, current: str, say: Texts) -> str:
    section = row.section
    here = ' aria-current="step"' if section.id == current else ""
    points = ""
    if section.points:
        points = f'<span class="vet-points">{escape(say("proposal_points", points=say.number(section.points)))}</span>'
    written = say.number(row.characters)
    count = (
        say("proposal_characters_of", count=written, limit=say.number(section.limit))
        if section.limit else say.counted("proposal_characters", row.characters)
    )  # fmt: skip
    over = bool(section.limit and row.characters > section.limit)
    told = f'<span class="{"vet-over" if over else ""}">{escape(count)}</span>' if row.characters else ""
    if not told:
        told = f"<span>{escape(say('proposal_empty'))}</span>"
    if row.characters and row.lacking is not None:
        lacking = say.counted("proposal_lacking", row.lacking) if row.lacking else say("proposal_lacking_none")
        told += f'<span class="{"vet-lacking" if row.lacking else ""}">{escape(lacking)}</span>'
    bar = ""
    if section.limit:
        share = min(100, round(100 * row.characters / section.limit))
        bar = f'<span class="vet-bar" aria-hidden="true"><span style="width:{share}%"></span></span>'
    return (
        f'<li><button type="button" data-pick="section:{escape(section.id)}"{here}>'
        f'<span class="vet-section-name">{number}. {escape(said(section.title, say))}</span>'
        f'{points}{bar}<span class="vet-section-told">{told}</span></button></li>'
    )


def _step(ids: Sequence[str], at: int, which: str, say: Texts) -> str:
    if not 0 <= at < len(ids):
        return ""
    return (
        f'<button type="button" class="vet-button" data-pick="section:{escape(ids[at])}">'
        f"{escape(say(f'proposal_{which}'))}</button>"
    )
