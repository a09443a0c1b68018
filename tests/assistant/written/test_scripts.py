"""What becomes of everything that models are known to say: scripts played by a real server of the chat protocol."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.settings import Settings, load_settings
from assistant.wiring import Assistant, index_sources
from tests.assistant.written.scripted import (
    QUESTIONS,
    QUICK,
    SECRET,
    Script,
    problems,
    replies,
    scripts,
    write_library,
)
from tests.chatserver import ChatServer

_SETTINGS = {"model": "openai:scripted", "preparation": False, "translations": False, "retries": 0, "seconds": 30}
_LONGEST_SECONDS = 15
Having = Callable[[dict[str, Any]], Assistant]


@pytest.fixture(scope="module")
def server() -> Iterator[ChatServer]:
    with ChatServer().running() as server:
        yield server


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[ChatServer]:
    """A server that nothing may be sent to."""
    with ChatServer().running() as server:
        yield server


@pytest.fixture(scope="module")
def having(server: ChatServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Having]:
    """Give the assistant with a chat model of certain settings."""
    folder: Path = tmp_path_factory.mktemp("scripted")
    settings = load_settings({}, folder / "home")
    index_sources(settings, [write_library(folder / "documents")])
    opened: dict[str, Assistant] = {}

    def having(changes: dict[str, Any]) -> Assistant:
        name = json.dumps(changes, sort_keys=True)
        if name not in opened:
            opened[name] = Assistant.open(_with(settings, {"base_url": server.address, **changes}))
            # What is loaded at the first question takes longer than some scripts allow a model.
            opened[name].ask(QUESTIONS["welding"])
            opened[name].checker().check("Two.", [])
        return opened[name]

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VET_CHAT_API_KEY", SECRET)
        yield having
    for each in opened.values():
        each.close()


def _with(settings: Settings, changes: dict[str, Any]) -> Settings:
    quick = QUICK if changes.pop("quick", False) else {}
    chat = {**settings.chat.model_dump(), **_SETTINGS, **quick, **changes}
    return settings.model_copy(update={"chat": settings.chat.model_validate(chat)})


def _run(script: Script) -> Any:
    """A script to run; one that is known to come to something else says why, and fails here once it no longer does."""
    marks = [pytest.mark.xfail(reason=script["not_yet"], strict=True)] if "not_yet" in script else []
    return pytest.param(script, id=script["id"], marks=marks)


@pytest.mark.parametrize("script", [_run(each) for each in scripts()])
def test_a_script_comes_to_what_it_must(
    script: Script, having: Having, server: ChatServer, elsewhere: ChatServer
) -> None:
    assistant = having(dict(script.get("settings", {})))
    server.play(*replies(script, elsewhere.address))
    elsewhere.play()
    started = time.monotonic()
    answer = assistant.ask(QUESTIONS[script.get("ask", "welding")], mode="written")
    assert time.monotonic() - started < _LONGEST_SECONDS
    assert problems(script, answer, assistant.document) == []
    assert server.unknown == []
    assert elsewhere.requests == []


def test_there_are_at_least_200_of_them() -> None:
    assert len(scripts()) >= 200
