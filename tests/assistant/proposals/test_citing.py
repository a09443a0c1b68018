"""Citing in a proposal: keys, marks, and what becomes of sources when their documents change."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pytest

from assistant.citations import cite
from assistant.proposals.citing import (
    SourceNow,
    checking_sources,
    claims,
    joined_marks,
    keep,
    kept_already,
    key_for,
    keys_cited,
    marks,
    quoted_document,
    sources_now,
    without_marks,
)
from corpus.documents import Document
from corpus.proposals import KeptSource
from tests.assistant.test_following import QUOTE, Shelf

TODAY = date(2026, 11, 23)


TOLD = "Each {} yard pays a third of the wages of its apprentices."
FILE = "---\ntitle: The {} yards\ncountry: Finland\n---\nThe academy trains ship mechanics in Turku. {} So it is.\n"
CHANGES = {
    "same": lambda file: file,
    "moved": lambda file: file.replace("The academy", "Since 1990 the academy"),
    "changed": lambda file: file.replace("a third", "a half"),
    "gone": lambda _: None,
    "elsewhere": lambda _: None,
}


class Situation(NamedTuple):
    """A library that was indexed, cited from, changed and indexed anew: the sources, and what became of them."""

    shelf: Shelf
    generation: int
    sources: dict[str, KeptSource]
    now: dict[str, SourceNow]


@pytest.fixture(scope="module")
def situation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Situation]:
    shelf = Shelf(tmp_path_factory.mktemp("shelf"))
    files = {name: FILE.format(name, TOLD.format(name)) for name in CHANGES}
    for name, file in files.items():
        shelf.write(f"{name}.md", file)
    shelf.index()
    sources = {name: kept(shelf.document(f"The {name} yards"), TOLD.format(name)) for name in CHANGES}
    for name, file in files.items():
        changed = CHANGES[name](file)
        if changed is None:
            (shelf.folder / f"{name}.md").unlink()
        else:
            shelf.write(f"{name}.md", changed)
    shelf.write("report.md", f"---\ntitle: A report\n---\nIt is told that:\n\n{TOLD.format('elsewhere')} Indeed.\n")
    shelf.index()
    record = shelf.assistant.generation()
    assert record
    now = sources_now(shelf.assistant.library, record.number, sources.values())
    yield Situation(shelf, record.number, sources, now)
    shelf.assistant.close()


def kept(document: Document, quote: str) -> KeptSource:
    start = document.text.index(quote)
    return keep(cite(document, start, start + len(quote), 1), document, (), TODAY)


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Jet-Net & TechNet: docenten in bedrijven", "jet-net"),
        ("De kaart van de samenwerking", "kaart-samenwerking"),
        ("Työelämäyhteistyö 2020", "tyoelamayhteistyo-2020"),
        ("2020: the year", "year"),
        ("Ελλάδα", "source"),
        ("!!! <script>", "script"),
        ("x" * 300, "source"),
        ("", "source"),
    ],
)
def test_a_key_is_readable(title: str, key: str) -> None:
    assert key_for(title, ()) == key


def test_a_key_is_not_given_twice() -> None:
    assert key_for("Jet-Net", ("jet-net", "jet-net-2")) == "jet-net-3"


def test_a_citation_is_kept_with_all_that_it_takes_to_cite_it_later(situation: Situation) -> None:
    document = situation.shelf.document("Kelluva Maritime Academy")
    source = kept(document, QUOTE)
    assert (source.key, source.quote, source.countries) == ("kelluva-maritime", QUOTE, ("FI",))
    assert source.reference["title"] == "Kelluva Maritime Academy"
    assert source.link == situation.shelf.link()
    again = cite(document, source.locator.start, source.locator.end, 9)
    assert kept_already(again, [source]) == source
    assert kept_already(cite(document, 0, 5, 9), [source]) is None


def test_marks_are_found_and_nothing_else_is_one() -> None:
    text = "One [@a-1]; two [@b; @c;@b] and [@ no], [@No], user@mail.example [@a; b] [@d]."
    assert [(text[each.start : each.end], each.keys) for each in marks(text)] == [
        ("[@a-1]", ("a-1",)), ("[@b; @c;@b]", ("b", "c")), ("[@d]", ("d",)),
    ]  # fmt: skip
    assert keys_cited([text, "[@b] [@z]"]) == ["a-1", "b", "c", "d", "z"]
    assert without_marks("Half pay [@a] it [@b; @c].") == "Half pay it."
    assert [each.keys for each in joined_marks("x [@a] [@b][@a]\n[@c] y [@d]")] == [("a", "b"), ("c",), ("d",)]
    assert marks("[@" * 100_000) == []


def test_a_claim_is_the_sentence_that_cites() -> None:
    text = (
        "Half of it is paid, e.g. by firms [@a]. Nobody pays more. It grew to 3.5 million. [@b] [@c]\n\n"
        "[@d] says the same. And this [@e] has two [@f; @e].\n[@g]\nThe end"
    )
    found = claims(text, "en")
    assert [(each.sentence, each.keys) for each in found] == [
        ("Half of it is paid, e.g. by firms.", ("a",)),
        ("It grew to 3.5 million.", ("b", "c")),
        ("says the same.", ("d",)),
        ("And this has two.", ("e", "f", "g")),
    ]
    assert all(text[each.start : each.end].count("[@") for each in found)


@pytest.mark.parametrize("state", list(CHANGES))
def test_what_became_of_a_source_is_told(situation: Situation, state: str) -> None:
    source = situation.sources[state]
    now = situation.now[source.key]
    assert now.state == state
    library = situation.shelf.assistant.library
    ((document, start, end),) = checking_sources(library, situation.generation, [source], situation.now)[source.key]
    assert source.quote in document.text[start:end]
    if state in ("changed", "gone"):
        assert document.text == source.quote, "what is gone is still what a claim is checked against"
        assert now.span is None
    else:
        assert end - start > len(source.quote), "what stands around the quote is read too"
        assert document.id == now.document.id


def test_the_document_that_has_the_words_now_is_named(situation: Situation) -> None:
    source = situation.sources["elsewhere"]
    assert situation.now[source.key].document.title == "A report"


def test_a_quote_that_never_stood_there_is_told_apart(situation: Situation) -> None:
    forged = situation.sources["same"].model_copy(update={"quote": "Each yard pays all of the wages."})
    now = sources_now(situation.shelf.assistant.library, situation.generation, [forged])[forged.key]
    assert (now.state, now.span) == ("altered", None)
    document = quoted_document(forged)
    assert (document.text, document.title, document.facets.countries) == (forged.quote, forged.title, ("FI",))
