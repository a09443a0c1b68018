"""Small libraries of real files for the tests of the page, and the page's server on one of them."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.models import share_files
from ui.cli import run

SHIPYARD = """---
title: Kelluva Maritime Academy
kind: good_practice
country: [Finland, Netherlands]
region: Basque Country
year_start: 2019
theme: apprenticeship
source_url: https://kelluva.example/academy
---
Apprenticeship at sea: the academy began in a boat shed, where schools and shipyards taught apprentices together.

The Kelluva Maritime Academy trains ship mechanics together with eleven shipyards in the port of Turku.
Each shipyard pays a third of the wages of its apprentices.

Apprentices spend four days a week at sea and one day in the classroom.
"""
MENTORS = """---
title: Mentors for apprentice welders
kind: project_report
country: Portugal
year_start: 2021
theme: apprenticeship
---
Apprentice welders in Porto have a mentor who visits them at the company every week.

The mentors were trained by the shipyards in how to give feedback to apprentices.
"""
DUTCH = """---
title: Enquête bij leermeesters
kind: survey_summary
country: Nederland
language: nl
year_start: 2022
---
Van de leermeesters vindt 62 procent dat leerlingen meer begeleiding op de werkvloer nodig hebben.
"""
FILES: Mapping[str, str] = {
    "practices/kelluva.md": SHIPYARD, "reports/mentors.md": MENTORS, "surveys/enquete.md": DUTCH,
}  # fmt: skip


def make_library(folder: Path, files: Mapping[str, str] = FILES) -> Path:
    """Index texts, by file name, and one file that cannot be read; return the home folder."""
    for name, text in files.items():
        path = folder / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "documents" / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing that a reader could use")
    home = folder / "home"
    share_files(home)
    assert run(["--home", str(home), "index", str(folder / "documents")]) == 1
    return home


@contextmanager
def page_of(home: Path, seconds: float = 60) -> Iterator[str]:
    """Start the page as the product does; give its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from ui.cli import main; main()", "--home", str(home), "ui", "--port", str(port)]
    log = (home / "page.log").open("wb") if home.is_dir() else subprocess.DEVNULL
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", process, seconds)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(address: str, process: "subprocess.Popen[bytes]", seconds: float) -> None:
    end = time.monotonic() + seconds
    while True:
        assert process.poll() is None, "the page's server ended"
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            assert time.monotonic() < end, "the page's server does not answer"
            time.sleep(0.1)
