"""A proposal as Markdown, read again by a parser that knows footnotes and tables."""

import re

from markdown_it import MarkdownIt

from assistant.exporting.proposal_markdown import proposal_markdown
from corpus.vocabulary import load_vocabulary
from tests.assistant.exporting.answers import BASE
from tests.assistant.exporting.drafts import asked, checked, hostile, usual
from ui.texts import Texts

NAMES = load_vocabulary()


def written(drafted) -> str:
    return proposal_markdown(drafted, NAMES, Texts("en"))


def html(text: str) -> str:
    return str(MarkdownIt("gfm-like", {"linkify": False}).render(text))


def test_marks_are_footnotes_and_every_one_is_there() -> None:
    text = written(usual())
    assert "Half is paid by companies\\.[^1] So it goes elsewhere\\.[^2] Nobody knows more\\." in text
    assert "Forty teachers go each year\\.[^3]\\\nAnd so on,[^4] it is said\\." in text
    marks = re.findall(r"\[\^(\d+)\](?!:)", text)
    assert marks == re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE) == ["1", "2", "3", "4"]
    assert "[^1]: ROC Zuid\\. \\(2021b\\)\\. *Welding circles*\\. Page 3: “Bedrijven betalen de helft\\.”\n" in text
    assert "[^4]: ROC Zuid, 2021b, see note 1." in text


def test_questions_are_headings_below_their_section() -> None:
    assert re.findall(r"<h3>(.*?)</h3>", html(written(asked()))) == ["Why?", "For whom?"]


def test_headings_references_and_the_table_are_what_they_seem() -> None:
    shown = html(written(usual()))
    headings = re.findall(r"<h2>(.*?)</h2>", shown)
    assert headings == ["Need (25 points)", "Plan (30 points)", "References", "Evidence for each statement"]
    assert "<em>Welding circles</em>. " in shown
    assert '<a href="https://x.example/0">https://x.example/0</a>' in shown
    assert len(re.findall("<tr>", shown)) == 1 + 6
    assert all(row.count("<td") == 8 for row in re.findall(r"<tr>(.*?)</tr>", shown, re.DOTALL)[1:])
    assert f'<a href="{BASE}/document?d=0000000000000000&amp;n=2">' in shown


def test_what_was_found_wanting_is_marked_where_it_is_asked_for() -> None:
    assert "Needs a source" not in written(usual())
    text = written(usual(checked=checked()))
    assert "Half is paid by companies\\.[^1] **[The source says otherwise, or not that]**" in text
    assert "Nobody knows more\\. **[Needs a source]**" in text
    assert text.count("**[") == 2


def test_hostile_text_does_nothing() -> None:
    shown = html(written(hostile()))
    assert set(re.findall(r"</?([a-z0-9]+)", shown)) <= {
        "h1", "h2", "p", "ul", "li", "em", "strong", "br", "a", "table", "thead", "tbody", "tr", "th", "td", "code",
    }  # fmt: skip
    assert "<code" not in shown
    targets = re.findall(r'href="([^"]*)"', shown)
    assert targets
    assert all(each.startswith((f"{BASE}/document?d=", "https://x.example/a%20b%3Cc%3E")) for each in targets)
    assert len(re.findall("<h1>", shown)) == 1
    assert len(re.findall("<h2>", shown)) == 5
