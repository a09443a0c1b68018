"""An answer as plain text: what a person pastes into a letter."""

import pytest

from assistant.answers import Statement
from assistant.exporting.text import answer_text
from assistant.exporting.thread import file_name, web_address
from assistant.wiring import Assistant
from corpus.vocabulary import load_vocabulary
from tests.assistant.exporting.answers import BASE, HOSTILE, QUOTE, TWIN, hostile, refused, turns, usual
from ui.texts import Texts, languages

NAMES = load_vocabulary()


def test_an_answer_has_its_quotes_word_for_word_and_its_sources_by_number() -> None:
    text = answer_text(usual(), NAMES, Texts("en"), BASE)
    answer, sources = text.split("\n\nSources\n")
    assert answer.startswith("What are the aims of the welding circles?\nUnderstood as: What are their aims?\n")
    assert "Narrowed to: Netherlands\nAnswered: This document answers the question." in answer
    assert "Welding circles (Good practice, Netherlands, 2014–2019)" in answer
    assert f"“{QUOTE}” [1]\nSaid in these, too: Circles elsewhere [3]\n“Bedrijven betalen de helft.” [2]" in answer
    assert TWIN not in answer
    first, second, third = sources.strip().split("\n[")
    assert "“Doelen”. Good practice, Netherlands, 2014–2019. File: practices/welding.md." in first
    assert "https://welding.example/circles" in first
    assert f"{BASE}/document?d=0123456789abcdef&from=10" in first
    assert third.startswith("3] Circles elsewhere. page 4 (printed ii).")
    assert f"“{TWIN}”" in third, "a quote that the answer does not show stands with its source"
    assert second.startswith("2]")


def test_without_an_address_of_the_page_there_are_no_links_to_it() -> None:
    assert "document?d=" not in answer_text(usual(), NAMES, Texts("en"))


def test_no_answer_is_said_with_what_is_near() -> None:
    text = answer_text(refused(), NAMES, Texts("en"), BASE)
    assert "No answer found: The library holds no answer" in text
    assert "- Sauna (sauna.md)" in text
    assert "Sources" not in text


def test_what_a_model_wrote_is_told_from_quotes() -> None:
    statements = (Statement(text="They share workshops.", citations=(1, 3)),)
    text = answer_text(usual().model_copy(update={"mode": "written", "statements": statements}), NAMES, Texts("en"))
    answer, sources = text.split("\n\nSources\n")
    assert "They share workshops. [1] [3]" in answer
    assert "“" not in answer
    assert f"“{QUOTE}”" in sources


def test_hostile_text_stays_text_and_nothing_can_command_where_it_is_pasted() -> None:
    text = answer_text(hostile(), NAMES, Texts("en"), BASE)
    assert HOSTILE in text
    assert not set(text) & set("\x00\x07\x0b\x1b\ud800")
    assert "javascript:" not in text.replace(HOSTILE, "")
    assert max(map(len, text.replace(HOSTILE, "").splitlines())) < 1500, "titles without end are cut"
    assert text.encode("utf-8")


@pytest.mark.parametrize("language", languages())
def test_it_speaks_the_language_of_the_reader(language: str) -> None:
    text = answer_text(usual(), NAMES, Texts(language), BASE)
    assert QUOTE in text
    assert Texts(language)("sources") in text
    assert "{" not in text


def test_a_real_answer_quotes_its_documents(assistant: Assistant) -> None:
    answer = assistant.ask("Where do apprentices in the sauna trade spend four days?")
    text = answer_text(answer, assistant.vocabulary, Texts("en"))
    source = assistant.document(answer.citations[0].document_id)
    assert f"“{source.text[answer.citations[0].locator.start : answer.citations[0].locator.end]}” [1]" in text


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://x.example/a b<c>\n", "https://x.example/a%20b%3Cc%3E"),
        ("HTTP://x.example/%20é", "HTTP://x.example/%20%C3%A9"),
        ("javascript:alert(1)", None), ("file:///etc/passwd", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_only_web_addresses_become_links(url: str | None, written: str | None) -> None:
    assert web_address(url) == written


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("¿Qué es la FP dual?", "vet-2026-03-09-que-es-la-fp-dual.md"),
        ("../../etc/passwd\x00", "vet-2026-03-09-etc-passwd.md"),
        ("Τι είναι αυτό;", "vet-2026-03-09.md"),
        ("a" * 200, "vet-2026-03-09.md"),
        ("What " * 100, "vet-2026-03-09-what-what-what-what-what-what-what-what-what.md"),
    ],
)
def test_a_file_has_a_short_and_safe_name(question: str, name: str) -> None:
    assert file_name(turns(usual().model_copy(update={"question": question})), "md") == name
