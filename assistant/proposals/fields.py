"""Fields: where a form asks each question on its own, the answers within a section's text, under their questions.

A section is one text, whoever reads it. A line that is one of its questions, in any language of the form, is a heading,
and what follows it the answer. What is written in one field is put back under its question.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.proposals.shapes import GuidingQuestion, TemplateSection
from assistant.proposals.templates import text_in

_APART = "\n\n"


class Answer(NamedTuple):
    """What stands under a question in a section's text; before the first heading stands what answers none.

    `text[heading_start:heading_end]` is the line of the question, `text[start:end]` the answer as it was written.
    """

    question: GuidingQuestion | None
    heading_start: int
    heading_end: int
    start: int
    end: int


class Field(NamedTuple):
    """What is written at a time: a whole section, or the answer to one of its questions."""

    section: TemplateSection
    question: GuidingQuestion | None = None

    @property
    def name(self) -> str:
        """What tells it from the other fields of a form."""
        return f"{self.section.id}-{self.question.id}" if self.question else self.section.id

    @property
    def limit(self) -> int | None:
        """How many characters it takes."""
        return self.question.limit if self.question else self.section.limit

    @property
    def limit_assumed(self) -> bool:
        """Whether nobody has seen that limit in the form itself."""
        return self.question.limit_assumed if self.question else self.section.limit_assumed

    @property
    def asked(self) -> TemplateSection:
        """The section with the questions alone that this field answers."""
        return self.section.model_copy(update={"questions": (self.question,)}) if self.question else self.section

    def of(self, text: str) -> str:
        """Return what is written in it so far, of a section's text."""
        return answer_to(self.section, text, self.question.id) if self.question else text

    def within(self, text: str, answer: str, language: str) -> str:
        """Return a section's text with another answer in this field."""
        return with_answer(self.section, text, self.question, answer, language) if self.question else answer


def has_fields(section: TemplateSection) -> bool:
    """Whether the form has a field of its own for each answer, not one for the whole section."""
    return any(each.limit for each in section.questions)


def fields_of(section: TemplateSection) -> tuple[Field, ...]:
    """Return the fields that a section is sent in: one for each question, or one for all."""
    return tuple(Field(section, each) for each in section.questions) if has_fields(section) else (Field(section),)


def answers_in(section: TemplateSection, text: str) -> list[Answer]:
    """Return what a section's text is made of: first what answers no question, if anything, then each answer."""
    asked = {_line(label): question for question in section.questions for label in question.text.values()}
    headings: list[tuple[GuidingQuestion, int, int]] = []
    at = 0
    for line in text.split("\n"):
        if question := asked.get(_line(line.strip(" #*"))):
            headings.append((question, at, at + len(line)))
        at += len(line) + 1
    first = headings[0][1] if headings else len(text)
    found = [Answer(None, 0, 0, *_inner(text, 0, first, last=not headings))] if text[:first].strip() else []
    for number, (question, start, end) in enumerate(headings):
        last = number + 1 == len(headings)
        until = len(text) if last else headings[number + 1][1]
        found.append(Answer(question, start, end, *_inner(text, end, until, last=last)))
    return found


def answer_to(section: TemplateSection, text: str, question: str) -> str:
    """Return the answer to a question; all that stands under it, where it is asked more than once."""
    return _joined(
        text[each.start : each.end]
        for each in answers_in(section, text)
        if each.question is not None and each.question.id == question
    )


def outside(section: TemplateSection, text: str) -> str:
    """Return what stands before the first question."""
    return next((text[each.start : each.end] for each in answers_in(section, text) if each.question is None), "")


def with_answer(
    section: TemplateSection, text: str, question: GuidingQuestion, answer: str, language: str
) -> str:  # fmt: skip
    """Return a section's text with another answer to a question, which is put where the form has it if it is new."""
    parts = _parts(section, text)
    at = next((place for place, part in enumerate(parts) if part.question == question.id), None)
    if at is None:
        if not answer:
            return text
        at = _place(section, parts, question)
        parts.insert(at, _Part(question.id, text_in(question.text, language), ""))
    parts[at] = parts[at]._replace(answer=answer)
    # Whoever pastes a whole draft, questions and all, into one field has it in all fields.
    return _composed(_parts(section, _composed(parts)))


def with_answers_below(section: TemplateSection, text: str, more: str, language: str) -> str:
    """Return a section's text with what another text says below it, each answer below the one that is there."""
    for each in answers_in(section, more):
        added = more[each.start : each.end].strip("\n")
        if each.question is None:
            text = _joined([text.rstrip(), added])
        else:
            before = answer_to(section, text, each.question.id).rstrip()
            text = with_answer(section, text, each.question, _joined([before, added]), language)
    return text


def has_headings(section: TemplateSection, text: str) -> bool:
    """Whether any question of a section stands in its text as a heading."""
    return any(each.question for each in answers_in(section, text))


def lacks_questions(section: TemplateSection, text: str) -> bool:
    """Whether a section has questions that do not stand in its text as headings."""
    there = {each.question.id for each in answers_in(section, text) if each.question}
    return any(each.id not in there for each in section.questions)


def with_questions(section: TemplateSection, text: str, language: str) -> str:
    """Return a section's text with every question in it as a heading."""
    parts = _parts(section, text)
    for question in section.questions:
        if all(part.question != question.id for part in parts):
            heading = text_in(question.text, language)
            parts.insert(_place(section, parts, question), _Part(question.id, heading, ""))
    return _composed(parts)


class _Part(NamedTuple):
    question: str | None
    heading: str
    answer: str


def _parts(section: TemplateSection, text: str) -> list[_Part]:
    """Return a text in parts, a question once; what stands under it elsewhere comes below the first answer."""
    parts: dict[str | None, _Part] = {}
    for each in answers_in(section, text):
        name, answer = each.question.id if each.question else None, text[each.start : each.end]
        if name in parts:
            parts[name] = parts[name]._replace(answer=_joined([parts[name].answer, answer]))
        else:
            parts[name] = _Part(name, text[each.heading_start : each.heading_end], answer)
    return list(parts.values())


def _place(section: TemplateSection, parts: Sequence[_Part], question: GuidingQuestion) -> int:
    """Return where a question belongs among parts: behind the nearest one that the form asks before it."""
    order = [each.id for each in section.questions]
    earlier = set(order[: order.index(question.id)])
    behind = [place + 1 for place, part in enumerate(parts) if part.question is None or part.question in earlier]
    return max(behind, default=0)


def _composed(parts: Sequence[_Part]) -> str:
    return _APART.join(f"{part.heading}{_APART}{part.answer}" if part.question else part.answer for part in parts)


def _inner(text: str, start: int, end: int, *, last: bool) -> tuple[int, int]:
    """Return a stretch without the empty line that keeps it from the heading before it, and from the one after it.

    All other white space is the writer's: what was typed in a field comes back as it was.
    """
    if start:
        start += next((len(each) for each in (_APART, "\n") if text.startswith(each, start, end)), 0)
    if not last:
        end -= next((len(each) for each in (_APART, "\n") if text.endswith(each, start, end)), 0)
    return start, max(start, end)


def _joined(texts: Iterable[str]) -> str:
    return _APART.join(each for each in texts if each)


def _line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())
