"""The check really asks a question, and says what is amiss, how bad it is and what to do."""

import shutil
import sqlite3
from pathlib import Path

import pytest

import assistant.health as assistant_health
from assistant.health import HealthLine, Level, check_opened, state_of, worst_of_each
from assistant.settings import Settings, load_settings
from assistant.wiring import Assistant, check_health, index_sources


def copied(settings: Settings, home: Path) -> Settings:
    shutil.copytree(settings.home, home)
    return load_settings({}, home)


def changed(settings: Settings, *statements: str) -> None:
    with sqlite3.connect(settings.home / "library.db") as database:
        for statement in statements:
            database.execute(statement)


def answers(lines: list[HealthLine]) -> HealthLine:
    (line,) = [line for line in lines if line.name == "answers"]
    return line


def test_a_sound_library_answers_a_question_about_itself(indexed: Settings) -> None:
    lines = check_health(indexed)
    assert answers(lines).level == "ok"
    assert answers(lines).detail.endswith(" s")
    assert state_of(lines) == "ok"


def test_an_assistant_that_is_open_stays_so(assistant: Assistant) -> None:
    assert answers(check_opened(assistant)).level == "ok"
    assert answers(check_opened(assistant)).level == "ok"


def test_a_slow_answer_is_a_warning(indexed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assistant_health, "_SLOW_SECONDS", 0.0)
    lines = check_health(indexed)
    assert answers(lines).level == "warning"
    assert answers(lines).action
    assert state_of(lines) == "degraded"


def test_nothing_is_asked_of_an_empty_library(home: Path) -> None:
    lines = check_health(load_settings({}, home))
    assert "answers" not in [line.name for line in lines]
    assert state_of(lines) == "failing"


def test_a_lost_index_still_answers_but_is_named(indexed: Settings, home: Path) -> None:
    settings = copied(indexed, home)
    shutil.rmtree(settings.index_folder)
    lines = check_health(settings)
    assert answers(lines).level == "ok"
    assert worst_of_each(lines)["index"] == "warning"
    assert state_of(lines) == "degraded"


def test_another_model_cannot_answer(indexed: Settings, home: Path) -> None:
    settings = copied(indexed, home)
    changed(settings, "UPDATE generations SET model = 'acme/other-model'")
    lines = check_health(settings)
    assert answers(lines).level == "error"
    assert "acme/other-model" in answers(lines).detail
    assert state_of(lines) == "failing"


def test_a_library_that_does_not_find_what_it_holds_is_failing(indexed: Settings, home: Path) -> None:
    settings = copied(indexed, home)
    # All passages are another document's.
    changed(settings, "UPDATE passages SET document_row = (SELECT row FROM documents ORDER BY id DESC LIMIT 1)")
    lines = check_health(settings)
    assert answers(lines).level == "error"
    assert "vet-assistant repair" in str(answers(lines).action)


@pytest.mark.parametrize("table", ["passages", "documents", "files"])
def test_a_library_without_one_of_its_tables_is_named_not_a_traceback(
    indexed: Settings, home: Path, table: str
) -> None:
    settings = copied(indexed, home)
    changed(settings, f"ALTER TABLE {table} RENAME TO lost")
    lines = check_health(settings)
    assert any(line.level == "error" and "cannot be read" in line.detail for line in lines)
    assert state_of(lines) == "failing"


def test_documents_of_one_title_are_told_apart_by_their_own_words(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    words = ("crane", "welding", "sauna", "harbour", "forest", "kitchen", "glass", "sheep", "paper", "salt")
    for first in words:
        for second in words:
            text = f"---\ntitle: Report\n---\nApprentices learn about {first} and {second}.\n"
            (folder / f"{first}-{second}.md").write_text(text, encoding="utf-8")
    settings = load_settings({}, home)
    index_sources(settings, [folder])
    assert answers(check_health(settings)).level == "ok"


@pytest.mark.parametrize(
    ("levels", "state"),
    [
        ({"index": "ok"}, "ok"),
        ({"files": "warning"}, "ok"),
        ({"index": "warning"}, "degraded"),
        ({"index": "warning", "answers": "error"}, "failing"),
    ],
)
def test_a_file_that_cannot_be_read_is_no_reason_to_call_someone(levels: dict[str, Level], state: str) -> None:
    assert state_of([HealthLine(name, level, "") for name, level in levels.items()]) == state


def test_of_each_part_the_worst_counts() -> None:
    lines = [HealthLine("sources", "ok", ""), HealthLine("sources", "warning", ""), HealthLine("sources", "ok", "")]
    assert worst_of_each(lines) == {"sources": "warning"}
