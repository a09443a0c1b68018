"""Reads Markdown: headings become sections, and markup gives way to what a person reads."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from indexer.readers.cleaning import clean_line
from indexer.readers.composing import Composer
from indexer.readers.labels import record_field
from indexer.readers.rows import row_lines

_TEMPLATE_TAGS = re.compile(
    r"\{%-?.{0,500}?-?%\}|\{\{.{0,500}?\}\}|^\{:[^}\n]{0,500}\}[ \t]*$", re.DOTALL | re.MULTILINE
)
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,500})\1")
_NOTE_PICTURE = re.compile(r"!\[\[[^\[\]\n]{1,300}\]\]")
_NOTE_LINK = re.compile(r"\[\[(?:[^\[\]|\n]{1,300}\|)?([^\[\]|\n]{1,300})\]\]")
_HIGHLIGHT = re.compile(r"==(?=\S)([^=\n]{1,500})(?<=\S)==")
_FOOTNOTE = re.compile(r"\[\^([\w-]{1,50})\]:?")
_CALLOUT = re.compile(r"^>[ \t]*\[![\w-]{1,30}\][+-]?[ \t]*", re.MULTILINE)
_HEADINGS = re.compile(r"^#{1,6} \S", re.MULTILINE)
_LINKS = re.compile(r"\[[^\]\n]+\]\([^)\n]+\)|\*\*[^*\n]+\*\*")


def looks_like_markdown(text: str) -> bool:
    """Return whether a text without a telling extension uses Markdown's headings and links."""
    return len(_HEADINGS.findall(text[:100_000])) >= 2 or (
        bool(_HEADINGS.match(text)) and bool(_LINKS.search(text[:100_000]))
    )


def compose(text: str, composer: Composer, title: str | None) -> str | None:
    """Add the text to the composer, and return the title: as stated elsewhere, or the heading it begins with.

    Such a heading is added as a line and opens no section: it stands for the whole document.
    """
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 30}).enable(["table", "strikethrough"])
    tokens = parser.parse(_plain_links(_TEMPLATE_TAGS.sub("", text)))
    position = 0
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag in ("h1", "h2"):
        heading = clean_line(_inline(tokens[1].children or ()))
        if title is None or heading.casefold() == title.casefold():
            title = title or heading
            composer.block(heading)
            position = 3
    while position < len(tokens):
        position = _compose_block(tokens, position, composer)
    return title or None


def _plain_links(text: str) -> str:
    """Return a text in which what note programs add to Markdown is plain: links to notes, highlights, footnotes."""
    text = _HIGHLIGHT.sub(r"\1", _NOTE_LINK.sub(r"\1", _NOTE_PICTURE.sub("", text)))
    return _CALLOUT.sub("> ", _FOOTNOTE.sub(r"[\1]", text))


def _compose_block(tokens: Sequence[Token], position: int, composer: Composer) -> int:
    """Add the block that starts at a position, and return the position after it."""
    token = tokens[position]
    if token.type == "heading_open":
        title = clean_line(_inline(tokens[position + 1].children or ()))
        composer.heading(title, level=int(token.tag[1]), field=record_field(title))
        return position + 3
    if token.type in ("bullet_list_open", "ordered_list_open"):
        end = _end(tokens, position)
        composer.block("\n".join(_list_lines(tokens[position:end])))
        return end
    if token.type == "table_open":
        end = _end(tokens, position)
        composer.block("\n".join(row_lines(_table_rows(tokens[position:end]), has_header=True)))
        return end
    if token.type == "inline":
        composer.block(_inline(token.children or ()))
    elif token.type in ("fence", "code_block"):
        # Generators of web pages indent HTML, which plain Markdown takes for code.
        composer.block(
            _without_tags(token.content) if token.content.lstrip().startswith("<") and not token.info else token.content
        )
    elif token.type == "html_block":
        composer.block(_without_tags(token.content))
    return position + 1


def _end(tokens: Sequence[Token], position: int) -> int:
    closing, level = tokens[position].type.replace("_open", "_close"), tokens[position].level
    for number in range(position + 1, len(tokens)):
        if tokens[number].type == closing and tokens[number].level == level:
            return number + 1
    return len(tokens)


def _list_lines(tokens: Sequence[Token]) -> list[str]:
    lines: list[str] = []
    marker = ""
    for token in tokens:
        if token.type == "list_item_open":
            marker = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type == "inline":
            lines.append(marker + _inline(token.children or ()))
            marker = ""
        elif token.type in ("fence", "code_block"):
            lines.append(marker + token.content)
            marker = ""
    return lines


def _table_rows(tokens: Sequence[Token]) -> list[list[str]]:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_inline(token.children or ()))
    return rows


def _inline(tokens: Sequence[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak" or (token.type == "html_inline" and _LINE_BREAK.match(token.content)):
            parts.append("\n")
        elif token.type == "image":
            parts.append(_inline(token.children or ()))
    return "".join(parts)


def _without_tags(html: str) -> str:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "lxml")
    for unread in soup(["script", "style", "iframe", "form", "noscript", "template"]):
        unread.decompose()
    return _EMPHASIS.sub(r"\2", soup.get_text(" "))
