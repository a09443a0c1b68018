"""Starts the page: the sample corpus first where the library is empty, then Streamlit on this machine alone."""

import os
import socket
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

from assistant.settings import Settings
from corpus.errors import UsageError
from ui.components.theme import OPTIONS

_OWN_NAMES = ("localhost", "127.0.0.1", "::1")
_ALLOWED = "STREAMLIT_SERVER_ALLOWED_HOSTS"
"""Where an operator whose proxy leads to this machine says under which names the page is opened."""


def index_samples_if_empty(settings: Settings) -> None:
    """Index the sample corpus if nothing was ever indexed."""
    from assistant.wiring import index_sources, open_library
    from ui.reporting import index_progress, show_report
    from ui.terminal import messages, say

    library = open_library(settings)
    try:
        empty = library.current() is None
    finally:
        library.close()
    if empty:
        say("The library is empty: indexing the sample corpus.")
        with index_progress() as progress:
            report = index_sources(settings, [Path(str(files("corpus") / "samples"))], (), progress)
        show_report(messages(), report)


def serve(settings: Settings) -> int:
    """Run the page until it is stopped; return its exit code, if at all. Raises UsageError if its port is taken."""
    host, port = settings.ui.host, settings.ui.port
    if _is_taken(host, port):
        raise UsageError(
            f"Another program listens on {host}:{port}, perhaps this page in another window. Open http://{host}:{port},"
            " or give another port with --port."
        )
    options: dict[str, object] = {
        "server.address": host,
        "server.port": port,
        "server.headless": str(not _has_desktop()).lower(),
        "server.showEmailPrompt": "false",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        **OPTIONS,
    }
    command = [sys.executable, "-m", "streamlit", "run", str(files("ui") / "server.py")]
    command += [f"--{name}={value}" for name, value in options.items()]
    if host in _OWN_NAMES and _ALLOWED not in os.environ:
        # Else a page from elsewhere whose name is made to lead here, once it is open, could read the library.
        command += [f"--server.allowedHosts={name}" for name in _OWN_NAMES]
    environment = {**os.environ, "VET_HOME": str(settings.home)}
    if os.name != "nt":
        # The page takes this process over, so that whoever stops this process stops the page.
        os.execve(sys.executable, command, environment)
    return subprocess.run(command, env=environment).returncode


def _is_taken(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


def _has_desktop() -> bool:
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
