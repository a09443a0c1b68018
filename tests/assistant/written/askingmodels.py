"""Questions to the small library that a scripted model answers, and what was told of them."""

from typing import Any

from assistant.answers import Answer
from assistant.settings import Settings
from assistant.wiring import Assistant
from tests.chatserver import ChatServer

QUESTION = "How many companies and colleges took part in the welding circles?"
TRUE = "In 2018 more than 230 companies took part in the welding circles [{key:over 230 companies}]."
FALSE = "In 2018, 430 companies took part in the welding circles [{key:over 230 companies}]."
ENGLISH = (
    "In timber building students learn in a company three days a week. The course began in 2021 with 17 training"
    " companies in Drenthe."
)
SECRET = "sk-nobody-may-see-this"


def written_with(indexed: Settings, server: ChatServer, **changes: object) -> Assistant:
    quick = {"seconds": 3, "first_seconds": 1, "chunk_seconds": 1, "retries": 0, "preparation": False}
    chat = {"model": "openai:scripted", "base_url": server.address, **quick, **changes}
    return Assistant.open(
        indexed.model_copy(update={"chat": indexed.chat.model_validate({**indexed.chat.model_dump(), **chat})})
    )


def ask(assistant: Assistant, question: str = QUESTION, **more: Any) -> Answer:
    return assistant.ask(question, mode="written", **more)


def told(answer: Answer) -> list[str]:
    return [note.key for note in answer.notes]
