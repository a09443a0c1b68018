"""Proposals: what a writer drafts, kept in the library with its last versions, and reached by its link alone."""

import json
import re
import secrets
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import Connection, Row, func, insert, select, update
from sqlalchemy import delete as sql_delete

from corpus.documents import Locator
from corpus.errors import LibraryDamaged, ProposalChanged, ProposalNotFound, ProposalsFull, ProposalTooLarge
from corpus.facets import Kind
from corpus.library import Library
from corpus.schema import proposal_versions_table, proposals_table
from corpus.transactions import empty_log, short_transaction

VERSIONS_KEPT = 20
"""How many of its last saves are kept of a proposal, the current one among them."""

MOST_BYTES, MOST_SOURCES, MOST_SECTIONS = 2_000_000, 500, 100
"""How much a proposal may hold."""

MARK = re.compile(r"\[@[a-z][a-z0-9-]{0,39}(?:; ?@[a-z][a-z0-9-]{0,39})*\]")
"""A mark in a section's text that cites one source or several: `[@key]`, `[@key; @other]`."""

FormCitations = Literal["titles", "numbers", "none"]
"""What a mark becomes in a field of a form, which has no notes: (Title, year); [1] with a list; nothing."""

_WORD = re.compile(r"\w+")
_TOKEN_BYTES = 24
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
_TOGETHER = timedelta(minutes=2)
_MOST_WORDS_LOST = 20
_LARGEST_NUMBER = 2**31 - 1


class Brief(BaseModel):
    """What a proposal starts from. `countries` are codes of facets; `template` is the id of a template of sections.

    `language` (ISO 639-1) is the one that the proposal is written in.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = ""
    idea: str = ""
    target_groups: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    template: str = "ka220-vet"
    language: str = Field("en", pattern=r"^[a-z]{2}$")


class KeptSource(BaseModel):
    """A quote that a proposal cites, with all that is needed to cite it still when its document changed or vanished.

    `key` is its name within the proposal: `[@key]` in a section's text cites it, as Pandoc's Markdown does. `quote`
    stood at `locator` in the document of that id (which is a hash of its text). `reference` is the document as an item
    of CSL-JSON, `link` the lasting address of the quote on the page.
    """

    model_config = ConfigDict(frozen=True)

    key: str = Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")
    document_id: str
    title: str
    kind: Kind
    countries: tuple[str, ...] = ()
    language: str | None = None
    year_from: int | None = None
    year_to: int | None = None
    source: str
    url: str | None = None
    quote: str
    locator: Locator
    link: str = ""
    reference: Mapping[str, Any] = Field(default_factory=dict)


class SectionDraft(BaseModel):
    """One section as written. `section` is its id in the template.

    `text` is plain text with `[@key]` marks, paragraphs apart by an empty line. `pinned` are keys of sources laid aside
    for it; `own` the sentences (marks left out, white space as single spaces) that the writer says are plan or opinion.
    """

    model_config = ConfigDict(frozen=True)

    section: str
    text: str = ""
    pinned: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


class Proposal(BaseModel):
    """A proposal: its brief, its sections, and every source that any of them cites or pins.

    `form_citations` is how the sources are cited in the fields of a form; what these read is what is counted.
    """

    model_config = ConfigDict(frozen=True)

    brief: Brief = Brief()
    sections: tuple[SectionDraft, ...] = ()
    sources: tuple[KeptSource, ...] = ()
    form_citations: FormCitations = "titles"


class SavedProposal(NamedTuple):
    """A proposal as it is kept, its times in UTC.

    `token` is its link; `revision` goes up with every save that changed it.
    """

    token: str
    revision: int
    created_at: datetime
    saved_at: datetime
    proposal: Proposal


class ProposalCard(NamedTuple):
    """What a list of proposals shows of each; `words` counts those of its sections."""

    token: str
    title: str
    revision: int
    created_at: datetime
    saved_at: datetime
    words: int


class SavedVersion(NamedTuple):
    """One of the last saves of a proposal: its `number` is the revision that it was."""

    number: int
    saved_at: datetime
    words: int
    title: str


def create(library: Library, proposal: Proposal, most: int | None = None) -> SavedProposal:
    """Keep a new proposal under a link that nobody can guess. Raises ProposalsFull if there are `most` already.

    Everything here that writes takes one transaction, waits for no indexing run, and raises ProposalTooLarge,
    LibraryBusy or LibraryError.
    """
    kept = _Kept.of(proposal)
    token, now = secrets.token_urlsafe(_TOKEN_BYTES), _now()
    with short_transaction(library, erasing=True) as connection:
        if most is not None and (connection.scalar(select(func.count()).select_from(proposals_table)) or 0) >= most:
            raise ProposalsFull(most)
        connection.execute(
            insert(proposals_table).values(token=token, revision=1, created_at=now, saved_at=now, **kept._asdict())
        )
        _add_version(connection, token, 1, kept, now)
    return SavedProposal(token, 1, _time(now), _time(now), _proposal(kept.content))


def load(library: Library, token: str) -> SavedProposal:
    """Return what is kept under a link. Raises ProposalNotFound."""
    with library.engine.connect() as connection:
        return _saved(_row(connection, token))


def save(
    library: Library,
    token: str,
    proposal: Proposal,
    revision: int,
    *,
    automatic: bool = False,
    writer: str = "",
) -> SavedProposal:
    """Keep a proposal as it is now, if `revision` is still the one that is kept; the result has the next one.

    The last 20 saves can be looked at. So that they stay worth looking at while a page saves every second, an
    `automatic` save takes the place of the one before if that was automatic too, of the same `writer` (any name for a
    tab), begun within the last two minutes, and hardly a word of it was lost since. A save that says what is kept
    already changes nothing.

    Raises ProposalChanged, with what is kept, when somebody saved since that revision, and ProposalNotFound.
    """
    kept = _Kept.of(proposal)
    now = _now()
    with short_transaction(library, erasing=True) as connection:
        row = _locked(connection, token)
        if row.content == kept.content:
            return _saved(row)
        if row.revision != revision:
            raise ProposalChanged(_saved(row))
        number = revision + 1
        connection.execute(
            update(proposals_table)
            .where(proposals_table.c.token == token)
            .values(revision=number, saved_at=now, **kept._asdict())
        )
        _add_version(connection, token, number, kept, now, writer if automatic else None)
    return SavedProposal(token, number, _time(row.created_at), _time(now), _proposal(kept.content))


def versions(library: Library, token: str) -> list[SavedVersion]:
    """Return the last saves of a proposal, the latest (which is what is kept now) first. Raises ProposalNotFound."""
    columns = proposal_versions_table.c
    statement = select(columns.number, columns.saved_at, columns.words, columns.title)
    with library.engine.connect() as connection:
        _row(connection, token)
        rows = connection.execute(statement.where(columns.token == token).order_by(columns.number.desc())).all()
    return [SavedVersion(row.number, _time(row.saved_at), row.words, row.title) for row in rows]


def version(library: Library, token: str, number: int) -> Proposal:
    """Return a proposal as one of its last saves had it. Raises ProposalNotFound."""
    with library.engine.connect() as connection:
        return _proposal(_content(connection, token, number))


def restore(library: Library, token: str, number: int, revision: int) -> SavedProposal:
    """Save what one of the last saves had anew, as `save` does; what was kept until now stays among the last saves."""
    return save(library, token, version(library, token, number), revision)


def duplicate(library: Library, token: str, title: str | None = None, most: int | None = None) -> SavedProposal:
    """Keep a copy under a link of its own, with another title if one is given; its earlier saves are not copied.

    Raises as `create` does, and ProposalNotFound.
    """
    proposal = load(library, token).proposal
    if title is not None:
        proposal = proposal.model_copy(update={"brief": proposal.brief.model_copy(update={"title": title})})
    return create(library, proposal, most)


def delete(library: Library, token: str) -> None:
    """Delete a proposal and all that was ever saved of it. Raises ProposalNotFound.

    SQLite writes zeros over it, and its log is emptied; PostgreSQL frees the place, and uses it again when it likes.
    """
    with short_transaction(library, erasing=True) as connection:
        _locked(connection, token)
        connection.execute(sql_delete(proposal_versions_table).where(proposal_versions_table.c.token == token))
        connection.execute(sql_delete(proposals_table).where(proposals_table.c.token == token))
    empty_log(library)


def proposals(library: Library) -> list[ProposalCard]:
    """Return every proposal that is kept, the last saved first: for whoever runs the library, never for visitors."""
    columns = proposals_table.c
    statement = select(
        columns.token, columns.title, columns.revision, columns.created_at, columns.saved_at, columns.words
    )
    with library.engine.connect() as connection:
        rows = connection.execute(statement.order_by(columns.saved_at.desc(), columns.token)).all()
    return [
        ProposalCard(row.token, row.title, row.revision, _time(row.created_at), _time(row.saved_at), row.words)
        for row in rows
    ]


def words_of(proposal: Proposal) -> int:
    """Return how many words the sections have, marks left out."""
    return sum(len(MARK.sub(" ", section.text).split()) for section in proposal.sections)


class _Kept(NamedTuple):
    """What the tables hold of a proposal's content."""

    title: str
    words: int
    content: str

    @classmethod
    def of(cls, proposal: Proposal) -> "_Kept":
        for name, most in (("sources", MOST_SOURCES), ("sections", MOST_SECTIONS)):
            if len(getattr(proposal, name)) > most:
                raise ProposalTooLarge(f"A proposal can have {most} {name} at most. Take some out, then save again.")
        storable = _storable(proposal.model_dump(mode="python"))
        content = json.dumps(storable, ensure_ascii=False, separators=(",", ":"))
        if len(content.encode()) > MOST_BYTES:
            raise ProposalTooLarge(
                f"A proposal can take {MOST_BYTES // 1_000_000} MB at most. Take something out, then save again."
            )
        return cls(storable["brief"]["title"], words_of(proposal), content)


def _storable(value: Any) -> Any:
    # No database takes halves of characters, and PostgreSQL no NUL.
    if isinstance(value, str):
        return str(value).replace("\x00", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, Mapping):
        return {_storable(key): _storable(each) for key, each in value.items()}
    return [_storable(each) for each in value] if isinstance(value, list | tuple) else value


def _add_version(
    connection: Connection, token: str, number: int, kept: _Kept, now: str, writer: str | None = None
) -> None:
    """Put a save among the last ones; `writer` names the tab of one that a page made by itself."""
    table, columns = proposal_versions_table, proposal_versions_table.c
    last = connection.execute(
        select(columns.number, columns.begun_at, columns.writer, columns.automatic, columns.lost, columns.content)
        .where(columns.token == token)
        .order_by(columns.number.desc())
        .limit(1)
    ).first()
    begun, lost = now, 0
    if last is not None and writer is not None and last.automatic and last.writer == writer:
        lost = last.lost + _words_lost(last.content, kept.content)
        if lost <= _MOST_WORDS_LOST and timedelta(0) <= _time(now) - _time(last.begun_at) < _TOGETHER:
            begun = last.begun_at
            connection.execute(sql_delete(table).where(columns.token == token, columns.number == last.number))
        else:
            lost = 0
    connection.execute(
        insert(table).values(
            token=token, number=number, begun_at=begun, saved_at=now, writer=writer or "",
            automatic=writer is not None, lost=lost, **kept._asdict(),
        )
    )  # fmt: skip
    numbers = select(columns.number).where(columns.token == token).order_by(columns.number.desc())
    oldest = min(connection.scalars(numbers.limit(VERSIONS_KEPT)))
    connection.execute(sql_delete(table).where(columns.token == token, columns.number < oldest))


def _words_lost(before: str, after: str) -> int:
    """Return how many words one content has that the other has not; one that was typed on is not lost."""
    old, new = (Counter(_WORD.findall(each)) for each in (before, after))
    gained = list((new - old).elements())
    lost = 0
    for word in (old - new).elements():
        longer = next((index for index, each in enumerate(gained) if each.startswith(word)), None)
        if longer is None:
            lost += 1
        else:
            del gained[longer]
        if lost > _MOST_WORDS_LOST:
            break
    return lost


def _locked(connection: Connection, token: str) -> "Row[Any]":
    """Return the row of a proposal, which nobody else can write to before this transaction ends."""
    if _TOKEN.fullmatch(token):
        columns = proposals_table.c
        connection.execute(update(proposals_table).where(columns.token == token).values(revision=columns.revision))
    return _row(connection, token)


def _row(connection: Connection, token: str) -> "Row[Any]":
    row = None
    if _TOKEN.fullmatch(token):
        row = connection.execute(select(proposals_table).where(proposals_table.c.token == token)).first()
    if row is None:
        raise ProposalNotFound
    return row


def _content(connection: Connection, token: str, number: int) -> str:
    columns = proposal_versions_table.c
    content = None
    if _TOKEN.fullmatch(token) and 0 < number <= _LARGEST_NUMBER:
        content = connection.scalar(select(columns.content).where(columns.token == token, columns.number == number))
    if content is None:
        raise ProposalNotFound
    return str(content)


def _saved(row: "Row[Any]") -> SavedProposal:
    return SavedProposal(row.token, row.revision, _time(row.created_at), _time(row.saved_at), _proposal(row.content))


def _proposal(content: str) -> Proposal:
    try:
        return Proposal.model_validate_json(content)
    except ValidationError:
        raise LibraryDamaged(
            "What is kept of this proposal cannot be read. Restore a backup of the library, or an earlier save."
        ) from None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _time(written: str) -> datetime:
    return datetime.fromisoformat(written)
