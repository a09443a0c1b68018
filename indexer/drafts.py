"""What readers give: drafts of documents, and the reasons for which a file cannot be read."""

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field

from corpus.documents import Page, Section
from corpus.facets import Kind

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "empty": "the file holds nothing",
        "no_text": "no text could be found, as in scanned pages without recognised text",
        "encrypted": "the file is protected by a password",
        "damaged": "the file is damaged or incomplete",
        "unsupported": "files of this type cannot be read",
        "too_large": "the file is larger than the limit",
        "too_many_pages": "the file has more pages than the limit",
        "too_slow": "reading took longer than the limit",
        "too_much_memory": "reading took more memory than the limit",
        "not_readable": "the file cannot be opened",
        "bad_metadata": "the front matter or the sidecar file is not valid",
        "crashed": "the reader ended unexpectedly",
    }
)


class Draft(BaseModel):
    """One document as a reader found it, before facets are worked out.

    `declared` holds what the file itself states, by canonical name and as written, for `indexer.describing` to
    interpret: `country`, `region`, `theme`, `kind`, `language`, `year_start`, `year_end`, `date`, `education_level`,
    `eqavet_phase`; several values are several items. `fields` are the record's own fields (see `corpus.records`).
    `heading` is the nearest heading above the record in the file, from which a missing country may be read.
    Offsets of `pages` and `sections` are offsets in `text`.
    """

    model_config = ConfigDict(frozen=True)

    title: str
    text: str
    kind: Kind | None = None
    url: str | None = None
    heading: str | None = None
    declared: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    fields: Mapping[str, str] = Field(default_factory=dict)
    pages: tuple[Page, ...] = ()
    sections: tuple[Section, ...] = ()
    notes: tuple[str, ...] = ()


class ReadingLimits(BaseModel):
    """What reading one file may cost: seconds, megabytes of memory and of the file, pages, characters of text."""

    model_config = ConfigDict(frozen=True)

    seconds: float = Field(default=60, gt=0)
    megabytes_memory: int = Field(default=1024, gt=0)
    megabytes_file: float = Field(default=100, gt=0)
    pages: int = Field(default=2000, gt=0)
    characters: int = Field(default=20_000_000, gt=0)
