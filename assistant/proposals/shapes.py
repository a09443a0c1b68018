"""The shapes of proposing: templates of sections, evidence for them, and what was found of each claim."""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.checking.shapes import Difference
from assistant.citations import Citation
from assistant.practices.shapes import Dimension, Strength

Labels = Mapping[str, str]
"""A text by language (ISO 639-1); `en` is always there."""

Relation = Literal["supports", "contrasts", "comparable", "statistic"]
"""What a quote is to a proposal: it supports the need or the claim, says otherwise, tells of a comparable project, or
gives a figure."""


class GuidingQuestion(BaseModel):
    """A question that a section must answer; `wants` are the relations of evidence that serve it, best first.

    `limit` is how many characters the form's own field for the answer takes, None where it has none of its own;
    `limit_assumed` says that nobody has seen it in the form itself. `about` names the sides of a project that it asks
    for, and themes (see `assistant.proposals.aspects`).
    """

    model_config = ConfigDict(frozen=True)

    id: str
    text: Labels
    limit: int | None = None
    limit_assumed: bool = False
    wants: tuple[Relation, ...] = ("supports",)
    about: tuple[str, ...] = ()
    search: Labels = {}
    """Words to look for beside those of the brief, by language."""


class TemplateSection(BaseModel):
    """A section of the form: what assessors award points for. `limit` is in characters, None for no limit.

    `limit_assumed` says that nobody has seen it, or that of one of its questions, in the form itself.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    title: Labels
    points: int | None = None
    limit: int | None = None
    limit_assumed: bool = False
    guidance: Labels = {}
    assessors: Labels = {}
    """The evidence that assessors look for."""
    questions: tuple[GuidingQuestion, ...] = ()


class Template(BaseModel):
    """The sections of one kind of application; `source` says where they are from (a guide, with its year)."""

    model_config = ConfigDict(frozen=True)

    id: str
    title: Labels
    action: str | None = None
    source: str | None = None
    url: str | None = None
    sections: tuple[TemplateSection, ...]


class EvidenceItem(BaseModel):
    """One quote that bears on a question, and how: `reason` is the key of a text of ours that says by which rule.

    `given_before` is the question above, in the same section, that the same quote is given for, None if there is none.
    """

    model_config = ConfigDict(frozen=True)

    citation: Citation
    relation: Relation
    reason: str
    strength: Strength = "none"
    score: float
    given_before: str | None = None


class QuestionEvidence(BaseModel):
    """The evidence for one guiding question, best first."""

    model_config = ConfigDict(frozen=True)

    section: str
    question: str
    items: tuple[EvidenceItem, ...] = ()


class Coverage(BaseModel):
    """How many quotes each section has of each partner country: `counts[section][country]`; zero is a gap."""

    model_config = ConfigDict(frozen=True)

    counts: Mapping[str, Mapping[str, int]]

    @property
    def gaps(self) -> tuple[tuple[str, str], ...]:
        """The pairs of section and country that nothing was found for."""
        return tuple(
            (section, country) for section, of in self.counts.items() for country, count in of.items() if not count
        )


class Complement(BaseModel):
    """An earlier project with overlapping aims: in what it is alike (quoted), and in what it differs."""

    model_config = ConfigDict(frozen=True)

    document_id: str
    title: str
    countries: tuple[str, ...] = ()
    score: float
    why: Citation | None = None
    shared: tuple[Dimension, ...] = ()
    differs: Mapping[Dimension, Citation] = {}


Standing = Literal["supported", "differs", "needs_evidence", "own"]
"""What a sentence of a draft is: cited, and its source says so; cited, but its source says otherwise or not that; a
claim without a source; or the writer's own plan or opinion, which needs none."""

WANTING: tuple[Standing, ...] = ("differs", "needs_evidence")
"""The standings of sentences that no source bears out."""


class CheckedSentence(BaseModel):
    """One sentence of a draft, `text[start:end]` of what was checked, marks included.

    `keys` are the sources it cites; `citation` the sentence of one of them that carries it, or comes nearest.
    `candidates` are quotes of the library that may serve a claim without a source, best first. `marked` tells a
    sentence that the writer called their own from one that reads like a plan.
    """

    model_config = ConfigDict(frozen=True)

    start: int
    end: int
    standing: Standing
    keys: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    citation: Citation | None = None
    candidates: tuple[Citation, ...] = ()
    marked: bool = False
