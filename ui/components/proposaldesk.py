"""The proposal that a visitor has open: changes are made to what is kept now, so that no window's work is lost."""

from collections.abc import Callable
from secrets import token_hex

import streamlit as st

from corpus.documents import content_hash
from corpus.errors import ProposalChanged
from corpus.library import Library
from corpus.proposals import KeptSource, Proposal, SavedProposal, SectionDraft, load, save

_TRIES = 5


def section_of(proposal: Proposal, section: str) -> SectionDraft:
    """Return one section as written; an empty one if nothing was yet."""
    return next((each for each in proposal.sections if each.section == section), SectionDraft(section=section))


def name_of_link(token: str) -> str:
    """Return what a proposal is called in names of fields: its link is nobody's business, and may have signs that
    Streamlit takes for its own."""
    return content_hash(token)[:12]


def version_of(text: str) -> str:
    """Return what names a state of a section's text: another one for another text."""
    return content_hash(text)[:16]


def with_section(proposal: Proposal, draft: SectionDraft) -> Proposal:
    """Return a proposal with a section as it is written now."""
    drafts = [draft if each.section == draft.section else each for each in proposal.sections]
    if all(each.section != draft.section for each in drafts):
        drafts.append(draft)
    return proposal.model_copy(update={"sections": tuple(drafts)})


def with_source(proposal: Proposal, source: KeptSource) -> Proposal:
    """Return a proposal that holds a source, once."""
    others = [each for each in proposal.sources if each.key != source.key]
    return proposal.model_copy(update={"sources": (*others, source)})


def change(
    library: Library, token: str, update: Callable[[Proposal], Proposal], *, automatic: bool = False, writer: str = ""
) -> SavedProposal:
    """Make a change to what is kept now, and keep that; the change is made anew if somebody saved in between.

    Raises ProposalNotFound, ProposalTooLarge, LibraryBusy, ProposalChanged when others save all the time.
    """
    kept = load(library, token)
    for attempt in range(_TRIES):
        try:
            return save(
                library, token, update(kept.proposal), kept.revision, automatic=automatic, writer=writer,
            )  # fmt: skip
        except ProposalChanged as changed:
            if attempt == _TRIES - 1:
                raise
            kept = changed.kept
    raise AssertionError("unreachable")


def writer() -> str:
    """Return what tells this window from others; it says nothing of who sits in front of it."""
    if "proposal-writer" not in st.session_state:
        st.session_state["proposal-writer"] = token_hex(6)
    return str(st.session_state["proposal-writer"])
