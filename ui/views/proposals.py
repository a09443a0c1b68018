"""The Proposals page: from a brief to drafted sections in which every claim has a source; kept under a link."""

import re
from html import escape

import streamlit as st

from assistant.exporting.proposal_text import FormWording
from assistant.proposals.fields import Field, fields_of, has_fields, has_headings
from assistant.proposals.shapes import Template, TemplateSection
from corpus.errors import ProposalNotFound, VetError
from corpus.proposals import Proposal, SavedProposal, load
from ui.components.announcing import announce
from ui.components.everyone import run_script
from ui.components.labels import label_text
from ui.components.markup import list_html
from ui.components.notices import empty_library, problem
from ui.components.pressable import pressable
from ui.components.proposalbrief import brief_form, changed_brief
from ui.components.proposaldesk import change, name_of_link, section_of, writer
from ui.components.proposalfields import WHOLE, field_steps_html, fields_html
from ui.components.proposalfinding import lacking, templates
from ui.components.proposalglance import show_glance
from ui.components.proposalkeeping import link_html, show_copies, show_versions
from ui.components.proposallengths import lengths_of
from ui.components.proposalopened import opened_proposals
from ui.components.proposalsections import Progress, guidance_html, section_html, sections_html, steps_html
from ui.components.proposalstart import WAYS, Around, show_file, show_new, show_opened
from ui.components.proposaltaking import show_exports
from ui.components.proposalwords import said, time_shown
from ui.components.proposalwriting import show_field
from ui.history import visitor
from ui.sessions import assistant, generation, texts, vocabulary

_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
# The heading takes the focus, too: whoever uses a keyboard goes on from there.
_TO_THE_TOP = """setTimeout(() => {
  const heading = document.querySelector(".vet-field-head h3") ?? document.querySelector(".vet-section-head h2");
  heading?.focus({preventScroll: true});
  heading?.scrollIntoView({block: "start"});
}, 250);"""
_VIEWS = ("write", "glance", "brief", "keep")

say, names = texts(), vocabulary()


def main() -> None:
    """Show the page."""
    if not generation():
        st.title(say("proposals_title"), anchor=False)
        empty_library(say)
        return
    around = Around(assistant().library, templates(), names, say)
    token = st.query_params.get("p", "")
    if not _TOKEN.fullmatch(token):
        _start(around, unknown=bool(token))
        return
    try:
        saved = load(around.library, token)
    except ProposalNotFound:
        _start(around, unknown=True)
        return
    opened_proposals().note(visitor(), token)
    _work(saved, around)


# Starting


def _start(around: Around, *, unknown: bool) -> None:
    st.title(say("proposals_title"), anchor=False)
    st.html(f'<p class="vet-lead">{escape(say("proposals_lead"))}</p>')
    if unknown:
        st.warning(say("proposal_unknown"), icon=":material/link_off:")
    _notices()
    if rescued := st.session_state.pop("proposal-rescued", ""):
        st.warning(say("proposal_gone"), icon=":material/delete:")
        st.code(rescued, language=None, wrap_lines=True)
    if chosen := show_opened(around):
        _go(chosen)
    way = st.segmented_control(
        say("proposals_way"), WAYS, default="new", key="proposals-way", label_visibility="collapsed",
        format_func=lambda each: say(f"proposals_way_{each}"),
    ) or "new"  # fmt: skip
    if problems := around.templates.problems:
        st.warning(say("proposals_bad_forms"), icon=":material/description:")
        st.html(list_html([str(each) for each in problems]))
    made = None
    if way == "draft":
        _draft()
    else:
        made = show_new(around) if way == "new" else show_file(around)
    if made:
        st.session_state["proposal-new-link"] = made.token
        _go(made.token)


def _draft() -> None:
    from ui.components.draftreport import show_draft_report

    show_draft_report(say, names)


# Working


def _work(saved: SavedProposal, around: Around) -> None:
    brief = saved.proposal.brief
    template = around.templates.get(brief.template)
    st.html(f'<h1 class="vet-proposal-title">{escape(brief.title or say("proposal_untitled"))}</h1>')
    facts = [
        said(template.title, say) if template else brief.template,
        names.language_label(brief.language, say.language),
        ", ".join(names.place_label(code, say.language) for code in brief.countries),
        say("proposal_saved_at", time=time_shown(saved.saved_at, say)),
    ]
    st.html(f'<p class="vet-muted">{escape(" · ".join(filter(None, facts)))}</p>')
    _notices()
    is_new = st.session_state.get("proposal-new-link") == saved.token
    if is_new:
        pressable(link_html(saved.token, say, hides=True), key="proposal-link-new", on_pick=_hide_link)
    view = _view()
    if template is None:
        st.warning(say("proposal_no_template", template=label_text(brief.template)), icon=":material/description:")
    if view == "brief":
        _brief(saved, around)
    elif view == "keep":
        if not is_new:
            pressable(link_html(saved.token, say), key="proposal-link-kept")
        show_exports(saved, template, around)
        show_versions(saved, around)
        show_copies(saved, around, _go)
    if template is None or view in ("brief", "keep"):
        return
    wanted = st.query_params.get("s", "")
    section = next((each for each in template.sections if each.id == wanted), template.sections[0])
    if view == "glance":
        show_glance(saved, template, around, section.id, _place)
    else:
        _write_section(saved, template, section, around)


def _write_section(saved: SavedProposal, template: Template, section: TemplateSection, around: Around) -> None:
    proposal, wording = saved.proposal, FormWording(saved.proposal)
    rows = [Progress(lengths_of(proposal, each, wording), lacking(proposal, each)) for each in template.sections]
    pressable(sections_html(rows, section.id, say), key="proposal-sections", on_pick=_place)
    pressable(section_html(template, section, say), key="proposal-head", on_pick=_place)
    if guidance := guidance_html(section, say):
        pressable(guidance, key=f"proposal-guidance-{section.id}")
    field, steps = _field(section, section_of(proposal, section.id).text), ""
    if has_fields(section):
        lengths = next(each.lengths for each in rows if each.lengths.section.id == section.id)
        pressable(fields_html(lengths, field, say), key="proposal-fields", on_pick=_place)
        steps = field_steps_html(lengths, field, say)
    show_field(saved, template, field, around)
    pressable(steps_html(template, section, say, steps), key="proposal-foot", on_pick=_further)
    if st.session_state.pop("proposal-top", False):
        run_script(_TO_THE_TOP)


def _field(section: TemplateSection, text: str) -> Field:
    """Return what is to be written: what the address says, else the first question that has a field of its own.

    A text that knows nothing of the questions is shown whole.
    """
    wanted = st.query_params.get("q", "")
    unknown = text.strip() and not has_headings(section, text)
    if wanted == WHOLE or (unknown and not wanted):
        return Field(section)
    fields = fields_of(section)
    return next((each for each in fields if each.question and each.question.id == wanted), fields[0])


def _view() -> str:
    state, asked = st.session_state, st.query_params.get("view", "")
    now = asked if asked in _VIEWS else "write"
    state["proposal-view"] = now
    st.segmented_control(
        say("proposal_view"), _VIEWS, key="proposal-view", label_visibility="collapsed",
        format_func=lambda each: say(f"proposal_view_{each}"),
        on_change=lambda: _to_view(state["proposal-view"] or now),
    )  # fmt: skip
    return now


def _brief(saved: SavedProposal, around: Around) -> None:
    before = saved.proposal.brief
    after = brief_form(
        before, around.templates, f"proposal-brief-{name_of_link(saved.token)}", say("brief_save"), names, say
    )
    if after is None:
        return

    def briefed(proposal: Proposal) -> Proposal:
        return proposal.model_copy(update={"brief": changed_brief(proposal.brief, before, after)})

    change(around.library, saved.token, briefed, writer=writer())
    st.session_state["proposal-said"] = say("brief_saved")
    _to_view("write")
    st.rerun()


def _hide_link(_: str) -> None:
    st.session_state.pop("proposal-new-link", None)


def _notices() -> None:
    """Say what the last press came to, once."""
    if said_so := st.session_state.pop("proposal-said", None):
        st.success(said_so, icon=":material/check:")
        announce(said_so)
    if trouble := st.session_state.pop("proposal-trouble", None):
        st.error(say("problem"), icon=":material/error:")
        st.text(trouble)


# Where one is stands in the address, so that a link, a reload or Back brings it.


def _go(token: str | None) -> None:
    _write(p=token or "", s="", q="", view="")
    st.rerun()


def _place(value: str) -> None:
    action, _, name = value.partition(":")
    if action == "section" and _ID.fullmatch(name):
        _write(s=name, q="", view="")
    elif action == "field" and _ID.fullmatch(name):
        _write(q=name, view="")


def _further(value: str) -> None:
    """Go to another section or question from the foot of one: it is shown from its beginning."""
    _place(value)
    st.session_state["proposal-top"] = True


def _to_view(view: str) -> None:
    _write(view="" if view == "write" else view)


def _write(**ours: str) -> None:
    others = {key: st.query_params.get_all(key) for key in st.query_params if key not in ours}
    st.query_params.from_dict({**others, **{key: [value] for key, value in ours.items() if value}})


try:
    main()
except VetError as error:
    problem(error, say)
