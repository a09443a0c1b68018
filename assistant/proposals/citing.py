"""Citing in a proposal: quotes become sources with a readable key, marks name them, and each is found again later."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from assistant.checking.shapes import Source
from assistant.citations import Citation
from assistant.exporting.bibliography import csl_item
from assistant.exporting.thread import hyphened
from assistant.following import Link, State, citation_link, follow
from corpus.documents import Document, content_hash
from corpus.facets import Facets
from corpus.library import Library
from corpus.proposals import MARK, KeptSource
from corpus.sentences import sentence_spans

_LONGEST_KEY, _WORDS_IN_KEY, _SHORTEST_WORD = 24, 2, 3
_ORDINAL = re.compile(r"[?&]n=([0-9]{1,6})(?:&|$)")
_KEY = re.compile(r"@([a-z][a-z0-9-]*)")
# Articles and prepositions of the languages of our documents tell one title from another in nothing.
_SMALL_WORDS = frozenset(
    "the and for from with van het een der die das und von mit los las del una por para con des les dans pour"
    " nel nella della delle dei dos das uma eta ja".split()
)


class Mark(NamedTuple):
    """A place in a section's text that cites: `text[start:end]` is `[@key]` or `[@key; @other]`."""

    start: int
    end: int
    keys: tuple[str, ...]


class Claim(NamedTuple):
    """A sentence of a section that cites: `text[start:end]`, and as it reads without its marks."""

    start: int
    end: int
    sentence: str
    keys: tuple[str, ...]


class SourceNow(NamedTuple):
    """What became of a kept source: its state (see `following.State`), and where its words stand now, if they do."""

    state: State
    document: Document | None = None
    span: tuple[int, int] | None = None


def keep(citation: Citation, document: Document, taken: Collection[str], today: date) -> KeptSource:
    """Return a citation as a source of a proposal, with a key that is not among those taken."""
    locator = citation.locator
    return KeptSource(
        key=key_for(citation.title, taken),
        document_id=citation.document_id,
        title=citation.title,
        kind=citation.kind,
        countries=citation.countries,
        language=citation.language,
        year_from=citation.year_from,
        year_to=citation.year_to,
        source=citation.source,
        url=citation.url,
        quote=citation.quote,
        locator=locator,
        link=citation_link(
            citation.document_id, citation.source, locator.start, locator.end, citation.quote, document.ordinal
        ),
        reference=csl_item(document, today),
    )


def kept_already(citation: Citation, sources: Iterable[KeptSource]) -> KeptSource | None:
    """Return the source that holds the very quote of a citation already, if one does."""
    place = (citation.document_id, citation.locator.start, citation.locator.end)
    return next((each for each in sources if (each.document_id, each.locator.start, each.locator.end) == place), None)


def key_for(title: str, taken: Collection[str]) -> str:
    """Return a readable name for a source of that title, such as `jetnet` or, where that is taken, `jetnet-2`."""
    words = [word for word in hyphened("", title).split("-") if word and word not in _SMALL_WORDS]
    telling = [word for word in words if len(word) >= _SHORTEST_WORD or word.isdigit()] or words
    while telling and not telling[0][0].isalpha():
        telling = telling[1:]
    key = "-".join(telling[:_WORDS_IN_KEY])[:_LONGEST_KEY].strip("-") or "source"
    others = set(taken)
    return key if key not in others else next(each for each in _numbered(key) if each not in others)


def marks(text: str) -> list[Mark]:
    """Return the places of a text that cite, in its order."""
    return [Mark(*match.span(), tuple(dict.fromkeys(_KEY.findall(match.group())))) for match in MARK.finditer(text)]


def joined_marks(text: str) -> list[Mark]:
    """Return the marks of a text, with those that stand side by side in one paragraph as one."""
    joined: list[Mark] = []
    for mark in marks(text):
        between = text[joined[-1].end : mark.start] if joined else ""
        if joined and not between.strip() and "\n" not in between:
            last = joined.pop()
            mark = Mark(last.start, mark.end, tuple(dict.fromkeys(last.keys + mark.keys)))
        joined.append(mark)
    return joined


def without_marks(text: str) -> str:
    """Return a text without its marks, and without the spaces before them."""
    return re.sub(rf"[ \t]*{MARK.pattern}", "", text)


def claims(text: str, language: str | None = None) -> list[Claim]:
    """Return the sentences of a section that cite; a mark after a full stop belongs to the sentence before it."""
    # As spaces, marks neither end a sentence nor begin one, and all places stay.
    blank = MARK.sub(lambda match: " " * len(match.group()), text)
    sentences: list[tuple[int, int, int]] = []
    for line in re.finditer(r"[^\n]+", blank):
        begun, until = line.span()
        spans = [(begun + start, begun + end) for start, end in sentence_spans(line.group(), language)]
        if not spans and sentences:
            sentences[-1] = (*sentences[-1][:2], until)
        ends = [start for start, _ in spans[1:]] + [until]
        starts = [begun, *(start for start, _ in spans[1:])]
        sentences += [(start, end, to) for start, (_, end), to in zip(starts, spans, ends, strict=False)]
    found = []
    for start, end, until in sentences:
        inside = marks(text[start:until])
        if inside:
            end = max(end, start + inside[-1].end)
            start += len(text[start:end]) - len(text[start:end].lstrip())
            keys = tuple(dict.fromkeys(key for mark in inside for key in mark.keys))
            found.append(Claim(start, end, " ".join(without_marks(text[start:end]).split()), keys))
    return found


def keys_cited(texts: Iterable[str]) -> list[str]:
    """Return the keys that texts cite, each once, in the order in which they are first cited."""
    return list(dict.fromkeys(key for text in texts for mark in marks(text) for key in mark.keys))


def sources_now(library: Library, generation: int, sources: Iterable[KeptSource]) -> dict[str, SourceNow]:
    """Return by key what became of each source: whether its words still stand where they stood, and where if not."""
    found = {}
    for source in sources:
        followed = follow(_link(source), library, generation)
        found[source.key] = SourceNow(followed.state, followed.document, followed.span)
    return found


def checking_sources(
    library: Library, generation: int, sources: Sequence[KeptSource], now: Mapping[str, SourceNow]
) -> dict[str, tuple[Source, ...]]:
    """Return by key what a claim that cites it is checked against: the passage that its words stand in now.

    A source whose words are no longer in the library is its own quote, in a document that holds nothing else.
    """
    return {each.key: (_source(library, generation, each, now.get(each.key)),) for each in sources}


def ordinal_of(source: KeptSource) -> int:
    """Return which of the documents of its file a source is, as its link says."""
    found = _ORDINAL.search(source.link)
    return int(found[1]) if found else 0


def quoted_document(source: KeptSource) -> Document:
    """Return a document that consists of a source's own quote."""
    facets = Facets(
        kind=source.kind, countries=source.countries, language=source.language,
        year_from=source.year_from, year_to=source.year_to,
    )  # fmt: skip
    return Document(
        id=source.document_id, title=source.title, text=source.quote, source=source.source, url=source.url,
        facets=facets,
    )  # fmt: skip


def _source(library: Library, generation: int, source: KeptSource, now: SourceNow | None) -> Source:
    if now is None or now.document is None or now.span is None:
        return Source(quoted_document(source), 0, len(source.quote))
    start, end = now.span
    around = [
        each.locator for each in library.passages_of(generation, now.document.id)
        if each.locator.start < end and each.locator.end > start
    ]  # fmt: skip
    first, last = min([start, *(each.start for each in around)]), max([end, *(each.end for each in around)])
    return Source(now.document, first, last)


def _link(source: KeptSource) -> Link:
    """Return the link to a source's quote: what it says of itself counts, the address only for the place in a file."""
    words = " ".join(source.quote.split())
    return Link(
        document=source.document_id,
        source=source.source,
        ordinal=ordinal_of(source),
        start=source.locator.start,
        end=source.locator.end,
        says=words,
        length=len(words),
        check=content_hash(words)[:16],
    )


def _numbered(key: str) -> Iterator[str]:
    number = 2
    while True:
        yield f"{key}-{number}"
        number += 1
