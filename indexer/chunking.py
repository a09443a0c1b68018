"""From a document to passages that fit the embedding model and keep their exact place in the document."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from corpus.documents import Document, Passage, content_hash
from corpus.errors import EmbeddingError
from corpus.sentences import sentence_spans
from indexer.embedding import Embedder, PassageInput, Span

# On 1,200 English questions, passages of about 900 characters (200 tokens) are found first a little more often than
# those of 700, and the sentence that answers as often. German, of which the bundled model makes half as many tokens
# again, gains most from a length that is counted in characters: the right passage is first in 89 of 100, not in 82.
TARGET_CHARACTERS = 900

# Room for what models put around a text ([CLS], [SEP], a prefix token).
_SPECIAL_TOKENS = 4
# A passage's size in thousandths: as aimed at, and at most.
_WHOLE, _MOST = 1_000, 1_100
_LEAST_TOKENS = 16
_TITLE_BYTES = 120
_HEADING_BYTES = 60
# A word of any length is one unknown token to some models, so characters are bounded too: a token counts as one for
# every so many, which no language reaches.
_PIECE_CHARACTERS = 1500
_CHARACTERS = 12
_LINE = re.compile(r"[^\n\r]+")


class _Piece(NamedTuple):
    """A sentence, or a part of one that is too long for the model: where it stands, its size, its paragraph.

    `size` is the part of a passage that it takes, in thousandths: 1,000 are the characters aimed at; as many tokens as
    the model can read are what a passage may have at most, 1,100.
    """

    start: int
    end: int
    size: int
    paragraph: int


def split(document: Document, embedder: Embedder, target: int = TARGET_CHARACTERS) -> list[Passage]:
    """Return the document's passages, which together hold all of its text except white space between them.

    Paragraphs are merged up to about `target` characters, never across a heading or the end of a record field, and
    divided between sentences where they are longer. A sentence is cut only if the model cannot read it whole.
    Raises EmbeddingError for a model whose window is too small to read the title and some text.
    """
    passages: list[Passage] = []
    for start, end in _blocks(document):
        # The heading that holds at the end: a block may begin with that heading's own line.
        heading = document.locate(end - 1, end).heading
        limit = _limit(document, heading, embedder)
        pieces = _pieces(document, start, end, embedder, limit, target)
        for group in _fitting(document, heading, _groups(pieces), embedder):
            passages.append(_passage(document, heading, group, len(passages)))
    return passages


def embedded_text(document: Document, passage: Passage) -> PassageInput:
    """Return what the model reads of a passage: title, heading and text, and the sentences' places in that."""
    return _with_prefix(document, passage.locator.heading, passage.text, passage.sentences)


def passage_id(document: Document, start: int, end: int, embedded: str) -> str:
    """Return the id of a passage: 24 hexadecimal digits of a hash of all that the vector index stores of it."""
    facets = document.facets.model_dump_json(exclude={"origins"})
    return content_hash(document.id, str(start), str(end), embedded, facets)[:24]


def _passage(document: Document, heading: str | None, group: Sequence[_Piece], ordinal: int) -> Passage:
    start, end = group[0].start, group[-1].end
    text = document.text[start:end]
    sentences = tuple((piece.start - start, piece.end - start) for piece in group)
    locator = document.locate(start, end).model_copy(update={"heading": heading})
    embedded = _with_prefix(document, heading, text, sentences).text
    return Passage(
        id=passage_id(document, start, end, embedded),
        document_id=document.id,
        ordinal=ordinal,
        text=text,
        locator=locator,
        sentences=sentences,
    )


def _with_prefix(document: Document, heading: str | None, text: str, sentences: Sequence[Span]) -> PassageInput:
    prefix = _prefix(document.title, heading, text)
    return PassageInput(prefix + text, [(start + len(prefix), end + len(prefix)) for start, end in sentences])


def _prefix(title: str, heading: str | None, text: str) -> str:
    shown = text[: _TITLE_BYTES * 2].lstrip(" #*")
    parts = [_shortened(title, _TITLE_BYTES)]
    if heading and heading.strip() != title.strip():
        parts.append(_shortened(heading, _HEADING_BYTES))
    return "".join(f"{part}\n" for part in parts if part and not shown.startswith(part))


def _shortened(words: str, limit: int) -> str:
    """Return the words on one line, cut to `limit` bytes: no tokeniser makes more tokens of a text than bytes."""
    line = " ".join(words[: limit * 4].split())
    data = line.encode("utf-8", "replace")
    if len(data) <= limit:
        return line
    cut = data[:limit].decode("utf-8", "ignore")
    return cut.rsplit(" ", 1)[0] if " " in cut else cut


def _limit(document: Document, heading: str | None, embedder: Embedder) -> int:
    """Return how many tokens of text fit beside the title and the heading."""
    prefix = _prefix(document.title, heading, "")
    limit = embedder.max_tokens - _SPECIAL_TOKENS - embedder.count_tokens([prefix])[0]
    if limit < _LEAST_TOKENS:
        raise EmbeddingError(
            f"The embedding model reads {embedder.max_tokens} tokens at a time, too few for the title of"
            f" {document.source!r} and some of its text. Choose a model with a longer window."
        )
    return limit


def _blocks(document: Document) -> list[Span]:
    """Return the stretches that no passage crosses: between headings and record fields, headings with what follows."""
    text = document.text
    cuts = {0, len(text)}
    for section in document.sections:
        cuts.add(_heading_start(text, section.start, section.title))
        cuts.add(min(section.end, len(text)))
    edges = sorted(cuts)
    titles = {_plain(document.title), *(_plain(section.title) for section in document.sections)}
    blocks: list[Span] = []
    carried: int | None = None
    for start, end in pairwise(edges):
        stretch = text[start:end]
        if not stretch.strip():
            continue
        if carried is not None:
            start, carried = carried, None
        if len(stretch) < 200 and _only_headings(stretch, titles):
            carried = start
            continue
        blocks.append((start, end))
    if carried is not None:
        blocks.append((carried, len(text)))
    return blocks


def _only_headings(stretch: str, titles: set[str]) -> bool:
    return all(_plain(line) in titles or not line.strip() for line in stretch.splitlines())


def _plain(line: str) -> str:
    return line.strip(" \t#*_:=-").casefold()


def _heading_start(text: str, start: int, title: str) -> int:
    """Return where the heading of a section begins: its own line or the one before, if that line is the heading."""
    start = min(start, len(text))
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].strip():
        return line if _plain(text[line:start]) == _plain(title) else start
    before = text[:line].rstrip() if line < 2000 else text[line - 2000 : line].rstrip()
    end = line - min(line, 2000) + len(before)
    heading = text.rfind("\n", 0, end) + 1
    return heading if _plain(text[heading:end]) == _plain(title) else start


def _pieces(document: Document, start: int, end: int, embedder: Embedder, limit: int, target: int) -> list[_Piece]:
    text = document.text[start:end]
    spans = [part for span in sentence_spans(text, document.facets.language) for part in _bounded(text, span)]
    lines = [match.start() for match in _LINE.finditer(text)]
    counts = embedder.count_tokens([text[a:b] for a, b in spans])
    pieces: list[_Piece] = []
    for (first, last), tokens in zip(spans, counts, strict=True):
        paragraph = bisect_right(lines, first)
        parts = [(first, last, tokens)] if tokens <= limit else _cut(text, (first, last), embedder, limit)
        for a, b, count in parts:
            size = max((b - a) * _WHOLE / target, max(count, (b - a) // _CHARACTERS) * _MOST / limit)
            pieces.append(_Piece(start + a, start + b, ceil(size), paragraph))
    return pieces


def _bounded(text: str, span: Span) -> Iterator[Span]:
    """Cut a stretch of very many characters, at white space where there is some, before tokens are counted."""
    start, end = span
    while end - start > _PIECE_CHARACTERS:
        cut = text.rfind(" ", start + 1, start + _PIECE_CHARACTERS)
        cut = cut if cut > start else start + _PIECE_CHARACTERS
        yield start, cut
        start = cut + (text[cut] == " ")
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


def _cut(text: str, span: Span, embedder: Embedder, limit: int) -> list[tuple[int, int, int]]:
    """Cut a sentence that is longer than the model's window; offsets stay exact as nothing is stripped or repeated."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        separators=["; ", ": ", ", ", " ", ""],
        keep_separator="end",
        chunk_size=limit,
        chunk_overlap=0,
        length_function=lambda part: embedder.count_tokens([part])[0],
        strip_whitespace=False,
    )
    position = span[0]
    parts: list[tuple[int, int, int]] = []
    for part in splitter.split_text(text[span[0] : span[1]]):
        first = position + len(part) - len(part.lstrip())
        last = position + len(part.rstrip())
        if first < last:
            parts.append((first, last, embedder.count_tokens([text[first:last]])[0]))
        position += len(part)
    return parts


def _groups(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Put pieces together: whole paragraphs up to the target, longer paragraphs in parts of about equal length."""
    group: list[_Piece] = []
    total = 0
    for paragraph in _paragraphs(pieces):
        size = sum(piece.size for piece in paragraph)
        # Little, such as a heading, goes with what follows, however long that is.
        if total > _WHOLE // 4 and total + size > _WHOLE:
            yield group
            group, total = [], 0
        group, total = group + paragraph, total + size
        if total > _MOST:
            *whole, group = _parts(group, total)
            yield from whole
            total = sum(piece.size for piece in group)
    if group:
        yield group


def _fitting(
    document: Document, heading: str | None, groups: Iterable[list[_Piece]], embedder: Embedder
) -> list[list[_Piece]]:
    """Halve the groups that the model cannot read whole: sentences may have more tokens together than one by one."""
    waiting, fitting = list(groups), list[list[_Piece]]()
    while waiting:
        texts = [
            _with_prefix(document, heading, document.text[group[0].start : group[-1].end], ()).text for group in waiting
        ]
        counts = embedder.count_tokens(texts)
        halves: list[list[_Piece]] = []
        for group, count in zip(waiting, counts, strict=True):
            if count + _SPECIAL_TOKENS <= embedder.max_tokens or len(group) == 1:
                fitting.append(group)
            else:
                halves += [group[: len(group) // 2], group[len(group) // 2 :]]
        waiting = halves
    return sorted(fitting)


def _paragraphs(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    current: list[_Piece] = []
    for piece in pieces:
        if current and piece.paragraph != current[-1].paragraph:
            yield current
            current = []
        current.append(piece)
    if current:
        yield current


def _parts(paragraph: Sequence[_Piece], total: int) -> list[list[_Piece]]:
    aim = total / -(-total // _WHOLE)
    parts: list[list[_Piece]] = [[]]
    size = 0
    for piece in paragraph:
        if parts[-1] and (size + piece.size / 2 > aim or size + piece.size > _MOST):
            parts.append([])
            size = 0
        parts[-1].append(piece)
        size += piece.size
    return parts
