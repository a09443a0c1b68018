import json

import pytest

from assistant.citations import verify
from assistant.conversation import Turn
from assistant.wiring import Assistant
from corpus.errors import UsageError
from corpus.facets import Filters, Kind


@pytest.mark.parametrize(
    ("question", "quoted", "title"),
    [
        ("How many companies took part in the welding circles?", "over 230 companies", "Welding circles"),
        ("What is the yearly budget of the welding circles?", "EUR 1.2 million", "Welding circles"),
        ("When did the practice in the sauna trade start?", "in 2020", "Learning at work in the sauna trade"),
        ("How many leaders of colleges were asked in the survey?", "310 leaders", "What college leaders ask for"),
        (
            "Met hoeveel leerbedrijven begon de opleiding in de houtbouw?",
            "17 leerbedrijven",
            "Praktijkleren in de houtbouw",
        ),
    ],
)
def test_the_first_quote_answers(assistant: Assistant, question: str, quoted: str, title: str) -> None:
    answer = assistant.ask(question)

    assert answer.status == "answered"
    assert quoted in answer.citations[0].quote
    assert answer.citations[0].title == title


def test_a_dutch_question_is_answered_from_an_english_document(assistant: Assistant) -> None:
    answer = assistant.ask("Wat is het jaarlijkse budget van de welding circles?")

    assert answer.language == "nl"
    assert any("EUR 1.2 million" in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    "question", ["How do I bake bread?", "What is the capital of Mongolia?", "Wie won het wereldkampioenschap schaken?"]
)
def test_what_the_library_does_not_say_is_not_answered(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)

    assert answer.status == "no_evidence"
    assert answer.citations == ()
    assert answer.statements == ()
    assert "[1]" not in answer.answer


def test_a_refusal_names_what_may_be_of_use_in_the_readers_language(assistant: Assistant) -> None:
    answer = assistant.ask("Wie is de burgemeester van Drenthe?")

    assert answer.answer.startswith("De bibliotheek bevat geen antwoord")
    assert [each.title for each in answer.nearest] == ["Praktijkleren in de houtbouw"]
    assert answer.searched == 5
    assert answer.notes[0].text == "Doorzochte documenten: 5."


def test_what_is_not_near_at_all_is_not_offered(assistant: Assistant) -> None:
    assert assistant.ask("How many elephants live in Kenya?").nearest == ()


def test_every_quote_is_what_stands_at_its_place(assistant: Assistant) -> None:
    for question in ("What are the objectives of the programme?", "Who assesses apprentices?", "What has 27 steps?"):
        answer = assistant.ask(question)
        assert answer.citations
        for citation in answer.citations:
            document = assistant.document(citation.document_id)
            assert verify(citation, document)
            assert document.text[citation.locator.start : citation.locator.end] == citation.quote


def test_statements_and_marks_point_to_the_citations(assistant: Assistant) -> None:
    answer = assistant.ask("How many companies take part in welding circles or the sauna trade?", limit=3)

    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) <= 3
    assert [number for statement in answer.statements for number in statement.citations] == numbers
    assert all(f"[{number}]" in answer.answer for number in numbers)


def test_an_item_of_a_list_comes_with_its_lead_in(assistant: Assistant) -> None:
    quote = assistant.ask("What are the objectives of the programme of welding circles?").citations[0].quote

    assert quote.startswith("The programme has three objectives:")
    assert "attracting more girls" in quote


def test_text_of_documents_cannot_act_as_markup(assistant: Assistant) -> None:
    answer = assistant.ask("How many steps has the checklist of the mobility coordinators?")

    assert any("27" in citation.quote for citation in answer.citations)
    for markup in ("](http", "<script", "<b>", "www.evil", "http://", "**every", "![x"):
        assert markup not in answer.answer


def test_explicit_filters_hold(assistant: Assistant) -> None:
    answer = assistant.ask("How many companies take part?", Filters(countries=("FI",), kinds=(Kind.GOOD_PRACTICE,)))

    assert {citation.title for citation in answer.citations} <= {"Learning at work in the sauna trade"}
    assert answer.filters.countries == ("FI",)
    assert answer.filters.inferred == ()


def test_filters_that_nothing_matches_are_named(assistant: Assistant) -> None:
    answer = assistant.ask("How many companies take part?", Filters(countries=("MT",)))

    assert answer.status == "no_evidence"
    assert answer.notes[0].key == "no_matching_documents"
    assert answer.searched == 0


def test_a_country_in_the_question_narrows(assistant: Assistant) -> None:
    answer = assistant.ask("How many days a week do apprentices spend with a company in Finland?")

    assert answer.filters.countries == ("FI",)
    assert answer.filters.inferred == ("countries",)
    assert "four days a week" in answer.citations[0].quote


def test_an_implied_filter_is_dropped_when_the_evidence_stands_outside_it(assistant: Assistant) -> None:
    answer = assistant.ask("How many students did the welding circles reach in Finland?")

    assert any("3,900 students" in citation.quote for citation in answer.citations)
    assert "filter_dropped" in [note.key for note in answer.notes]
    assert answer.status == "partial", "what is said of another country does not fully answer"
    assert answer.filters.inferred == ()


def test_who_wants_no_implied_filter_gets_none(assistant: Assistant) -> None:
    answer = assistant.ask(
        "How many days a week do apprentices spend with a company in Finland?", keep_wide={"countries"}
    )

    assert answer.filters.inferred == ()
    assert "four days a week" in answer.citations[0].quote


def test_an_answer_outside_the_filters_is_named_and_not_shown(assistant: Assistant) -> None:
    answer = assistant.ask("How many students did the welding circles reach?", Filters(countries=("FI",)))

    assert answer.status == "no_evidence"
    assert answer.citations == ()
    note = next(note for note in answer.notes if note.key == "outside_filter")
    assert "Welding circles (Netherlands, Good practice)" in note.text
    assert answer.nearest[0].title == "Welding circles"


def test_a_place_of_which_nothing_is_known_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("How many days a week do apprentices spend with a company in Finland and in Malta?")

    assert answer.status == "partial"
    assert answer.missing == ("MT",)
    assert answer.message.text == "This is answered only in part: nothing was found about Malta."
    assert "four days a week" in answer.citations[0].quote


def test_a_comparison_covers_both_places(assistant: Assistant) -> None:
    answer = assistant.ask("Compare Finland and the Netherlands: how many days do students spend in a company?")

    assert answer.intent == "comparison"
    titles = [citation.title for citation in answer.citations]
    assert "Learning at work in the sauna trade" in titles
    assert "Praktijkleren in de houtbouw" in titles


def test_a_list_draws_on_every_document_that_bears_on_it(assistant: Assistant) -> None:
    answer = assistant.ask("Which practices involve companies?")

    assert answer.filters.kinds == (Kind.GOOD_PRACTICE,)
    titles = {citation.title for citation in answer.citations}
    assert {"Welding circles", "Learning at work in the sauna trade"} <= titles


def test_a_list_of_countries_is_found_in_a_sentence_that_names_them(assistant: Assistant) -> None:
    answer = assistant.ask("Which countries took part in the survey of college leaders?")

    assert answer.status != "no_evidence"
    assert "Finland, the Netherlands and Portugal" in answer.citations[0].quote


def test_a_definition_comes_first_when_a_meaning_is_asked_for(assistant: Assistant) -> None:
    answer = assistant.ask("What are welding circles?")

    assert answer.intent == "definition"
    assert answer.citations[0].quote.startswith("Welding circles bring teachers")


@pytest.mark.parametrize("question", ["who pays for them?", "Who pays for the programme?", "who pays?"])
def test_a_question_that_leans_on_the_one_before_is_answered_from_it(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, previous=[Turn(question="When were the welding circles launched?")])

    assert answer.question == question
    assert answer.understood_as
    assert "welding circles" in answer.understood_as
    assert any("Companies pay half" in citation.quote for citation in answer.citations)


def test_another_place_is_asked_about_in_the_words_of_the_question_before(assistant: Assistant) -> None:
    earlier = Turn(question="How many days a week do apprentices spend with a company in Finland?")
    answer = assistant.ask("and in Malta?", previous=[earlier])

    assert answer.understood_as == "How many days a week do apprentices spend with a company in Malta?"
    assert answer.filters.countries == ("MT",)
    assert answer.status == "no_evidence"


def test_nothing_is_told_of_a_country_that_the_library_knows_nothing_about(assistant: Assistant) -> None:
    answer = assistant.ask("What do we know about work-based learning in Japan?")

    assert answer.status == "no_evidence"
    assert answer.filters.countries == ("JP",)
    assert "no_matching_documents" in [note.key for note in answer.notes]


def test_one_of_the_documents_shown_is_asked_about(assistant: Assistant) -> None:
    earlier = assistant.ask("Which practices involve companies?")
    turn = Turn(question=earlier.question, documents=earlier.documents)
    answer = assistant.ask("what about the second one?", previous=[turn])

    assert set(answer.documents) == {earlier.documents[1]}
    assert answer.understood_as
    assert answer.understood_as.endswith(f"[{answer.citations[0].title}]")


def test_what_stands_on_its_own_is_not_read_into_the_conversation(assistant: Assistant) -> None:
    question = "How many leaders of colleges were asked in the survey?"
    alone = assistant.ask(question)
    later = assistant.ask(question, previous=[Turn(question="What are welding circles?")])

    assert later.understood_as is None
    assert later.citations == alone.citations


def test_a_list_of_sources_is_no_evidence(assistant: Assistant) -> None:
    answer = assistant.ask("What do college leaders ask for?")

    assert any("62 per cent" in citation.quote for citation in answer.citations)
    assert not [citation.quote for citation in answer.citations if citation.locator.heading == "Sources"]


def test_written_answers_fall_back_to_quotes_and_say_so(assistant: Assistant) -> None:
    answer = assistant.ask("When were the welding circles launched?", mode="written")

    assert answer.mode == "quotes"
    assert answer.citations
    assert [note.key for note in answer.notes] == ["no_chat_model"]


def test_the_json_is_what_the_contract_promises(assistant: Assistant) -> None:
    shown = json.loads(assistant.ask("When were the welding circles launched?", id="q1").model_dump_json())

    assert {"id", "question", "language", "mode", "status", "answer", "statements", "citations", "filters"} <= set(
        shown
    )
    assert shown["id"] == "q1"
    assert 0 <= shown["score"] <= 1
    assert shown["seconds"] > 0
    assert shown["generation"] == 1
    assert shown["settings"] == assistant.settings.fingerprint
    assert shown["filters"]["years"] == [None, None]
    citation = shown["citations"][0]
    assert citation["kind"] == "good_practice"
    assert citation["countries"] == ["NL"]
    assert citation["source"].endswith("welding.md")
    assert set(citation["locator"]) == {"page", "page_label", "heading", "start", "end"}


@pytest.mark.parametrize("question", ["", "   ", "?!", "\x00\x07", "why " * 2_000])
def test_what_cannot_be_a_question_is_refused_with_a_reason(assistant: Assistant, question: str) -> None:
    with pytest.raises(UsageError, match="question"):
        assistant.ask(question)


@pytest.mark.parametrize(
    "question", ['"', "NEAR(a b)", "title:* OR 1", "' OR 1=1 --", "\ud800 what", "ما هو", "什么是焊接", "a" * 3_000]
)
def test_odd_questions_do_no_harm(assistant: Assistant, question: str) -> None:
    try:
        answer = assistant.ask(question)
    except UsageError:
        return
    assert answer.status in ("answered", "partial", "no_evidence")
    answer.model_dump_json()
