"""The processes that indexing starts, ready to work: loading Chroma and the readers' libraries takes each a second.

They do what they always do, apart from the test. That they are started as programs of their own is what
`tests.indexer.test_generations`, `test_kills` and `test_reading` are about.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from queue import LifoQueue
from types import TracebackType
from typing import IO, ClassVar, Self

from indexer import generations
from indexer.drafts import ReadingLimits
from indexer.reading import ReadingPool, _Worker

STARTED = generations._Child
"""What `SplitOff` stands in for."""


class Builders:
    """The process that has Chroma loaded, started when it is first needed."""

    def __init__(self) -> None:
        self._loaded: subprocess.Popen[bytes] | None = None

    def start(self, said: IO[str]) -> "Builder":
        """Split off a process whose complaints go to a file."""
        if self._loaded is None:
            self._ours, theirs = socket.socketpair()
            with theirs:
                self._loaded = subprocess.Popen(
                    [sys.executable, "-m", "tests.processes", str(theirs.fileno())],
                    stdin=subprocess.DEVNULL,
                    pass_fds=[theirs.fileno()],
                    cwd=Path(__file__).parent.parent,
                    start_new_session=True,
                )
        stdin, to_it = os.pipe()
        from_it, stdout = os.pipe()
        ended, status = os.pipe()
        socket.send_fds(self._ours, [b"."], [stdin, stdout, said.fileno(), status])
        for each in (stdin, stdout, status):
            os.close(each)
        return Builder(to_it, from_it, ended)

    def close(self) -> None:
        if self._loaded is not None:
            self._ours.close()
            self._loaded.wait(timeout=20)


class Builder:
    """One such process, with as much of `subprocess.Popen` as is used of it."""

    def __init__(self, stdin: int, stdout: int, ended: int) -> None:
        self.stdin, self.stdout = os.fdopen(stdin, "w"), os.fdopen(stdout)
        self._ended = os.fdopen(ended)

    def wait(self) -> int:
        """Return its exit status once it has ended."""
        return int(self._ended.read() or -signal.SIGKILL)

    def kill(self) -> None:
        """End it: it stops when its standard input does."""
        with contextlib.suppress(BrokenPipeError):
            self.stdin.close()

    def communicate(self) -> None:
        """Wait until it has ended, and let go of it."""
        self._ended.read()
        for each in (self.stdout, self._ended):
            each.close()


class SplitOff(STARTED):
    """What stands in for the programs that `indexer.generations` starts."""

    builders: ClassVar[Builders] = Builders()

    def __enter__(self) -> Self:
        self._said = tempfile.TemporaryFile("w+")
        self._process = self.builders.start(self._said)  # type: ignore[assignment]
        return self


class KeptReaders(ReadingPool):
    """A pool that leaves its processes to the next one."""

    kept: ClassVar[list[_Worker]] = []

    def __init__(self, limits: ReadingLimits | None = None, workers: int = 2) -> None:
        super().__init__(limits, workers)
        self._workers = [self.kept.pop() if self.kept else each for each in self._workers]
        self._free: LifoQueue[_Worker] = LifoQueue()
        for worker in self._workers:
            self._free.put(worker)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while not self._free.empty():
            worker = self._free.get()
            self._workers.remove(worker)
            self.kept.append(worker)
        self.close()

    @classmethod
    def end(cls) -> None:
        while cls.kept:
            cls.kept.pop().stop()


def main(asked: socket.socket) -> None:
    import chromadb  # noqa: F401  what takes so long

    from indexer import building

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them here
    while True:
        _, files, _, _ = socket.recv_fds(asked, 1, 4)
        if not files:
            return
        if os.fork() == 0:
            asked.close()
            for target, file in enumerate(files[:3]):
                os.dup2(file, target)
            ended = 1
            try:
                ended = building.main()
            except BaseException:  # noqa: BLE001  as at the end of a program
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os.write(files[3], str(ended).encode())
                os._exit(ended)
        for file in files:
            os.close(file)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
