"""A proposal at a glance: how much evidence there is for each section and country, and earlier projects like it."""

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from assistant.proposals.citing import keep, kept_already
from assistant.proposals.shapes import Complement, Template
from corpus.errors import DocumentNotFound
from corpus.proposals import Proposal, SavedProposal
from ui.components.pressable import pressable
from ui.components.proposaldesk import change, section_of, with_section, with_source, writer
from ui.components.proposalfinding import complements, coverage
from ui.components.proposaloverview import complement_quotes, complements_html, coverage_html
from ui.components.proposalstart import Around
from ui.components.proposalwords import said
from ui.components.reading import open_reader
from ui.sessions import document


def show_glance(
    saved: SavedProposal, template: Template, around: Around, section: str, on_section: Callable[[str], None]
) -> None:
    """Show the coverage and the earlier projects; what is pinned there is pinned for a section, by its id."""
    say, brief = around.say, saved.proposal.brief
    st.header(say("proposal_coverage"), anchor=False)
    if brief.countries:
        st.text(say("proposal_coverage_text"))
        with st.spinner(say("searching"), show_time=False):
            covered = coverage(brief, template)
        pressable(coverage_html(covered, template, around.names, say), key="proposal-coverage", on_pick=on_section)
    else:
        st.info(say("proposal_coverage_none"), icon=":material/flag:")
    st.header(say("proposal_complements"), anchor=False)
    with st.spinner(say("searching"), show_time=False):
        found = complements(brief)
    if not found:
        st.text(say("proposal_complements_none"))
        return
    title = next((said(each.title, say) for each in template.sections if each.id == section), section)
    st.text(say("proposal_complements_text", section=title))

    def picked(value: str) -> None:
        action, _, name = value.partition(":")
        if action == "pin":
            _pin(saved, section, found, name, around)

    value = pressable(complements_html(found, around.names, say), key="proposal-complements", on_pick=picked)
    action, _, name = (value or "").partition(":")
    cited = complement_quotes(found).get(name)
    if action == "open" and cited:
        open_reader(document(cited.document_id), [cited], say)


def _pin(saved: SavedProposal, section: str, found: list[Complement], name: str, around: Around) -> None:
    cited = complement_quotes(found).get(name)
    if cited is None:
        return
    try:
        of = document(cited.document_id)
    except DocumentNotFound:
        st.session_state["proposal-said"] = around.say("document_gone")
        return

    def pinned(proposal: Proposal) -> Proposal:
        source = kept_already(cited, proposal.sources)
        if source is None:
            source = keep(cited, of, [each.key for each in proposal.sources], datetime.now(UTC).date())
            proposal = with_source(proposal, source)
        draft = section_of(proposal, section)
        keys = tuple(dict.fromkeys((*draft.pinned, source.key)))
        return with_section(proposal, draft.model_copy(update={"pinned": keys}))

    change(around.library, saved.token, pinned, writer=writer())
    st.session_state["proposal-said"] = around.say("proposal_pinned_for")
