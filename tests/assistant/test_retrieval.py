import json

from assistant.wiring import Assistant
from corpus.facets import Filters


def test_search_ranks_the_passage_with_words_and_meaning_first(assistant: Assistant) -> None:
    passages = assistant.search("assessment of apprentices by instructors").passages

    assert passages[0].title == "Learning at work in the sauna trade"
    assert [passage.score for passage in passages] == sorted((passage.score for passage in passages), reverse=True)
    assert all(0 <= passage.score <= 1 for passage in passages)


def test_a_title_alone_finds_its_document(assistant: Assistant) -> None:
    assert assistant.search("Welding circles").passages[0].title == "Welding circles"


def test_a_term_of_the_vocabulary_finds_documents_in_other_languages(assistant: Assistant) -> None:
    titles = [passage.title for passage in assistant.search("werkplekleren", limit=4).passages]

    assert "Learning at work in the sauna trade" in titles or "Welding circles" in titles


def test_filters_and_limit_hold(assistant: Assistant) -> None:
    result = assistant.search("companies", Filters(countries=("NL",), year_from=2021), limit=2)

    assert 0 < len(result.passages) <= 2
    assert all(
        "NL" in passage.countries and (passage.year_to or passage.year_from or 0) >= 2021 for passage in result.passages
    )


def test_a_passage_is_exact_and_the_json_complete(assistant: Assistant) -> None:
    shown = json.loads(assistant.search("budget of the circles").model_dump_json())["passages"][0]

    text = assistant.document(shown["document_id"]).text
    assert text[shown["locator"]["start"] : shown["locator"]["end"]] == shown["text"]
    assert {
        "document_id",
        "title",
        "source",
        "text",
        "score",
        "locator",
        "countries",
        "themes",
        "kind",
        "language",
    } <= set(shown)
