"""How long the fields of a proposal's form are, as the form will count them."""

import re
from typing import NamedTuple

from assistant.exporting.proposal_text import FormWording
from assistant.proposals.fields import Field, fields_of, outside
from assistant.proposals.shapes import TemplateSection
from corpus.proposals import Proposal
from ui.components.proposaldesk import section_of

# What the skeleton leaves to the writer stands in square brackets on a line of its own.
_PLACES = re.compile(r"^\[[^@\]\n][^\]\n]*\]$", re.MULTILINE)


class Length(NamedTuple):
    """One field: how many characters it has, and how many places in it are left for the writer's own words."""

    field: Field
    characters: int
    places: int = 0

    @property
    def over(self) -> int:
        """How many characters there are beyond the limit."""
        return max(0, self.characters - self.field.limit) if self.field.limit else 0


class Lengths(NamedTuple):
    """The fields that a section is sent in, and how many characters of its text are in none of them."""

    section: TemplateSection
    fields: tuple[Length, ...]
    outside: int = 0

    @property
    def characters(self) -> int:
        """How many characters a section has, its questions left out."""
        return sum(each.characters for each in self.fields) + self.outside

    @property
    def over(self) -> int:
        """How many characters are too many for the fields that they are in."""
        return sum(each.over for each in self.fields)

    @property
    def answered(self) -> int:
        """How many fields have something in them, and no place left for the writer's own words."""
        return sum(each.characters > 0 and not each.places for each in self.fields)

    @property
    def places(self) -> int:
        """How many places are left for the writer's own words."""
        return sum(each.places for each in self.fields)


def lengths_of(proposal: Proposal, section: TemplateSection, wording: FormWording) -> Lengths:
    """Return how long a section is, field by field."""
    text = section_of(proposal, section.id).text
    fields = fields_of(section)
    texts = [(each, each.of(text)) for each in fields]
    lengths = tuple(Length(each, wording.length(of), len(_PLACES.findall(of))) for each, of in texts)
    return Lengths(section, lengths, wording.length(outside(section, text)) if fields[0].question else 0)
