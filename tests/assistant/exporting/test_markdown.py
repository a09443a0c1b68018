"""A thread as Markdown, read by a real Markdown parser."""

import re
from html import unescape

import pytest
from markdown_it import MarkdownIt

from assistant.exporting.markdown import quoted, thread_markdown
from corpus.vocabulary import load_vocabulary
from tests.assistant.exporting.answers import BASE, HOSTILE, QUOTE, hostile, refused, turns, usual
from ui.texts import Texts

NAMES = load_vocabulary()
PARSERS = [MarkdownIt("commonmark", {"html": True}), MarkdownIt("gfm-like", {"html": True, "linkify": False})]


def shown(html: str) -> str:
    """What a reader sees of the first quote, line by line."""
    quote = html.split("<blockquote>\n<p>")[1].split("</p>\n</blockquote>")[0]
    return unescape(re.sub(r"</?\w[^>]*>", "", quote.replace("</p>\n<p>", "\n\n").replace("<br />\n", "\n")))


@pytest.mark.parametrize("parser", PARSERS)
def test_a_thread_reads_as_headings_quotes_and_sources(parser: MarkdownIt) -> None:
    html = parser.render(thread_markdown(turns(usual(), refused()), NAMES, Texts("en"), BASE))
    assert "<h1>Questions and answers</h1>" in html
    assert html.count("<h2>") == 2
    assert "March 9, 2026" in html
    assert "<strong>Answered:</strong> This document answers the question." in html
    assert shown(html) == f"{QUOTE} [1]"
    assert '<a href="https://welding.example/circles">' in html
    assert f'<a href="{BASE}/document?d=0123456789abcdef&amp;from=10' in html
    assert "<strong>No answer found:</strong>" in html


@pytest.mark.parametrize("parser", PARSERS)
def test_hostile_text_stays_text(parser: MarkdownIt) -> None:
    html = parser.render(thread_markdown(turns(hostile()), NAMES, Texts("en"), BASE))
    tags = set(re.findall(r"<([a-z]\w*)", html))
    assert tags <= {"h1", "h2", "h3", "p", "em", "strong", "blockquote", "br", "ul", "li", "a"}
    links = re.findall(r'href="([^"]*)"', html)
    assert links
    assert all(link.startswith((f"{BASE}/document?d=", "https://x.example/a%20b%3Cc%3E")) for link in links)
    assert html.count("<h2>") == 1
    assert shown(html) == f"{HOSTILE}\ufffd [1]"


@pytest.mark.parametrize(
    "quote", [HOSTILE, QUOTE, "  two before, two after  ", "\tTab\there", "a\\", "1. one\n2. two", "&#32;x", "a  b"]
)
def test_a_quote_shows_sign_by_sign(quote: str) -> None:
    assert shown(PARSERS[0].render(quoted(quote))) == quote


def test_a_thread_of_nothing_is_no_error() -> None:
    assert thread_markdown([], NAMES, Texts("en")).startswith("# Questions and answers")
