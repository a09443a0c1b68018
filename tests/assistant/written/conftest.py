"""A model that plays by script, and an assistant that has it write."""

from collections.abc import Iterator

import pytest

from assistant.settings import Settings
from assistant.wiring import Assistant
from tests.assistant.written.askingmodels import SECRET, TRUE, ask, written_with
from tests.chatserver import ChatServer


@pytest.fixture(scope="module")
def server() -> Iterator[ChatServer]:
    with ChatServer().running() as server:
        yield server


@pytest.fixture(scope="module")
def key() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VET_CHAT_API_KEY", SECRET)
        yield


@pytest.fixture(scope="module")
def writing(indexed: Settings, server: ChatServer, key: None) -> Iterator[Assistant]:
    with written_with(indexed, server) as assistant:
        # What is loaded at the first question takes longer than these tests allow a model.
        server.say(TRUE)
        ask(assistant)
        yield assistant
