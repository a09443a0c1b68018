"""Where a proposal begins: a brief, a file of a proposal, a draft to check, and what this browser opened before."""

from html import escape
from typing import NamedTuple

import streamlit as st

from assistant.proposals.templates import Templates
from corpus.errors import ProposalNotFound, VetError
from corpus.library import Library
from corpus.proposals import Brief, Proposal, SavedProposal, create, load
from corpus.vocabulary import Vocabulary
from ui.components.fileinput import file_input
from ui.components.notices import problem
from ui.components.pressable import pressable
from ui.components.proposalbegun import begin
from ui.components.proposalbrief import brief_form
from ui.components.proposalopened import opened_proposals
from ui.components.proposalwords import said, time_shown
from ui.history import visitor
from ui.texts import Texts

WAYS = ("new", "file", "draft")


class Around(NamedTuple):
    """What the parts of the page share: the library, the templates, and the words."""

    library: Library
    templates: Templates
    names: Vocabulary
    say: Texts


def show_opened(around: Around) -> str | None:
    """Show the proposals that this browser opened before; return the token of one that was pressed."""
    say, cards = around.say, []
    for token in opened_proposals().of(visitor()):
        try:
            cards.append(load(around.library, token))
        except ProposalNotFound:
            continue
    if not cards:
        return None
    st.header(say("proposals_opened"), anchor=False)
    picked = pressable(opened_html(cards, around), key="proposals-opened")
    st.text(say("proposals_opened_text"))
    action, _, token = (picked or "").partition(":")
    if action == "forget":
        opened_proposals().forget(visitor())
        st.rerun()
    return token if action == "open" and any(token == each.token for each in cards) else None


def opened_html(cards: list[SavedProposal], around: Around) -> str:
    """Return proposals as a list; picks are `open:TOKEN` and `forget:`."""
    say = around.say
    items = "".join(_opened(each, around) for each in cards)
    return (
        f'<ul class="vet-starts">{items}</ul>'
        f'<button type="button" class="vet-button" data-pick="forget:">{escape(say("proposals_forget"))}</button>'
    )


def show_new(around: Around) -> SavedProposal | None:
    """Show the form for a new proposal; return the proposal in the run that made it."""
    say = around.say
    first = next(iter(around.templates), "ka220-vet")
    empty = Brief(template="ka220-vet" if "ka220-vet" in around.templates else first, language=say.language)
    brief = brief_form(empty, around.templates, "proposal-new", say("proposal_create"), around.names, say)
    if brief is None:
        return None
    if not (brief.title or brief.idea):
        st.warning(say("brief_empty"), icon=":material/edit:")
        return None
    return begin(lambda most: create(around.library, Proposal(brief=brief), most), say)


def show_file(around: Around) -> SavedProposal | None:
    """Show the field for the file of a proposal; return the proposal in the run that kept it."""
    say = around.say
    chosen = file_input(say("proposal_file_label"), "proposal-file", say)
    st.text(say("proposal_file_help"))
    if not chosen:
        return None
    # What reads a file is loaded when there is one.
    from assistant.proposals.interchange import read_proposal

    try:
        held = read_proposal(chosen.data)
        made = begin(lambda most: create(around.library, held.proposal, most), say)
    except VetError as error:
        problem(error, say)
        return None
    if made and held.unknown:
        st.session_state["proposal-said"] = say.counted("proposal_file_unknown", len(held.unknown))
    return made


def _opened(saved: SavedProposal, around: Around) -> str:
    say, brief = around.say, saved.proposal.brief
    template = around.templates.get(brief.template)
    facts = [
        said(template.title, say) if template else brief.template,
        say("proposal_saved_at", time=time_shown(saved.saved_at, say)),
    ]
    return (
        f'<li><button type="button" class="vet-start" data-pick="open:{escape(saved.token)}">'
        f"{escape(brief.title or say('proposal_untitled'))}</button>"
        f'<span class="vet-quiet">{escape(" · ".join(facts))}</span></li>'
    )
