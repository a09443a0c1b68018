"""Spending: how many tokens a model was given and gave today, and whether there is any left of what it may."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Protocol

from assistant.models.faults import ChatFault
from assistant.settings import ChatSettings
from corpus.spending import Usage


class Ledger(Protocol):
    """What keeps count of tokens."""

    def check(self, tokens: int) -> None:
        """Raise ChatFault if a question that may take so many tokens is beyond what is allowed."""

    def spend(self, usage: Usage) -> None:
        """Add what a question took."""


class DayLedger:
    """Counts what is spent in a day (UTC); `read_day` and `add_to_day` keep it, so that a restart forgets nothing."""

    def __init__(
        self,
        settings: ChatSettings,
        read_day: Callable[[date], Usage],
        add_to_day: Callable[[date, Usage], None],
    ) -> None:
        self._settings = settings
        self._read = read_day
        self._add = add_to_day
        self._lock = threading.Lock()

    def check(self, tokens: int) -> None:
        """Raise ChatFault if the day's tokens or money are spent, or the question alone is too large."""
        settings = self._settings
        if tokens > settings.question_tokens:
            raise ChatFault("budget", limit=f"{settings.question_tokens} tokens")
        if settings.day_tokens is None and settings.day_cost is None:
            return
        spent = self._read(_today())
        if settings.day_tokens is not None and sum(spent) + tokens > settings.day_tokens:
            raise ChatFault("budget", limit=f"{settings.day_tokens} tokens")
        if settings.day_cost is not None and self.cost(spent) >= settings.day_cost:
            raise ChatFault("budget", limit=f"{settings.day_cost:g}")

    def spend(self, usage: Usage) -> None:
        """Add to the day's count."""
        with self._lock:
            self._add(_today(), usage)

    def cost(self, usage: Usage) -> float:
        """Return what tokens cost, in the currency of the prices that the settings give for a million of them."""
        return (usage.read * self._settings.price_read + usage.written * self._settings.price_written) / 1_000_000


def estimated_tokens(text: str) -> int:
    """Return about how many tokens a text makes: rather more than less, since languages differ."""
    return len(text) // 3 + 1


def _today() -> date:
    return datetime.now(UTC).date()
