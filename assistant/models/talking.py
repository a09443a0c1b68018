"""Talking: a chat model's reply as it comes, within limits of time and length, tried again where that may help."""

import os
import queue
import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from assistant.models.connecting import Connection, connect, connection_of
from assistant.models.faults import RETRIED, ChatFault, fault_of
from assistant.models.spending import Ledger, estimated_tokens
from assistant.settings import ChatSettings
from corpus.spending import Usage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Said = tuple[Literal["system", "human"], str]
"""One message to the model: whose it is, and its text."""

_BACK_OFF_SECONDS = 0.5
_WAITING_SECONDS = 0.5
_CHARACTERS_A_TOKEN = 8
_ENDED_WELL = {"stop", "end_turn", "stop_sequence", "eos"}
_CUT_SHORT = {"length", "max_tokens", "model_length", "load"}
_REFUSED = {"content_filter", "refusal"}


class _Event(NamedTuple):
    kind: Literal["text", "usage", "ended", "fault"]
    value: Any


class ChatModel:
    """A chat model that may be asked by several threads at once, a few of them at a time; made by `open_chat_model`.

    It is connected at the first question. What it is given goes to `connection.host` and nowhere else: no tracing.
    """

    def __init__(
        self, connection: Connection, settings: ChatSettings, ledger: Ledger, environ: Mapping[str, str] = os.environ
    ) -> None:
        self.connection = connection
        self.settings = settings
        self._ledger = ledger
        self._environ = environ
        self._model: BaseChatModel | None = None
        self._counts_tokens = True
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(settings.at_once)

    @property
    def name(self) -> str:
        """The model as the settings have it, `provider:model`."""
        return self.connection.name

    def reply(
        self, messages: Sequence[Said], seconds: float | None = None, waiting: Callable[[], None] | None = None
    ) -> Generator[str, None, None]:
        """Give the reply in pieces, as they come; all of it within `seconds` (those of the settings if None).

        `waiting` is called now and then while nothing comes; it may end the reply by raising something.

        Faults that may be over in a moment are tried again, with pauses, as long as nothing has come and there is time.
        Raises ChatFault at any point: what was given before is all there will be.
        """
        until = monotonic() + (self.settings.seconds if seconds is None else seconds)
        asked = sum(estimated_tokens(text) for _, text in messages)
        self._ledger.check(asked + self.settings.answer_tokens)
        if not self._places.acquire(timeout=max(0.0, min(self.settings.queue_seconds, until - monotonic()))):
            raise ChatFault("busy", model=self.name)
        try:
            yield from self._tried(messages, until, asked, waiting or _patient)
        finally:
            self._places.release()

    def whole_reply(
        self, messages: Sequence[Said], seconds: float | None = None, waiting: Callable[[], None] | None = None
    ) -> str:
        """Return the whole reply. Raises ChatFault."""
        with closing(self.reply(messages, seconds, waiting)) as pieces:
            return "".join(pieces)

    def _tried(self, messages: Sequence[Said], until: float, asked: int, waiting: Callable[[], None]) -> Iterator[str]:
        tries = 0
        while True:
            given = 0
            try:
                for piece in self._once(messages, until, asked, waiting):
                    given += len(piece)
                    yield piece
            except ChatFault as fault:
                if fault.fault == "refused" and not given and self._does_not_count(fault):
                    continue
                pause = _BACK_OFF_SECONDS * 2**tries
                tries += 1
                again = fault.fault in RETRIED and not given and tries <= self.settings.retries
                if not again or monotonic() + pause >= until:
                    raise
                threading.Event().wait(pause)
            else:
                return

    def _once(self, messages: Sequence[Said], until: float, asked: int, waiting: Callable[[], None]) -> Iterator[str]:
        stop = threading.Event()
        events: queue.SimpleQueue[_Event] = queue.SimpleQueue()
        model = self._connected()
        # A thread of its own: none of the packages can be held to a limit of time for the whole of a reply.
        threading.Thread(target=_listen, args=(model, messages, events.put, stop), daemon=True).start()
        length, ended = 0, None
        usage: Usage | None = None
        first_by = min(until, monotonic() + self.settings.first_seconds)
        try:
            while ended is None:
                limit = until if length else first_by
                try:
                    event = events.get(timeout=max(0.001, min(_WAITING_SECONDS, limit - monotonic())))
                except queue.Empty:
                    if monotonic() >= limit:
                        raise self._fault("slow") from None
                    waiting()
                    continue
                if event.kind == "text":
                    length += len(event.value)
                    if length > self.settings.answer_tokens * _CHARACTERS_A_TOKEN:
                        raise self._fault("endless")
                    yield event.value
                    if monotonic() > until:
                        raise self._fault("slow")
                elif event.kind == "usage":
                    usage = event.value if usage is None else usage.plus(event.value)
                elif event.kind == "fault":
                    raise self._fault(fault_of(event.value)) from event.value
                else:
                    ended = event.value
            self._end(ended, length)
        finally:
            stop.set()
            counted = usage or Usage(0, 0)
            self._ledger.spend(Usage(counted.read or asked, counted.written or max(1, length // 3)))

    def _end(self, ended: str, length: int) -> None:
        if ended in _REFUSED:
            raise self._fault("refused")
        if ended in _CUT_SHORT:
            raise self._fault("endless")
        if not length:
            raise self._fault("tool_call" if ended in ("tool_calls", "tool_use", "function_call") else "empty")
        if ended not in _ENDED_WELL:
            raise self._fault("tool_call" if "tool" in ended or "function" in ended else "cut")

    def _connected(self) -> "BaseChatModel":
        with self._lock:
            if self._model is None:
                self._model = connect(self.connection, self.settings, self._environ, self._counts_tokens)
            return self._model

    def _does_not_count(self, fault: ChatFault) -> bool:
        """Whether a server refused because it cannot tell how many tokens a reply takes; it is not asked to again."""
        with self._lock:
            if not self._counts_tokens or "stream_options" not in str(fault.__cause__):
                return False
            self._counts_tokens, self._model = False, None
            return True

    def _fault(self, fault: Any) -> ChatFault:
        return ChatFault(fault, model=self.name, host=self.connection.host)


def open_chat_model(
    settings: ChatSettings, ledger: Ledger, environ: Mapping[str, str] = os.environ
) -> ChatModel | None:
    """Return the chat model that the settings name, None if they name none. Raises ChatFault for one that cannot be."""
    connection = connection_of(settings, environ)
    if connection is None:
        return None
    if settings.local_only and not connection.local:
        raise ChatFault("not_local", model=connection.name, host=connection.host)
    return ChatModel(connection, settings, ledger, environ)


def _listen(
    model: "BaseChatModel", messages: Sequence[Said], tell: Callable[[_Event], None], stop: threading.Event
) -> None:
    """Tell what comes of a reply, until it ends, fails, or nobody listens any more."""
    from langsmith.run_helpers import tracing_context

    ended = ""
    try:
        # Whatever the environment says: what a school asks is not sent to be traced.
        with tracing_context(enabled=False):
            for chunk in model.stream(list(messages)):
                if stop.is_set():
                    return
                text = chunk.text
                if text:
                    tell(_Event("text", str(text)))
                if getattr(chunk, "tool_call_chunks", None) or getattr(chunk, "tool_calls", None):
                    ended = "tool_calls"
                counted = getattr(chunk, "usage_metadata", None)
                if counted:
                    tell(_Event("usage", Usage(counted["input_tokens"], counted["output_tokens"])))
                facts = chunk.response_metadata or {}
                ended = _ending(facts) or ended
        tell(_Event("ended", ended))
    except Exception as error:  # noqa: BLE001  (each package raises its own, and any is a fault of the model)
        tell(_Event("fault", error))


def _patient() -> None:
    """Wait on."""


def _ending(facts: Mapping[str, Any]) -> str:
    return str(facts.get("finish_reason") or facts.get("stop_reason") or facts.get("done_reason") or "")
