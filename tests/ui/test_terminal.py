"""What is printed cannot command the terminal, and JSON comes out whole."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.terminal import clean, one_line, output, styled, write_json


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;owned\x07title", "title"),
        ("\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b2Jcleared", "cleared"),
        ("bell\x07 null\x00 back\x08", "bell null back"),
        ("abc\u202etxt.exe", "abctxt.exe"),
        ("Ünïcödé – ελληνικά\tand\nlines", "Ünïcödé – ελληνικά\tand\nlines"),
        ("half \ud800 pair", "half ? pair"),
        ("over\rwritten", "over\nwritten"),
    ],
)
def test_text_is_shown_but_not_obeyed(given_text: str, shown: str) -> None:
    assert clean(given_text) == shown


@given(st.text())
def test_nothing_that_moves_the_cursor_remains(text: str) -> None:
    safe = one_line(text)
    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in safe)
    assert one_line(safe) == safe


def test_markup_in_documents_is_printed_as_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    output().print(styled("[bold red]not red[/bold red] [link=https://example.org]x[/link] :smile:"))
    assert capsys.readouterr().out == "[bold red]not red[/bold red] [link=https://example.org]x[/link] :smile:\n"


def test_json_is_one_utf8_line_even_with_half_a_character(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write_json({"text": "één\nregel", "broken": "\ud83d"})
    printed = capfdbinary.readouterr().out
    assert printed.count(b"\n") == 1
    assert "één" in printed.decode("utf-8")
    assert json.loads(printed) == {"text": "één\nregel", "broken": "\ud83d"}
