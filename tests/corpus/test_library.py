"""What a reader of the library sees, generation by generation."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.documents import Document, Locator, Passage, document_id
from corpus.errors import DocumentNotFound, LibraryBusy, LibraryDamaged
from corpus.facets import Facets, Filters, Kind
from corpus.library import FileRecord, GenerationRecord, Library
from corpus.writing import LibraryWriter, StoredEmbedding, writing
from tests.corpus.postgresql import new_database

MODEL = "a-model"


@pytest.fixture(params=["sqlite", "postgresql"])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    if request.param == "sqlite":
        library = Library.open(f"sqlite:///{tmp_path / 'library.sqlite'}")
    else:
        library = Library.open(new_database(request.getfixturevalue("postgresql_url")))
    yield library
    library.close()


def write(writer: LibraryWriter, path: str, title: str, texts: Sequence[str], **facets: object) -> Document:
    """Keep a document with one passage for each text."""
    text = "\n".join(texts)
    document = Document(
        id=document_id(title, text),
        title=title,
        text=text,
        source=Path(path).name,
        facets=Facets.model_validate({"language": "en", **facets}),
    )
    passages, embeddings = [], []
    for ordinal, part in enumerate(texts):
        start = text.index(part)
        passage = Passage(
            id=f"{document.id}-{ordinal}-{document.facets.countries}",
            document_id=document.id,
            ordinal=ordinal,
            text=part,
            locator=Locator(start=start, end=start + len(part)),
            sentences=((0, len(part)),),
        )
        passages.append((passage, f"key of {part}"))
        vector = np.eye(1, 8, k=len(part) % 8, dtype=np.float32)
        embeddings.append(StoredEmbedding(f"key of {part}", vector[0], vector))
    writer.keep(path, document, passages, embeddings, MODEL)
    writer.finish_file(FileRecord(path=path, source=document.source, documents=1), [document.id])
    return document


def publish(library: Library, writer: LibraryWriter, keep: int = 2) -> int:
    """Make what was written current, as an index would once it is built."""
    count = len(library.passage_ids(writer.target))
    record = GenerationRecord(
        number=writer.target, model=MODEL, dimension=8, passages=count, location="-", finished_at="2026-01-01"
    )
    writer.publish(record, keep)
    return record.number


def test_what_is_written_is_seen_only_once_it_is_published(library: Library, tmp_path: Path) -> None:
    with writing(library, tmp_path / "lock") as writer:
        first = write(writer, "/a.txt", "Apprentices", ["Apprentices learn in companies."])
        assert library.current() is None
        first_number = publish(library, writer)
    with writing(library, tmp_path / "lock") as writer:
        writer.remove_file("/a.txt")
        write(writer, "/b.txt", "Teachers", ["Teachers visit companies."])
        assert [card.id for card in library.documents(first_number)] == [first.id]
        assert library.search_text(first_number, ["teacher"], Filters(), 5) == []
        second_number = publish(library, writer)
    assert [card.title for card in library.documents(second_number)] == ["Teachers"]
    assert [card.title for card in library.documents(first_number)] == ["Apprentices"]
    with pytest.raises(DocumentNotFound):
        library.document(second_number, first.id)


def test_a_generation_that_is_let_go_takes_its_documents_along(library: Library, tmp_path: Path) -> None:
    for number, name in enumerate(("one", "two", "three")):
        with writing(library, tmp_path / "lock") as writer:
            if number:
                writer.remove_file("/a.txt")
            write(writer, "/a.txt", name, [f"This says {name}."])
            publish(library, writer)
    assert [record.number for record in library.generations()] == [2, 3]
    assert library.rarity(["one", "three"])["one"] > library.rarity(["three"])["three"]
    with library.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM embeddings").scalar() == 2


def test_a_document_comes_back_as_it_was_kept(library: Library, tmp_path: Path) -> None:
    with writing(library, tmp_path / "lock") as writer:
        kept = write(writer, "/a.txt", "Kestävä kehitys", ["Työssäoppiminen ✓", "Toinen 🙂 kappale"], countries=("FI",))
        number = publish(library, writer)
    assert library.document(number, kept.id) == kept
    passages = library.passages_of(number, kept.id)
    assert [kept.text[p.locator.start : p.locator.end] for p in passages] == [p.text for p in passages]


def test_filters_and_counts(library: Library, tmp_path: Path) -> None:
    with writing(library, tmp_path / "lock") as writer:
        write(writer, "/1", "One", ["x one"], countries=("NL",), themes=("mobility",), year_from=2010, year_to=2012)
        write(writer, "/2", "Two", ["x two"], countries=("NL", "ES"), regions=("ES-PV",), kind=Kind.NEWS, year_to=2020)
        write(writer, "/3", "Three", ["x three"], countries=("FI",), themes=("mobility",), language="fi")
        number = publish(library, writer)

    def titles(**filters: object) -> list[str]:
        chosen = Filters.model_validate(filters)
        cards = [card.title for card in library.documents(number, chosen)]
        words = {stem for stems in library.stems("x", library.languages(number)).values() for stem in stems}
        found = {identifier.split("-")[0] for identifier, _ in library.search_text(number, words, chosen, 9)}
        assert found == {card.id for card in library.documents(number, chosen)}, "full text filters alike"
        return cards

    assert titles() == ["One", "Three", "Two"]
    assert titles(countries=("NL",)) == ["One", "Two"]
    assert titles(countries=("ES-PV", "FI")) == ["Three", "Two"]
    assert titles(countries=("NL",), themes=("mobility",)) == ["One"]
    assert titles(year_from=2012) == ["One", "Two"]
    assert titles(year_to=2011) == ["One"]
    assert titles(kinds=("news",), languages=("en",)) == ["Two"]
    counts = library.facet_counts(number, Filters(countries=("NL",), themes=("mobility",)))
    assert counts["countries"] == {"NL": 1, "FI": 1}
    assert counts["themes"] == {"mobility": 1}
    assert library.years(number) == (2010, 2020)


def test_words_of_the_user_are_never_operators_of_the_search(library: Library, tmp_path: Path) -> None:
    with writing(library, tmp_path / "lock") as writer:
        write(writer, "/1", "One", ["Quality near and not far"])
        number = publish(library, writer)
    for text in ('"', "NEAR(a b)", "title:quality OR *", "quality AND NOT", "') --", "{scope} : x", "a" * 10_000):
        words = [stem for stems in library.stems(text, ["en"]).values() for stem in stems]
        hits = library.search_text(number, words, Filters(), 5)
        assert bool(hits) == any(word in ("qualiti", "near", "not", "and", "far") for word in words)


def test_the_same_document_in_two_files_is_kept_once(library: Library, tmp_path: Path) -> None:
    with writing(library, tmp_path / "lock") as writer:
        document = write(writer, "/a.txt", "Same", ["The same text."])
        passages = [(passage, "key of The same text.") for passage in library.passages_of(writer.target, document.id)]
        assert writer.keep("/b.txt", document, passages, [], MODEL) == "/a.txt"
        writer.finish_file(FileRecord(path="/b.txt", source="b.txt", shadowed={document.id: "/a.txt"}), [])
        assert writer.orphaned() == []
        writer.remove_file("/a.txt")
        assert writer.orphaned() == ["/b.txt"]


def test_a_file_that_gets_another_name_keeps_its_documents(library: Library, tmp_path: Path) -> None:
    with writing(library, tmp_path / "lock") as writer:
        document = write(writer, "/a.txt", "Same", ["The same text."])
        publish(library, writer)
    with writing(library, tmp_path / "lock") as writer:
        writer.move_file("/a.txt", FileRecord(path="/new.txt", source="new.txt"))
        number = publish(library, writer)
    assert library.document(number, document.id).source == "new.txt"
    assert library.path_of(number, document.id) == "/new.txt"
    assert len(library.passages_of(number, document.id)) == 1


def test_the_best_outside_the_years_asked_for_do_not_hide_what_is_inside(library: Library, tmp_path: Path) -> None:
    with writing(library, tmp_path / "lock") as writer:
        for number in range(12):
            write(writer, f"{number}.md", f"Old {number}", ["Mentors mentors mentors."], year_from=1999, year_to=2000)
        text = "One of the mentors came late to a long meeting."
        inside = write(writer, "new.md", "New", [text], year_from=2020, year_to=2020)
        number = publish(library, writer)
    ((found, _),) = library.search_text(number, ["mentor"], Filters(year_from=2010), 1)
    assert library.passages(number, [found])[found].document_id == inside.id


def test_common_words_do_not_slow_the_search_of_a_large_library_where_rare_ones_say_enough(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.library._MOST_HOLDING", 3)
    with writing(library, tmp_path / "lock") as writer:
        for place in ("Oulu", "Vaasa", "Kuopio", "Turku"):
            write(writer, f"{place}.md", place, [f"A school in {place}."])
        number = publish(library, writer)
    assert len(library.search_text(number, ["school", "oulu", "vaasa"], Filters(), 10)) == 2
    assert len(library.search_text(number, ["school"], Filters(), 10)) == 4


def test_a_word_is_as_rare_as_it_is_now(library: Library, tmp_path: Path) -> None:
    with writing(library, tmp_path / "lock") as writer:
        write(writer, "one.md", "One", ["A school in Oulu."])
        write(writer, "two.md", "Two", ["A school in Vaasa."])
        before = library.rarity(["oulu", "school"])
        assert before["oulu"] > before["school"]
        write(writer, "three.md", "Three", ["The weather of Vaasa."])
        write(writer, "four.md", "Four", ["The coast of Vaasa."])
        assert library.rarity(["oulu"])["oulu"] > before["oulu"]


def test_only_one_writes_at_a_time(library: Library, tmp_path: Path) -> None:
    with (
        writing(library, tmp_path / "lock"),
        pytest.raises(LibraryBusy, match="Another run"),
        writing(library, tmp_path / "lock"),
    ):
        pass


def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(LibraryDamaged, match="Restore a backup"):
        Library.open(f"sqlite:///{tmp_path / 'library.sqlite'}")


def test_a_database_of_a_newer_version_is_refused(library: Library) -> None:
    with library.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(LibraryDamaged, match="newer version"):
        Library.open(library.engine.url.render_as_string(hide_password=False))


def test_values_that_documents_have_together_are_counted_under_the_remaining_filters(
    library: Library, tmp_path: Path
) -> None:
    with writing(library, tmp_path / "lock") as writer:
        write(writer, "/a", "A", ["Ships."], countries=("FI", "NL"), themes=("stem", "mobility"))
        write(writer, "/b", "B", ["Ships too."], countries=("FI",), themes=("stem",), language="fi")
        write(writer, "/c", "C", ["Nothing of both."], countries=("PT",))
        generation = publish(library, writer)
    both = library.pairs(generation, Filters(), "countries", "themes")
    assert both == {("FI", "stem"): 2, ("FI", "mobility"): 1, ("NL", "stem"): 1, ("NL", "mobility"): 1}
    own = Filters(countries=("NL",), themes=("mobility",))
    assert library.pairs(generation, own, "countries", "themes") == both, "a facet's own filter does not narrow it"
    assert library.pairs(generation, Filters(languages=("fi",)), "countries", "themes") == {("FI", "stem"): 1}
    assert library.pairs(generation, Filters(), "themes", "themes") == {
        ("stem", "mobility"): 1,
        ("mobility", "stem"): 1,
    }
    assert library.pairs(generation, Filters(countries=("PT",)), "themes", "themes") == {}
