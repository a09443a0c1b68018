"""The shapes of our terms: themes, places, education levels, kinds and fields."""

from collections.abc import Mapping
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field


class Alignment(BaseModel):
    """Where a theme stands in somebody else's list.

    `scheme` is our name of that list, `label` what its entry `value` is called there, `source` where we have it from.
    `checked` is False while the entry was not compared with the official list. That a theme belongs there is our own
    judgement: a near match, seldom an exact one.
    """

    model_config = ConfigDict(frozen=True)

    scheme: str
    value: str
    label: str
    source: str
    checked: bool


class Theme(BaseModel):
    """One concept of our list. Labels and synonyms are by language; a word ending in `*` is the start of a word."""

    model_config = ConfigDict(frozen=True)

    id: str
    definition: str
    labels: Mapping[str, str]
    synonyms: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    related: tuple[str, ...] = ()
    alignments: tuple[Alignment, ...] = ()


class Place(BaseModel):
    """A country that we serve, or a region of one (`country` is set).

    `names` are by language, the first of each the label of a region; the language `any` stands for all. Adjectives
    such as `Dutch` and cities say less about where something is than a name does.
    """

    model_config = ConfigDict(frozen=True)

    code: str
    country: str | None = None
    nuts: str | None = None
    group: str | None = None
    names: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    adjectives: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    cities: tuple[str, ...] = ()


class Level(BaseModel):
    """An education level with its place in EQF and ISCED 2011."""

    model_config = ConfigDict(frozen=True)

    id: str
    labels: Mapping[str, str]
    synonyms: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    eqf: tuple[int, ...] = ()
    isced: tuple[str, ...] = ()


class Term(BaseModel):
    """A kind of document, a field of a record or a phase of the quality cycle.

    `synonyms` are other labels that documents give it; `words` are words of running text that point to it.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    labels: Mapping[str, str]
    synonyms: tuple[str, ...] = ()
    words: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)


class PlaceMention(NamedTuple):
    """A place found in a text: its code, where it stands, and the words there.

    A `weak` mention (Dutch, Amsterdam) says less about where something is than the place's name does.
    """

    code: str
    start: int
    end: int
    surface: str
    weak: bool = False


class ThemeMention(NamedTuple):
    """A theme found in a text: its id, where it stands, and the words there."""

    id: str
    start: int
    end: int
    surface: str
