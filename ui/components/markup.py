"""HTML of answers, sources and documents: every word of theirs is escaped, so that it can be nothing but text."""

from collections.abc import Iterable, Sequence
from html import escape

from assistant.answers import Answer, Statement
from assistant.citations import Citation
from corpus.documents import Document
from corpus.vocabulary import Vocabulary
from ui.components.labels import places_shown, years_shown
from ui.texts import Texts

_AROUND = 350
_PART = 60_000
_SIGNS = {"answered": "✓", "partial": "≈", "no_evidence": "–"}


def status_html(answer: Answer, say: Texts) -> str:
    """Return the line that says how sure we are, in a word and a sign, and what was found."""
    return (
        f'<p role="status" class="vet-found"><span class="vet-status vet-{answer.status}">'
        f'<span aria-hidden="true">{_SIGNS[answer.status]}</span> {escape(say(f"status_{answer.status}"))}</span> '
        f'<span lang="{escape(answer.language)}">{escape(answer.message.text)}</span></p>'
    )


def answer_html(answer: Answer, statements: Sequence[Statement], say: Texts, names: Vocabulary) -> str:
    """Return the first statements of an answer, by document in order of appearance, linked to their source cards."""
    cited = {citation.number: citation for citation in answer.citations}
    groups: dict[str, list[Statement]] = {}
    for statement in statements:
        groups.setdefault(cited[statement.citations[0]].document_id, []).append(statement)
    parts = []
    for members in groups.values():
        first = cited[members[0].citations[0]]
        quotes = "".join(
            f"<blockquote><span{_language(first.language)}>{escape(statement.text)}</span> "
            f"{_marks(statement.citations, say)}</blockquote>"
            for statement in members
        )
        parts.append(
            f'<section class="vet-document"><h2{_language(first.language)}>{escape(first.title)}</h2>'
            f'<p class="vet-muted">{escape(citation_line(first, say, names))}</p>{quotes}</section>'
        )
    return f'<div class="vet-answer">{"".join(parts)}</div>'


def source_html(citations: Sequence[Citation], document: Document, say: Texts, names: Vocabulary) -> str:
    """Return the card of one document: what it is, and each of its quotes marked within its paragraph."""
    first = citations[0]
    parts = [
        f"<h3{_language(first.language)}>{escape(document.title)}</h3>",
        f'<p class="vet-muted">{escape(citation_line(first, say, names))}</p>',
    ]
    for citation in citations:
        place = " · ".join(filter(None, [page_shown(citation, say), citation.locator.heading]))
        parts.append(
            f'<div class="vet-source" id="source-{citation.number}" tabindex="-1" role="group"'
            f' aria-label="{escape(say("source_mark", number=citation.number))}">'
            f"<p><strong>[{citation.number}]</strong> {escape(place)}</p>"
            f"<p{_language(first.language)}>"
            f"{_paragraph(document.text, citation.locator.start, citation.locator.end)}</p></div>"
        )
    parts.append(f'<p class="vet-muted">{escape(say("original_file", source=document.source))}</p>')
    parts.append(web_link(document.url))
    return f'<div class="vet-card">{"".join(parts)}</div>'


def parts_of(text: str) -> list[tuple[int, int]]:
    """Return where to cut a text that is too long for a browser to show at once: (start, end) of each part."""
    parts, start = [], 0
    while len(text) - start > _PART:
        cut = text.rfind("\n", start + _PART // 2, start + _PART)
        end = cut + 1 if cut >= 0 else start + _PART
        parts.append((start, end))
        start = end
    return [*parts, (start, len(text))]


def document_html(document: Document, say: Texts, part: tuple[int, int], marked: Sequence[Citation] = ()) -> str:
    """Return a part of a document's text with its headings and pages, the quotes marked."""
    start, end = part
    headings = {section.title.strip() for section in document.sections}
    spans = [(citation.locator.start, citation.locator.end) for citation in marked]
    pages = {page.start: page for page in document.pages} if len(document.pages) > 1 else {}
    shown: list[str] = []
    position = start
    for line in document.text[start:end].split("\n"):
        # A page may begin with blank lines, or in the middle of a line when a word was joined across the page's end.
        for offset in [offset for offset in pages if position <= offset <= position + len(line)]:
            page = pages.pop(offset)
            label = f"{page.number} ({page.label})" if page.label and page.label != str(page.number) else page.number
            shown.append(f'<p class="vet-page">{escape(say("page", page=label))}</p>')
        if line.strip():
            tag = "h3" if line.strip() in headings else "p"
            shown.append(f"<{tag}>{_marked(line, position, spans)}</{tag}>")
        position += len(line) + 1
    return f'<div class="vet-text"{_language(document.facets.language)}>{"".join(shown)}</div>'


def heading_html(document: Document) -> str:
    """Return a document's title as a heading."""
    return f'<h2 class="vet-title"{_language(document.facets.language)}>{escape(document.title)}</h2>'


def details_html(rows: Sequence[tuple[str, str, str]], url: str | None, say: Texts) -> str:
    """Return what is known of a document: (label, value, where the value comes from), and its web address."""
    shown = "".join(
        f"<dt>{escape(label)}</dt><dd>{escape(value)}"
        + (f' <span class="vet-origin">{escape(origin)}</span>' if origin else "")
        + "</dd>"
        for label, value, origin in rows
        if value
    )
    link = web_link(url)
    if link:
        label = escape(say("field_web"))
        shown += f"<dt>{label}</dt><dd>{link}</dd>"
    return f'<dl class="vet-details">{shown}</dl>'


def list_html(lines: Sequence[str]) -> str:
    """Return lines of text as a list."""
    return f'<ul class="vet-list">{"".join(f"<li>{escape(line)}</li>" for line in lines)}</ul>'


def citation_line(citation: Citation, say: Texts, names: Vocabulary) -> str:
    """Return what a reader wants to know of a source at a glance: where, when, what kind, which language."""
    return " · ".join(
        filter(
            None,
            [
                places_shown(citation.countries, citation.regions, names, say.language),
                years_shown(citation.year_from, citation.year_to),
                names.kind_label(citation.kind, say.language),
                names.language_label(citation.language, say.language) if citation.language else "",
            ],
        )
    )


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
    if not url or not url.lower().startswith(("https://", "http://")):
        return ""
    return (
        f'<a class="vet-link" href="{escape(url)}" target="_blank" rel="noopener noreferrer nofollow">{escape(url)}</a>'
    )


def _language(code: str | None) -> str:
    return f' lang="{escape(code)}"' if code else ""


def _marks(numbers: Iterable[int], say: Texts) -> str:
    return "".join(
        f'<a class="vet-mark" href="#source-{number}" aria-label="{escape(say("source_mark", number=number))}">'
        f"[{number}]</a>"
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
