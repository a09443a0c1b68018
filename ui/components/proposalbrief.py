"""The brief of a proposal as a form: what it is about, for whom, where, with whom, and for which application."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import streamlit as st

from assistant.proposals.shapes import Template
from corpus.placenames import country_names
from corpus.proposals import Brief
from corpus.vocabulary import Vocabulary
from ui.components.proposalwords import said
from ui.texts import Texts, languages, own_name

_LONGEST = {"title": 200, "idea": 5_000, "lines": 3_000}
_LINES = ("target_groups", "partners", "priorities")
_MOST_LINES, _LONGEST_LINE = 30, 300
# The languages of programmes beside those of the page; a brief may come with another one.
_WRITTEN_IN = (
    "bg", "cs", "da", "de", "el", "en", "es", "et", "eu", "fi", "fr", "ga", "hr", "hu", "is", "it", "lt", "lv", "mk",
    "mt", "nl", "no", "pl", "pt", "ro", "sk", "sl", "sr", "sv", "tr", "uk",
)  # fmt: skip


def brief_form(
    brief: Brief, templates: Mapping[str, Template], key: str, button: str, names: Vocabulary, say: Texts
) -> Brief | None:
    """Show a brief to be filled in or changed; return what was written in the run that its button causes."""
    with st.form(key, border=False):
        title = st.text_input(
            say("brief_title"), brief.title, max_chars=_LONGEST["title"], key=f"{key}-title",
            placeholder=say("brief_title_example"),
        )  # fmt: skip
        idea = st.text_area(
            say("brief_idea"), brief.idea, max_chars=_LONGEST["idea"], key=f"{key}-idea", height=150,
            placeholder=say("brief_idea_example"),
        )  # fmt: skip
        left, right = st.columns(2)
        with left:
            codes = place_codes(names, say.language, brief.countries)
            countries = st.multiselect(
                say("brief_countries"), codes, [code for code in brief.countries if code in codes],
                key=f"{key}-countries", format_func=lambda code: names.place_label(code, say.language),
                placeholder=say("brief_countries_choose"), select_all=False,
            )  # fmt: skip
            written = {each: _lines(each, brief, key, say) for each in ("target_groups",)}
        with right:
            template = _choice(templates, brief.template, key, say)
            spoken = sorted({*_WRITTEN_IN, *languages(), brief.language}, key=lambda code: _language(code, names, say))
            language = st.selectbox(
                say("brief_language"), spoken, spoken.index(brief.language), key=f"{key}-language",
                format_func=lambda code: _language(code, names, say),
            )  # fmt: skip
        left, right = st.columns(2)
        with left:
            written["partners"] = _lines("partners", brief, key, say)
        with right:
            written["priorities"] = _lines("priorities", brief, key, say)
        if not st.form_submit_button(button, icon=":material/arrow_forward:", type="primary", key=f"{key}-go"):
            return None
    return Brief(
        title=" ".join(title.split()),
        idea=idea.strip(),
        countries=tuple(countries),
        template=template,
        language=language,
        **written,
    )


def lines_of(written: str) -> tuple[str, ...]:
    """Return what was written line by line, empty and repeated lines left out."""
    lines = (" ".join(line.split())[:_LONGEST_LINE] for line in written.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))[:_MOST_LINES]


def changed_brief(now: Brief, before: Brief, after: Brief) -> Brief:
    """Return a brief with what a form changed in it: what it was shown with, and what it was sent with."""
    changed = {
        name: getattr(after, name) for name in Brief.model_fields if getattr(after, name) != getattr(before, name)
    }
    return now.model_copy(update=changed)


@lru_cache(maxsize=16)
def place_codes(names: Vocabulary, language: str, more: tuple[str, ...] = ()) -> list[str]:
    """Return the codes to choose from, by name in the reader's language: Europe's places, then the world's."""
    near = sorted(names.places, key=lambda code: names.place_label(code, language).casefold())
    far = {code for code in country_names("en") if code not in names.places}
    far |= {code for code in more if code not in names.places and names.country_of(code)}
    return [*near, *sorted(far, key=lambda code: names.place_label(code, language).casefold())]


def _lines(name: str, brief: Brief, key: str, say: Texts) -> tuple[str, ...]:
    held: Sequence[str] = getattr(brief, name)
    written = st.text_area(
        say(f"brief_{name}"), "\n".join(held), max_chars=_LONGEST["lines"], key=f"{key}-{name}", height=100,
        placeholder=say("brief_one_a_line"),
    )  # fmt: skip
    return lines_of(written)


def _choice(templates: Mapping[str, Template], chosen: str, key: str, say: Texts) -> str:
    # One that this server does not know stays what it is until another is chosen.
    ids = [*templates, *([chosen] if chosen not in templates else [])]
    return st.selectbox(
        say("brief_template"), ids, ids.index(chosen), key=f"{key}-template",
        format_func=lambda each: said(templates[each].title, say) if each in templates else each,
    )  # fmt: skip


def _language(code: str, names: Vocabulary, say: Texts) -> str:
    return own_name(code) if code in languages() else names.language_label(code, say.language)
