"""Questions to begin with: drawn from what the library holds under the filters, and sure to find something."""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import zip_longest
from time import monotonic

import streamlit as st

from assistant.wiring import Assistant
from corpus.facets import Filters, Kind
from corpus.vocabulary import Vocabulary
from ui.components.labels import label_text
from ui.sessions import ask, assistant, cards, facet_counts, generation
from ui.texts import Texts

_SHOWN = 4
_TRIED = 8
_LONGEST_TITLE = 60
_PATIENCE_SECONDS = 0.08
_ABOUT: Mapping[Kind, str] = {
    Kind.GOOD_PRACTICE: "suggestion_results",
    Kind.PROJECT_REPORT: "suggestion_results",
    Kind.SURVEY_SUMMARY: "suggestion_findings",
}
_TITLE_ENDS = re.compile(r"[:–—(?!]")


def show_suggestions(filters: Filters, say: Texts) -> None:
    """Show questions that a click asks; nothing where none of ours would find an answer."""
    questions = suggestions(assistant(), generation(), filters, say.language)
    if not questions:
        return
    st.text(say("try_one"))
    for number, question in enumerate(questions):
        st.button(
            label_text(question), key=f"try-{number}", on_click=ask, args=(question,), icon=":material/arrow_forward:",
            type="tertiary",
        )  # fmt: skip


@lru_cache(maxsize=256)
def suggestions(shared: Assistant, _number: int, filters: Filters, language: str) -> tuple[str, ...]:
    """Return a few questions that the library answers: about its commonest themes, and about documents of its own.

    `_number` is the generation that answers; it is part of what the result depends on. Under filters there is no time
    to try many: then those about documents, which hardly ever fail, are taken untried.
    """
    say, names = Texts(language), shared.vocabulary
    found: list[str] = []
    until = monotonic() + (_PATIENCE_SECONDS if filters.active else 60)
    by_theme = iter(_by_theme(filters, say, names)[:_TRIED])
    by_document = iter(_by_document(filters, say)[:_TRIED])
    # By turns, so that both kinds are seen; where one runs out, the other goes on.
    for pair in zip_longest(by_document, by_theme):
        for question, sure in zip(pair, (True, False), strict=True):
            if question and len(found) < _SHOWN:
                in_time = monotonic() < until
                if shared.ask(question, filters, language=language).status == "answered" if in_time else sure:
                    found.append(question)
    return tuple(found)


def _by_document(filters: Filters, say: Texts) -> list[str]:
    about = [card for card in cards(filters) if card.facets.kind in _ABOUT]
    # An id is a hash: as good as any order that favours nobody, and the same at every visit.
    about.sort(key=lambda card: (card.facets.language != say.language, card.id))
    names = ((card, _TITLE_ENDS.split(card.title)[0].strip()) for card in about)
    return [say(_ABOUT[card.facets.kind], title=name) for card, name in names if 4 <= len(name) <= _LONGEST_TITLE]


def _by_theme(filters: Filters, say: Texts, names: Vocabulary) -> list[str]:
    counts = facet_counts(filters)["themes"]
    of_places: list[str] = []
    of_themes: list[str] = []
    used: set[str] = set()
    for theme in sorted(counts, key=lambda theme: -counts[theme])[:_TRIED]:
        label = _within_sentence(names.theme_label(theme, say.language))
        of_themes.append(say("suggestion_theme", theme=label))
        inside = facet_counts(filters.model_copy(update={"themes": (theme,)}))["countries"]
        places = [code for code in sorted(inside, key=lambda code: -inside[code]) if code != "EU"]
        place = next((code for code in places if code not in used), None)
        if place and not filters.countries:
            used.add(place)
            of_places.append(say("suggestion_theme_place", theme=label, place=names.place_label(place, say.language)))
    return [*of_places, *of_themes]


def _within_sentence(label: str) -> str:
    """Return a label as it stands within a sentence: abbreviations such as ICT keep their capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
