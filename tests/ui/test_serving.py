"""The page starts where it is asked to, with the sample corpus for a newcomer, and only on this machine."""

import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

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
