"""Reads plain text and Markdown, with front matter or without."""

import itertools
import re
from collections.abc import Sequence
from pathlib import Path

from corpus.facets import Kind
from indexer.drafts import Draft, ReadingLimits
from indexer.readers.cleaning import clean, clean_line, shorten
from indexer.readers.composing import Composer
from indexer.readers.decoding import decode
from indexer.readers.failures import check_length
from indexer.readers.frontmatter import FrontMatter, split_front_matter
from indexer.readers.labels import record_field
from indexer.readers.markdown import compose, looks_like_markdown
from indexer.readers.stating import Declared, Fields, fields_of, stated
from indexer.readers.titles import LONGEST, is_date_line, looks_like_title, title_from_name, title_of

MARKDOWN_EXTENSIONS = (".md", ".markdown", ".mdown", ".mkd")
_ITEM = re.compile(r"(?:[•·▪◦‣*–—-]|\d{1,3}[.)]|[a-z][.)]) \S")
_LABELLED = re.compile(r"([^\W\d][^:\n]{0,50}): (\S.{0,200})")
_UNDERLINED = re.compile(r"^([^\W_].{0,80})\n([=~-])\2{2,}[ \t]*$", re.MULTILINE)
_NEXT_LABEL = re.compile(r"[;|] [^\W\d][^:;|\n]{0,50}: ")
_DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})[-_ .]")
_NEWS = {"news", "nieuws", "nieuwsbericht", "uutiset", "uutinen", "noticias", "noticia", "berriak",
         "albisteak", "aktuelles", "neuigkeiten", "actualités", "notícias",
         "notizie", "naujienos", "uudised", "jaunumi"}  # fmt: skip
_SENDERS = {"from", "van", "de", "von", "da", "nork", "lähettäjä", "nuo", "saatja", "from (e-mail)"}
_SUBJECTS = {"subject", "onderwerp", "asunto", "betreff", "objet", "assunto", "oggetto", "gaia", "aihe", "tema",
             "teema"}  # fmt: skip


def read(path: Path, limits: ReadingLimits) -> tuple[Draft, ...]:
    """Return the file as one draft; raises `ReadingError` where it is no text or its front matter is not valid."""
    text, notes = decode(path.read_bytes(), path)
    check_length(path, len(text), limits)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = split_front_matter(text, path)
    body = text[front.body_start :]
    composer = Composer()
    if path.suffix.casefold() in MARKDOWN_EXTENSIONS or front.body_start or looks_like_markdown(body):
        heading = compose(body, composer, front.title)
        paragraphs = composer.text().split("\n\n", 40)
    else:
        heading = None
        paragraphs = _paragraphs(clean(_UNDERLINED.sub(r"\n\1\n", body)))
        _compose_plain(paragraphs, composer)
    return (_draft(path, composer, front, heading, paragraphs, notes),)


def _draft(
    path: Path,
    composer: Composer,
    front: FrontMatter,
    heading: str | None,
    paragraphs: Sequence[str],
    notes: tuple[str, ...],
) -> Draft:
    is_news, dates, content = _opening(paragraphs)
    subject = _mail_subject(paragraphs[0]) if paragraphs else None
    declared, fields = _stated(paragraphs[:12])
    if subject:
        declared.pop("theme", None)
    declared.update(front.declared)
    sections = composer.sections()
    fields = {**fields_of(composer.text(), sections), **fields, **front.fields}
    dated = _DATED_NAME.match(path.name)
    if "date" not in declared and (dates or dated):
        declared["date"] = dates or ((dated.group(1),) if dated else ())
    named_like_post = dated is not None and front.body_start > 0
    title = front.title or heading or subject or (title_of(content, path) if content else title_from_name(path))
    return Draft(
        title=shorten(clean_line(title), LONGEST) or title_from_name(path),
        text=composer.text(),
        kind=front.kind or (Kind.NEWS if is_news or named_like_post or front.layout == "post" else None),
        url=front.url,
        declared=declared,
        fields=fields,
        sections=sections,
        notes=notes,
    )


def _opening(paragraphs: Sequence[str]) -> tuple[bool, tuple[str, ...], Sequence[str]]:
    """Return whether the text opens as news does, the date that it opens with, and the paragraphs after both.

    A date alone above a title is how news and blog posts open.
    """
    is_news = False
    dates: tuple[str, ...] = ()
    position = 0
    while position < min(len(paragraphs), 4):
        line = paragraphs[position]
        if line.casefold() in _NEWS:
            is_news = True
        elif is_date_line(line) and not dates:
            dates = (line,)
        else:
            break
        position += 1
    content = paragraphs[position:]
    dateline = bool(dates) and bool(content) and looks_like_title(content[0].split("\n")[0])
    return is_news or dateline, dates, content


def _stated(paragraphs: Sequence[str]) -> tuple[Declared, Fields]:
    """Return what lines such as 'Country: Spain' at the beginning of a text state."""
    matches = (_LABELLED.fullmatch(line) for line in "\n".join(paragraphs).split("\n")[:15])
    # A line that goes on with further labels is a table's row.
    return stated((match[1], match[2]) for match in matches if match and not _NEXT_LABEL.search(match[2]))


def _mail_subject(first: str) -> str | None:
    """Return the subject where a text opens as an e-mail does, with its sender among other labels."""
    matches = [_LABELLED.fullmatch(line) for line in first.split("\n")[:12]]
    headers = {match[1].casefold(): match[2] for match in matches if match}
    if not headers.keys() & _SENDERS:
        return None
    return next((value for label, value in headers.items() if label in _SUBJECTS), None)


def _paragraphs(text: str) -> list[str]:
    """Return the blocks between empty lines, lines joined where the text was wrapped at a fixed width."""
    blocks = [block for block in text.split("\n\n") if block]
    lines = [len(line) for block in blocks for line in block.split("\n")[:-1]]
    widest = max(lines, default=0)
    wrapped = 40 <= widest <= 120 and sum(length > 0.7 * widest for length in lines) > 0.6 * len(lines)
    if wrapped:
        return [_unwrap(block, widest) for block in blocks]
    return [_unwrap(block, width) if (width := _own_width(block)) else block for block in blocks]


def _own_width(block: str) -> int | None:
    """Return the width at which a block alone was wrapped: every line is so full that the next word had no room."""
    lines = block.split("\n")
    width = max(map(len, lines[:-1]), default=0)
    if len(lines) < 3 or not 50 <= width <= 100:
        return None
    full = all(len(line) + 1 + len(following.split(" ", 1)[0]) > width for line, following in itertools.pairwise(lines))
    return width if full else None


def _unwrap(block: str, widest: int) -> str:
    lines = block.split("\n")
    joined = [lines[0]]
    for previous, line in itertools.pairwise(lines):
        first_word = line.split(" ", 1)[0]
        was_full = len(previous) + 1 + len(first_word) > 0.8 * widest
        if was_full and not _ITEM.match(line):
            joined[-1] += (
                line if previous.endswith("-") and previous[-2:-1].isalpha() and line[0].islower() else f" {line}"
            )
        else:
            joined.append(line)
    return "\n".join(joined)


def _compose_plain(paragraphs: Sequence[str], composer: Composer) -> None:
    """Add paragraphs; a short line that stands alone above text is a heading, but for the first, which is the title."""
    for number, paragraph in enumerate(paragraphs):
        field = record_field(paragraph) if len(paragraph) <= 60 else None
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else ""
        if number and following and (field or _is_heading(paragraph, following)):
            composer.heading(paragraph.rstrip(" :"), field=field)
        else:
            composer.block(paragraph)


def _is_heading(paragraph: str, following: str) -> bool:
    if "\n" in paragraph or len(paragraph) > 90 or paragraph[-1] in ".!:;,…" or is_date_line(paragraph):
        return False
    return looks_like_title(paragraph) and len(following) > len(paragraph) and paragraph[0] == paragraph[0].upper()
