"""Messages: what an answer says in its own words, in the reader's language."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

from assistant import chattexts, messagetexts


class Message(BaseModel):
    """Something said to the reader: `key` and `values` for a page that translates, `text` ready to show.

    `text` is in the question's language where we have it, in English otherwise.
    """

    model_config = ConfigDict(frozen=True)

    key: str
    values: Mapping[str, str | int] = Field(default_factory=dict)
    text: str


def message(key: str, language: str, **values: str | int) -> Message:
    """Return a message in a language, or in English if we do not have it in that one."""
    texts = chattexts.TEXTS if key in chattexts.TEXTS["en"] else messagetexts.TEXTS
    template = texts.get(language, {}).get(key) or texts["en"][key]
    return Message(key=key, values=values, text=template.format(**values))
