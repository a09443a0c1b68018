"""Drafting: a first text by a chat model, from the sources laid aside for it, every sentence checked."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from assistant.checking.shapes import Source
from assistant.messages import Message, message
from assistant.models.faults import ChatFault, Fault
from assistant.proposals.citing import keys_cited
from assistant.proposals.fields import Field, fields_of
from assistant.proposals.shapes import Template, TemplateSection
from assistant.proposals.templates import text_in
from assistant.written.grounding import GroundedSentence, Refused
from assistant.written.writing import Writer
from corpus.proposals import Brief, Proposal, SectionDraft

_LASTING: frozenset[Fault] = frozenset(
    ["not_understood", "bad_address", "not_installed", "not_local", "no_key", "bad_key", "not_found", "budget"]
)
_OF_THE_TEXT: frozenset[Fault] = frozenset(["refused", "nonsense", "empty", "endless", "tool_call"])
_MOST_FAULTS = 2


class Drafted(NamedTuple):
    """A text with `[@key]` marks, paragraphs apart by an empty line; empty where the model made nothing of use.

    A sentence that no source bears out has no mark and is followed by words that say so; `unsupported` counts those.
    `notes` say what went wrong, `fault` what was wrong with the model, if that was it.
    """

    text: str
    unsupported: int = 0
    notes: tuple[Message, ...] = ()
    fault: Fault | None = None


class DraftedField(NamedTuple):
    """What became of one field of a form: what the model wrote, or that the quotes in it stay, and why.

    `sources` is how many there were to write from; without any the model was not asked.
    """

    field: Field
    sources: int
    drafted: Drafted

    @property
    def failed(self) -> bool:
        """Whether there was something to write from, and yet nothing of use was written."""
        return bool(self.sources) and not self.drafted.text


def draft_section(writer: Writer, section: TemplateSection, brief: Brief, sources: Mapping[str, Source]) -> Drafted:
    """Return a draft of a section from sources, by their keys in the proposal. Never raises for what a model does."""
    language = brief.language
    names = {f"S{number}": key for number, key in enumerate(sources, start=1)}
    asked = [text_in(each.text, language) for each in section.questions] or [text_in(section.title, language)]
    about = "\n".join(filter(None, [brief.title, brief.idea]))
    numbered = {name: sources[key] for name, key in names.items()}
    found: list[GroundedSentence] = []
    notes: list[Message] = []
    failed: Fault | None = None
    try:
        for sentence in writer.draft(asked, about, numbered, language):
            found = [] if sentence.forgets else [*found, sentence]
    except Refused:
        if not found:
            notes.append(message("written_no_answer", language, model=writer.model.name))
    except ChatFault as fault:
        failed = fault.fault
        notes.append(fault.told(language))
    borne_out = [each for each in found if each.keys]
    if not borne_out:
        if not notes:
            notes.append(message("written_nothing" if found else "chat_empty", language, model=writer.model.name))
        return Drafted("", notes=tuple(notes), fault=failed)
    unsupported = len(found) - len(borne_out)
    if unsupported:
        notes.append(message("written_unsupported", language, count=unsupported))
    return Drafted(_text(found, names, language), unsupported, tuple(notes), failed)


def draft_proposal(
    proposal: Proposal,
    template: Template,
    sources: Mapping[str, Source],
    writer: Callable[[], Writer],
    tell: Callable[[DraftedField], None],
) -> Proposal:
    """Return a proposal of quotes with a draft in each field of the form, written from the quotes that stand in it.

    The quotes stay where there is no draft. `sources` are what each key of the proposal is checked against, `writer`
    gives what writes one field, `tell` hears what became of each. A model that cannot be reached is not asked again and
    again. Never raises for what a model does.
    """
    drafts = {each.section: each for each in proposal.sections}
    faults, last = 0, Drafted("")
    for section in template.sections:
        for field in fields_of(section):
            draft = drafts.get(section.id, SectionDraft(section=section.id))
            own = {key: sources[key] for key in keys_cited([field.of(draft.text)]) if key in sources}
            if last.fault in _LASTING or faults >= _MOST_FAULTS:
                last = last._replace(text="", unsupported=0)
            elif own:
                last = draft_section(writer(), field.asked, proposal.brief, own)
                faults = faults + 1 if last.fault and last.fault not in _OF_THE_TEXT else 0
            became = DraftedField(field, len(own), last if own else Drafted(""))
            if became.drafted.text:
                text = field.within(draft.text, became.drafted.text, proposal.brief.language)
                ours = tuple(each for each in draft.own if each in text)
                drafts[section.id] = draft.model_copy(update={"text": text, "own": ours})
            tell(became)
    return proposal.model_copy(update={"sections": tuple(drafts.values())})


def _text(sentences: list[GroundedSentence], names: Mapping[str, str], language: str) -> str:
    doubt = message("draft_unsupported", language).text
    parts = []
    for each in sentences:
        marks = f"[{'; '.join(f'@{names[key]}' for key in each.keys)}]" if each.keys else doubt
        parts += [_marked(each.text, marks), "\n\n" if each.ends else " "]
    return "".join(parts).strip()


def _marked(text: str, marks: str) -> str:
    """Return a sentence with its marks before its full stop, where they cannot pass for another's."""
    if text.endswith((".", "!", "?")) and not text.endswith(".."):
        return f"{text[:-1]} {marks}{text[-1]}"
    return f"{text} {marks}"
