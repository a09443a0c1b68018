"""Questions to begin with: drawn from what the library holds under the filters, and sure to find something."""

from functools import lru_cache

import streamlit as st

from assistant.wiring import Assistant
from corpus.facets import Filters
from corpus.vocabulary import Vocabulary
from ui.components.labels import label_text
from ui.sessions import ask, assistant, generation
from ui.texts import Texts

_SHOWN = 3
_TRIED = 8


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
def suggestions(shared: Assistant, number: int, filters: Filters, language: str) -> tuple[str, ...]:
    """Return a few questions about the commonest themes, if possible each of another country, that the library answers.

    `number` is the generation that answers; it is part of what the result depends on.
    """
    say, names = Texts(language), shared.vocabulary
    found: list[str] = []
    for question in _candidates(shared, number, filters, say, names)[:_TRIED]:
        if len(found) < _SHOWN and shared.ask(question, filters, language=language).status != "no_evidence":
            found.append(question)
    return tuple(found)


def _candidates(shared: Assistant, number: int, filters: Filters, say: Texts, names: Vocabulary) -> list[str]:
    counts = shared.library.facet_counts(number, filters)["themes"]
    of_places: list[str] = []
    of_themes: list[str] = []
    used: set[str] = set()
    for theme in sorted(counts, key=lambda theme: -counts[theme])[:_TRIED]:
        label = _within_sentence(names.theme_label(theme, say.language))
        of_themes.append(say("suggestion_theme", theme=label))
        inside = shared.library.facet_counts(number, filters.model_copy(update={"themes": (theme,)}))["countries"]
        places = [code for code in sorted(inside, key=lambda code: -inside[code]) if code != "EU"]
        place = next((code for code in places if code not in used), None)
        if place and not filters.countries:
            used.add(place)
            of_places.append(say("suggestion_theme_place", theme=label, place=names.place_label(place, say.language)))
    return [*of_places, *of_themes]


def _within_sentence(label: str) -> str:
    """Return a label as it stands within a sentence: abbreviations such as ICT keep their capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
