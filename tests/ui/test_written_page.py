"""Answers that a model writes, through Streamlit's own driver: the choice, and where the text goes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chatserver import ChatServer
from tests.ui.pages import ask, opened, shown

QUESTION = "Who pays the wages of apprentices?"
PAID = "Each shipyard pays a third of the wages of its apprentices [{key:a third of the wages}]."


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatServer]:
    with ChatServer().running() as server:
        monkeypatch.setenv("VET_CHAT_MODEL", "openai:scripted")
        monkeypatch.setenv("VET_CHAT_BASE_URL", server.address)
        server.say(PAID)
        yield server


def test_a_visitor_chooses_between_a_written_answer_and_quotes(
    monkeypatch: pytest.MonkeyPatch, library: Path, server: ChatServer
) -> None:
    page = ask(opened(monkeypatch, library), QUESTION)
    assert "vet-writing" in shown(page)
    assert f"openai:scripted writes, at {server.address.split('/')[2]}" in shown(page)
    page.toggle(key="write").set_value(False).run()
    assert "vet-writing" not in shown(page)
    assert "a third of the wages" in shown(page)
    asked = len(server.requests)
    ask(page, "Who trains ship mechanics?")
    assert len(server.requests) == asked


def test_earlier_answers_stay_as_they_were_written(
    monkeypatch: pytest.MonkeyPatch, library: Path, server: ChatServer
) -> None:
    page = ask(opened(monkeypatch, library), QUESTION)
    page.toggle(key="write").set_value(True).run()
    ask(page, "How many days a week do apprentices spend at sea?")
    talk = page.session_state["conversation"]
    assert talk.past[0].answer.mode == "written"
    assert talk.past[0].answer.statements[0].text == "Each shipyard pays a third of the wages of its apprentices."


def test_without_a_model_nothing_is_offered(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    page = ask(opened(monkeypatch, library), QUESTION)
    assert not page.toggle
    assert "vet-writing" not in shown(page)
