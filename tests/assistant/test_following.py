"""Lasting links: they are followed after the library was indexed anew, and say what became of their words."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from assistant.following import Followed, Link, citation_link, document_link, follow, link_of
from assistant.settings import load_settings
from assistant.wiring import Assistant, index_sources
from corpus.documents import Document

QUOTE = "Each shipyard pays a third of the wages of its apprentices."
TEXT = f"""---
title: Kelluva Maritime Academy
kind: good_practice
country: Finland
---
The academy trains ship mechanics together with eleven shipyards in the port of Turku. {QUOTE} The rest is
paid by the province.

Apprentices spend four days a week at sea and one day in the classroom.
"""
OTHER = "---\ntitle: Bakers of Bruges\n---\nThe bakers of Bruges teach each other how to bake with local flour.\n"


class Shelf:
    """A folder of documents that changes, and its library, which is indexed anew each time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "documents"
        self.folder.mkdir()
        self.settings = load_settings({}, folder / "home")
        self.write("kelluva.md", TEXT)
        self.write("bakers.md", OTHER)
        self.assistant = Assistant.open(self.settings)
        self.index()

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def index(self) -> None:
        index_sources(self.settings, [self.folder])

    def link(self, quote: str = QUOTE) -> str:
        document = self.document("Kelluva Maritime Academy")
        start = document.text.index(quote)
        return citation_link(document.id, document.source, start, start + len(quote), quote, document.ordinal)

    def document(self, title: str) -> Document:
        return next(self.assistant.document(card.id) for card in self.assistant.documents() if card.title == title)

    def follow(self, address: str) -> Followed:
        record = self.assistant.generation()
        assert record
        return follow(parsed(address), self.assistant.library, record.number)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path)
    yield shelf
    shelf.assistant.close()


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """A shelf that no test changes."""
    shelf = Shelf(tmp_path_factory.mktemp("still"))
    yield shelf
    shelf.assistant.close()


def parsed(address: str) -> Link:
    return link_of(parse_qs(urlsplit(address).query))


def words(followed: Followed) -> str | None:
    if followed.document is None or followed.span is None:
        return None
    return followed.document.text[slice(*followed.span)]


def test_a_link_holds_whatever_changes_around_the_text(shelf: Shelf) -> None:
    link, plain = shelf.link(), document_link(shelf.document("Kelluva Maritime Academy").id, "kelluva.md")
    assert (shelf.follow(link).state, words(shelf.follow(link))) == ("same", QUOTE)
    assert shelf.follow(plain).state == "same"

    shelf.write("kelluva.md", TEXT.replace("title: Kelluva Maritime", "title: New Kelluva"))
    shelf.index()
    followed = shelf.follow(link)
    assert (followed.state, words(followed)) == ("same", QUOTE)
    assert followed.document
    assert followed.document.title == "New Kelluva Academy"
    assert shelf.follow(plain).state == "changed"

    (shelf.folder / "kelluva.md").rename(shelf.folder / "moved.md")
    shelf.index()
    assert (shelf.follow(link).state, words(shelf.follow(link))) == ("same", QUOTE)

    (shelf.folder / "moved.md").unlink()
    shelf.index()
    assert shelf.follow(link) == Followed(None, None, "gone")
    assert shelf.follow(plain) == Followed(None, None, "gone")


def test_words_that_moved_within_the_text_are_found(shelf: Shelf) -> None:
    link = shelf.link()
    shelf.write("kelluva.md", TEXT.replace("The academy trains", "A boat shed saw it begin. The academy now trains"))
    shelf.index()
    followed = shelf.follow(link)
    assert (followed.state, words(followed), followed.places) == ("moved", QUOTE, 1)


def test_words_that_were_rewritten_are_not_shown_as_if_they_stood_there(shelf: Shelf) -> None:
    link = shelf.link()
    shelf.write("kelluva.md", TEXT.replace("a third of the wages", "half of the wages"))
    shelf.index()
    followed = shelf.follow(link)
    assert (followed.state, followed.span) == ("changed", None)
    assert followed.document
    assert followed.document.source.endswith("kelluva.md")
    assert parsed(link).words == QUOTE


def test_the_same_words_in_another_document_are_said_to_be_elsewhere(shelf: Shelf) -> None:
    link = shelf.link()
    (shelf.folder / "kelluva.md").unlink()
    shelf.write("quoting.md", f"---\ntitle: What others wrote\n---\nOf an academy at sea it is said: {QUOTE}\n")
    shelf.index()
    followed = shelf.follow(link)
    assert (followed.state, words(followed)) == ("elsewhere", QUOTE)
    assert followed.document
    assert followed.document.title == "What others wrote"


@pytest.mark.parametrize(
    ("old", "new"),
    [("a%20third", "half"), ("from=", "from=9"), ("to=", "to=-"), ("check=", "check=7"), ("says=", "says=No.%20")],
)
def test_a_link_that_someone_changed_claims_nothing_false(still: Shelf, old: str, new: str) -> None:
    assert old in still.link()
    followed = still.follow(still.link().replace(old, new))
    assert words(followed) in (None, QUOTE)
    assert followed.state == ("altered" if words(followed) is None else "same")
    assert followed.document is not None


def test_words_by_hand_are_found_or_said_not_to_stand_there(still: Shelf) -> None:
    own = still.document("Kelluva Maritime Academy").id
    found = still.follow(f"document?d={own}&says=four+days+a+week+at%0Asea")
    assert (found.state, words(found)) == ("same", "four days a week at sea")
    assert still.follow(f"document?d={own}&says=five+days+a+week").state == "altered"
    assert still.follow("document?says=teach+each+other+how+to+bake").state == "elsewhere"


@pytest.mark.parametrize(
    "address",
    [
        "document", "document?d=", "document?d=../../etc/passwd", "document?d=%00&file=%00&says=%00", "document?n=9e9",
        "document?from=10&to=5", f"document?file={'x' * 9000}",
        f"document?says={'a+' * 9000}&check=999999-0123456789abcdef",
        "document?d=%ED%A0%80&says=%ED%A0%80%FF", "document?says=((((&check=0-0123456789abcdef",
        "document?from=１２&to=٣",
    ],
)  # fmt: skip
def test_junk_leads_nowhere(still: Shelf, address: str) -> None:
    assert still.follow(address) == Followed(None, None, "gone")


def test_a_place_out_of_bounds_is_no_place(still: Shelf) -> None:
    own = still.document("Kelluva Maritime Academy").id
    assert still.follow(f"document?d={own}&from=5&to=999999") == (
        still.document("Kelluva Maritime Academy"),
        None,
        "same",
        0,
    )


@pytest.mark.parametrize(
    "quote",
    [
        "A word. " * 2_000, "пятьдесят  мастерских\n" * 300, "教育と訓練" * 500, "x" * 5_000,
        "a&b=c#d%20 ?é\u00a0\u2014 <b>",
        "He said: \"yes\" (and left).", "\ud800 broken",
    ],
)  # fmt: skip
def test_links_are_short_plain_and_find_long_quotes_again(quote: str) -> None:
    quote = quote.strip()
    text = f"Something new, then: {quote} And after."
    address = citation_link("0" * 16, f"reports/{'ä' * 60}/{'b' * 60}.pdf", 3, 3 + len(quote), quote, 12)
    assert len(address) < 1_500
    assert address.isascii()
    assert not set(address) & set(" <>\"'()")
    assert address[-1].isalnum()
    document = Document(id="0" * 16, title="Long", text=text, source="long.md")
    followed = follow(parsed(address), _Holding(document), 1)  # type: ignore[arg-type]
    assert (words(followed) or "").split() == quote.split() or "\ud800" in quote


class _Holding:
    """A library of one document, for texts that no reader would give."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def document(self, generation: int, document_id: str) -> Document:
        return self._document
