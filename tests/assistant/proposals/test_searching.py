"""Searching: the passages that are looked into for a brief and its questions."""

from assistant.proposals.searching import bearing_on_question, bearing_on_running
from assistant.proposals.shapes import GuidingQuestion
from assistant.wiring import Assistant
from corpus.facets import Filters

COORDINATION = GuidingQuestion(
    id="coordination",
    text={"en": "How do partners share tasks and meet?"},
    search={"en": "steering committee tasks meetings", "nl": "stuurgroep taken overleg"},
)


def test_a_question_is_held_against_the_passages_of_the_brief_alone(assistant: Assistant) -> None:
    reader = assistant.proposals().reader
    bakers = next(card.id for card in reader.cards() if card.source == "bakers.md")
    found = bearing_on_question(reader, COORDINATION, "en", reader.passages_of([bakers]))
    assert {each.card.source for each in found.values()} == {"bakers.md"}
    assert not bearing_on_question(reader, COORDINATION, "en", [])


def test_a_question_on_how_a_project_is_run_is_put_in_english_too(assistant: Assistant) -> None:
    found = bearing_on_running(assistant.proposals().reader, COORDINATION, Filters(), "nl")
    likeliest = max(found.values(), key=lambda each: each.odds)
    assert likeliest.card.source == "ships.md"


def test_a_question_without_words_in_the_language_of_the_brief_is_put_in_english(assistant: Assistant) -> None:
    reader = assistant.proposals().reader
    ships = next(card.id for card in reader.cards() if card.source == "ships.md")
    passages = reader.passages_of([ships])
    put = [bearing_on_question(reader, COORDINATION, language, passages) for language in ("en", "es")]
    english, spanish = ({key: each.odds for key, each in found.items()} for found in put)
    assert spanish == english != {}
