"""A section of a proposal being written: the field, what was found of its claims, and the evidence beside it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from assistant.citations import Citation, cite
from assistant.exporting.proposal_text import FormWording
from assistant.proposals.citing import kept_already, keys_cited
from assistant.proposals.fields import Field, has_headings, lacks_questions
from assistant.proposals.shapes import WANTING, Template
from corpus.errors import DocumentNotFound
from corpus.proposals import KeptSource, SavedProposal, SectionDraft
from ui.components.announcing import announce
from ui.components.editor import editor
from ui.components.everyone import run_script
from ui.components.pressable import pressable
from ui.components.proposalacting import Acting
from ui.components.proposalclaims import Claim, claim_quotes, claims_html, claims_of
from ui.components.proposaldesk import section_of, version_of
from ui.components.proposaldraft import drafting_label, translating_label, translations, write_draft
from ui.components.proposalevidence import evidence_html, found_html, name_of, pinned_html, quotes_of
from ui.components.proposalfinding import candidates, checked, evidence, known_candidates, states, wanting
from ui.components.proposalstart import Around
from ui.components.proposalwords import said
from ui.components.reading import open_reader
from ui.sessions import document
from ui.texts import Texts

_MOST_OFFERED, _MOST_FOUND = 2, 6
# Whoever cites writes on behind the mark; not on a phone, where the field is far from the quotes.
_WRITE_ON = """/* %s */ setTimeout(() => {
  if (matchMedia("(min-width: 769px)").matches)
    document.querySelector(".vet-editor textarea")?.focus({preventScroll: true});
}, 150);"""
_LONGEST_SEARCH, _FEWEST_COUNTRIES = 300, 2


def show_field(saved: SavedProposal, template: Template, field: Field, around: Around) -> None:
    """Show one field of a proposal's form to be written: a section, or the answer to one of its questions."""
    draft = section_of(saved.proposal, field.section.id)
    acting = Acting(saved, template, field, around)
    left, right = st.columns([3, 2], gap="large")
    with left, st.container(key="proposal-writing"):
        _field(acting)
        _ways(acting, draft)
        _claims(acting)
    with right, st.container(key="proposal-evidence"):
        _evidence(acting, draft)
    acting.showing_ends()
    _open_source(acting)
    _search(acting)


def _field(acting: Acting) -> None:
    state, field, say = st.session_state, acting.field, acting.say
    text = acting.text_of(acting.proposal)
    if (
        acting.checked_key not in state
        and text.strip()
        and wanting(acting.proposal, acting.section.id, text) is not None
    ):
        # All of it was checked before, perhaps in another window: that is known still.
        state[acting.checked_key] = text
    of = state.get(acting.checked_key)
    found = checked(acting.proposal, acting.section.id, of) if of is not None else ()
    wish = state.get("proposal-insertion")
    editor(
        text,
        found,
        acting.proposal.sources,
        # With its questions in it a section is longer than what goes into the fields of the form.
        limit=None if field.question is None and has_headings(field.section, text) else field.limit,
        limit_assumed=field.limit_assumed,
        wording=FormWording(acting.proposal),
        cited_as=acting.proposal.form_citations,
        version=version_of(text),
        key=f"editor-{acting.name}-{field.name}",
        say=say,
        label=said(field.question.text if field.question else field.section.title, say),
        language=acting.language,
        insert=wish[1] if wish and wish[0] == (acting.saved.token, field.name) else None,
        replace=state.get(f"proposal-replace-{acting.name}", ""),
        checked_of=of,
        on_change=acting.written,
    )
    if nonce := state.pop("proposal-writing-on", ""):
        run_script(_WRITE_ON % nonce)


def _ways(acting: Acting, draft: SectionDraft) -> None:
    say = acting.say
    with st.container(horizontal=True, key="proposal-ways"):
        st.button(
            say("proposal_skeleton"), key="proposal-skeleton", icon=":material/format_quote:",
            on_click=acting.draft_from_quotes,
        )  # fmt: skip
        if acting.field.question is None and lacks_questions(acting.section, draft.text):
            st.button(
                say("proposal_put_questions"),
                key="proposal-questions",
                icon=":material/help:",
                on_click=acting.put_questions,
            )
        label = drafting_label(say) if draft.pinned else None
        wanted = label is not None and st.button(label, key="proposal-write", icon=":material/edit_note:")
        translating = translating_label(say, acting.text_of(acting.proposal), acting.proposal)
        foreign = translating is not None and st.button(
            translating, key="proposal-translate", icon=":material/translate:"
        )
    if foreign:
        with st.spinner(say("proposal_translating")):
            acting.take_translations(translations(acting.text_of(acting.proposal), acting.proposal))
        st.rerun()
    if wanted:
        with st.spinner(say("writing")):
            acting.take_draft(write_draft(acting.proposal, acting.field.asked, draft))
        st.rerun()


def _claims(acting: Acting) -> None:
    of = st.session_state.get(acting.checked_key)
    if of is None:
        return
    say = acting.say
    found = claims_of(of, checked(acting.proposal, acting.section.id, of))
    st.subheader(say("proposal_claims"), anchor=False)
    if not found:
        st.text(say("proposal_claims_none"))
        return
    offered = _offered(acting, found)
    acting.shows(claim_quotes(found, offered))
    here, searching = str(st.session_state.get("proposal-details", "")), acting.searching
    html = claims_html(found, offered, acting.names, say, here, searching={each.name for each in searching})
    pressable(html, key="proposal-claims", on_pick=acting.picked)
    if moment := st.session_state.get("proposal-announce"):
        announce(_checked_in_words(found, say), of=moment)


def _offered(acting: Acting, found: Sequence[Claim]) -> dict[str, tuple[Citation, ...]]:
    """Return quotes for the claims that no source bears out: for the first that have none, and as asked for.

    Those that nobody looked for before are noted, to be looked for when all else is there to be read.
    """
    asked: set[str] = st.session_state.setdefault("proposal-sought", set())
    if st.session_state.pop("proposal-offer", False):
        lacking = [each for each in found if each.sentence.standing == "needs_evidence"]
        asked.update(each.name for each in lacking[:_MOST_OFFERED])
    wanting = [each for each in found if each.sentence.standing in WANTING and each.name in asked]
    known = {each: known_candidates(each.words) for each in wanting}
    acting.searching = [each for each, quotes in known.items() if quotes is None]
    return {each.name: quotes for each, quotes in known.items() if quotes is not None}


def _search(acting: Acting) -> None:
    """Look for the quotes that the claims are waiting for, then show them."""
    if not acting.searching:
        return
    announce(acting.say("claim_searching"), of=" ".join(each.name for each in acting.searching))
    with st.spinner(acting.say("claim_searching"), show_time=False):
        for each in acting.searching:
            candidates(each.words)
    st.rerun()


def _evidence(acting: Acting, draft: SectionDraft) -> None:
    say, proposal = acting.say, acting.proposal
    flags = _flags(acting)
    cited = set(keys_cited([acting.text_of(proposal)]))
    laid_aside = [
        each for each in proposal.sources if each.key in draft.pinned or (each.key in cited and each.key in flags)
    ]
    if laid_aside:
        st.subheader(say("proposal_pinned_title"), anchor=False)
        html = pinned_html(laid_aside, draft.pinned, cited, flags, acting.names, say)
        pressable(html, key="proposal-pinned", on_pick=acting.picked)
    pinned = [each for each in laid_aside if each.key in draft.pinned]
    st.subheader(say("proposal_evidence"), anchor=False)
    _searched(acting, pinned)
    country = _country(acting)
    with st.spinner(say("searching"), show_time=False):
        found = evidence(proposal.brief, acting.template, acting.section.id, country)
    quotes = quotes_of(found)
    html = evidence_html(acting.field.asked, found, _held(quotes, pinned), acting.names, say)
    acting.shows(quotes)
    pressable(html, key=f"proposal-evidence-{acting.field.name}", on_pick=acting.picked)


def _searched(acting: Acting, pinned: Sequence[KeptSource]) -> None:
    """Let the writer look for quotes in words of their own."""
    words = st.text_input(
        acting.say("proposal_search"),
        key=f"proposal-search-{acting.section.id}",
        max_chars=_LONGEST_SEARCH,
        icon=":material/search:",
        placeholder=acting.say("proposal_search_example"),
    ).strip()
    if not words:
        return
    with st.spinner(acting.say("searching"), show_time=False):
        found = {name_of(each): each for each in candidates(words, _MOST_FOUND)}
    if not found:
        st.text(acting.say("claim_no_candidates"))
        return
    acting.shows(found)
    html = found_html(list(found.values()), _held(found, pinned), acting.names, acting.say)
    pressable(html, key="proposal-searched", on_pick=acting.picked)


def _country(acting: Acting) -> str | None:
    """Let the writer see the evidence of one partner country; None for that of all."""
    countries = acting.proposal.brief.countries
    if len(countries) < _FEWEST_COUNTRIES:
        return None
    chosen = st.pills(
        acting.say("proposal_from"),
        countries,
        key=f"proposal-from-{acting.name}",
        format_func=lambda code: acting.names.place_label(code, acting.say.language),
    )
    return str(chosen) if chosen else None


def _held(quotes: Mapping[str, Citation], pinned: Sequence[KeptSource]) -> set[str]:
    return {name for name, each in quotes.items() if kept_already(each, pinned)}


def _flags(acting: Acting) -> dict[str, str]:
    """Return by key what became of the sources that changed or are gone."""
    now = states(acting.proposal.sources)
    return {key: acting.say(f"kept_{each.state}") for key, each in now.items() if each.state != "same"}


def _open_source(acting: Acting) -> None:
    action, _, what = str(st.session_state.pop("proposal-open", "")).partition(":")
    citation = acting.quote(what)
    if action == "open" and citation:
        try:
            open_reader(document(citation.document_id), [citation], acting.say)
        except DocumentNotFound:
            st.warning(acting.say("document_gone"), icon=":material/link_off:")
        return
    source = next((each for each in acting.proposal.sources if each.key == what), None)
    if action in ("open", "look") and source:
        _open_kept(acting, source)


def _open_kept(acting: Acting, source: KeptSource) -> None:
    now = states((source,))[source.key]
    if now.document is None or now.span is None:
        st.warning(acting.say(f"kept_{now.state}"), icon=":material/link_off:")
        return
    open_reader(now.document, [cite(now.document, *now.span, 1)], acting.say)


def _checked_in_words(found: Sequence[Claim], say: Texts) -> str:
    counts = {
        each: say.number(sum(claim.sentence.standing == each for claim in found))
        for each in ("differs", "needs_evidence")
    }
    return say("proposal_checked", **counts)
