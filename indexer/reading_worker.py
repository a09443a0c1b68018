"""The child process that reads files: bounded in memory and processor time, told what to do over its standard input."""

import contextlib
import importlib
import json
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from pydantic import TypeAdapter

from corpus.errors import ReadingError
from indexer.drafts import Draft, ReadingLimits
from indexer.readers.failures import MEGABYTE, check_file, check_length, failure

DRAFTS = TypeAdapter(tuple[Draft, ...])
CHUNK = 4 * MEGABYTE
"""About how many characters of text go into one message to the parent."""

TOO_MUCH_MEMORY = 77
"""The exit status of a process that its own watch ended."""

TOO_MUCH_MEMORY_ADVICE = "reading it took more than {} MB of memory, the limit. Split it, or raise the limit."

_TEXTS_PER_FILE = 10
"""How many times the longest text all documents of one file may have together."""

_SURROGATE = re.compile("[\ud800-\udfff]")

_READS_WITH = {
    "pdf": ("pypdf", "pypdfium2"),
    "office": ("docx",),
    "web": ("bs4", "lxml.html"),
    "text": ("markdown_it", "bs4", "lxml.html"),
    "table": ("openpyxl",),
    "erasmus": ("openpyxl",),
    "listing": (),
}


def main() -> None:
    """Read the files that requests on standard input name, one JSON line each, until it ends.

    Answers are frames on what was standard output: a letter (R ready, D drafts, E failure, F finished), the length as
    eight hexadecimal digits, then JSON. A request with a `page` asks not for drafts but for a picture of that page:
    then the D is a line of JSON (see `indexer.drawing.PageFacts`) and the picture.
    """
    with os.fdopen(os.dup(1), "wb") as answers, open(os.devnull, "wb") as nowhere:
        # Libraries that print must not be able to break into the answers.
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
        _prepare_process()
        _send(answers, b"R", b"{}")
        for line in sys.stdin.buffer:
            request = json.loads(line)
            path, limits = Path(os.fsdecode(bytes.fromhex(request["path"]))), ReadingLimits(**request["limits"])
            page = request.get("page")
            _answer(path, limits, picture_of(path, limits, page) if page else _chunks(drafts_of(path, limits)), answers)


def drafts_of(path: Path, limits: ReadingLimits) -> Iterator[Draft]:
    """Yield the drafts of one file, in this process; raises `ReadingError`, or whatever a broken file makes happen."""
    from indexer.readers.recognition import recognise

    check_file(path, limits)
    recognised = recognise(path)
    reader = importlib.import_module(f"indexer.readers.{recognised.reader}")
    for module in _READS_WITH[recognised.reader]:
        importlib.import_module(module)
    with _bounded_memory(limits):
        drafts: Iterable[Draft] = (reader.stream if hasattr(reader, "stream") else reader.read)(path, limits)
        found = False
        length = 0
        for draft in drafts:
            if not any(character.isalnum() for character in draft.text):
                continue
            found = True
            length += len(draft.text)
            check_length(path, length // _TEXTS_PER_FILE, limits)
            yield draft.model_copy(update={"notes": (*draft.notes, recognised.note)}) if recognised.note else draft
    if not found:
        raise failure(path, "no_text", "no text could be found in it. If it holds images, run text recognition (OCR).")


def picture_of(path: Path, limits: ReadingLimits, page: object) -> Iterator[bytes]:
    """Yield the picture of a page of a PDF file, after a line of JSON on it; raises as `drafts_of` does."""
    from indexer.drawing import draw
    from indexer.placing import PageOrder

    check_file(path, limits)
    with _bounded_memory(limits):
        facts, image = draw(path, PageOrder.model_validate(page))
    yield facts.model_dump_json().encode() + b"\n" + image


def _answer(path: Path, limits: ReadingLimits, chunks: Iterator[bytes], answers: IO[bytes]) -> None:
    _bound_processor_time(limits)
    try:
        for chunk in chunks:
            _send(answers, b"D", chunk)
        _send(answers, b"F", b"{}")
        return
    except ReadingError as error:
        problem = error
    except MemoryError:
        problem = failure(
            path,
            "too_much_memory",
            TOO_MUCH_MEMORY_ADVICE.format(limits.megabytes_memory),
        )
    except RecursionError:
        problem = failure(path, "damaged", "it is nested too deeply to be read. Save it again in a simpler form.")
    except Exception as error:  # noqa: BLE001 - whatever a reader did not foresee fails this file only, and by name
        kind = type(error).__name__
        problem = failure(
            path, "damaged", f"the file is damaged or not what it seems ({kind}). Open and save it again."
        )
    _send(answers, b"E", json.dumps({"reason": problem.reason, "message": str(problem)}).encode())


def _chunks(drafts: Iterator[Draft]) -> Iterator[bytes]:
    chunk: list[Draft] = []
    size = 0
    for draft in drafts:
        chunk.append(draft)
        size += len(draft.text) + sum(map(len, draft.fields.values())) + 1000
        if size >= CHUNK:
            yield _json(chunk)
            chunk, size = [], 0
    if chunk:
        yield _json(chunk)


def _json(drafts: list[Draft]) -> bytes:
    try:
        return DRAFTS.dump_json(tuple(drafts))
    except ValueError:
        # Half of a pair of surrogates, as damaged fonts give, is no character; offsets stay right.
        replaced = (
            draft.model_copy(
                update={"title": _SURROGATE.sub("\ufffd", draft.title), "text": _SURROGATE.sub("\ufffd", draft.text)}
            )
            for draft in drafts
        )
        return DRAFTS.dump_json(tuple(replaced))


def _send(answers: IO[bytes], letter: bytes, payload: bytes) -> None:
    answers.write(b"%s%08x" % (letter, len(payload)))
    answers.write(payload)
    answers.flush()


def _prepare_process() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()


def _end_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _bound_processor_time(limits: ReadingLimits) -> None:
    """End a process that nobody is left to end: the parent's own clock is stricter."""
    if sys.platform == "win32":
        return
    import resource

    spent = time.process_time()
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    # Wall-clock seconds are the parent's to count; some readers use two threads.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(spent + 2 * limits.seconds + 30), hard))


@contextlib.contextmanager
def _bounded_memory(limits: ReadingLimits) -> Iterator[None]:
    """Bound the memory that reading may take beyond what the process has already.

    On Linux the address space is limited, so that an allocation fails. macOS does not enforce that: there a thread
    watches the resident size and ends the process. Windows has neither.
    """
    if sys.platform == "linux":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        wanted = pages * resource.getpagesize() + limits.megabytes_memory * MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    elif sys.platform == "darwin":
        done = threading.Event()
        threading.Thread(target=_watch_memory, args=(limits.megabytes_memory, done), daemon=True).start()
        try:
            yield
        finally:
            done.set()
    else:
        yield


def _watch_memory(megabytes: int, done: threading.Event) -> None:
    if sys.platform == "win32":
        return
    import resource

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    while not done.wait(0.1):
        if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before > megabytes * MEGABYTE:
            os._exit(TOO_MUCH_MEMORY)
