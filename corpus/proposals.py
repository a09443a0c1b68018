"""Proposals: what a writer drafts, kept in the library with its last versions, and reached by its link alone."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from corpus.documents import Locator
from corpus.facets import Kind


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
    """A proposal: its brief, its sections, and every source that any of them cites or pins."""

    model_config = ConfigDict(frozen=True)

    brief: Brief = Brief()
    sections: tuple[SectionDraft, ...] = ()
    sources: tuple[KeptSource, ...] = ()
