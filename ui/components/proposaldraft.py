"""A section drafted by the chat model from the sources laid aside for it: its button, and what becomes of it."""

from assistant.models.faults import ChatFault
from assistant.models.talking import ChatModel
from assistant.proposals.citing import checking_sources
from assistant.proposals.drafting import Drafted, draft_section
from assistant.proposals.foreign import Translated, untranslated, with_translations
from assistant.proposals.shapes import TemplateSection
from assistant.written.translating import translate
from corpus.proposals import Proposal, SectionDraft
from ui.components.proposalfinding import states
from ui.sessions import assistant, generation, vocabulary
from ui.texts import Texts


def drafting_label(say: Texts) -> str | None:
    """Return what the button says, which names the model and where the text goes; None where no model can write."""
    model = _model()
    return say("proposal_write", model=model.name, host=model.connection.host) if model else None


def translating_label(say: Texts, text: str, proposal: Proposal) -> str | None:
    """Return what the button says that has quotes in other languages translated; None where there is nothing to do."""
    if not assistant().settings.chat.translations or not untranslated(text, proposal.sources, proposal.brief.language):
        return None
    model = _model()
    return say("proposal_translate", model=model.name, host=model.connection.host) if model else None


def translations(text: str, proposal: Proposal) -> Translated | None:
    """Return a text with translations of the quotes that it cites in other languages; None where none came."""
    model = _model()
    foreign = untranslated(text, proposal.sources, proposal.brief.language)
    if model is None or not foreign:
        return None
    language = proposal.brief.language
    said = translate(model, [(each.quote, each.language) for each in foreign], language, model.settings.seconds)
    by_key = {each.key: words for each, words in zip(foreign, said, strict=True) if words}
    return with_translations(text, by_key, language, model.name, vocabulary()) if by_key else None


def write_draft(proposal: Proposal, section: TemplateSection, draft: SectionDraft) -> Drafted:
    """Return a draft of a section from its pinned sources; empty, with a note that says why, where there is none."""
    writer = assistant().writer()
    pinned = tuple(each for each in proposal.sources if each.key in draft.pinned)
    if writer is None or not pinned:
        return Drafted("")
    found = checking_sources(assistant().library, generation(), pinned, states(pinned))
    sources = {key: places[0] for key, places in found.items() if places}
    return draft_section(writer, section, proposal.brief, sources)


def _model() -> ChatModel | None:
    if not assistant().settings.chat.model:
        return None
    try:
        return assistant().chat_model()
    except ChatFault:
        return None
