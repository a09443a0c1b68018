"""Files are read in child processes with limits, and whatever a file does, the others are read."""

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from corpus.errors import ReadingError
from indexer.drafts import REASONS, ReadingLimits
from indexer.reading import ReadingPool, choose_reader, read_file

QUICK = ReadingLimits(seconds=10)


@pytest.fixture(scope="module")
def pool():
    with ReadingPool(QUICK, workers=1) as pool:
        yield pool


def reason(pool: ReadingPool, path: Path) -> str:
    with pytest.raises(ReadingError) as caught:
        pool.read(path)
    assert caught.value.reason in REASONS
    return caught.value.reason


def test_a_text_file_becomes_a_draft(tmp_path, pool):
    path = tmp_path / "practice.txt"
    path.write_text("A school and its companies\n\nTwenty firms take part.", "utf-8")
    (draft,) = pool.read(path)
    assert draft.title == "A school and its companies"
    assert "Twenty firms take part." in draft.text


def test_read_file_needs_no_pool(tmp_path):
    path = tmp_path / "practice.txt"
    path.write_text("Twenty firms take part.", "utf-8")
    assert read_file(path)[0].text == "Twenty firms take part."


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "unsupported"),
        (b"\x7fELF" + bytes(50), "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + bytes(900), "encrypted"),
        (bytes(range(256)) * 20, "unsupported"),
        (b'{"title": "data for programs"}', "unsupported"),
        (b"PK\x03\x04 but no archive", "damaged"),
        (b"\xe2\x80\x8b\xc2\xa0 -- !!", "no_text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(tmp_path, pool, content, expected):
    path = tmp_path / "file.dat"
    path.write_bytes(content)
    assert reason(pool, path) == expected


def test_what_is_no_ordinary_file_is_refused_without_waiting(tmp_path, pool):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "zeros.txt").symlink_to("/dev/zero")
    (tmp_path / "folder.txt").mkdir()
    for name in ("pipe.txt", "link.txt", "zeros.txt", "folder.txt", "gone.txt"):
        assert reason(pool, tmp_path / name) == "not_readable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_not_readable(tmp_path, pool):
    path = tmp_path / "secret.txt"
    path.write_text("text", "utf-8")
    path.chmod(0)
    assert reason(pool, path) == "not_readable"


def test_names_with_bad_bytes_are_read_and_shown_safely(tmp_path, pool):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9 \xe2\x80\xae.txt"))
    path.write_text("Twenty firms take part.", "utf-8")
    assert pool.read(path)[0].text == "Twenty firms take part."
    path.write_bytes(b"")
    with pytest.raises(ReadingError) as caught:
        pool.read(path)
    assert str(caught.value).startswith(r"caf\xe9 \u202e.txt: ")


def test_a_wrong_extension_is_read_by_content_and_noted(tmp_path, pool):
    page = tmp_path / "page.doc"
    page.write_text("<html><body><h1>Old page</h1><p>Twenty firms take part.</p></body></html>", "utf-8")
    assert choose_reader(page) == "web"
    (draft,) = pool.read(page)
    assert "<p>" not in draft.text
    assert any(".doc" in note for note in draft.notes)


def test_a_program_is_told_from_a_text_that_begins_like_one(tmp_path):
    path = tmp_path / "letters.txt"
    path.write_text("MZ stands for Ministry in this text. BM does not.", "utf-8")
    assert choose_reader(path) == "text"


def test_a_file_above_the_size_limit_is_too_large(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text("word " * 1000, "utf-8")
    with ReadingPool(ReadingLimits(megabytes_file=0.001), workers=1) as small:
        assert reason(small, path) == "too_large"
    with ReadingPool(ReadingLimits(characters=100), workers=1) as short:
        assert reason(short, path) == "too_large"


def test_reading_is_stopped_at_the_time_limit_and_the_next_file_is_read(tmp_path):
    slow = tmp_path / "slow.md"
    slow.write_text("*a **b `c [" * 400_000, "utf-8")
    quick = tmp_path / "quick.txt"
    quick.write_text("Twenty firms take part.", "utf-8")
    with ReadingPool(ReadingLimits(seconds=2), workers=1) as hasty:
        hasty.read(quick)
        started = time.monotonic()
        assert reason(hasty, slow) == "too_slow"
        assert time.monotonic() - started < 8
        assert hasty.read(quick)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux refuses the allocation itself")
def test_reading_is_stopped_at_the_memory_limit_and_the_next_file_is_read(tmp_path):
    greedy = tmp_path / "greedy.html"
    greedy.write_text("<p>word</p>" * 400_000, "utf-8")
    modest = tmp_path / "modest.html"
    modest.write_text("<p>Twenty firms take part.</p>", "utf-8")
    with ReadingPool(ReadingLimits(megabytes_memory=64), workers=1) as poor:
        assert reason(poor, greedy) == "too_much_memory"
        assert poor.read(modest)


def test_a_bomb_of_a_document_is_refused_before_it_is_unpacked(tmp_path, pool):
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<a>" + b" " * 110_000_000)
    assert path.stat().st_size < 1_000_000
    assert reason(pool, path) == "too_large"


def test_a_reader_that_dies_fails_its_file_only(tmp_path):
    quick = tmp_path / "quick.txt"
    quick.write_text("Twenty firms take part.", "utf-8")
    slow = tmp_path / "slow.md"
    slow.write_text("*a **b `c [" * 400_000, "utf-8")
    with ReadingPool(ReadingLimits(seconds=30), workers=1) as pool:
        pool.read(quick)
        results = pool.read_many([slow, quick])
        killer = f"import os, time; time.sleep(1); os.kill({pool.process_ids[0]}, {int(signal.SIGSEGV)})"
        with subprocess.Popen([sys.executable, "-c", killer]):
            (_, first), (_, second) = list(results)
    assert isinstance(first, ReadingError)
    assert first.reason == "crashed"
    assert isinstance(second, tuple)


def test_many_files_come_back_in_order(tmp_path):
    paths = [tmp_path / f"{number:02}.txt" for number in range(20)]
    for number, path in enumerate(paths):
        path.write_text("" if number % 5 == 0 else f"Text number {number}.", "utf-8")
    with ReadingPool(QUICK, workers=2) as pool:
        results = list(pool.read_many(paths))
    assert [path for path, _ in results] == paths
    for number, (_, result) in enumerate(results):
        if isinstance(result, ReadingError):
            assert number % 5 == 0
        else:
            assert result[0].text == f"Text number {number}."


def test_leaving_many_files_early_waits_for_none_of_them(tmp_path):
    quick = tmp_path / "quick.txt"
    quick.write_text("Twenty firms take part.", "utf-8")
    slow = tmp_path / "slow.md"
    slow.write_text("*a **b `c [" * 400_000, "utf-8")
    with ReadingPool(ReadingLimits(seconds=60), workers=2) as pool:
        results = pool.read_many([quick, slow, slow, slow])
        next(results)
        started = time.monotonic()
        results.close()
        assert time.monotonic() - started < 5
        assert pool.read(quick)


def test_a_long_export_arrives_in_parts(tmp_path, pool):
    path = tmp_path / "practices.csv"
    rows = "".join(f"Practice {number};Spain;{'A long description. ' * 300}\n" for number in range(1500))
    path.write_text("Title;Country;Description\n" + rows, "utf-8")
    stream = pool.read_stream(path)
    assert next(stream).title == "Practice 0"
    assert sum(1 for _ in stream) == 1499


def test_leaving_a_stream_early_leaves_the_pool_usable(tmp_path, pool):
    path = tmp_path / "practices.csv"
    path.write_text("Title;Country\n" + "Practice;Spain\n" * 50_000, "utf-8")
    stream = pool.read_stream(path)
    next(stream)
    stream.close()
    quick = tmp_path / "quick.txt"
    quick.write_text("Twenty firms take part.", "utf-8")
    assert pool.read(quick)[0].text == "Twenty firms take part."


@pytest.mark.skipif(sys.platform == "win32", reason="processes end differently there")
def test_the_child_ends_with_its_parent(tmp_path):
    path = tmp_path / "slow.md"
    path.write_text("*a **b `c [" * 400_000, "utf-8")
    code = (
        "import threading; from pathlib import Path; from indexer.reading import ReadingPool; pool = ReadingPool();"
        f"threading.Thread(target=lambda: pool.read(Path({str(path)!r})), daemon=True).start();"
        "import time; time.sleep(2); print(pool.process_ids[0], flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 10
    while _runs(child) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _runs(child)


def test_damaged_copies_of_documents_raise_nothing_else(tmp_path, pool):
    from docx import Document
    from openpyxl import Workbook

    document = Document()
    document.add_heading("A practice", 1)
    document.add_paragraph("Twenty firms take part. " * 50)
    document.save(str(tmp_path / "whole.docx"))
    workbook = Workbook()
    workbook.active.append(["Title", "Country"])
    workbook.active.append(["A practice", "Spain"])
    workbook.save(tmp_path / "whole.xlsx")
    for whole in (tmp_path / "whole.docx", tmp_path / "whole.xlsx"):
        data = whole.read_bytes()
        for number in range(0, len(data), len(data) // 12):
            broken = tmp_path / f"broken{whole.suffix}"
            broken.write_bytes(data[:number] + b"\xff\x00" + data[number + 2 :])
            assert _outcome(pool, broken) in {*REASONS, "read"} - {"crashed", "too_slow"}
            broken.write_bytes(data[:number])
            assert _outcome(pool, broken) in {*REASONS, "read"} - {"crashed", "too_slow"}


def test_a_copy_under_another_name_is_read_the_same(tmp_path, pool):
    one = tmp_path / "one.md"
    one.write_text("---\ntitle: A practice\n---\nTwenty firms take part.", "utf-8")
    shutil.copy(one, tmp_path / "two.txt")
    assert pool.read(one)[0] == pool.read(tmp_path / "two.txt")[0]


def _outcome(pool: ReadingPool, path: Path) -> str:
    try:
        pool.read(path)
    except ReadingError as error:
        return error.reason
    return "read"


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("style.css", "body { color: red }"),
        ("page.mht", "From: <Saved>\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>=C3=A9=C3=A9n</p>"),
    ],
)
def test_what_would_be_nonsense_to_quote_is_refused(tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content, "utf-8")
    with pytest.raises(ReadingError) as caught:
        choose_reader(path)
    assert caught.value.reason == "unsupported"
