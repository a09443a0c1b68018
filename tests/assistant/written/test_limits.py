"""Written answers within their limits: of time, of what a model can read, of those who wait; and what is said of it."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.health import HealthLine, check_opened
from assistant.models.spending import estimated_tokens
from assistant.prompts import REFUSAL
from assistant.settings import Settings, load_settings
from assistant.wiring import Assistant, index_sources
from assistant.written.writing import Written
from corpus.spending import spent_on
from tests.assistant.written.askingmodels import FALSE, QUESTION, SECRET, TRUE, ask, told, written_with
from tests.chatserver import ChatServer

pytestmark = pytest.mark.usefixtures("key")


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
