"""Bringing an index up to date with a folder, as its owner sees it."""

import shutil
from pathlib import Path

import pytest

from corpus.errors import LibraryBusy, UsageError
from corpus.facets import Filters, Origin
from corpus.writing import writing
from tests.indexer.homes import Home

APPRENTICES = "# Apprentices in bakeries\n\nThe school in Tampere sends 40 apprentices to bakeries each year.\n"
TEACHERS = "# Teachers in companies\n\nTeachers of the school spend two weeks a year in a company.\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "apprentices.md").write_text(APPRENTICES)
    (folder / "teachers.md").write_text(TEACHERS)
    return folder


def ids(home: Home) -> dict[str, str]:
    """Return the id of each document by its title."""
    current = home.library.current()
    assert current is not None
    return {card.title: card.id for card in home.library.documents(current.number)}


def test_a_folder_is_indexed_and_nothing_is_embedded_twice(home: Home, folder: Path) -> None:
    report = home.index(folder)
    assert (report.count("added"), report.documents, report.generation) == (2, 2, 1)
    assert report.embedded == report.passages > 0
    again = home.index()
    assert (again.count("unchanged"), again.embedded, again.generation) == (2, 0, 1)


def test_changes_removals_and_new_names(home: Home, folder: Path) -> None:
    home.index(folder)
    before = ids(home)
    (folder / "apprentices.md").rename(folder / "bakeries.md")
    (folder / "teachers.md").write_text(TEACHERS.replace("two weeks", "three weeks"))
    report = home.index()
    assert {file.source: file.outcome for file in report.files} == {"bakeries.md": "moved", "teachers.md": "changed"}
    assert report.embedded == 1, "only the changed passage"
    after = ids(home)
    assert after["Apprentices in bakeries"] == before["Apprentices in bakeries"]
    assert after["Teachers in companies"] != before["Teachers in companies"]
    (folder / "bakeries.md").unlink()
    assert home.index().count("removed") == 1
    assert home.titles() == ["Teachers in companies"]


def test_a_file_that_cannot_be_read_is_named_and_all_others_are_indexed(home: Home, folder: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nthis is cut off")
    (folder / "empty.txt").touch()
    report = home.index(folder)
    assert {file.source: file.reason for file in report.failed} == {"broken.pdf": "damaged", "empty.txt": "empty"}
    assert all(file.message and file.source in file.message for file in report.failed)
    assert report.documents == 2
    assert len(home.index().failed) == 2, "they are still named when nothing changed"
    (folder / "empty.txt").write_text("Now this file says something about mentors in Vilnius.")
    assert [file.source for file in home.index().failed] == ["broken.pdf"]


def test_a_file_that_gets_damaged_loses_its_documents(home: Home, folder: Path) -> None:
    home.index(folder)
    (folder / "teachers.md").write_bytes(b"%PDF-1.7\nthis is cut off")
    assert home.index().count("failed") == 1
    assert home.titles() == ["Apprentices in bakeries"]


def test_the_same_document_twice_is_kept_once_and_never_lost(home: Home, folder: Path) -> None:
    shutil.copy(folder / "apprentices.md", folder / "copy.md")
    report = home.index(folder)
    assert report.documents == 2
    assert "apprentices.md" in next(file for file in report.files if file.source == "copy.md").notes[0]
    (folder / "apprentices.md").unlink()
    report = home.index()
    assert report.documents == 2
    assert report.embedded == 0
    current = home.library.current()
    assert current is not None
    assert [card.source for card in home.library.documents(current.number)] == ["copy.md", "teachers.md"]


def test_a_source_that_is_not_there_keeps_its_documents_until_it_is_forgotten(home: Home, folder: Path) -> None:
    home.index(folder)
    folder.rename(folder.with_name("unplugged"))
    report = home.index()
    assert "not there" in report.warnings[0]
    assert report.documents == 2
    assert home.index(forget=[folder]).documents == 0
    with pytest.raises(UsageError, match="no such file or folder"):
        home.index(folder)


def test_a_sidecar_declares_what_a_file_does_not_say(home: Home, folder: Path) -> None:
    home.index(folder)
    (folder / "teachers.md.meta.yaml").write_text(
        "title: Teacher placements\ncountry: Netherlands\nkind: good practice\nyear_start: 2019\ncolour: Narnia\n"
    )
    report = home.index()
    outcomes = {file.source: file.outcome for file in report.files}
    assert outcomes == {"apprentices.md": "unchanged", "teachers.md": "changed"}
    current = home.library.current()
    assert current is not None
    (card,) = home.library.documents(current.number, Filters(countries=("NL",)))
    assert card.title == "Teacher placements"
    assert card.facets.kind == "good_practice"
    assert card.facets.origins["countries"] == Origin.SIDECAR
    (folder / "teachers.md.meta.yaml").write_text("title: [unclosed")
    (failed,) = home.index().failed
    assert failed.reason == "bad_metadata"
    assert "teachers.md.meta.yaml" in (failed.message or "")
    (folder / "teachers.md").unlink()
    assert "beside no file named teachers.md" in home.index().warnings[0]


def test_a_lost_index_is_built_again_without_embedding(home: Home, folder: Path) -> None:
    home.index(folder)
    shutil.rmtree(home.folder / "chroma")
    report = home.index()
    assert report.embedded == 0
    current = home.library.current()
    assert current is not None
    assert home.generations.problem(current) is None


def test_after_going_back_the_next_run_brings_all_up_to_date_again(home: Home, folder: Path) -> None:
    home.index(folder)
    (folder / "teachers.md").unlink()
    home.index()
    with writing(home.library, home.lock) as writer:
        assert home.generations.roll_back(writer) is not None
    assert home.titles() == ["Apprentices in bakeries", "Teachers in companies"]
    assert home.index().generation == 3
    assert home.titles() == ["Apprentices in bakeries"]


def test_a_second_run_at_the_same_time_says_so(home: Home, folder: Path) -> None:
    with writing(home.library, home.lock), pytest.raises(LibraryBusy):
        home.index(folder)


def test_an_empty_folder_gives_an_empty_library(home: Home, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    report = home.index(tmp_path / "nothing")
    assert (report.documents, report.passages, report.files) == (0, 0, ())
    (tmp_path / "nothing" / "a.md").write_text(TEACHERS)
    assert home.index().documents == 1


def test_hidden_files_and_locks_of_office_programs_are_passed_over(home: Home, folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("not a document")
    (folder / "~$teachers.docx").write_bytes(b"lock")
    (folder / ".DS_Store").write_bytes(b"x")
    report = home.index(folder)
    assert len(report.files) == 2
    assert report.passed_over == 2
