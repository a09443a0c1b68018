"""What visitors thought of answers: kept, changed and listed, on both databases, while others write."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy import inspect, text

from corpus.errors import LibraryBusy, LibraryError
from corpus.facets import Filters
from corpus.feedback import Feedback, list_feedback, save_feedback
from corpus.library import Library
from corpus.writing import writing
from tests.corpus.older import make_library_of
from tests.corpus.postgresql import new_database

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    if request.param == "sqlite":
        library = Library.open(f"sqlite:///{tmp_path / 'library.sqlite'}")
    else:
        library = Library.open(new_database(request.getfixturevalue("postgresql_url")))
    yield library
    library.close()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(f"sqlite:///{tmp_path / 'small.sqlite'}")
    yield library
    library.close()


def judged(question: str, at: datetime = NOON, **more: object) -> Feedback:
    made = {"status": "answered", "score": 0.8, "generation": 3, "settings": "abc", "verdict": "up", **more}
    return Feedback.model_validate({"question": question, "at": at, **made})


def test_what_is_kept_comes_back_the_latest_first(library: Library) -> None:
    first = judged("Wat doen de CIV’s? 🙂", documents=("a", "b"), filters=Filters(countries=("NL",), year_from=2010))
    second = judged("And in Scotland?", NOON + timedelta(days=1), verdict="down", reason="That is\nWales.")
    for each in (first, second):
        save_feedback(library, each)
    assert list_feedback(library) == [second, first]
    assert list_feedback(library, limit=1) == [second]
    assert list_feedback(library, since=NOON + timedelta(hours=1)) == [second]


def test_a_judgement_can_be_changed(library: Library) -> None:
    number = save_feedback(library, judged("One?"))
    other = save_feedback(library, judged("Two?"))
    changed = judged("One?", verdict="down", reason="It is about another project.")
    assert save_feedback(library, changed, number) == number
    assert [each.verdict for each in list_feedback(library)] == ["up", "down"]
    assert number != other


def test_a_judgement_that_is_no_longer_there_is_kept_anew(library: Library) -> None:
    save_feedback(library, judged("One?"), 99)
    assert len(list_feedback(library)) == 1


def test_what_no_database_takes_is_replaced(library: Library) -> None:
    save_feedback(library, judged("a\x00b \ud800", reason="'); DROP TABLE feedback; --\x00"))
    (kept,) = list_feedback(library)
    assert kept.question == "a\ufffdb ?"
    assert kept.reason.startswith("'); DROP TABLE")


def test_nothing_is_kept_that_tells_who_it_was(library: Library) -> None:
    columns = {column["name"] for column in inspect(library.engine).get_columns("feedback")}
    assert columns == {*Feedback.model_fields, "number"}


def test_a_reason_has_an_end() -> None:
    with pytest.raises(ValidationError, match="1000"):
        judged("x", reason="a" * 1001)


def test_it_does_not_wait_for_an_indexing_run(library: Library, tmp_path: Path) -> None:
    with writing(library, tmp_path / "lock") as writer:
        writer.put_setting("key", "value")
        save_feedback(library, judged("While it indexes?"))
    assert len(list_feedback(library)) == 1


def test_a_database_that_stays_locked_is_said_to_be_busy(small: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.transactions._WAIT_MILLISECONDS", 50)
    other = sqlite3.connect(small.engine.url.database)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LibraryBusy, match="Try again"):
        save_feedback(small, judged("Now?"))
    other.rollback()
    other.close()
    save_feedback(small, judged("Now?"))
    with small.engine.connect() as connection:
        assert connection.scalar(text("PRAGMA busy_timeout")) == 30_000, "the next to use the connection waits as ever"


def test_a_database_that_cannot_be_written_to_is_named(small: Library) -> None:
    with small.engine.begin() as connection:
        connection.execute(text("CREATE TRIGGER full BEFORE INSERT ON feedback BEGIN SELECT no_such_function(); END"))
    with pytest.raises(LibraryError, match="cannot be written to"):
        save_feedback(small, judged("Now?"))


def test_a_library_from_before_there_was_feedback_is_brought_up_to_date(tmp_path: Path) -> None:
    make_library_of("0002", f"sqlite:///{tmp_path / 'old.sqlite'}")
    library = Library.open(f"sqlite:///{tmp_path / 'old.sqlite'}")
    save_feedback(library, judged("Now?"))
    assert len(list_feedback(library)) == 1
    library.close()
