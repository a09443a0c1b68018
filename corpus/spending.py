"""Spending: how many tokens a chat model read and wrote on a day, kept in the library; of whom or about what is not."""

from datetime import date
from typing import NamedTuple, Self

from sqlalchemy import insert, select, update

from corpus.library import Library
from corpus.schema import spending_table
from corpus.transactions import short_transaction


class Usage(NamedTuple):
    """Tokens that a model read and wrote."""

    read: int = 0
    written: int = 0

    def plus(self, other: Self) -> "Usage":
        """Return both together."""
        return Usage(self.read + other.read, self.written + other.written)


def spent_on(library: Library, day: date) -> Usage:
    """Return what was spent on a day."""
    columns = spending_table.c
    with library.engine.connect() as connection:
        row = connection.execute(select(columns.read, columns.written).where(columns.day == day.isoformat())).first()
    return Usage(*row) if row else Usage()


def spend_on(library: Library, day: date, usage: Usage) -> None:
    """Add to what was spent on a day. Raises LibraryBusy, LibraryError."""
    columns = spending_table.c
    with short_transaction(library) as connection:
        added = connection.execute(
            update(spending_table)
            .where(columns.day == day.isoformat())
            .values(read=columns.read + usage.read, written=columns.written + usage.written)
        )
        if not added.rowcount:
            connection.execute(insert(spending_table).values(day=day.isoformat(), **usage._asdict()))
