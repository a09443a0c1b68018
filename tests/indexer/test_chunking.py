"""Passages: nothing of a document is lost, offsets are exact, headings and fields are kept apart, all is read."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.documents import Document, Page, Passage, Section
from corpus.errors import EmbeddingError
from corpus.facets import Facets, Origin
from indexer.chunking import embedded_text, passage_id, split
from indexer.embedding import Embedder, load_embedder

SENTENCE = "The mentor visits the apprentice at work and talks about what was learned. "


@pytest.fixture(scope="module")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    return load_embedder("bundled", tmp_path_factory.mktemp("cache"), "question")


def make(text: str, title: str = "A title", sections: Sequence[tuple[str, str | None, str]] = ()) -> Document:
    """A document; sections are given as (title, field, the exact text that they hold)."""
    placed = []
    for heading, field, body in sections:
        start = text.index(body)
        placed.append(Section(title=heading, field=field, start=start, end=start + len(body)))
    return Document(id="d1", title=title, text=text, source="a.txt", sections=tuple(placed))


def assert_promises(document: Document, passages: Sequence[Passage], embedder: Embedder) -> None:
    position = 0
    for ordinal, passage in enumerate(passages):
        start, end = passage.locator.start, passage.locator.end
        assert passage.text == document.text[start:end]
        assert not document.text[position:start].strip(), "text between two passages was lost"
        assert passage.ordinal == ordinal
        position, inner = end, 0
        for first, last in passage.sentences:
            assert not passage.text[inner:first].strip(), "text between two sentences was lost"
            assert first < last
            inner = last
        assert inner == len(passage.text)
        read = embedded_text(document, passage)
        assert [read.text[a:b] for a, b in read.sentences] == [passage.text[a:b] for a, b in passage.sentences]
    assert not document.text[position:].strip(), "the end was lost"
    counts = embedder.count_tokens([embedded_text(document, passage).text for passage in passages])
    assert max(counts, default=0) + 2 <= embedder.max_tokens
    assert len({passage.id for passage in passages}) == len(passages)


@settings(max_examples=60, deadline=None)
@given(
    title=st.text(max_size=400),
    # Any character but half a pair of surrogates, which readers replace.
    lines=st.lists(
        st.text(
            st.one_of(st.sampled_from(". \n\r\tab.ß漢😀1"), st.characters(exclude_categories=["Cs"])), max_size=300
        ),
        max_size=12,
    ),
    target=st.sampled_from([90, 900]),
    cuts=st.lists(st.integers(0, 2000), max_size=6),
)
def test_nothing_is_lost_whatever_the_text(
    embedder: Embedder, title: str, lines: list[str], target: int, cuts: list[int]
) -> None:
    text = "\n".join(lines)
    edges = sorted(min(cut, len(text)) for cut in cuts)
    sections = tuple(Section(title=text[:20], start=a, end=b) for a, b in zip(edges[::2], edges[1::2], strict=False))
    document = Document(id="d1", title=title, text=text, source="a.txt", sections=sections)
    assert_promises(document, split(document, embedder, target), embedder)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 300_000,
        "word " * 20_000,
        "one, two, " * 5_000,
        "漢字" * 5_000,
        ". " * 20_000,
        (SENTENCE * 40 + "\n") * 3,
        "a\n" * 5_000,
        "\n".join(["Netherlands"] * 300),
    ],
    ids=["no space", "no stop", "commas", "no Latin", "only stops", "long paragraphs", "short lines", "words"],
)
def test_long_and_odd_texts_are_cut_to_what_the_model_reads(embedder: Embedder, text: str) -> None:
    document = make(text)
    passages = split(document, embedder)
    assert_promises(document, passages, embedder)
    assert max(len(passage.text) for passage in passages) < 4_000


def test_short_paragraphs_are_joined_up_to_the_target(embedder: Embedder) -> None:
    document = make("\n\n".join([SENTENCE.strip()] * 30))
    passages = split(document, embedder, target=460)
    assert_promises(document, passages, embedder)
    assert all(380 <= len(passage.text) <= 470 for passage in passages[:-1])


def test_passages_are_as_long_in_a_language_of_which_the_model_makes_more_tokens(embedder: Embedder) -> None:
    german = "Der Ausbilder besucht die Lernende im Betrieb und spricht mit ihr darüber, was sie gelernt hat. "
    assert embedder.count_tokens([german])[0] > 1.3 * embedder.count_tokens([SENTENCE])[0]
    for text in (SENTENCE, german):
        assert all(640 <= len(each.text) <= 1_000 for each in split(make(text * 60), embedder)[:-1])


def test_a_long_paragraph_is_divided_evenly_between_sentences(embedder: Embedder) -> None:
    document = make(SENTENCE * 20)
    passages = split(document, embedder, target=460)
    lengths = [len(passage.text) for passage in passages]
    assert max(lengths) - min(lengths) <= len(SENTENCE) + 1
    assert all(passage.text.endswith(".") for passage in passages)


RECORD = """A good practice

Country: Netherlands

Impact

More apprentices finish their training.
They also earn more.

Budget
€ 5,000

Activities
Mentors
Every school has two of them."""


@pytest.fixture
def record() -> Document:
    return make(
        RECORD,
        title="A good practice",
        sections=[
            ("Country", "country", "Netherlands"),
            ("Impact", "impact", "More apprentices finish their training.\nThey also earn more."),
            ("Budget", "budget", "€ 5,000"),
            ("Activities", "activities", "Mentors\nEvery school has two of them."),
            ("Mentors", None, "Every school has two of them."),
        ],
    )


def test_no_passage_crosses_a_field_or_is_only_a_heading(embedder: Embedder, record: Document) -> None:
    passages = split(record, embedder)
    assert_promises(record, passages, embedder)
    assert [" / ".join(passage.text.split("\n")) for passage in passages] == [
        "A good practice /  / Country: Netherlands",
        "Impact /  / More apprentices finish their training. / They also earn more.",
        "Budget / € 5,000",
        "Activities / Mentors / Every school has two of them.",
    ]
    assert [passage.locator.heading for passage in passages] == ["Country", "Impact", "Budget", "Mentors"]


def test_the_model_reads_title_and_heading_once(embedder: Embedder, record: Document) -> None:
    country, impact, *_ = (embedded_text(record, passage).text for passage in split(record, embedder))
    assert country.count("A good practice") == 1
    assert impact.startswith("A good practice\nImpact\n\nMore apprentices")


def test_a_heading_is_read_with_every_part_of_a_long_section(embedder: Embedder) -> None:
    document = make(f"Impact\n{SENTENCE * 30}", sections=[("Impact", "impact", SENTENCE * 30)])
    parts = [embedded_text(document, passage).text for passage in split(document, embedder)]
    assert len(parts) > 2
    assert all(part.startswith("A title\nImpact\n") for part in parts)


def test_a_long_title_is_shortened_only_for_the_model(embedder: Embedder) -> None:
    document = make(SENTENCE * 5, title="Supporting apprentices in small companies " * 100)
    passages = split(document, embedder)
    assert_promises(document, passages, embedder)
    assert len(embedded_text(document, passages[0]).text) - len(passages[0].text) < 130


def test_passages_know_their_page(embedder: Embedder) -> None:
    text = SENTENCE * 30
    middle = len(SENTENCE) * 15
    pages = (Page(number=1, label="i", start=0, end=middle), Page(number=2, label="ii", start=middle, end=len(text)))
    passages = split(make(text).model_copy(update={"pages": pages}), embedder)
    assert (passages[0].locator.page, passages[-1].locator.page_label) == (1, "ii")


CHANGES: list[Callable[[Document], Document]] = [
    lambda document: document.model_copy(update={"id": "d2"}),
    lambda document: document.model_copy(update={"title": "Another"}),
    lambda document: document.model_copy(update={"facets": Facets(countries=("NL",))}),
    lambda document: document.model_copy(update={"text": "x " + document.text}),
]


@pytest.mark.parametrize("change", CHANGES)
def test_an_id_changes_with_all_that_the_index_stores(
    embedder: Embedder, change: Callable[[Document], Document]
) -> None:
    document = make(SENTENCE)
    assert split(document, embedder)[0].id != split(change(document), embedder)[0].id


def test_an_id_stays_when_the_index_stores_the_same(embedder: Embedder) -> None:
    document = make(SENTENCE).model_copy(
        update={"facets": Facets(countries=("NL",), origins={"countries": Origin.DECLARED})}
    )
    facets = Facets(countries=("NL",), origins={"countries": Origin.INFERRED})
    moved = document.model_copy(update={"source": "elsewhere/b.txt", "facets": facets})
    (before,), (after,) = split(document, embedder), split(moved, embedder)
    assert before.id == after.id == passage_id(document, 0, len(SENTENCE) - 1, embedded_text(document, before).text)
    assert len(before.id) == 24


def test_a_window_too_small_for_the_title_is_an_error(embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedder, "max_tokens", 20)
    with pytest.raises(EmbeddingError, match=r"a\.txt"):
        split(make(SENTENCE, title="Supporting apprentices in small companies"), embedder)


def test_an_empty_document_has_no_passages(embedder: Embedder, tmp_path: Path) -> None:
    assert split(make(" \n\t\n"), embedder) == []
