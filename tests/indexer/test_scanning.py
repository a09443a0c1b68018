"""Looking through a folder finds what a person would call its documents, and never stops at an odd one."""

import os
from pathlib import Path

import pytest

from indexer.scanning import scan


def test_a_name_as_long_as_a_disk_allows_is_found(tmp_path: Path) -> None:
    (tmp_path / f"{'a' * 246}.txt").write_text("A text.")
    assert len(scan([str(tmp_path)]).files) == 1


def test_links_in_a_circle_or_to_nothing_are_found_and_links_out_of_the_folder_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "nothing.txt").symlink_to("nowhere.txt")
    (folder / "round").symlink_to(folder)
    (folder / "out.txt").symlink_to("../secret.txt")
    (tmp_path / "secret.txt").write_text("Not for everybody.")
    found = scan([str(folder)])
    assert [file.source for file in found.files] == ["nothing.txt", "self.txt"]
    assert found.passed_over == 1


def test_a_folder_that_may_not_be_opened_counts_as_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "locked").mkdir()
    (tmp_path / "open.txt").write_text("A text.")
    look = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return look(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = scan([str(tmp_path)])
    assert [file.source for file in found.files] == ["open.txt"]
    assert found.missing == [str(tmp_path / "locked")]


def test_the_parts_of_a_saved_page_are_no_documents(tmp_path: Path) -> None:
    for folder in ("Stage_bestanden", "Project_files"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "notes.txt").write_text("A text.")
    (tmp_path / "Stage.html").write_text("<p>A page.</p>")
    assert [file.source for file in scan([str(tmp_path)]).files] == ["Project_files/notes.txt", "Stage.html"]
