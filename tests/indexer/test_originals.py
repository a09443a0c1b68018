"""The file that a document was read from is given only while it is what was indexed."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import DocumentNotFound, OriginalError
from indexer.originals import Original, find_original
from tests.indexer.homes import Home

TEXT = "# Welders of Porto\n\nApprentice welders in Porto have a mentor who visits them every week.\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "documents" / "welders.md"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def home(tmp_path: Path, file: Path) -> Home:
    home = Home(tmp_path / "home")
    home.index(file.parent)
    return home


def original(home: Home, generation: int = 0) -> Original:
    current = home.library.current()
    assert current
    (document_id,) = home.library.document_ids(generation or current.number)
    return find_original(home.library, generation or current.number, document_id)


def test_the_file_is_given_as_it_is(home: Home, file: Path) -> None:
    found = original(home)
    assert found.read(1) == TEXT.encode()
    assert not found.is_pdf
    assert found.source == "welders.md"


def test_a_file_that_was_only_touched_or_has_a_sidecar_now_is_the_same(home: Home, file: Path) -> None:
    os.utime(file, ns=(1, 1))
    assert original(home).read(1) == TEXT.encode()
    file.write_text(TEXT, encoding="utf-8")
    home.index()
    file.with_name("welders.md.meta.yaml").write_text("country: Portugal\n")
    assert original(home).read(1) == TEXT.encode()


def link_elsewhere(path: Path) -> None:
    secret = path.parent.parent / "secret.txt"
    secret.write_text("nobody's business")
    path.unlink()
    path.symlink_to(secret)


def put_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def test_another_file_is_never_given(home: Home, file: Path) -> None:
    changes: list[tuple[Callable[[Path], object], str]] = [
        (lambda path: path.write_text("Something else."), "changed"),
        (link_elsewhere, "changed"),
        (lambda path: path.unlink(), "gone"),
        (lambda path: os.mkfifo(path), "gone"),
        (put_a_folder, "gone"),
    ]
    before = original(home)
    for change, reason in changes:
        change(file)
        with pytest.raises(OriginalError, match=r"welders\.md") as refused:
            original(home)
        assert refused.value.reason == reason
        assert str(file.parent) not in str(refused.value)
        with pytest.raises(OriginalError):
            before.read(1)


def test_the_file_is_not_that_of_a_document_before_it_was_indexed_again(home: Home, file: Path) -> None:
    first = home.library.current()
    assert first
    file.write_text(TEXT.replace("Porto", "Braga"), encoding="utf-8")
    home.index()
    assert original(home).read(1) == file.read_bytes()
    with pytest.raises(OriginalError) as refused:
        original(home, first.number)
    assert refused.value.reason == "changed"


def test_a_file_larger_than_is_given_out_is_refused(home: Home) -> None:
    with pytest.raises(OriginalError) as refused:
        original(home).read(0.00001)
    assert refused.value.reason == "too_large"


def test_no_document_has_no_file(home: Home) -> None:
    with pytest.raises(DocumentNotFound):
        find_original(home.library, 1, "0" * 16)
