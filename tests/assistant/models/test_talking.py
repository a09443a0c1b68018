import time
from collections.abc import Iterator, Sequence

import pytest

from assistant.models.connecting import connection_of, is_local
from assistant.models.faults import ChatFault
from assistant.models.talking import ChatModel, Said, open_chat_model
from assistant.settings import ChatSettings
from tests.assistant.models.talks import KEY, Day
from tests.assistant.models.talks import talk as talk_to
from tests.chatserver import ChatServer


@pytest.fixture(scope="module")
def server() -> Iterator[ChatServer]:
    with ChatServer().running() as server:
        yield server


def talk(server: ChatServer, day: Day | None = None, **changes: object) -> ChatModel:
    quick = {"base_url": server.address, "seconds": 3, "first_seconds": 1, "chunk_seconds": 1, "retries": 2, **changes}
    return talk_to("openai:scripted", str(quick.pop("base_url")), day, **quick)


ASKED: Sequence[Said] = [("system", "You answer."), ("human", "Who pays?")]


def fault(model: ChatModel) -> str:
    with pytest.raises(ChatFault) as caught:
        model.whole_reply(ASKED)
    assert KEY not in str(caught.value)
    return caught.value.fault


def test_a_reply_comes_in_pieces_and_is_counted(server: ChatServer) -> None:
    server.play(
        {"events": [{"say": "The region pays for it, and the school."}, {"finish": "stop"}, {"usage": [30, 9]}]}
    )
    day = Day()
    pieces = list(talk(server, day).reply(ASKED))
    assert "".join(pieces) == "The region pays for it, and the school."
    assert len(pieces) > 2
    assert day.spent == (30, 9)
    (request,) = server.requests
    assert request["headers"]["authorization"] == f"Bearer {KEY}"
    assert request["body"]["temperature"] == 0
    assert [each["content"] for each in request["body"]["messages"]] == ["You answer.", "Who pays?"]
    assert request["path"] == "/v1/chat/completions"


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ({"status": 401}, "bad_key"),
        ({"status": 403}, "bad_key"),
        ({"status": 404}, "not_found"),
        ({"status": 400}, "refused"),
        ({"status": 429}, "limited"),
        ({"status": 500}, "failed"),
        ({"status": 503}, "failed"),
        ({"events": [{"say": "The region pays"}, {"cut": True}]}, "cut"),
        ({"events": [{"cut": True}]}, "cut"),
        ({"events": [{"say": "The region"}, {"done": True}]}, "cut"),
        ({"events": [{"done": True}]}, "empty"),
        ({"events": [{"finish": "stop"}]}, "empty"),
        ({"events": [{"raw": "data: {not json\n\n"}]}, "nonsense"),
        ({"events": [{"raw": 'data: {"choices": "what"}\n\n'}]}, "nonsense"),
        ({"events": [{"raw": 'data: {"error": {"message": "overloaded"}}\n\n'}]}, "failed"),
        ({"events": [{"tool": "search"}, {"finish": "tool_calls"}]}, "tool_call"),
        ({"events": [{"finish": "content_filter"}]}, "refused"),
        ({"events": [{"say": "On and on."}, {"finish": "length"}]}, "endless"),
        ({"events": [{"say": "word ", "times": 2_000_000}], "piece": 100_000}, "endless"),
        ({"events": [{"wait": 8}]}, "slow"),
        ({"events": [{"say": "The"}, {"wait": 8}]}, "slow"),
        ({"events": [{"say": "drip " * 100, "every": 0.1}], "piece": 1}, "slow"),
    ],
)
def test_each_fault_is_known_for_what_it_is_within_the_time(server: ChatServer, reply: object, expected: str) -> None:
    server.play(reply)  # type: ignore[arg-type]
    started = time.monotonic()
    assert fault(talk(server)) == expected
    assert time.monotonic() - started < 4.5


def test_what_may_be_over_in_a_moment_is_tried_again(server: ChatServer) -> None:
    server.play({"status": 429}, {"status": 503}, {"events": [{"say": "The region."}]})
    assert talk(server).whole_reply(ASKED) == "The region."
    assert len(server.requests) == 3


def test_a_connection_that_was_closed_meanwhile_is_made_anew(server: ChatServer) -> None:
    server.play({"wire": ""}, {"events": [{"say": "The region."}]})
    assert talk(server).whole_reply(ASKED) == "The region."


def test_what_was_begun_is_not_said_twice(server: ChatServer) -> None:
    server.play({"events": [{"say": "The region pays"}, {"cut": True}]})
    assert fault(talk(server)) == "cut"
    assert len(server.requests) == 1


def test_a_server_that_is_down(server: ChatServer) -> None:
    assert fault(talk(server, base_url="http://127.0.0.1:9/v1", retries=1)) == "unreachable"


def test_at_most_so_many_at_once(server: ChatServer) -> None:
    server.play({"events": [{"say": "Slowly. "}, {"wait": 0.6}, {"say": "Done."}]})
    model = talk(server, at_once=1)
    first = model.reply(ASKED)
    next(first)
    assert fault(model) == "busy"
    assert "".join(first).endswith("Done.")
    assert model.whole_reply(ASKED).endswith("Done.")


def test_a_days_budget_in_tokens_and_in_money(server: ChatServer) -> None:
    server.play({"events": [{"say": "Yes."}, {"finish": "stop"}, {"usage": [900, 100]}]})
    day = Day()
    model = talk(server, day, day_tokens=2_000, answer_tokens=100)
    assert model.whole_reply(ASKED) == "Yes."
    assert model.whole_reply(ASKED) == "Yes."
    assert fault(model) == "budget"
    assert len(server.requests) == 2
    dear = talk(server, day, day_cost=0.01, price_read=5, price_written=10)
    assert fault(dear) == "budget"
    assert fault(talk(server, question_tokens=500, answer_tokens=499)) == "budget"


@pytest.mark.parametrize(
    ("model", "address", "host", "local"),
    [
        ("openai:gpt", None, "api.openai.com", False),
        ("openai:gpt", "http://192.168.1.20:8000/v1", "192.168.1.20:8000", True),
        ("openai:gpt", "https://models.example.org/v1", "models.example.org", False),
        ("ollama:llama3.2", None, "127.0.0.1:11434", True),
        ("ollama:llama3.2", "http://ollama.lan:11434", "ollama.lan:11434", True),
        ("ollama:gpt-oss:120b-cloud", None, "ollama.com", False),
        ("anthropic:claude", None, "api.anthropic.com", False),
        ("mistralai:small", None, "api.mistral.ai", False),
    ],
)
def test_the_page_can_say_where_the_text_goes(model: str, address: str | None, host: str, local: bool) -> None:
    settings = ChatSettings.model_validate({"model": model, "base_url": address})
    found = connection_of(settings, {})
    assert found is not None
    assert (found.host, found.local, found.name) == (host, local, model)
    strict = settings.model_copy(update={"local_only": True})
    if local:
        assert open_chat_model(strict, Day().ledger(strict), {}) is not None
    else:
        with pytest.raises(ChatFault, match="Only local models are allowed"):
            open_chat_model(strict, Day().ledger(strict), {})


@pytest.mark.parametrize("model", ["gpt-4", "openai:", "unheard:of", ":x"])
def test_a_model_that_cannot_be_is_said_so(model: str) -> None:
    with pytest.raises(ChatFault, match="provider:model"):
        connection_of(ChatSettings(model=model), {})


def test_a_hosted_model_without_a_key_is_not_even_asked() -> None:
    settings = ChatSettings(model="openai:gpt")
    model = open_chat_model(settings, Day().ledger(settings), {})
    assert model is not None
    with pytest.raises(ChatFault, match="OPENAI_API_KEY"):
        model.whole_reply(ASKED)


@pytest.mark.parametrize("provider", ["openai", "ollama", "anthropic", "mistralai"])
def test_each_provider_is_told_how_much_to_say_and_where(provider: str, server: ChatServer) -> None:
    from assistant.models.connecting import connect

    settings = ChatSettings.model_validate({"model": f"{provider}:m", "base_url": server.address, "answer_tokens": 77})
    connection = connection_of(settings, {})
    assert connection is not None
    model = connect(connection, settings, {"VET_CHAT_API_KEY": KEY})
    held = model.model_dump(mode="python")
    assert 77 in {**held, **(held.get("extra_body") or {})}.values()
    assert server.address in held.values()
    assert KEY not in repr(model)


def test_what_is_local_is_told_by_the_name() -> None:
    assert all(map(is_local, ["localhost", "127.0.0.1", "::1", "10.1.2.3", "host.docker.internal", "gpu.local"]))
    assert not any(map(is_local, ["example.org", "8.8.8.8", "0.0.0.0", "localhost.example.org"]))
