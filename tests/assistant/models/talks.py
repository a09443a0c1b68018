"""A day's count of tokens in memory, and chat models of a server's address."""

from assistant.models.spending import DayLedger
from assistant.models.talking import ChatModel, open_chat_model
from assistant.settings import ChatSettings
from corpus.spending import Usage

KEY = "sk-very-secret"
_PATIENT = {"seconds": 20, "first_seconds": 20, "chunk_seconds": 20, "queue_seconds": 0.1, "retries": 0}


class Day:
    """Keeps what a day took in memory."""

    def __init__(self) -> None:
        self.spent = Usage(0, 0)

    def ledger(self, settings: ChatSettings) -> DayLedger:
        return DayLedger(settings, lambda _: self.spent, self._add)

    def _add(self, _: object, usage: Usage) -> None:
        self.spent = self.spent.plus(usage)


def talk(model: str, address: str, day: Day | None = None, **changes: object) -> ChatModel:
    """Return a model at an address, with our key."""
    settings = ChatSettings.model_validate({"model": model, "base_url": address, **_PATIENT, **changes})
    opened = open_chat_model(settings, (day or Day()).ledger(settings), {"VET_CHAT_API_KEY": KEY})
    assert opened is not None
    return opened
