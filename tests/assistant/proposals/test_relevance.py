"""Relevance: which documents are about what a brief is about, in whatever language, and when none is."""

import pytest

from assistant.proposals.relevance import About, Subjects, best_of
from assistant.proposals.searching import subject_of, text_of
from assistant.wiring import Assistant
from corpus.facets import Filters
from corpus.proposals import Brief
from corpus.vocabulary import load_vocabulary
from tests.assistant.proposals.conftest import BRIEF

DUTCH = Brief(
    title="Docenten terug naar het bedrijf",
    idea="Docenten in het beroepsonderwijs verliezen het contact met bedrijven. Wij laten docenten stage lopen.",
    language="nl",
)
BEES = Brief(title="Bees in the city", idea="Beekeepers learn how mites harm a hive in winter.")
TATTOOS = Brief(title="Clean ink", idea="Apprentice tattooists learn hygiene of needles and skin from nobody.")

# It has a theme of the library, teachers, but hardly a word of what it is about.
SINGERS = Brief(
    title="Docentes de canto",
    idea="El profesorado de conservatorios aprende a prevenir lesiones de garganta y ronquera.",
    target_groups=("profesorado",),
    language="es",
)


def about(assistant: Assistant, brief: Brief, filters: Filters = Filters()) -> About:
    reader = assistant.proposals().reader
    subjects = Subjects(reader)
    subject = subject_of(brief, load_vocabulary())
    found = subjects.about(subjects.meant(text_of(brief), subject.language, subject.themes), filters, ())
    sources = {card.id: card.source for card in reader.cards()}
    return found._replace(odds={sources[each]: value for each, value in found.odds.items()})


@pytest.mark.parametrize("brief", [BRIEF, DUTCH])
def test_documents_on_the_subject_come_before_all_others_whatever_their_language(
    assistant: Assistant, brief: Brief
) -> None:
    found = about(assistant, brief)
    assert not found.nothing
    off_it = sorted(found.odds, key=lambda each: found.odds[each])[:2]
    assert set(off_it) == {"choir.md", "ships.md"}


@pytest.mark.parametrize("brief", [BEES, TATTOOS, SINGERS])
def test_no_document_is_about_a_subject_that_the_library_lacks(assistant: Assistant, brief: Brief) -> None:
    assert about(assistant, brief).nothing


def test_only_what_matches_the_filters_is_compared(assistant: Assistant) -> None:
    assert set(about(assistant, BRIEF, Filters(countries=("FI",))).odds) == {"kysely.md"}


def test_the_likeliest_come_first_and_no_more_than_are_wanted() -> None:
    odds = {"a": 1.0, "b": 3.0, "c": -2.0, "d": 0.5}
    assert best_of(odds, 0.0, 2) == ["b", "a"]
    assert best_of(odds, 2.0, 2) == ["b"]
