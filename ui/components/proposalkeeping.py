"""What is kept of a proposal: its link, its last versions, copies of it, taking it along, and deleting it."""

from collections.abc import Callable
from functools import partial
from html import escape

import streamlit as st

from corpus.errors import ProposalNotFound
from corpus.library import Library
from corpus.proposals import (
    VERSIONS_KEPT,
    Proposal,
    SavedProposal,
    SavedVersion,
    delete,
    duplicate,
    restore,
    version,
    versions,
)
from ui.components.pressable import pressable
from ui.components.proposalbegun import begin
from ui.components.proposaldesk import change
from ui.components.proposalstart import Around
from ui.components.proposalwords import said, time_shown
from ui.components.taking import base_address
from ui.texts import Texts

_LONGEST_TITLE = 200


def link_html(token: str, say: Texts, *, hides: bool = False) -> str:
    """Return the link of a proposal with a button that copies it, and what it is; picks are `hide:`."""
    hide = ""
    if hides:
        label = escape(say("proposal_link_kept"))
        hide = f'<button type="button" class="vet-button" data-pick="hide:">{label}</button>'
    address = f"{base_address()}/proposals?p={token}"
    return (
        f'<div class="vet-keep-link" role="group" aria-labelledby="keep-link-title">'
        f'<p id="keep-link-title"><b>{escape(say("proposal_keep_link"))}</b>'
        f" {escape(say('proposal_keep_link_text'))}</p>"
        f'<p class="vet-address" id="proposal-link">{escape(address)}</p>'
        '<div class="vet-ways"><button type="button" class="vet-button" aria-live="polite" data-copy="proposal-link"'
        f' data-done="{escape(say("copied"))}">{escape(say("copy_link"))}</button>{hide}</div></div>'
    )


def show_versions(saved: SavedProposal, around: Around) -> None:
    """Show the last saves of a proposal; one may be looked at, and restored."""
    say, library, token = around.say, around.library, saved.token
    st.header(say("proposal_versions"), anchor=False)
    st.text(say("proposal_versions_text", most=VERSIONS_KEPT))
    kept = versions(library, token)
    pressable(versions_html(kept, saved.revision, say), key="proposal-versions", on_pick=partial(_look, token))
    looking, number = st.session_state.get("proposal-looking", ("", 0))
    chosen = next((each for each in kept if looking == token and each.number == number), None)
    if chosen is None or chosen.number == saved.revision:
        return
    try:
        earlier = version(library, token, chosen.number)
    except ProposalNotFound:
        return
    with st.container(key="proposal-earlier"):
        st.html(earlier_html(earlier, chosen, around))
        if st.button(
            say("proposal_restore"), key="proposal-restore", icon=":material/history:", type="primary",
        ):  # fmt: skip
            restore(library, token, chosen.number, saved.revision)
            st.session_state.pop("proposal-looking", None)
            st.session_state["proposal-said"] = say("proposal_restored")
            st.rerun()


def versions_html(kept: list[SavedVersion], now: int, say: Texts) -> str:
    """Return the last saves as a list, the latest first; picks are `look:NUMBER`."""
    items = []
    for each in kept:
        words = say.counted("proposal_words", each.words)
        when = escape(time_shown(each.saved_at, say))
        if each.number == now:
            now_is = escape(say("proposal_now"))
            items.append(f"<li><span>{when}</span> <span>{escape(words)}</span> <b>{now_is}</b></li>")
            continue
        items.append(
            f'<li><span>{when}</span> <span>{escape(words)}</span> <button type="button" class="vet-pick"'
            f' data-pick="look:{each.number}">{escape(say("proposal_look"))}'
            f'<span class="vet-unseen"> {when}</span></button></li>'
        )
    return f'<ol class="vet-versions">{"".join(items)}</ol>'


def earlier_html(proposal: Proposal, of: SavedVersion, around: Around) -> str:
    """Return a proposal as it was saved once, to be read."""
    say = around.say
    template = around.templates.get(proposal.brief.template)
    titles = {each.id: said(each.title, say) for each in template.sections} if template else {}
    parts = "".join(
        f'<h4>{escape(titles.get(each.section, each.section))}</h4><p class="vet-written">{escape(each.text)}</p>'
        for each in proposal.sections
        if each.text.strip()
    )
    parts = parts or f"<p>{escape(say('proposal_empty'))}</p>"
    title = say("proposal_as_it_was", time=time_shown(of.saved_at, say))
    return f"<h3>{escape(title)}</h3><p><b>{escape(proposal.brief.title)}</b></p>{parts}"


def show_copies(saved: SavedProposal, around: Around, go: Callable[[str | None], None]) -> None:
    """Offer another name, a copy and deleting; `go` leads to a proposal, or to the start of the page."""
    say, library, token = around.say, around.library, saved.token
    st.header(say("proposal_manage"), anchor=False)
    with st.form("proposal-rename", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.text_input(say("brief_title"), saved.proposal.brief.title, max_chars=_LONGEST_TITLE)
        renamed = st.form_submit_button(say("proposal_rename"), icon=":material/edit:")
    if renamed:
        _rename(library, token, " ".join(title.split()))
        st.rerun()
    with st.container(horizontal=True):
        if st.button(say("proposal_duplicate"), key="proposal-duplicate", icon=":material/content_copy:"):
            name = saved.proposal.brief.title or say("proposal_untitled")
            title = say("proposal_copy_of", title=name)[:_LONGEST_TITLE]
            if copy := begin(lambda most: duplicate(library, token, title, most), say):
                st.session_state["proposal-new-link"] = copy.token
                go(copy.token)
        if st.button(say("proposal_delete"), key="proposal-delete", icon=":material/delete:"):
            st.session_state["proposal-deleting"] = token
    if st.session_state.get("proposal-deleting") == token:
        _delete(library, token, say, go)


def _delete(library: Library, token: str, say: Texts, go: Callable[[str | None], None]) -> None:
    with st.container(key="proposal-deletion", border=True):
        st.text(say("proposal_delete_sure"))
        with st.container(horizontal=True):
            sure = st.button(say("proposal_delete_yes"), key="proposal-delete-yes", type="primary")
            if st.button(say("proposal_delete_no"), key="proposal-delete-no"):
                del st.session_state["proposal-deleting"]
                st.rerun()
    if sure:
        del st.session_state["proposal-deleting"]
        delete(library, token)
        st.session_state["proposal-said"] = say("proposal_deleted")
        go(None)


def _rename(library: Library, token: str, title: str) -> None:
    def renamed(proposal: Proposal) -> Proposal:
        return proposal.model_copy(update={"brief": proposal.brief.model_copy(update={"title": title})})

    change(library, token, renamed)


def _look(token: str, value: str) -> None:
    action, _, number = value.partition(":")
    if action == "look" and number.isascii() and number.isdecimal():
        st.session_state["proposal-looking"] = (token, int(number))
