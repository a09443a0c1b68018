"""Faults: what can go wrong with a chat model, told from the errors of four packages, in one line for the reader."""

import json
from typing import Literal, get_args

from assistant.messages import Message, message
from corpus.errors import ChatError

Fault = Literal[
    "not_understood",  # the setting is no `provider:model` that we know
    "bad_address",
    "not_installed",
    "not_local",
    "no_key",
    "bad_key",
    "not_found",
    "unreachable",
    "slow",
    "cut",
    "busy",
    "limited",
    "failed",
    "refused",
    "nonsense",
    "empty",
    "endless",
    "tool_call",
    "budget",
]
FAULTS: tuple[Fault, ...] = get_args(Fault)

RETRIED: frozenset[Fault] = frozenset(["unreachable", "cut", "limited", "failed"])
"""The faults that may be over in a moment, if nothing had come yet: a connection kept open may be stale."""


class ChatFault(ChatError):
    """What went wrong, as a code and what it is about; `assistant.messages` has the words (`chat_` and the code)."""

    def __init__(self, fault: Fault, **values: str) -> None:
        super().__init__(message(f"chat_{fault}", "en", **values).text)
        self.fault: Fault = fault
        self._values = values

    def told(self, language: str) -> Message:
        """Return what went wrong in the reader's language."""
        return message(f"chat_{self.fault}", language, **self._values)


def fault_of(error: BaseException) -> Fault:
    """Return what an error of a provider's package comes to.

    The packages share no tree of errors; they have in common that an HTTP status is `status_code`, on the error or on
    its response, and that what httpx raises is the cause.
    """
    if isinstance(error, ChatFault):
        return error.fault
    chain = _chain(error)
    for each in chain:
        status = getattr(each, "status_code", None) or getattr(getattr(each, "response", None), "status_code", None)
        if isinstance(status, int) and status >= 400:
            return _of_status(status, str(each))
    names = {kind.__name__ for each in chain for kind in type(each).__mro__}
    if names & {"TimeoutException", "APITimeoutError", "TimeoutError"}:
        return "slow"
    if names & {"RemoteProtocolError", "ReadError", "IncompleteRead", "ChunkedEncodingError"}:
        return "cut"
    if names & {"ConnectError", "ConnectionError", "APIConnectionError", "NetworkError", "UnsupportedProtocol"}:
        return "unreachable"
    if any(isinstance(each, json.JSONDecodeError) for each in chain):
        return "nonsense"
    if names & {"APIError"}:
        return "failed"
    if any("no generation" in str(each).lower() for each in chain):
        return "empty"
    return "nonsense"


def _chain(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    now: BaseException | None = error
    while now is not None and now not in found:
        found.append(now)
        now = now.__cause__ or now.__context__
    return found


def _of_status(status: int, said: str) -> Fault:
    if status in (401, 403):
        return "bad_key"
    if status == 404 or (status == 400 and "model" in said.lower() and "not" in said.lower()):
        return "not_found"
    if status == 429:
        return "limited"
    return "failed" if status >= 500 or status == 408 else "refused"
