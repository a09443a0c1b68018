"""The check of the running page: what the State page shows and `/health` answers; it never runs twice at once."""

import asyncio
from datetime import UTC, datetime
from threading import Lock
from time import monotonic
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import JSONResponse

from assistant.health import HealthLine, check_opened, state_of, worst_of_each
from corpus.errors import VetError
from ui.sessions import assistant

_FRESH_SECONDS = 15.0


class Checked(NamedTuple):
    """What a check found, when it ended, and of which generation of how many documents; both 0 where there is none."""

    lines: tuple[HealthLine, ...]
    at: datetime
    generation: int
    documents: int


_lock = Lock()
_last: tuple[float, Checked] | None = None
_running: "asyncio.Task[Checked] | None" = None


def latest_check() -> Checked:
    """Check the assistant that all visitors share, or return what the last check found if that was just now.

    However often it is called, it costs one question every fifteen seconds.
    """
    global _last
    with _lock:
        if _last is None or monotonic() - _last[0] > _FRESH_SECONDS:
            checked = _check()
            _last = monotonic(), checked
        return _last[1]


def _check() -> Checked:
    try:
        shared = assistant()
        lines = check_opened(shared)
        record = shared.generation()
        documents = shared.library.count(record.number) if record else 0
    except (VetError, OSError) as error:
        return Checked((HealthLine("library", "error", str(error)),), datetime.now(UTC), 0, 0)
    return Checked(tuple(lines), datetime.now(UTC), record.number if record else 0, documents)


async def answer_health(_: Request) -> JSONResponse:
    """Answer a monitor: how it is, and the worst found of each part; no words that could hold a path or a secret."""
    global _running
    if _running is None or _running.done():
        # However many ask meanwhile, one thread is busy with it.
        _running = asyncio.create_task(asyncio.to_thread(latest_check))
    checked = await asyncio.shield(_running)
    status = state_of(checked.lines)
    found = {
        "status": status,
        "generation": checked.generation,
        "documents": checked.documents,
        "checked": checked.at.isoformat(timespec="seconds"),
        "checks": [{"name": name, "level": level} for name, level in worst_of_each(checked.lines).items()],
    }
    return JSONResponse(found, 503 if status == "failing" else 200, {"Cache-Control": "no-store"})
