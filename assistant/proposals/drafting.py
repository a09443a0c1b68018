"""Drafting: a first text of a section by a chat model, from the sources laid aside for it, every sentence checked."""

from collections.abc import Mapping
from typing import NamedTuple

from assistant.checking.shapes import Source
from assistant.messages import Message, message
from assistant.models.faults import ChatFault
from assistant.proposals.shapes import TemplateSection
from assistant.proposals.templates import text_in
from assistant.written.grounding import GroundedSentence, Refused
from assistant.written.writing import Writer
from corpus.proposals import Brief


class Drafted(NamedTuple):
    """A text with `[@key]` marks, paragraphs apart by an empty line; empty where the model made nothing of use.

    A sentence that no source bears out has no mark and is followed by words that say so; `unsupported` counts those.
    `notes` say what went wrong.
    """

    text: str
    unsupported: int = 0
    notes: tuple[Message, ...] = ()


def draft_section(writer: Writer, section: TemplateSection, brief: Brief, sources: Mapping[str, Source]) -> Drafted:
    """Return a draft of a section from sources, by their keys in the proposal. Never raises for what a model does."""
    language = brief.language
    names = {f"S{number}": key for number, key in enumerate(sources, start=1)}
    asked = [text_in(each.text, language) for each in section.questions] or [text_in(section.title, language)]
    about = "\n".join(filter(None, [brief.title, brief.idea]))
    numbered = {name: sources[key] for name, key in names.items()}
    found: list[GroundedSentence] = []
    notes: list[Message] = []
    try:
        for sentence in writer.draft(asked, about, numbered, language):
            found = [] if sentence.forgets else [*found, sentence]
    except Refused:
        if not found:
            notes.append(message("written_no_answer", language, model=writer.model.name))
    except ChatFault as fault:
        notes.append(fault.told(language))
    borne_out = [each for each in found if each.keys]
    if not borne_out:
        if not notes:
            notes.append(message("written_nothing" if found else "chat_empty", language, model=writer.model.name))
        return Drafted("", notes=tuple(notes))
    unsupported = len(found) - len(borne_out)
    if unsupported:
        notes.append(message("written_unsupported", language, count=unsupported))
    return Drafted(_text(found, names, language), unsupported, tuple(notes))


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
