"""Following: links to a quote that last: they find it again, and say so when it is no longer there as it was."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple
from urllib.parse import quote as percent_encoded

from pydantic import BaseModel, ConfigDict

from corpus.documents import Document, content_hash
from corpus.errors import DocumentNotFound
from corpus.facets import Filters
from corpus.library import Library

State = Literal["same", "moved", "elsewhere", "changed", "altered", "gone"]
"""What became of the place that a link names.

same: the words stand where they stood, or it is the very document, if the link names no words.
moved: they stand in the document, at another place than they did.
elsewhere: the document is gone, but the same words stand in this one.
changed: the document has changed, and the words no longer stand in it.
altered: the document is as it was, but the words never stood in it: it is the link that was changed.
gone: neither the document nor the words are there.
"""

_VIEW = "document"
_MOST_OF_WORDS, _MOST_OF_END, _MOST_OF_FILE = 600, 150, 500
_LONGEST_PARAMETER = 2_000
_LONGEST_QUOTE = 50_000
_DIGITS = 12
_MOST_PLACES = 200
_PASSAGES_LOOKED_AT = 60
_DOCUMENTS_LOOKED_AT = 20
_TOKEN = re.compile(r"\S+")
_ID = re.compile(r"[0-9a-f]{16}")
_CHECK = re.compile(r"([0-9]{1,6})-([0-9a-f]{16})")
_MORE = "…"


class Link(BaseModel):
    """What a link names: a document, a place in its text, and the words there; all of it as a stranger may write it.

    `says` are the words or, when `ends` is not empty, the first of them. `length` and `check` are of all the words,
    with single spaces: how many characters, and a hash. `source` and `ordinal` find a document whose title changed.
    """

    model_config = ConfigDict(frozen=True)

    document: str | None = None
    source: str | None = None
    ordinal: int = 0
    start: int | None = None
    end: int | None = None
    says: str = ""
    ends: str = ""
    length: int = 0
    check: str | None = None

    @property
    def words(self) -> str:
        """The words as the link has them, of long ones the first and the last: not verified."""
        return f"{self.says} {_MORE} {self.ends}" if self.ends else self.says


class Followed(NamedTuple):
    """Where a link leads: the document if there is one, the span of the words in its text, and what became of them.

    `places` counts how often the words stand there, when they are not where they were; the span is the nearest.
    """

    document: Document | None
    span: tuple[int, int] | None
    state: State
    places: int = 0


def citation_link(document_id: str, source: str, start: int, end: int, quote: str, ordinal: int = 0) -> str:
    """Return the relative address of the quote `text[start:end]` of a document: under 1,500 characters, ASCII alone.

    It ends in a letter or a digit, since programs for mail and letters take a full stop to be the end of a sentence.
    """
    words = " ".join(quote.split())
    says, cut = _beginning(words, _MOST_OF_WORDS)
    return _address(
        [
            ("d", document_id),
            ("from", str(start)),
            ("to", str(end)),
            *_of_file(source, ordinal),
            ("says", says),
            *([("ends", _ending(words, _MOST_OF_END))] if cut else []),
            ("check", f"{len(words)}-{_hash(words)}"),
        ]
    )


def document_link(document_id: str, source: str = "", ordinal: int = 0) -> str:
    """Return the relative address of a document's page."""
    return _address([*(_of_file(source, ordinal) if source else []), ("d", document_id)])


def link_of(parameters: Mapping[str, Sequence[str]]) -> Link:
    """Return what the parameters of an address name; what makes no sense is left out."""
    first = {key: "".join(values[:1])[:_LONGEST_PARAMETER] for key, values in parameters.items()}
    document = first.get("d", "").strip().lower()
    check = _CHECK.fullmatch(first.get("check", "").strip())
    says, ends = (" ".join(first.get(key, "").split())[:_MOST_OF_WORDS] for key in ("says", "ends"))
    length, digest = (int(check[1]), check[2]) if check else (len(says), _hash(says))
    known = bool(says) and 0 < length <= _LONGEST_QUOTE
    return Link(
        document=document if _ID.fullmatch(document) else None,
        source=first.get("file", "").replace("\0", "").encode("utf-8", "replace").decode() or None,
        ordinal=_number(first.get("n")) or 0,
        start=_number(first.get("from")),
        end=_number(first.get("to")),
        says=says,
        ends=ends if says else "",
        length=length if known else 0,
        check=digest if known else None,
    )


def follow(link: Link, library: Library, generation: int) -> Followed:
    """Return where a link leads in a generation of the library."""
    own = _document(library, generation, link.document) if link.document else None
    if own is not None:
        return _in_unchanged(link, own)
    of_file = _of_same_file(link, library, generation)
    if link.check is None:
        return Followed(of_file[0], None, "changed") if of_file else Followed(None, None, "gone")
    return (
        _found(link, of_file, "moved")
        or _found(link, _holding(link, library, generation), "elsewhere")
        or (Followed(of_file[0], None, "changed") if of_file else Followed(None, None, "gone"))
    )


def places_of(link: Link, text: str) -> list[tuple[int, int]]:
    """Return the spans of a text in which the words of a link stand, whatever white space is between them."""
    if link.check is None:
        return []
    beginning = re.compile(r"\s+".join(re.escape(word) for word in link.says.split()))
    starts = (match.start() for _, match in zip(range(_MOST_PLACES), beginning.finditer(text), strict=False))
    spans = ((start, _end_of(text, start, link.length)) for start in starts)
    return [(start, end) for start, end in spans if end is not None and _stands(link, text, start, end)]


def _in_unchanged(link: Link, document: Document) -> Followed:
    """Follow a link in the very document that it names; its id says that neither title nor text have changed."""
    start, end = link.start, link.end
    inside = start is not None and end is not None and start < end <= len(document.text)
    if link.check is None:
        return Followed(document, (start, end) if inside and start is not None and end is not None else None, "same")
    return _found(link, [document], "same") or Followed(document, None, "altered")


def _found(link: Link, documents: Iterable[Document], otherwise: State) -> Followed | None:
    """Return the first document that has the words at their place, or else the first that has them at another."""
    other: Followed | None = None
    for document in documents:
        start, end = link.start, link.end
        if start is not None and end is not None and _stands(link, document.text, start, end):
            return Followed(document, (start, end), "same")
        if other is None and (spans := places_of(link, document.text)):
            nearest = min(spans, key=lambda span: abs(span[0] - (start or 0)))
            other = Followed(document, nearest, otherwise, len(spans))
    return other


def _stands(link: Link, text: str, start: int, end: int) -> bool:
    """Whether exactly the words of a link stand at a place of a text."""
    if not 0 <= start < end <= len(text) or end - start > _LONGEST_QUOTE:
        return False
    words = " ".join(text[start:end].split())
    return len(words) == link.length and _hash(words) == link.check


def _end_of(text: str, start: int, length: int) -> int | None:
    """Return where a stretch ends that has so many characters once its white space is single spaces."""
    left = length
    for match in _TOKEN.finditer(text, start):
        if len(match.group()) >= left:
            return match.start() + left
        left -= len(match.group()) + 1
        if left <= 0:
            return None
    return None


def _document(library: Library, generation: int, document_id: str) -> Document | None:
    try:
        return library.document(generation, document_id)
    except DocumentNotFound:
        return None


def _of_same_file(link: Link, library: Library, generation: int) -> list[Document]:
    """Return the documents of the file that a link names, the one at its place in the file first."""
    if not link.source:
        return []
    found = library.document_ids_of(generation, link.source)
    ids = sorted(found, key=lambda each: (found[each] != link.ordinal, found[each]))[:_DOCUMENTS_LOOKED_AT]
    documents = (_document(library, generation, each) for each in ids)
    return [document for document in documents if document is not None]


def _holding(link: Link, library: Library, generation: int) -> Iterator[Document]:
    """Return the documents that hold most of a link's words, likeliest first."""
    stems = library.stems(f"{link.says} {link.ends}", library.languages(generation))
    words = list(dict.fromkeys(stem for each in stems.values() for stem in each))
    passages = [each for each, _ in library.search_text(generation, words, Filters(), _PASSAGES_LOOKED_AT)]
    of_passage = library.passages(generation, passages)
    ids = dict.fromkeys(of_passage[each].document_id for each in passages if each in of_passage)
    documents = (_document(library, generation, each) for each in list(ids)[:_DOCUMENTS_LOOKED_AT])
    return (document for document in documents if document is not None)


def _hash(words: str) -> str:
    return content_hash(words)[:16]


def _number(written: str | None) -> int | None:
    written = (written or "").strip()
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= _DIGITS else None


def _of_file(source: str, ordinal: int) -> list[tuple[str, str]]:
    if len(_encoded(source)) > _MOST_OF_FILE:
        return []
    return [("file", source), *([("n", str(ordinal))] if ordinal else [])]


def _address(parameters: Iterable[tuple[str, str]]) -> str:
    return f"{_VIEW}?" + "&".join(f"{key}={_encoded(value)}" for key, value in parameters)


def _encoded(value: str) -> str:
    return percent_encoded(value, safe="/", errors="replace")


def _beginning(words: str, most: int) -> tuple[str, bool]:
    """Return the first words that take at most so many characters in an address, and whether any were left out."""
    if len(_encoded(words)) <= most:
        return words, False
    kept = _within(words, most)
    whole, _, _ = kept.rpartition(" ")
    return whole or kept, True


def _ending(words: str, most: int) -> str:
    kept = _within(words[::-1], most)[::-1]
    _, _, whole = kept.partition(" ")
    return whole or kept


def _within(text: str, most: int) -> str:
    taken = 0
    for position, char in enumerate(text):
        taken += len(_encoded(char))
        if taken > most:
            return text[:position]
    return text
