"""Reads files in child processes with limits, so that no file can hang or fell the indexer."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from queue import LifoQueue
from types import TracebackType
from typing import Self

from pydantic import ValidationError

from corpus.errors import ReadingError
from indexer.drafts import REASONS, Draft, ReadingLimits
from indexer.readers.failures import MEGABYTE, check_file, failure
from indexer.readers.recognition import recognise
from indexer.reading_worker import DRAFTS, TOO_MUCH_MEMORY, TOO_MUCH_MEMORY_ADVICE

_LARGEST_MESSAGE = 512 * MEGABYTE
_FILES_PER_PROCESS = 200
_SECONDS_TO_START = 60
_START = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from indexer.reading_worker import main; main()"


def choose_reader(path: Path) -> str:
    """Return the name of the reader for a file, by its content: pdf, office, web, text, table, erasmus or listing.

    Raises `ReadingError` for a file that cannot be opened, is empty, or is of a type that no reader reads.
    """
    check_file(path, ReadingLimits(megabytes_file=1e9))
    return recognise(path).reader


def read_file(path: Path, limits: ReadingLimits | None = None) -> tuple[Draft, ...]:
    """Return the drafts of one file, read in a child process of its own; raises `ReadingError`.

    For more than one file a `ReadingPool` is much quicker.
    """
    with ReadingPool(limits, workers=1) as pool:
        return pool.read(path)


class ReadingPool:
    """Reads many files in a few long-lived child processes; one that crashes or is stopped is replaced.

    Use it as a context manager. It may be used from several threads: each reading waits for a free process.
    """

    def __init__(self, limits: ReadingLimits | None = None, workers: int = 2) -> None:
        self.limits = limits or ReadingLimits()
        self._workers = [_Worker() for _ in range(max(workers, 1))]
        # The one that worked last is ready; another must be started first.
        self._free: LifoQueue[_Worker] = LifoQueue()
        for worker in self._workers:
            self._free.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child processes, in the middle of a file if need be."""
        for worker in self._workers:
            worker.stop()

    @property
    def process_ids(self) -> tuple[int, ...]:
        """The ids of the child processes that run now."""
        return tuple(worker.process_id for worker in self._workers if worker.process_id is not None)

    def read(self, path: Path) -> tuple[Draft, ...]:
        """Return the drafts of one file; raises `ReadingError`."""
        return tuple(self.read_stream(path))

    def read_stream(self, path: Path) -> Iterator[Draft]:
        """Yield the drafts of one file as they are read, for exports with more records than memory should hold.

        Raises `ReadingError`, possibly after some drafts: then the file counts as failed, and they are to be dropped.
        Exhaust or close the iterator before the pool is closed.
        """
        worker = self._free.get()
        try:
            yield from worker.read(path, self.limits)
        finally:
            self._free.put(worker)

    def warm_up(self) -> None:
        """Start a child process, so that the first file need not wait for it. Raises `ReadingError`."""
        worker = self._free.get()
        try:
            worker.start()
        finally:
            self._free.put(worker)

    def draw(self, path: Path, page: Mapping[str, object]) -> bytes:
        """Return a line of JSON and the picture of a page of a PDF file: see `indexer.picturing`.

        Raises `ReadingError`.
        """
        worker = self._free.get()
        try:
            return b"".join(worker.answers(path, self.limits, {"page": page}))
        finally:
            self._free.put(worker)

    def read_many(self, paths: Iterable[Path]) -> Generator[tuple[Path, tuple[Draft, ...] | ReadingError], None, None]:
        """Yield each path with its drafts, or with the reason why it has none, in the order of the paths.

        Files ahead of the one that is waited for are read meanwhile, a few at most.
        """
        pending: deque[tuple[Path, Future[tuple[Draft, ...] | ReadingError]]] = deque()
        executor = ThreadPoolExecutor(len(self._workers), thread_name_prefix="reading")
        try:
            for path in paths:
                pending.append((path, executor.submit(self._read_or_error, path)))
                if len(pending) > 2 * len(self._workers):
                    yield self._next(pending)
            while pending:
                yield self._next(pending)
        finally:
            # Where the caller left early, what is still being read is of no use to anyone.
            running = [future for _, future in pending if not future.cancel()]
            while wait(running, timeout=0.1).not_done:
                self.close()
            executor.shutdown(wait=True)

    @staticmethod
    def _next(
        pending: deque[tuple[Path, Future[tuple[Draft, ...] | ReadingError]]],
    ) -> tuple[Path, tuple[Draft, ...] | ReadingError]:
        path, future = pending.popleft()
        return path, future.result()

    def _read_or_error(self, path: Path) -> tuple[Draft, ...] | ReadingError:
        try:
            return self.read(path)
        except ReadingError as error:
            return error


class _Worker:
    """One child process, started when it is first needed and again when it is gone."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._files = 0

    @property
    def process_id(self) -> int | None:
        process = self._process
        return process.pid if process is not None else None

    def read(self, path: Path, limits: ReadingLimits) -> Iterator[Draft]:
        with contextlib.closing(self.answers(path, limits, {})) as payloads:
            for payload in payloads:
                yield from _drafts(path, payload)

    def answers(self, path: Path, limits: ReadingLimits, asked: Mapping[str, object]) -> Generator[bytes, None, None]:
        """Yield what the process answers on one file; `asked` is what is wanted of it, if not its drafts."""
        process = self.start(path)
        request = {**asked, "path": os.fsencode(path.absolute()).hex(), "limits": limits.model_dump()}
        finished = False
        seconds = limits.seconds
        try:
            self._ask(process, request)
            while not finished:
                started = time.monotonic()
                letter, payload, timed_out = _next_message(process, seconds)
                # The clock runs only while we wait: a slow consumer is not the file's fault.
                seconds -= time.monotonic() - started
                if letter == b"D":
                    yield payload
                elif letter == b"F":
                    finished = True
                elif letter == b"E":
                    finished = True
                    raise _stated_failure(path, payload)
                else:
                    raise _death(path, process, timed_out or seconds <= 0, limits)
        finally:
            self._files += 1
            if not finished or self._files >= _FILES_PER_PROCESS:
                self.stop()

    def stop(self) -> None:
        process, self._process, self._files = self._process, None, 0
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()

    def start(self, path: Path = Path()) -> subprocess.Popen[bytes]:
        """Return the running process, started before the clock of the file's own limit does."""
        if self._process is not None and self._process.poll() is not None:
            self.stop()
        process = self._process
        if process is None:
            process = self._process = subprocess.Popen(
                [sys.executable, "-c", _START, json.dumps(sys.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=sys.platform != "win32",
            )
            if _next_message(process, _SECONDS_TO_START)[0] != b"R":
                self.stop()
                raise failure(path, "crashed", "the process that reads files could not be started. Try again.")
        return process

    @staticmethod
    def _ask(process: subprocess.Popen[bytes], request: Mapping[str, object]) -> None:
        # A process that is gone is noticed when its answer is awaited.
        with contextlib.suppress(OSError, ValueError):
            if process.stdin:
                process.stdin.write(json.dumps(request).encode() + b"\n")
                process.stdin.flush()


def _next_message(process: subprocess.Popen[bytes], seconds: float) -> tuple[bytes, bytes, bool]:
    """Return a message's letter and content, and whether the time was up; the letter is empty where none came."""
    assert process.stdout is not None
    timed_out = threading.Event()

    def end() -> None:
        timed_out.set()
        process.kill()

    timer = threading.Timer(max(seconds, 0.001), end)
    timer.daemon = True
    timer.start()
    try:
        head = process.stdout.read(9)
        length = int(head[1:], 16) if len(head) == 9 else -1
        if not 0 <= length <= _LARGEST_MESSAGE:
            return b"", b"", timed_out.is_set()
        payload = process.stdout.read(length)
        return (head[:1] if len(payload) == length else b""), payload, timed_out.is_set()
    except ValueError:
        return b"", b"", timed_out.is_set()
    finally:
        timer.cancel()


def _drafts(path: Path, payload: bytes) -> tuple[Draft, ...]:
    # The child has read an untrusted file, so what it sends is checked like any input.
    try:
        return DRAFTS.validate_json(payload)
    except ValidationError:
        raise failure(path, "crashed", "the reader gave no valid answer. Open the file and save it again.") from None


def _stated_failure(path: Path, payload: bytes) -> ReadingError:
    try:
        stated = json.loads(payload)
        reason, message = str(stated["reason"]), str(stated["message"])[:1000]
    except (ValueError, KeyError, TypeError):
        reason, message = "", ""
    return ReadingError(reason, message) if reason in REASONS else failure(path, "damaged", "the file cannot be read.")


def _death(path: Path, process: subprocess.Popen[bytes], timed_out: bool, limits: ReadingLimits) -> ReadingError:
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(5)
    status = process.returncode
    if timed_out or (sys.platform != "win32" and status == -signal.SIGXCPU):
        return failure(
            path,
            "too_slow",
            f"reading took more than {limits.seconds:g} seconds, the limit. Split it, or raise the limit.",
        )
    if status == TOO_MUCH_MEMORY:
        return failure(
            path,
            "too_much_memory",
            TOO_MUCH_MEMORY_ADVICE.format(limits.megabytes_memory),
        )
    return failure(
        path,
        "crashed",
        "the reader ended unexpectedly; the file is probably damaged. Open it and save it again, or as PDF.",
    )
