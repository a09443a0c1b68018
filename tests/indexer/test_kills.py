"""An indexer that is killed at any moment: the old index answers, and the next run ends as if nothing had happened.

Four kills by default; VET_TEST_KILLS=40 for the long run.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.indexer.homes import Home

KILLS = int(os.environ.get("VET_TEST_KILLS", "4"))
WORDS = "school company teacher student quality mobility network survey practice apprentice region skill".split()
_INDEX = "import sys; from pathlib import Path; from tests.indexer.homes import Home; Home(Path(sys.argv[1])).index()"


def text(seed: int, sentences: int = 30) -> str:
    """Return a made-up text."""
    chosen = random.Random(seed)
    lines = [" ".join(chosen.choices(WORDS, k=12)).capitalize() + f" {seed}." for _ in range(sentences)]
    return f"# Document {seed}\n\n" + "\n\n".join(lines)


def change(folder: Path) -> None:
    """Add, change, remove and rename files."""
    for number in range(6):
        (folder / f"{number}.md").write_text(text(100 + number))
        (folder / f"{number + 10}.md").unlink()
        (folder / f"{number + 20}.md").rename(folder / f"renamed-{number}.md")
        (folder / f"new-{number}.md").write_text(text(200 + number))
    shutil.copy(folder / "0.md", folder / "a-copy.md")


def start(home: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", _INDEX, str(home)], start_new_session=True)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, float]:
    """Return a home with an index, the changed folder it is to be brought up to date with, and how long that takes."""
    base = tmp_path_factory.mktemp("kills")
    folder = base / "documents"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number}.md").write_text(text(number))
    Home(base / "home").index(folder)
    change(folder)
    shutil.copytree(base / "home", base / "finished")
    started = time.monotonic()
    assert start(base / "finished").wait() == 0
    return base, folder, time.monotonic() - started


@pytest.mark.timeout(120 + 60 * KILLS)
@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_run_loses_nothing(prepared: tuple[Path, Path, float], seed: int) -> None:
    base, _, seconds = prepared
    chosen = random.Random(seed)
    killed = base / f"killed-{seed}"
    shutil.copytree(base / "home", killed)
    before = Home(killed).state()
    process = start(killed)
    # The first half of the kills is spread over the whole run, the second over its end, where the index is built.
    fraction = chosen.uniform(0.0, 1.0) if seed % 2 else chosen.uniform(0.6, 1.0)
    try:
        process.wait(timeout=fraction * seconds)
    except subprocess.TimeoutExpired:
        if seed % 3:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
    after_kill = Home(killed).state()
    finished = Home(base / "finished").state()
    seen = {key: after_kill[key] for key in ("documents", "passages", "vectors", "problem")}
    assert seen in ({key: state[key] for key in seen} for state in (before, finished)), "the old index, or the new one"
    assert start(killed).wait() == 0
    assert Home(killed).state() == finished
    shutil.rmtree(killed)
