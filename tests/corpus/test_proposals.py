"""Proposals in the library: saved, looked at again, restored, told apart between tabs, and deleted for good."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, text

from corpus import proposals as module
from corpus.documents import Locator
from corpus.errors import LibraryBusy, ProposalChanged, ProposalNotFound, ProposalsFull, ProposalTooLarge
from corpus.facets import Kind
from corpus.library import Library
from corpus.proposals import (
    VERSIONS_KEPT,
    Brief,
    KeptSource,
    Proposal,
    SectionDraft,
    create,
    delete,
    duplicate,
    load,
    proposals,
    restore,
    save,
    version,
    versions,
)
from corpus.writing import writing
from tests.corpus.older import make_library_of
from tests.corpus.postgresql import new_database


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


def source(key: str = "welding", quote: str = "Bedrijven betalen de helft.") -> KeptSource:
    return KeptSource(
        key=key, document_id="0123456789abcdef", title="Welding circles", kind=Kind.GOOD_PRACTICE, countries=("NL",),
        source="practices/welding.md", quote=quote, locator=Locator(start=10, end=10 + len(quote), page=3),
        reference={"id": "0123456789abcdef", "title": "Welding circles", "issued": {"date-parts": [[2021, 5]]}},
    )  # fmt: skip


def drafted(words: str, title: str = "Teachers in companies") -> Proposal:
    return Proposal(
        brief=Brief(title=title, countries=("NL", "FI"), partners=("ROC Zuid",)),
        sections=(SectionDraft(section="relevance", text=words, pinned=("welding",), own=("We will try.",)),),
        sources=(source(),),
    )


def test_a_proposal_comes_back_whole_by_its_link_alone(library: Library) -> None:
    written = drafted("Half is paid by companies [@welding]. 🙂\n\nAnd “so” on…")
    kept = create(library, written)
    found = load(library, kept.token)
    assert found == kept
    assert found.proposal == written
    assert (found.revision, found.created_at.utcoffset()) == (1, timedelta(0))
    assert abs(datetime.now(UTC) - found.saved_at) < timedelta(minutes=1)


def test_links_cannot_be_guessed(small: Library) -> None:
    tokens = {create(small, drafted(str(number))).token for number in range(50)}
    assert len(tokens) == 50
    assert all(len(token) == 32 for token in tokens), "24 random bytes"
    first = next(iter(tokens))
    for wrong in (
        "",
        first[:-1],
        first.swapcase(),
        f"{first} ",
        "%",
        "' OR 1=1 --",
        "../library",
        "a" * 10_000,
        "\x00",
    ):
        for use in (load, versions, delete, duplicate):
            with pytest.raises(ProposalNotFound) as told:
                use(small, wrong)
            assert wrong[:8].strip() not in str(told.value) or len(wrong) < 2
    assert len(proposals(small)) == 50


def test_the_library_keeps_so_many_and_no_more(library: Library) -> None:
    first = create(library, drafted("One."), most=1)
    for one_more in (lambda: create(library, drafted("Two."), most=1), lambda: duplicate(library, first.token, most=1)):
        with pytest.raises(ProposalsFull, match="keeps 1 proposals at most"):
            one_more()
    save(library, first.token, drafted("One, and more."), first.revision)
    delete(library, first.token)
    create(library, drafted("Two."), most=1)


def test_a_proposal_of_an_earlier_version_opens(small: Library) -> None:
    kept = create(small, drafted("One."))
    with small.engine.begin() as connection:
        connection.execute(
            text("UPDATE proposals SET content = replace(content, ',\"form_citations\":\"titles\"', '')")
        )
    assert load(small, kept.token).proposal == kept.proposal


def test_two_tabs_do_not_overwrite_each_other(library: Library) -> None:
    kept = create(library, drafted("One."))
    first = save(library, kept.token, drafted("One and two."), 1)
    with pytest.raises(ProposalChanged) as told:
        save(library, kept.token, drafted("One or two."), 1)
    assert told.value.kept == first
    assert load(library, kept.token).proposal == drafted("One and two.")
    assert save(library, kept.token, drafted("One or two."), told.value.kept.revision).revision == 3


def test_a_save_that_was_lost_on_the_way_back_can_be_sent_again(library: Library) -> None:
    kept = create(library, drafted("One."))
    first = save(library, kept.token, drafted("Two."), 1)
    assert save(library, kept.token, drafted("Two."), 1) == first
    assert [each.number for each in versions(library, kept.token)] == [2, 1]


def test_of_writers_at_the_same_moment_one_is_kept_and_the_others_are_told(library: Library) -> None:
    kept = create(library, drafted("Start."))

    def write(number: int) -> str:
        try:
            save(library, kept.token, drafted(f"Writer {number}."), 1)
        except ProposalChanged as error:
            return error.kept.proposal.sections[0].text
        return "kept"

    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(write, range(6)))
    assert told.count("kept") == 1
    assert {each for each in told if each != "kept"} == {load(library, kept.token).proposal.sections[0].text}


def test_the_last_saves_can_be_looked_at_and_restored(library: Library) -> None:
    kept = create(library, drafted("0"))
    for number in range(1, 26):
        save(library, kept.token, drafted(f"{number} " * number, f"Title {number}"), number)
    listed = versions(library, kept.token)
    assert len(listed) == VERSIONS_KEPT
    assert [each.number for each in listed] == list(range(26, 6, -1))
    assert (listed[0].title, listed[0].words) == ("Title 25", 25)
    assert version(library, kept.token, 7).brief.title == "Title 6"
    with pytest.raises(ProposalNotFound):
        version(library, kept.token, 6)
    restored = restore(library, kept.token, 7, 26)
    assert (restored.revision, restored.proposal.brief.title) == (27, "Title 6")
    assert versions(library, kept.token)[1].title == "Title 25", "what was kept until then is not lost"


def written_by_itself(library: Library, words: str, token: str, revision: int, writer: str = "tab") -> int:
    return save(library, token, drafted(words), revision, automatic=True, writer=writer).revision


def test_saves_that_a_page_makes_every_second_are_one(library: Library) -> None:
    kept = create(library, drafted("Start here."))
    revision, words = 1, "Start here."
    for number in range(60):
        words += f" word{number}"
        revision = written_by_itself(library, words, kept.token, revision)
    assert [(each.number, each.words) for each in versions(library, kept.token)] == [(61, 62), (1, 2)]


def test_words_that_are_being_typed_are_not_lost_ones(small: Library) -> None:
    kept = create(small, drafted("Start."))
    words = " ".join("internationalisation" for _ in range(5))
    revision = 1
    for end in range(1, len(words)):
        revision = written_by_itself(small, words[:end], kept.token, revision)
    assert len(versions(small, kept.token)) == 2


def test_what_a_save_by_itself_would_lose_is_kept(library: Library) -> None:
    long = " ".join(f"word{number}" for number in range(100))
    kept = create(library, drafted("Start."))
    revision = written_by_itself(library, long, kept.token, 1)
    words = long.split()
    while words:
        words = words[:-5]
        revision = written_by_itself(library, " ".join(words), kept.token, revision)
    listed = versions(library, kept.token)
    assert len(listed) == 2 + 4, "a version whenever more than twenty words went"
    assert max(each.words for each in listed) >= 80
    by_hand = save(library, kept.token, drafted("By hand."), revision)
    revision = written_by_itself(library, "By hand. More.", kept.token, by_hand.revision)
    assert [each.words for each in versions(library, kept.token)[:2]] == [3, 2], "a save by hand is never replaced"
    written_by_itself(library, "By hand. More. Other.", kept.token, revision, writer="another tab")
    assert [each.words for each in versions(library, kept.token)[:2]] == [4, 3]


def test_after_two_minutes_a_new_version_begins(small: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2026, 5, 4, 12, tzinfo=UTC)
    kept = create(small, drafted("Start."))
    revision, words = 1, "Start."
    for minute in range(60):
        at = now + timedelta(seconds=30 * minute)
        monkeypatch.setattr(module, "_now", lambda at=at: at.isoformat(timespec="microseconds"))
        words += f" word{minute}"
        revision = written_by_itself(small, words, kept.token, revision)
    times = [each.saved_at for each in versions(small, kept.token)]
    assert len(times) == 16
    assert times[0] - times[14] == timedelta(minutes=28), "half an hour of writing is still there"


def test_a_copy_has_its_own_link_and_is_not_changed_with_the_first(library: Library) -> None:
    kept = create(library, drafted("One."))
    save(library, kept.token, drafted("Two."), 1)
    copy = duplicate(library, kept.token, "A copy")
    assert copy.token != kept.token
    assert (copy.revision, copy.proposal.brief.title) == (1, "A copy")
    save(library, kept.token, drafted("Three."), 2)
    assert load(library, copy.token).proposal.sections[0].text == "Two."
    assert {each.token: each.title for each in proposals(library)} == {
        copy.token: "A copy", kept.token: "Teachers in companies",
    }  # fmt: skip


def test_deleted_is_gone(library: Library) -> None:
    kept, other = create(library, drafted("One.")), create(library, drafted("Another."))
    save(library, kept.token, drafted("Two."), 1)
    delete(library, kept.token)
    for use in (load, versions, delete):
        with pytest.raises(ProposalNotFound):
            use(library, kept.token)
    with pytest.raises(ProposalNotFound):
        save(library, kept.token, drafted("Three."), 2)
    with library.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM proposal_versions")) == 1
    assert [each.token for each in proposals(library)] == [other.token]


def test_no_file_holds_a_word_of_what_was_deleted(tmp_path: Path) -> None:
    library = Library.open(f"sqlite:///{tmp_path / 'library.sqlite'}")
    # Some builds of SQLite overwrite by themselves; ours must not rely on it.
    event.listen(library.engine, "connect", lambda connection, _: connection.execute("PRAGMA secure_delete=OFF"))
    library.engine.dispose()
    others = [create(library, drafted("Andere woorden. " * 50)).token for _ in range(3)]
    kept = create(library, drafted("Geheimzinnig", "Geheimzinnig"))
    for number in range(1, 60):
        # Long and short ones, so that pages are split, emptied and used again.
        words = "Geheimzinnig " * ((number * 7919) % 900)
        save(library, kept.token, drafted(f"{words} {number}", "Geheimzinnig"), number, automatic=number % 3 == 0)
        save(library, others[number % 3], drafted(f"Andere {number} " * (number % 40)), (number - 1) // 3 + 1) if (
            number % 3 == 1
        ) else None
    token = kept.token.encode()
    assert any(b"Geheimzinnig" in file.read_bytes() for file in tmp_path.iterdir())
    delete(library, kept.token)
    for file in tmp_path.iterdir():
        assert b"Geheimzinnig" not in file.read_bytes(), file.name
        assert token not in file.read_bytes(), file.name
    with library.engine.connect() as connection:
        assert connection.scalar(text("PRAGMA secure_delete")) == 0, "the next to use the connection is as fast as ever"
    library.close()


def test_it_does_not_wait_for_an_indexing_run(library: Library, tmp_path: Path) -> None:
    kept = create(library, drafted("One."))
    with writing(library, tmp_path / "lock") as writer:
        writer.put_setting("key", "value")
        save(library, kept.token, drafted("While it indexes."), 1)
        delete(library, kept.token)
    assert proposals(library) == []


def test_a_database_that_stays_locked_is_said_to_be_busy(small: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = create(small, drafted("One."))
    monkeypatch.setattr("corpus.transactions._WAIT_MILLISECONDS", 50)
    other = sqlite3.connect(small.engine.url.database)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LibraryBusy, match="Try again"):
        save(small, kept.token, drafted("Two."), 1)
    other.rollback()
    other.close()
    assert save(small, kept.token, drafted("Two."), 1).revision == 2


def test_a_reader_who_takes_long_does_not_stop_deleting(small: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = create(small, drafted("One."))
    monkeypatch.setattr("corpus.transactions._WAIT_MILLISECONDS", 50)
    other = sqlite3.connect(small.engine.url.database)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM proposals").fetchall()
    delete(small, kept.token)
    with pytest.raises(ProposalNotFound):
        load(small, kept.token)
    other.rollback()
    other.close()


@pytest.mark.parametrize(
    "proposal",
    [
        Proposal(sections=(SectionDraft(section="a", text="é" * 1_000_001),)),
        Proposal(sources=tuple(source(f"key-{number}") for number in range(501))),
        Proposal(sections=tuple(SectionDraft(section=str(number)) for number in range(101))),
    ],
    ids=["words", "sources", "sections"],
)
def test_a_proposal_has_an_end(small: Library, proposal: Proposal) -> None:
    with pytest.raises(ProposalTooLarge, match="at most"):
        create(small, proposal)
    kept = create(small, drafted("One."))
    with pytest.raises(ProposalTooLarge, match="at most"):
        save(small, kept.token, proposal, 1)
    assert load(small, kept.token) == kept


def test_what_no_database_takes_is_replaced(library: Library) -> None:
    hostile = drafted("a\x00b \ud800 🙂'); DROP TABLE proposals; --", title="\udc00\x00<script>")
    kept = create(library, hostile)
    found = load(library, kept.token).proposal
    assert found.sections[0].text == "a\ufffdb \ufffd 🙂'); DROP TABLE proposals; --"
    assert found.brief.title == "\ufffd\ufffd<script>"
    assert kept.proposal == found


WRITER = """
import sys
from corpus.library import Library
from corpus.proposals import Brief, Proposal, SectionDraft, load, save
library, token = Library.open(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
kept = load(library, token)
number = kept.revision
while True:
    number += 1
    words = f"{number} " * 2_000
    proposal = Proposal(brief=Brief(title=str(number)), sections=(SectionDraft(section="a", text=words),))
    kept = save(library, token, proposal, kept.revision)
    print(kept.revision, flush=True)
"""


def test_whoever_is_killed_while_saving_leaves_one_whole_save_or_the_other(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'library.sqlite'}"
    library = Library.open(url)
    token = create(library, Proposal()).token
    for attempt in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, url, token], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.stdout.readline()
        time.sleep(0.03 + 0.041 * attempt)
        os.kill(process.pid, signal.SIGKILL)
        told = [int(line) for line in process.stdout.read().split() if line.isdigit()]
        process.wait()
        kept = load(library, token)
        # What was said to be saved is there; the save under way may be there too, but then whole.
        assert kept.revision >= max(told, default=1)
        number = kept.proposal.brief.title
        assert kept.proposal.sections[0].text == f"{number} " * 2_000
        latest = versions(library, token)[0]
        assert (latest.number, latest.title) == (kept.revision, number)
        assert version(library, token, latest.number) == kept.proposal
    library.close()


def test_a_library_from_before_there_were_proposals_is_brought_up_to_date(tmp_path: Path) -> None:
    make_library_of("0003", f"sqlite:///{tmp_path / 'old.sqlite'}")
    library = Library.open(f"sqlite:///{tmp_path / 'old.sqlite'}")
    assert load(library, create(library, drafted("One.")).token).proposal == drafted("One.")
    library.close()
