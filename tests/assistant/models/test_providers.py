"""Each provider by a server that speaks its protocol: a reply, a key refused, a stream cut, redirected, no trace."""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from assistant.models.faults import ChatFault
from assistant.models.talking import Said
from tests.assistant.models.talks import KEY, Day, talk
from tests.wireserver import Wire, WireServer

SECRET_PASSAGE = "Eleven shipyards pay a third of the wages."
ASKED: Sequence[Said] = [("system", "You answer."), ("human", f"Who pays? {SECRET_PASSAGE}")]


def line(data: Mapping[str, Any]) -> str:
    return json.dumps({"model": "m", "created_at": "2026-01-01T00:00:00Z", **data}) + "\n"


def event(data: Mapping[str, Any]) -> str:
    name = f"event: {data['type']}\n" if "type" in data else ""
    return f"{name}data: {json.dumps(data)}\n\n"


def chunk(delta: Mapping[str, Any], finish: str | None = None, **more: Any) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return event(
        {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice], **more}
    )


USAGE = {"prompt_tokens": 30, "completion_tokens": 9, "total_tokens": 39}
CHUNKS = [chunk({"role": "assistant", "content": "The region"}), chunk({"content": " pays."})]
STARTED = {"id": "m", "type": "message", "role": "assistant", "content": [], "model": "m", "stop_reason": None}
BLOCK = {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}
# What each server says: the beginning of a reply, and its end.
PROTOCOLS: Mapping[str, tuple[str, list[str], list[str]]] = {
    "openai": (
        "text/event-stream",
        CHUNKS,
        [chunk({}, "stop"), event({"id": "c", "choices": [], "usage": USAGE}), "data: [DONE]\n\n"],
    ),
    "mistralai": ("text/event-stream", CHUNKS, [chunk({"content": ""}, "stop", usage=USAGE), "data: [DONE]\n\n"]),
    "ollama": (
        "application/x-ndjson",
        [
            line({"message": {"role": "assistant", "content": text}, "done": False})
            for text in ("The region", " pays.")
        ],
        [
            line({
                "message": {"role": "assistant", "content": ""}, "done": True, "done_reason": "stop",
                "prompt_eval_count": 30, "eval_count": 9,
            })
        ],
    ),
    "anthropic": (
        "text/event-stream",
        [
            event({"type": "message_start", "message": {**STARTED, "usage": {"input_tokens": 30, "output_tokens": 0}}}),
            event(BLOCK),
            *(
                event({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}})
                for text in ("The region", " pays.")
            ),
        ],
        [
            event({"type": "content_block_stop", "index": 0}),
            event({
                "type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": None},
                "usage": {"input_tokens": 30, "output_tokens": 9},
            }),
            event({"type": "message_stop"}),
        ],
    ),
}  # fmt: skip
each_provider = pytest.mark.parametrize("provider", PROTOCOLS)


@pytest.fixture(scope="module")
def server() -> Iterator[WireServer]:
    with WireServer().running() as server:
        yield server


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[WireServer]:
    with WireServer().running() as server:
        yield server


def fault(provider: str, address: str) -> str:
    with pytest.raises(ChatFault) as caught:
        talk(f"{provider}:m", address).whole_reply(ASKED)
    assert KEY not in str(caught.value)
    return caught.value.fault


@each_provider
def test_a_reply_is_read_and_counted(provider: str, server: WireServer) -> None:
    kind, begun, ended = PROTOCOLS[provider]
    server.answer(Wire([*begun, *ended], kind))
    day = Day()
    assert "".join(talk(f"{provider}:m", server.address, day).reply(ASKED)) == "The region pays."
    assert day.spent == (30, 9)
    (request,) = server.requests
    sent = json.dumps(request["body"])
    assert SECRET_PASSAGE in sent
    assert KEY not in sent
    assert "800" in sent  # the limit of the answer's length


@each_provider
def test_a_key_that_is_refused(provider: str, server: WireServer) -> None:
    error = json.dumps({"error": {"message": f"invalid key {KEY}", "type": "authentication_error"}})
    server.answer(Wire([error], "application/json", 401))
    assert fault(provider, server.address) == "bad_key"


@each_provider
def test_a_stream_that_is_cut(provider: str, server: WireServer) -> None:
    kind, begun, _ = PROTOCOLS[provider]
    server.answer(Wire(begun, kind, cut=True))
    assert fault(provider, server.address) == "cut"
    server.answer(Wire(begun, kind))
    assert fault(provider, server.address) == "cut"


@each_provider
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nothing_follows_a_redirection_elsewhere(
    provider: str, status: int, server: WireServer, elsewhere: WireServer
) -> None:
    elsewhere.answer(Wire())
    server.answer(Wire(status=status, headers={"Location": f"{elsewhere.address}/v1/chat"}))
    assert fault(provider, server.address) in ("failed", "nonsense", "empty")
    assert elsewhere.requests == []
    assert len(server.requests) == 1


@each_provider
def test_nothing_is_traced_and_no_line_of_a_log_has_the_key_or_a_passage(
    provider: str, server: WireServer, elsewhere: WireServer,
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGSMITH_TRACING_V2"):
        monkeypatch.setenv(name, "true")
    for name in ("LANGSMITH_ENDPOINT", "LANGCHAIN_ENDPOINT"):
        monkeypatch.setenv(name, elsewhere.address)
    monkeypatch.setenv("LANGSMITH_API_KEY", "traced")
    elsewhere.answer(Wire())
    kind, begun, ended = PROTOCOLS[provider]
    server.answer(Wire([*begun, *ended], kind))
    with caplog.at_level(logging.DEBUG):
        assert talk(f"{provider}:m", server.address).whole_reply(ASKED) == "The region pays."
    said = "\n".join(f"{each.getMessage()} {each.args}" for each in caplog.records)
    assert KEY not in said
    assert SECRET_PASSAGE not in said
    assert elsewhere.requests == []


def test_servers_of_ones_own_are_told_the_limit_by_its_older_name(server: WireServer) -> None:
    kind, begun, ended = PROTOCOLS["openai"]
    server.answer(Wire([*begun, *ended], kind))
    talk("openai:m", server.address, answer_tokens=77).whole_reply(ASKED)
    assert server.requests[0]["body"]["max_tokens"] == 77
    assert "max_completion_tokens" not in server.requests[0]["body"]


def test_a_server_that_cannot_count_is_not_asked_to_again(server: WireServer) -> None:
    error = json.dumps({"error": {"message": "Unrecognized request argument supplied: stream_options"}})
    server.answer(Wire([error], "application/json", 400))
    model = talk("openai:m", server.address)
    with pytest.raises(ChatFault):
        model.whole_reply(ASKED)
    first, second = (request["body"] for request in server.requests)
    assert "stream_options" in first
    assert "stream_options" not in second
    kind, begun, ended = PROTOCOLS["openai"]
    server.answer(Wire([*begun, ended[0], ended[-1]], kind))
    assert model.whole_reply(ASKED) == "The region pays."
    assert len(server.requests) == 1
