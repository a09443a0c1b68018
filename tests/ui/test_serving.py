"""The page starts where it is asked to, with the sample corpus for a newcomer, and only on this machine."""

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.ui.libraries import make_library, page_of
from ui.cli import run


def test_a_taken_port_is_named_with_a_way_out(capfd: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert run(["ui", "--port", str(port)]) == 2
    captured = capfd.readouterr()
    assert f"127.0.0.1:{port}" in captured.err
    assert "--port" in captured.err


def test_the_page_answers_and_ends_with_its_command(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from ui.cli import main; main()", "ui", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        try:
            assert _health(port, seconds=60) == b"ok"
        finally:
            process.terminate()
        process.wait(timeout=20)
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"http://127.0.0.1:{port}", timeout=2)


def _health(port: int, seconds: float) -> bytes:
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as response:
                answer: bytes = response.read()
                return answer
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def _asked(address: str) -> tuple[int, dict[str, Any], str]:
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=60) as response:
            return response.status, json.load(response), response.headers["Cache-Control"]
    except urllib.error.HTTPError as error:
        return error.code, json.load(error), error.headers["Cache-Control"]


def test_a_monitor_is_told_how_it_is_and_nothing_of_the_machine(tmp_path: Path) -> None:
    with page_of(make_library(tmp_path)) as address:
        code, found, caching = _asked(address)
        assert (code, caching) == (200, "no-store")
        assert (found["generation"], found["documents"]) == (1, 3)
        levels = {each["name"]: each["level"] for each in found["checks"]}
        # A busy machine answers slowly, and that is told too.
        slow = levels.pop("answers") == "warning"
        assert {name for name, level in levels.items() if level != "ok"} == {"files"}
        assert found["status"] == ("degraded" if slow else "ok"), "a file that cannot be read leaves all else as it is"
        assert str(tmp_path) not in json.dumps(found)
        assert "/" not in json.dumps(found)

        # Whoever asks again and again is told what is known already.
        started = time.monotonic()
        assert {_asked(address)[1]["checked"] for _ in range(30)} == {found["checked"]}
        assert time.monotonic() - started < 5


def test_a_monitor_of_a_library_that_cannot_be_opened_is_told_so(home: Path) -> None:
    home.mkdir()
    (home / "library.db").write_bytes(b"this is no database at all, whatever its name says" * 100)
    with page_of(home) as address:
        code, found, caching = _asked(address)
    assert (code, caching) == (503, "no-store")
    assert found["status"] == "failing"
    assert found["checks"] == [{"name": "library", "level": "error"}]
    assert str(home) not in json.dumps(found)
