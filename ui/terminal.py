"""What the command line prints: text made safe for a terminal, tables, progress, and JSON."""

import json
import re
import sys
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

_ESCAPE_SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -/]*[0-~]?|\x9b[0-?]*[ -/]*[@-~]"
)
# Control characters, and those that turn the direction of writing around: what is shown must be what is there.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]")
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """Return text without anything that a terminal would obey instead of show; ends of lines and tabs stay."""
    without = _CONTROL.sub("", _ESCAPE_SEQUENCE.sub("", text.replace("\r", "\n")))
    return without.encode("utf-8", "replace").decode("utf-8")


def one_line(text: str) -> str:
    """Return text made safe, on one line."""
    return _SPACE.sub(" ", clean(text)).strip()


def styled(text: str, style: str = "") -> Text:
    """Return untrusted text for a console: safe, on one line, and no markup in it counts."""
    return Text(one_line(text), style=style)


def output() -> Console:
    """Return the console of standard output: coloured and wrapped on a terminal, plain in a pipe."""
    return _console(stderr=False)


def messages() -> Console:
    """Return the console of standard error, for progress and messages."""
    return _console(stderr=True)


def say(message: str) -> None:
    """Print a message on standard error."""
    messages().print(Text(clean(message)))


def write_json(value: Mapping[str, Any]) -> None:
    """Print one line of JSON on standard output, in UTF-8 wherever it goes."""
    # A lone surrogate, which UTF-8 cannot hold, becomes \udXXX, which is JSON's own way to write it.
    data = json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _console(*, stderr: bool) -> Console:
    piped = not (sys.stderr if stderr else sys.stdout).isatty()
    # A pipe has no width: nothing is wrapped or cut there.
    return Console(stderr=stderr, highlight=False, markup=False, emoji=False, width=100_000 if piped else None)
