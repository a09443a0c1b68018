"""A section drafted by the chat model from the sources laid aside for it: its button, and what becomes of it."""

from assistant.models.faults import ChatFault
from assistant.proposals.citing import checking_sources
from assistant.proposals.drafting import Drafted, draft_section
from assistant.proposals.shapes import TemplateSection
from corpus.proposals import Proposal, SectionDraft
from ui.components.proposalfinding import states
from ui.sessions import assistant, generation
from ui.texts import Texts


def drafting_label(say: Texts) -> str | None:
    """Return what the button says, which names the model and where the text goes; None where no model can write."""
    if not assistant().settings.chat.model:
        return None
    try:
        model = assistant().chat_model()
    except ChatFault:
        return None
    return say("proposal_write", model=model.name, host=model.connection.host) if model else None


def write_draft(proposal: Proposal, section: TemplateSection, draft: SectionDraft) -> Drafted:
    """Return a draft of a section from its pinned sources; empty, with a note that says why, where there is none."""
    writer = assistant().writer()
    pinned = tuple(each for each in proposal.sources if each.key in draft.pinned)
    if writer is None or not pinned:
        return Drafted("")
    found = checking_sources(assistant().library, generation(), pinned, states(pinned))
    sources = {key: places[0] for key, places in found.items() if places}
    return draft_section(writer, section, proposal.brief, sources)
