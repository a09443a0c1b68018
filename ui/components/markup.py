"""HTML of documents and what is known of them: every word of theirs is escaped, so that it can be nothing but text."""

from collections.abc import Sequence
from html import escape

from assistant.citations import Citation
from corpus.documents import Document, Locator
from corpus.vocabulary import Vocabulary
from ui.components.labels import places_shown, years_shown
from ui.texts import Texts

_PART = 60_000


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
    return f'<div class="vet-text"{lang(document.facets.language)}>{"".join(shown)}</div>'


def heading_html(document: Document) -> str:
    """Return a document's title as a heading."""
    return f'<h2 class="vet-title"{lang(document.facets.language)}>{escape(document.title)}</h2>'


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
    return page_shown_of(citation.locator, say)


def page_shown_of(locator: Locator, say: Texts) -> str:
    """Return the page of a place, as counted and as printed; nothing in a text without pages."""
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


def lang(code: str | None) -> str:
    """Return the attribute that says in which language the words of an element are; nothing if that is not known."""
    return f' lang="{escape(code)}"' if code else ""


def marked(quote: str) -> str:
    """Return words marked as quoted."""
    return f'<mark class="vet-quote">{escape(quote)}</mark>'


def _marked(line: str, position: int, spans: Sequence[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in sorted(spans):
        first, last = max(start - position, at), min(end - position, len(line))
        if first < last:
            parts.append(f"{escape(line[at:first])}{marked(line[first:last])}")
            at = last
    return "".join(parts) + escape(line[at:])
