"""HTML of answers and sources: every word from a document is escaped, so that it can be nothing but text."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from assistant.answers import Answer, Statement
from assistant.citations import Citation
from corpus.documents import Document
from corpus.facets import Facets
from corpus.vocabulary import Vocabulary
from ui.sessions import years_shown
from ui.texts import Texts

_AROUND = 350
_LONGEST_SHOWN = 60_000


def answer_html(answer: Answer, statements: Sequence[Statement], say: Texts, names: Vocabulary) -> str:
    """Return the first statements of an answer, grouped by document, each with links to its source cards."""
    cited = {citation.number: citation for citation in answer.citations}
    parts = [
        f'<p><span class="vet-status vet-{answer.status}">{escape(say(f"status_{answer.status}"))}</span>'
        f"{escape(answer.message.text)}</p>"
    ]
    for _, group in groupby(statements, key=lambda statement: cited[statement.citations[0]].document_id):
        members = list(group)
        first = cited[members[0].citations[0]]
        quotes = "".join(
            f"<blockquote>{escape(statement.text)} {_marks(statement.citations, say)}</blockquote>"
            for statement in members
        )
        parts.append(
            f'<section class="vet-document"><h3>{escape(first.title)}</h3>'
            f'<p class="vet-muted">{escape(citation_line(first, say, names))}</p>{quotes}</section>'
        )
    return "".join(parts)


def source_html(citations: Sequence[Citation], document: Document, say: Texts, names: Vocabulary) -> str:
    """Return the card of one document: what it is, and each of its quotes marked within its paragraph."""
    first = citations[0]
    parts = [
        f"<h4>{escape(document.title)}</h4>",
        f'<p class="vet-muted">{escape(citation_line(first, say, names))}</p>',
    ]
    for citation in citations:
        place = " · ".join(filter(None, [page_shown(citation, say), citation.locator.heading]))
        parts.append(
            f'<div class="vet-source" id="source-{citation.number}" tabindex="-1">'
            f"<p><strong>[{citation.number}]</strong> {escape(place)}</p>"
            f"<p>{_paragraph(document.text, citation.locator.start, citation.locator.end)}</p></div>"
        )
    parts.append(f'<p class="vet-muted">{escape(say("original_file", source=document.source))}</p>')
    parts.append(web_link(document.url))
    return "".join(parts)


def document_html(document: Document, say: Texts, marked: Sequence[Citation] = ()) -> str:
    """Return a document's text with its headings and pages, quotes marked; a very long text is cut around them."""
    start = max(0, min((citation.locator.start for citation in marked), default=0) - _LONGEST_SHOWN // 2)
    end = min(len(document.text), start + _LONGEST_SHOWN)
    headings = {section.title.strip() for section in document.sections}
    spans = [(citation.locator.start, citation.locator.end) for citation in marked]
    pages = {page.start: page for page in document.pages}
    parts = ["<p>…</p>"] if start else []
    position = start
    for line in document.text[start:end].split("\n"):
        if position in pages and len(pages) > 1:
            parts.append(f'<p class="vet-page">{escape(say("page", page=pages[position].number))}</p>')
        if line.strip():
            tag = "h3" if line.strip() in headings else "p"
            parts.append(f"<{tag}>{_marked(line, position, spans)}</{tag}>")
        position += len(line) + 1
    return f'<div class="vet-text">{"".join(parts)}{"<p>…</p>" if end < len(document.text) else ""}</div>'


def citation_line(citation: Citation, say: Texts, names: Vocabulary) -> str:
    """Return what a reader wants to know of a source at a glance: where, when, what kind, which language."""
    places = citation.regions or citation.countries
    return " · ".join(
        filter(
            None,
            [
                ", ".join(names.place_label(code, say.language) for code in places[:4]) + ("…" if places[4:] else ""),
                years_shown(citation.year_from, citation.year_to),
                names.kind_label(citation.kind, say.language),
                names.language_label(citation.language, say.language) if citation.language else "",
            ],
        )
    )


def facet_line(facets: Facets, names: Vocabulary, language: str) -> str:
    """Return the places of a document as words, regions before their country."""
    return ", ".join(names.place_label(code, language) for code in (*facets.regions, *facets.countries))


def page_shown(citation: Citation, say: Texts) -> str:
    """Return the page that a quote stands on, as counted and as printed; nothing for a text without pages."""
    locator = citation.locator
    if locator.page is None:
        return ""
    if locator.page_label and locator.page_label != str(locator.page):
        return say("page_labelled", page=locator.page, label=locator.page_label)
    return say("page", page=locator.page)


def web_link(url: str | None) -> str:
    """Return a link to where a document came from, if that is a web address."""
    if not url or not url.startswith(("https://", "http://")):
        return ""
    return f'<p><a href="{escape(url)}" target="_blank" rel="noopener noreferrer nofollow">{escape(url)}</a></p>'


def _marks(numbers: Iterable[int], say: Texts) -> str:
    return "".join(
        f'<a href="#source-{number}" aria-label="{escape(say("source_mark", number=number))}">[{number}]</a>'
        for number in numbers
    )


def _paragraph(text: str, start: int, end: int) -> str:
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    last = text.find("\n", end)
    last = min(len(text) if last < 0 else last, end + _AROUND)
    before = ("…" if first and text[first - 1] != "\n" else "") + text[first:start]
    after = text[end:last] + ("…" if last < len(text) and text[last] != "\n" else "")
    return f'{escape(before)}<mark class="vet-quote">{escape(text[start:end])}</mark>{escape(after)}'


def _marked(line: str, position: int, spans: Sequence[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in sorted(spans):
        first, last = max(start - position, at), min(end - position, len(line))
        if first < last:
            parts.append(f'{escape(line[at:first])}<mark class="vet-quote">{escape(line[first:last])}</mark>')
            at = last
    return "".join(parts) + escape(line[at:])
