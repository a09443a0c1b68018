"""Reads web pages saved as HTML: the main text without the page's furniture. Nothing is ever fetched."""

import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from corpus.facets import Kind
from indexer.drafts import Draft, ReadingLimits
from indexer.readers.cleaning import clean, clean_line, shorten, shows_something
from indexer.readers.composing import Composer
from indexer.readers.decoding import decode
from indexer.readers.failures import check_length, failure
from indexer.readers.labels import record_field
from indexer.readers.rows import row_lines
from indexer.readers.stating import fields_of, labelled_pairs, stated
from indexer.readers.titles import LONGEST, title_from_name, title_of
from indexer.readers.web_furniture import remove_furniture
from indexer.readers.web_statements import address_of, date_of, first_of, language_of, meta_of, titles_of

_BLOCKS = {"p", "div", "section", "article", "main", "header", "footer", "ul", "ol", "dl", "dt", "dd", "li", "table",
           "blockquote", "pre", "figure", "figcaption", "address", "details", "summary", "hr", "body", "html", "center",
           "h1", "h2", "h3", "h4", "h5", "h6", "fieldset", "tbody", "thead", "tr", "td", "th"}  # fmt: skip
_HEADING = re.compile(r"h[1-6]")
_META_ENCODING = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)
_INTERNAL_SUBSET = re.compile(r"<!DOCTYPE[^>\[]{0,300}\[.{0,5000}?\]\s*>", re.IGNORECASE | re.DOTALL)
_NESTING = re.compile(
    r"<(/?)(?:div|span|b|i|em|strong|u|font|ul|ol|table|section|article|blockquote|a|center|small|big)\b", re.IGNORECASE
)
_DEEPEST = 1000
_AUTHOR_NAMES = ("author", "article:author", "dc.creator", "dcterms.creator")


def read(path: Path, limits: ReadingLimits) -> tuple[Draft, ...]:
    """Return the page as one draft; raises `ReadingError` where it holds no text."""
    text, notes = _decoded(path)
    check_length(path, len(text), limits)
    if _depth(text) > _DEEPEST:
        raise failure(path, "damaged", "this web page is nested too deeply to be read. Save it as PDF instead.")
    soup = BeautifulSoup(_INTERNAL_SUBSET.sub("", text), "lxml")
    meta = meta_of(soup)
    titles = titles_of(soup, meta)
    language = language_of(soup, meta)
    date = date_of(soup, meta)
    url = address_of(soup, meta)
    composer, pairs = _compose(soup)
    body = composer.text()
    sections = composer.sections()
    if not shows_something(body):
        raise failure(path, "no_text", "this web page holds no text; perhaps a script loads it. Save the page as PDF.")
    declared, fields = stated(pairs)
    declared.update({name: (value,) for name, value in (("language", language), ("date", date)) if value})
    if (author := first_of(meta, _AUTHOR_NAMES)) and not author.startswith("http"):
        fields["author"] = author
    title = next((title for title in titles if title), "") or title_of(body.split("\n\n", 40), path)
    return (
        Draft(
            title=shorten(title, LONGEST) or title_from_name(path),
            text=body,
            kind=Kind.NEWS if "newsarticle" in text[:200_000].casefold() else None,
            url=url,
            declared=declared,
            fields={**fields_of(body, sections), **fields},
            sections=sections,
            notes=notes,
        ),
    )


def _depth(text: str) -> int:
    """Return how deeply elements are nested, roughly; elements that pages often leave open are not counted."""
    depth = deepest = 0
    for match in _NESTING.finditer(text):
        depth = max(depth - 1, 0) if match.group(1) else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _decoded(path: Path) -> tuple[str, tuple[str, ...]]:
    data = path.read_bytes()
    stated = _META_ENCODING.search(data[:4096])
    if stated and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = stated.group(1).decode("ascii", "replace").casefold()
        # Pages that say Latin-1 are windows-1252 to every browser; UTF-8 is checked against the bytes below.
        name = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}.get(name, name)
        if not name.startswith("utf"):
            try:
                data.decode("utf-8")
            except UnicodeDecodeError:
                try:
                    return data.decode(name, "replace"), ()
                except LookupError:
                    pass
    return decode(data, path)


def _compose(soup: BeautifulSoup) -> tuple[Composer, list[tuple[str, str]]]:
    """Return the page's text, and what tables in the manner of a form state."""
    remove_furniture(soup)
    walk = _Walk()
    for root in _roots(soup):
        walk.visit(root)
    return walk.composer, walk.pairs


def _roots(soup: BeautifulSoup) -> list[Tag]:
    """Return what holds the page's own text: its main part or articles if they hold most of it, else the whole body."""
    whole = soup.body or soup
    length = len(whole.get_text(" ", strip=True))
    mains = soup.find_all("main") or soup.select('[role="main"]')
    articles = [article for article in soup.find_all("article") if article.find_parent("article") is None]
    contents = soup.select(".entry-content, [itemprop=articleBody]")
    for roots in (mains, articles, contents):
        if roots and sum(len(root.get_text(" ", strip=True)) for root in roots) > max(0.3 * length, 20):
            return list(roots)
    return [whole]


class _Walk:
    """Goes through a page's elements in order without recursion, and gathers running text into paragraphs."""

    def __init__(self) -> None:
        self.composer = Composer()
        self.pairs: list[tuple[str, str]] = []
        self._running: list[str] = []

    def visit(self, root: Tag) -> None:
        stack: list[Tag | NavigableString | None] = [root]
        while stack:
            node = stack.pop()
            if node is None:
                self._end_paragraph()
            elif isinstance(node, NavigableString):
                self._running.append(re.sub(r"\s+", " ", str(node)))
            elif isinstance(node, Tag):
                self._enter(node, stack)
        self._end_paragraph()

    def _enter(self, tag: Tag, stack: list[Tag | NavigableString | None]) -> None:
        if tag.name == "br":
            self._running.append("\n")
        elif tag.name == "img":
            figure = tag.find_parent("figure")
            if figure is None or figure.find("figcaption") is None:
                self._running.append(f" {tag.get('alt') or ''} ")
        elif _HEADING.fullmatch(tag.name):
            self._end_paragraph()
            title = clean_line(tag.get_text(" "))
            if tag.name == "h1" and not self.composer.length:
                # It stands for the whole page, not for a section of it.
                self.composer.block(title)
                return
            self.composer.heading(title, level=int(tag.name[1]), field=record_field(title))
        elif tag.name in ("ul", "ol"):
            self._end_paragraph()
            self.composer.block("\n".join(_list_lines(tag)))
        elif tag.name == "table" and _is_data_table(tag):
            self._end_paragraph()
            self._add_table(tag)
        elif tag.name == "pre":
            self._end_paragraph()
            self.composer.block(tag.get_text())
        else:
            if tag.name in _BLOCKS:
                self._end_paragraph()
                stack.append(None)
            stack.extend(child for child in reversed(tag.contents) if isinstance(child, (Tag, NavigableString)))

    def _add_table(self, tag: Tag) -> None:
        rows = [[cell.get_text(" ") for cell in row.find_all(["th", "td"])] for row in tag.find_all("tr")]
        pairs = [(label, clean(text)) for label, text in labelled_pairs(rows)]
        self.pairs.extend(pairs)
        for label, text in pairs:
            if shows_something(text):
                self.composer.heading(label, level=6, field=record_field(label))
                self.composer.block(text)
        self.composer.end_sections(6)
        if not pairs:
            self.composer.block("\n".join(_table_lines(tag, rows)))

    def _end_paragraph(self) -> None:
        text = "".join(self._running)
        self._running = []
        self.composer.block(text)


def _list_lines(tag: Tag) -> list[str]:
    lines = []
    for item in tag.find_all("li"):
        text = clean_line("".join(_item_parts(item)))
        parent = item.find_parent(["ul", "ol"])
        if text:
            ordered = parent is not None and parent.name == "ol"
            number = len(item.find_previous_siblings("li")) + 1 if ordered else 0
            lines.append(f"{number}. {text}" if ordered else f"- {text}")
    return lines


def _item_parts(item: Tag) -> Iterator[str]:
    """Yield the text of a list's item without that of lists within it, with a space where a block begins."""
    for node in item.descendants:
        if isinstance(node, Tag):
            if node.name in _BLOCKS or node.name == "br":
                yield " "
        elif isinstance(node, NavigableString) and node.find_parent("li") is item:
            yield str(node)
            if node.next_sibling is None and node.parent is not None and node.parent.name in _BLOCKS:
                yield " "


def _is_data_table(tag: Tag) -> bool:
    """Tables that hold tables or headings lay out a page; their cells are read as parts of it."""
    return tag.find(["table", "h1", "h2", "h3"]) is None


def _table_lines(tag: Tag, rows: list[list[str]]) -> list[str]:
    first = tag.find("tr")
    cells = first.find_all(["th", "td"]) if isinstance(first, Tag) else []
    has_header = len(rows) > 1 and len(cells) > 1 and all(cell.name == "th" for cell in cells)
    caption = tag.find("caption")
    lines = [clean_line(caption.get_text(" "))] if isinstance(caption, Tag) else []
    return lines + row_lines(rows, has_header or None)
