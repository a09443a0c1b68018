"""Trying: whether the chat model that is set can be asked, and where the text would go."""

from collections.abc import Callable
from time import perf_counter

from assistant.models.faults import ChatFault
from assistant.models.talking import ChatModel
from assistant.prompts import trial_messages


def try_model(open_model: Callable[[], ChatModel | None], ask: bool) -> tuple[str, bool]:
    """Return what there is to say of the chat model, and whether all is well; with `ask` it is asked for a word."""
    try:
        model = open_model()
        if model is None:
            return "chat model: none, so answers consist of quotes", True
        place = "within this network" if model.connection.local else "outside this network"
        said = f"chat model: {model.name} at {model.connection.host}, {place}"
        if not ask:
            return said, True
        started = perf_counter()
        model.whole_reply(trial_messages())
        return f"{said}; it answers ({perf_counter() - started:.1f} s)", True
    except ChatFault as fault:
        return str(fault), False
