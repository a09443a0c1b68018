"""Taking a proposal along: as a document, as plain text for a form, its sources for a reference manager, or whole."""

from collections.abc import Callable
from html import escape
from typing import get_args

import streamlit as st

from assistant.exporting.bibliography import STYLES, Style
from assistant.exporting.proposal import Drafted, cited_sources, proposal_name
from assistant.exporting.proposal_text import FormWording
from assistant.proposals.fields import has_fields
from assistant.proposals.shapes import Template
from corpus.proposals import FormCitations, KeptSource, Proposal, SavedProposal
from ui.components.pressable import pressable
from ui.components.proposaldesk import change, name_of_link, section_of
from ui.components.proposalevidence import link_of_source
from ui.components.proposalfinding import lacking, states
from ui.components.proposallengths import Lengths, lengths_of
from ui.components.proposalsections import over_told
from ui.components.proposalstart import Around
from ui.components.proposalwords import said
from ui.components.taking import base_address
from ui.texts import Texts

FORM_CITATIONS: tuple[FormCitations, ...] = get_args(FormCitations)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show_exports(saved: SavedProposal, template: Template | None, around: Around) -> None:
    """Show the buttons that fetch a proposal; a file is written when its button is pressed, and not before."""
    say, proposal = around.say, saved.proposal
    st.header(say("proposal_take"), anchor=False)
    now = states(proposal.sources)
    if left := unfinished(proposal, template, say):
        st.html(unfinished_html(left, say))
    cited = cited_sources(proposal)
    flagged = {each.key: say(f"kept_{now[each.key].state}") for each in cited if now[each.key].state != "same"}
    if flagged:
        pressable(flags_html(cited, flagged, say), key="proposal-flags")
    style: Style = st.selectbox(
        say("proposal_style"), STYLES, key="proposal-style", width=320, format_func=lambda each: say(f"cite_{each}"),
    )  # fmt: skip
    proposal = _cited_in_forms(saved, around)
    drafted = Drafted(
        proposal, template, style, {key: each.state for key, each in now.items()}, base=base_address(),
    )  # fmt: skip
    made: dict[str, tuple[str, str, Callable[[], bytes | str]]] = {
        "docx": ("Word (DOCX)", _WORD, lambda: _docx(drafted, around)),
        "md": ("Markdown", "text/markdown", lambda: _markdown(drafted, around)),
        "txt": (say("proposal_take_text"), "text/plain", lambda: _text(drafted, around)),
        "bib": ("BibTeX", "application/x-bibtex", lambda: _sources("bibtex", drafted)),
        "ris": ("RIS", "application/x-research-info-systems", lambda: _sources("ris", drafted)),
        "csl.json": ("CSL-JSON", "application/json", lambda: _sources("csl_json", drafted)),
        "json": (say("proposal_take_json"), "application/json", lambda: _json(drafted)),
    }
    with st.container(horizontal=True, key="proposal-exports"):
        for extension, (label, mime, make) in made.items():
            st.download_button(
                label, make, proposal_name(proposal, extension), mime,
                key=f"proposal-{extension}", icon=":material/download:", on_click="ignore",
            )  # fmt: skip


def _cited_in_forms(saved: SavedProposal, around: Around) -> Proposal:
    """Let the writer say how sources are cited in the fields of a form; return the proposal that says so."""
    key, say = f"proposal-form-citations-{name_of_link(saved.token)}", around.say
    state, kept = st.session_state, saved.proposal.form_citations
    state[key] = kept

    def keep() -> None:
        chosen = state[key]
        change(around.library, saved.token, lambda now: now.model_copy(update={"form_citations": chosen}))

    st.selectbox(
        say("proposal_form_citations"), FORM_CITATIONS, key=key, width=320, on_change=keep,
        format_func=lambda each: say(f"form_citations_{each}"), help=say("proposal_form_citations_help"),
    )  # fmt: skip
    return saved.proposal


def unfinished(proposal: Proposal, template: Template | None, say: Texts) -> list[str]:
    """Return what is still to be done before a proposal can be sent, section by section, in words."""
    lines, wording = [], FormWording(proposal)
    for section in template.sections if template else ():
        text = section_of(proposal, section.id).text
        lengths = lengths_of(proposal, section, wording)
        places, claims = lengths.places, lacking(proposal, section)
        unanswered = sum(not each.characters for each in lengths.fields) if text.strip() else 0
        told = [
            *_too_long(lengths, say),
            say.counted("proposal_unanswered", unanswered) if unanswered else "",
            say.counted("proposal_outside", lengths.outside) if lengths.outside else "",
            say.counted("proposal_places", places) if places else "",
            say.counted("proposal_lacking", claims) if claims else "",
            "" if text.strip() else say("proposal_empty"),
        ]
        if any(told):
            lines.append(f"{said(section.title, say)}: {', '.join(filter(None, told))}")
    return lines


def _too_long(lengths: Lengths, say: Texts) -> list[str]:
    if not has_fields(lengths.section):
        return [say("proposal_over", number=say.number(lengths.over))] if lengths.over else []
    return [over_told(number, each.over, say) for number, each in enumerate(lengths.fields, 1) if each.over]


def unfinished_html(lines: list[str], say: Texts) -> str:
    """Return what is still to be done as a note."""
    items = "".join(f"<li>{escape(each)}</li>" for each in lines)
    title = escape(say("proposal_unfinished"))
    return f'<div class="vet-caution" role="note"><p><b>{title}</b></p><ul class="vet-list">{items}</ul></div>'


def flags_html(sources: list[KeptSource], flagged: dict[str, str], say: Texts) -> str:
    """Return the cited sources whose documents changed or are gone, each with what became of it."""
    items = "".join(
        f'<li><a class="vet-link" href="{escape(link_of_source(each))}" data-go>{escape(each.title)}</a> '
        f"<code>@{escape(each.key)}</code><br>{escape(flagged[each.key])}</li>"
        for each in sources
        if each.key in flagged
    )
    told = say.counted("proposal_sources_changed", len(flagged))
    return f'<div class="vet-caution" role="note"><p><b>{escape(told)}</b></p><ul class="vet-list">{items}</ul></div>'


# What writes a file is loaded when one is wanted.


def _docx(drafted: Drafted, around: Around) -> bytes:
    from assistant.exporting.proposal_docx import proposal_docx

    return proposal_docx(drafted, around.names, around.say)


def _markdown(drafted: Drafted, around: Around) -> str:
    from assistant.exporting.proposal_markdown import proposal_markdown

    return proposal_markdown(drafted, around.names, around.say)


def _text(drafted: Drafted, around: Around) -> str:
    from assistant.exporting.proposal_text import proposal_text

    return proposal_text(drafted, around.say)


def _sources(form: str, drafted: Drafted) -> str:
    from assistant.exporting import citations

    written: Callable[[list[KeptSource]], str] = getattr(citations, form)
    return written(cited_sources(drafted.proposal))


def _json(drafted: Drafted) -> str:
    from assistant.proposals.interchange import proposal_json

    return proposal_json(drafted.proposal)
