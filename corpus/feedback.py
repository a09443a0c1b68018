"""Feedback: what a visitor thought of an answer; kept in the library, with nothing that tells who it was."""

from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator
from sqlalchemy import insert, select, update

from corpus.facets import Filters
from corpus.library import Library
from corpus.schema import feedback_table
from corpus.transactions import short_transaction

LONGEST_REASON = 1000
"""How many characters a reason may have."""

Verdict = Literal["up", "down"]


class Feedback(BaseModel):
    """One judgement of one answer.

    `at` is when, in UTC. `question`, `filters`, `status`, `score`, `generation` and `settings` are the answer's own;
    `documents` the ids of those that it quotes. `reason` is what the visitor wrote, empty if nothing.
    """

    model_config = ConfigDict(frozen=True)

    at: datetime = Field(default_factory=lambda: datetime.now(UTC))
    question: str
    filters: Filters = Filters()
    status: str
    score: float
    documents: tuple[str, ...] = ()
    generation: int
    settings: str
    verdict: Verdict
    reason: str = Field("", max_length=LONGEST_REASON)

    @field_validator("question", "reason")
    @classmethod
    def _storable(cls, value: str) -> str:
        # No database takes halves of characters, and PostgreSQL no NUL.
        return value.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def save_feedback(library: Library, feedback: Feedback, number: int | None = None) -> int:
    """Keep a judgement, or put it in the place of the one with that number; return its number.

    It does not wait for an indexing run, only a few seconds for the database. Raises LibraryBusy when that is not
    enough, LibraryError when the database cannot be written to.
    """
    values = {**feedback.model_dump(mode="json"), "at": feedback.at.astimezone(UTC).isoformat(timespec="seconds")}
    with short_transaction(library) as connection:
        if number is not None:
            replaced = connection.execute(
                update(feedback_table).where(feedback_table.c.number == number).values(**values)
            )
            if replaced.rowcount:
                return number
        kept = connection.execute(insert(feedback_table).values(**values).returning(feedback_table.c.number))
        return int(kept.scalar_one())


def list_feedback(library: Library, since: datetime | None = None, limit: int | None = None) -> list[Feedback]:
    """Return the judgements, the latest first; those from a moment on, if `since` is given, at most `limit` of them."""
    statement = select(feedback_table).order_by(feedback_table.c.at.desc(), feedback_table.c.number.desc())
    if since is not None:
        statement = statement.where(feedback_table.c.at >= since.astimezone(UTC).isoformat(timespec="seconds"))
    with library.engine.connect() as connection:
        rows = connection.execute(statement.limit(limit)).all()
    return [Feedback.model_validate({name: row._mapping[name] for name in Feedback.model_fields}) for row in rows]
