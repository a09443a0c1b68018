"""What we call things: themes, places, levels, kinds and fields, in the readers' languages."""

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from corpus.facets import Kind
from corpus.mentions import fold
from corpus.placenames import NAMING_LANGUAGES, PlaceFinder, country_names, europe_names, folded_name, language_names
from corpus.terms import Alignment, Level, Place, PlaceMention, Term, Theme, ThemeMention
from corpus.termwords import TermFinder

EUROPE = "EU"
"""The code of Europe as a whole: a value that documents declare, never one found in running text."""

_EUROPEAN_CODES: Mapping[str, str] = MappingProxyType({"EL": "GR", "UK": "GB"})
_LONG_LANGUAGE_CODES: Mapping[str, str] = MappingProxyType(
    {
        "eng": "en",
        "nld": "nl",
        "dut": "nl",
        "fin": "fi",
        "spa": "es",
        "eus": "eu",
        "baq": "eu",
        "deu": "de",
        "ger": "de",
        "fra": "fr",
        "fre": "fr",
        "por": "pt",
        "ita": "it",
        "lit": "lt",
        "est": "et",
        "pol": "pl",
        "swe": "sv",
        "nb": "nb",
        "no": "nb",
    }
)


class Vocabulary:
    """All of our terms. Made once, by `load_vocabulary`; what a search needs is compiled at its first use."""

    def __init__(
        self,
        themes: Mapping[str, Theme],
        places: Mapping[str, Place],
        levels: Mapping[str, Level],
        kinds: Mapping[str, Term],
        fields: Mapping[str, Term],
        phases: Mapping[str, Term],
        place_finder: PlaceFinder,
        place_signs: Mapping[str, tuple[str, ...]],
        topics: Mapping[str, str],
    ) -> None:
        self.themes = themes
        self.places = places
        self.levels = levels
        self.kinds = kinds
        self.fields = fields
        self.phases = phases
        self._place_finder = place_finder
        self._topics = topics
        self._theme_finder = TermFinder({key: _terms(theme) for key, theme in themes.items()})
        self._level_finder = TermFinder({key: _terms(level) for key, level in levels.items()})
        self._kind_finder = TermFinder({key: kind.words for key, kind in kinds.items()})
        self._sign_finder = TermFinder({code: {"en": tuple(signs)} for code, signs in place_signs.items()})
        self._phase_finder = TermFinder({key: phase.words for key, phase in phases.items()})

    # From a code to its label

    def theme_label(self, theme: str, language: str = "en") -> str:
        """Return a theme's label in a language, else in English, else the id itself."""
        return _label(self.themes.get(theme), language, theme)

    def level_label(self, level: str, language: str = "en") -> str:
        """Return an education level's label in a language, else in English, else the id itself."""
        return _label(self.levels.get(level), language, level)

    def kind_label(self, kind: str, language: str = "en") -> str:
        """Return the label of a kind of document in a language, else in English, else the kind itself."""
        return _label(self.kinds.get(str(kind)), language, str(kind))

    def phase_label(self, phase: str, language: str = "en") -> str:
        """Return the label of a phase of the EQAVET cycle in a language, else in English, else the phase itself."""
        return _label(self.phases.get(phase), language, phase)

    def field_label(self, name: str, language: str = "en") -> str:
        """Return the label of a record's field in a language, else in English, else the name in words."""
        return _label(self.fields.get(name), language, name.replace("_", " ").capitalize())

    def place_label(self, code: str, language: str = "en") -> str:
        """Return the name of a country or region in a language, else in English, else the code itself."""
        place = self.places.get(code)
        for candidate in (language, "en"):
            if place is not None and place.country and place.names.get(candidate):
                return place.names[candidate][0]
            if code == EUROPE and (europe := europe_names(candidate)):
                return europe[0]
            if name := country_names(candidate).get(code):
                return name
        return code

    def language_label(self, code: str, language: str = "en") -> str:
        """Return the name of a language in a language, else in English, else the code itself."""
        return language_names(language).get(code) or language_names("en").get(code) or code

    # From a name to its code

    def place_code(self, name: str) -> str | None:
        """Return the code of the country or region that a name or code in any language of Europe stands for."""
        code = name.strip().upper().replace("_", "-")
        code = _EUROPEAN_CODES.get(code[:2], code[:2]) + code[2:] if code[2:3] in ("", "-") else code
        if code == EUROPE or code in self.places or code in country_names("en"):
            return code
        return self._places_by_name.get(folded_name(name))

    def theme_id(self, name: str) -> str | None:
        """Return the id of the theme that an id, a label, a synonym or a topic of Erasmus+ stands for."""
        return self._themes_by_name.get(folded_name(name))

    def level_id(self, name: str) -> str | None:
        """Return the id of the education level that an id, a label or a synonym stands for."""
        return self._levels_by_name.get(folded_name(name))

    def kind_of(self, name: str) -> Kind | None:
        """Return the kind of document that a kind, a label or a synonym stands for."""
        kind = self._kinds_by_name.get(folded_name(name))
        return Kind(kind) if kind else None

    def phase_id(self, name: str) -> str | None:
        """Return the phase of the EQAVET cycle that an id or a label stands for."""
        return self._phases_by_name.get(folded_name(name))

    def field_name(self, label: str) -> str | None:
        """Return the field that a label in a document stands for, as in `corpus.records.FIELDS` or `Draft.declared`.

        `title` is one of them; None for a label we do not know.
        """
        return self._fields_by_name.get(folded_name(label))

    def language_code(self, name: str) -> str | None:
        """Return the ISO 639-1 code of the language that a name in any language of Europe, or a code, stands for."""
        code = fold(name.strip()).replace("_", "-").split("-")[0]
        code = _LONG_LANGUAGE_CODES.get(code, code)
        return code if code in NAMING_LANGUAGES else self._languages_by_name.get(folded_name(name))

    def country_of(self, code: str) -> str | None:
        """Return the country of a region, or the country itself; None for a code we do not know."""
        place = self.places.get(code)
        if place is not None:
            return place.country or place.code
        return code if code in country_names("en") or code == EUROPE else None

    # Mentions in running text

    def find_places(self, text: str, language: str | None = None) -> list[PlaceMention]:
        """Return the countries and regions that a text names, in the order of the text.

        With a language (ISO 639-1), names count in that language, in English and as the place calls itself; without
        one, in every language of Europe. A name that is also a common word counts with a capital letter only.
        """
        return self._place_finder.find(text, language)

    def places_by_signs(self, text: str) -> tuple[str, ...]:
        """Return the places whose education system uses words of the text that no other uses, each once."""
        return tuple(dict.fromkeys(mention.id for mention in self._sign_finder.find(text, "en")))

    def find_themes(self, text: str, language: str | None = None) -> list[ThemeMention]:
        """Return the themes that a text speaks of, in the order of the text.

        With a language (ISO 639-1), terms count in that language and in English; without one, in every language we
        serve, short single words left out.
        """
        return [
            ThemeMention(mention.id, mention.start, mention.end, text[mention.start : mention.end])
            for mention in self._theme_finder.find(text, language)
        ]

    def find_levels(self, text: str, language: str | None = None) -> tuple[str, ...]:
        """Return the ids of the education levels that a text names, one for each mention."""
        return tuple(mention.id for mention in self._level_finder.find(text, language))

    def find_phases(self, text: str, language: str | None = None) -> tuple[str, ...]:
        """Return the phases of the EQAVET cycle that a text names as such (`planning phase`), each once."""
        return tuple(dict.fromkeys(mention.id for mention in self._phase_finder.find(text, language)))

    def kind_words(self, text: str, language: str | None = None) -> tuple[Kind, ...]:
        """Return the kinds of document that words of a text point to, one for each such word."""
        return tuple(Kind(mention.id) for mention in self._kind_finder.find(text, language))

    # Names, compiled once

    @cached_property
    def _places_by_name(self) -> Mapping[str, str]:
        names = dict(self._place_finder.names())
        for language in NAMING_LANGUAGES:
            for name in europe_names(language):
                names.setdefault(folded_name(name), EUROPE)
            for code, name in country_names(language).items():
                names.setdefault(folded_name(name), code)
        return names

    @cached_property
    def _languages_by_name(self) -> Mapping[str, str]:
        return {
            folded_name(name): code
            for language in reversed(NAMING_LANGUAGES)
            for code, name in language_names(language).items()
            if code in NAMING_LANGUAGES
        }

    @cached_property
    def _themes_by_name(self) -> Mapping[str, str]:
        names = _by_name((theme.id, theme.labels, _flat(theme.synonyms)) for theme in self.themes.values())
        return {**{folded_name(topic): theme for topic, theme in self._topics.items()}, **names}

    @cached_property
    def _levels_by_name(self) -> Mapping[str, str]:
        return _by_name((level.id, level.labels, _flat(level.synonyms)) for level in self.levels.values())

    @cached_property
    def _kinds_by_name(self) -> Mapping[str, str]:
        return _by_name((term.id, term.labels, term.synonyms) for term in self.kinds.values())

    @cached_property
    def _phases_by_name(self) -> Mapping[str, str]:
        return _by_name((term.id, term.labels, term.synonyms) for term in self.phases.values())

    @cached_property
    def _fields_by_name(self) -> Mapping[str, str]:
        return _by_name((term.id, term.labels, term.synonyms) for term in self.fields.values())


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """Return the vocabulary of `corpus/vocabularies`, read once."""
    themes, places, fields = read_vocabulary("themes"), read_vocabulary("places"), read_vocabulary("fields")
    levels = read_vocabulary("levels")
    topics = themes["schemes"]["erasmus-topics"]
    by_code = {code: Place(code=code, **value) for code, value in {**places["countries"], **places["regions"]}.items()}
    return Vocabulary(
        themes={key: _theme(key, value, themes["schemes"]) for key, value in themes["themes"].items()},
        places=by_code,
        levels={key: Level(id=key, **value) for key, value in levels["levels"].items()},
        kinds={key: Term(id=key, **value) for key, value in fields["kinds"].items()},
        fields={key: Term(id=key, **value) for key, value in fields["fields"].items()},
        phases={key: Term(id=key, **value) for key, value in levels["eqavet_phases"].items()},
        place_finder=PlaceFinder(by_code, places["not_places"], places["capital_only"]),
        place_signs=places["signs"],
        topics={topics["entries"][key]: theme for key, theme in topics["themes"].items()},
    )


def read_vocabulary(name: str) -> Any:
    """Return the content of one file of `corpus/vocabularies`, such as `programmes`, as plain lists and dicts."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (files("corpus.vocabularies") / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=loader)  # noqa: S506 -- a safe loader, in C where there is one


def _theme(key: str, value: Mapping[str, Any], schemes: Mapping[str, Any]) -> Theme:
    alignments = tuple(
        Alignment(
            scheme=scheme,
            value=str(entry),
            label=schemes[scheme]["entries"][entry],
            source=schemes[scheme]["source"],
            checked=schemes[scheme]["checked"] and entry not in schemes[scheme].get("unchecked", ()),
        )
        for scheme, entries in value["mappings"].items()
        for entry in entries
    )
    return Theme(
        id=key,
        definition=value["definition"],
        labels=value["labels"],
        synonyms=value["synonyms"],
        related=value.get("related", ()),
        alignments=alignments,
    )


def _label(term: Theme | Level | Term | None, language: str, otherwise: str) -> str:
    return (term.labels.get(language) or term.labels.get("en") or otherwise) if term else otherwise


def _terms(term: Theme | Level) -> Mapping[str, tuple[str, ...]]:
    return {
        language: (*([term.labels[language]] if language in term.labels else []), *term.synonyms.get(language, ()))
        for language in dict.fromkeys((*term.labels, *term.synonyms))
    }


def _flat(synonyms: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(synonym for each in synonyms.values() for synonym in each)


def _by_name(terms: Iterable[tuple[str, Mapping[str, str], tuple[str, ...]]]) -> Mapping[str, str]:
    names: dict[str, str] = {}
    listed = list(terms)
    for identifier, labels, _ in listed:
        for name in (identifier, *labels.values()):
            names.setdefault(folded_name(name), identifier)
    for identifier, _, synonyms in listed:
        for name in synonyms:
            names.setdefault(folded_name(name), identifier)
    return MappingProxyType(names)
