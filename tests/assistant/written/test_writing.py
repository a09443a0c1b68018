"""Written answers over a real library and a real server of the chat protocol, whose model plays by script."""

import json
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.answers import Answer
from assistant.health import HealthLine, check_opened
from assistant.models.spending import estimated_tokens
from assistant.prompts import REFUSAL
from assistant.settings import Settings, load_settings
from assistant.wiring import Assistant, index_sources
from assistant.written.writing import Written
from corpus.spending import spent_on
from tests.chatserver import ChatServer

QUESTION = "How many companies and colleges took part in the welding circles?"
TRUE = "In 2018 more than 230 companies took part in the welding circles [{key:over 230 companies}]."
FALSE = "In 2018, 430 companies took part in the welding circles [{key:over 230 companies}]."
ENGLISH = (
    "In timber building students learn in a company three days a week. The course began in 2021 with 17 training"
    " companies in Drenthe."
)
SECRET = "sk-nobody-may-see-this"


@pytest.fixture(scope="module")
def server() -> Iterator[ChatServer]:
    with ChatServer().running() as server:
        yield server


@pytest.fixture(scope="module", autouse=True)
def key() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VET_CHAT_API_KEY", SECRET)
        yield


def written_with(indexed: Settings, server: ChatServer, **changes: object) -> Assistant:
    quick = {"seconds": 3, "first_seconds": 1, "chunk_seconds": 1, "retries": 0, "preparation": False}
    chat = {"model": "openai:scripted", "base_url": server.address, **quick, **changes}
    return Assistant.open(
        indexed.model_copy(update={"chat": indexed.chat.model_validate({**indexed.chat.model_dump(), **chat})})
    )


@pytest.fixture(scope="module")
def writing(indexed: Settings, server: ChatServer) -> Iterator[Assistant]:
    with written_with(indexed, server) as assistant:
        # What is loaded at the first question takes longer than these tests allow a model.
        server.say(TRUE)
        ask(assistant)
        yield assistant


def ask(assistant: Assistant, question: str = QUESTION, **more: Any) -> Answer:
    return assistant.ask(question, mode="written", **more)


def told(answer: Answer) -> list[str]:
    return [note.key for note in answer.notes]


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


def test_a_slow_preparation_leaves_time_for_the_answer_and_all_ends_in_time(
    indexed: Settings, server: ChatServer
) -> None:
    late = {"events": [{"wait": 8}]}
    server.play(late, {"events": [{"say": TRUE}]})
    with written_with(indexed, server, preparation=True, seconds=4, first_seconds=4, chunk_seconds=4) as assistant:
        assistant.ask(QUESTION)
        started = time.monotonic()
        assert ask(assistant).mode == "written"
        server.play({"events": [{"wait": 0.8}, {"say": "No JSON."}]}, {"events": [{"say": f"{TRUE} And"}, {"wait": 8}]})
        started = time.monotonic()
        answer = ask(assistant)
        assert time.monotonic() - started < 4.8
    assert told(answer) == ["chat_slow", "written_cut"]


@pytest.mark.parametrize(("tokens", "least", "most"), [(2_048, 1, 3), (60_000, 4, 10)])
def test_a_small_model_is_given_no_more_than_it_can_read(
    tokens: int, least: int, most: int, tmp_path: Path, server: ChatServer
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(8):
        words = " ".join(f"Welding circle {number} has teachers from college {number}{each}." for each in range(40))
        (folder / f"{number}.md").write_text(f"---\ntitle: Circle {number}\nlanguage: en\n---\n{words}\n", "utf-8")
    settings = load_settings({}, tmp_path / "home")
    index_sources(settings, [folder])
    server.say(REFUSAL)
    with written_with(settings, server, context_tokens=tokens, answer_tokens=300) as assistant:
        ask(assistant, "Which teachers has a welding circle?")
    asked = "".join(each["content"] for each in server.requests[0]["body"]["messages"])
    assert least <= asked.count("\n[S") <= most
    assert estimated_tokens(asked) + 300 <= tokens or asked.count("\n[S") == 1


def test_a_visitor_who_goes_on_frees_the_model_and_what_was_read_is_counted(
    indexed: Settings, server: ChatServer
) -> None:
    class GoneOn(BaseException):
        pass

    def gone(_: Written) -> None:
        raise GoneOn

    for events in ([{"say": f"{TRUE} "}, {"wait": 3}, {"say": FALSE}], [{"wait": 3}, {"say": TRUE}]):
        server.play({"events": events}, {"events": [{"say": TRUE}]})
        with written_with(indexed, server, at_once=1, day_tokens=1_000_000, seconds=10, first_seconds=10) as assistant:
            assistant.ask(QUESTION)
            before = sum(spent_on(assistant.library, datetime.now(UTC).date()))
            started = time.monotonic()
            with pytest.raises(GoneOn):
                ask(assistant, heard=gone)
            assert time.monotonic() - started < 2.5
            assert sum(spent_on(assistant.library, datetime.now(UTC).date())) > before
            assert ask(assistant).mode == "written"


def test_the_check_says_which_model_answers_and_where_the_text_goes(indexed: Settings, server: ChatServer) -> None:
    def line(**changes: object) -> HealthLine:
        with written_with(indexed, server, **changes) as assistant:
            return next(each for each in check_opened(assistant, ask_model=True) if each.name == "chat_model")

    server.say("ready")
    host = server.address.split("/")[2]
    assert f"openai:scripted at {host}, within this network; it answers" in line().detail
    assert "Who" not in json.dumps(server.requests)
    server.play({"status": 401, "body": {"error": {"message": f"wrong key {SECRET}"}}})
    refused = line()
    assert (refused.level, SECRET in refused.detail) == ("warning", False)
    assert "Only local models" in line(local_only=True, base_url="https://models.example.org/v1").detail
    server.play({"status": 500})
    with written_with(indexed, server) as assistant:
        lines = check_opened(assistant)
    assert server.requests == []
    assert [each.level for each in lines if each.name == "chat_model"] == ["ok"]


def test_the_key_is_in_no_setting_no_answer_and_no_export(writing: Assistant, server: ChatServer) -> None:
    server.play({"status": 401, "body": {"error": {"message": f"wrong key {SECRET}"}}})
    answer = ask(writing)
    for shown in (
        repr(writing.settings),
        writing.settings.fingerprint,
        answer.model_dump_json(),
        repr(writing.chat_model()),
    ):
        assert SECRET not in shown
