"""What the page says in each interface language; what a catalogue lacks is said in English."""

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

import yaml
from babel import Locale
from babel.numbers import format_decimal

FALLBACK = "en"


class Texts:
    """One catalogue: `texts("key", name=value)` is the sentence, ready to show; a missing one is English."""

    def __init__(self, language: str) -> None:
        self.language = language if language in languages() else FALLBACK
        self._own = _catalogue(self.language)

    def __call__(self, key: str, **values: object) -> str:
        """Return a sentence. Raises KeyError for a key that not even the English catalogue has."""
        return (self._own.get(key) or _catalogue(FALLBACK)[key]).format(**values)

    def counted(self, key: str, number: int) -> str:
        """Return a number with its noun, from `KEY_one` or `KEY_other`: "1 document", "1,200 documents"."""
        form = "one" if Locale.parse(self.language).plural_form(number) == "one" else "other"
        return self(f"{key}_{form}", number=self.number(number))

    def number(self, number: int) -> str:
        """Return a number as the language writes it: "1,200", "1 200"."""
        return str(format_decimal(number, locale=self.language))


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return the languages (ISO 639-1) that there is a catalogue for."""
    found = (file.name for file in (files("ui") / "translations").iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in found if name.endswith(".yaml")))


@cache
def own_name(language: str) -> str:
    """Return what a language calls itself, for a list to choose from."""
    name = Locale.parse(language).get_display_name(language) or language
    return name[:1].upper() + name[1:]


@cache
def _catalogue(language: str) -> Mapping[str, str]:
    text = (files("ui") / "translations" / f"{language}.yaml").read_text("utf-8")
    catalogue: Mapping[str, str] = yaml.load(text, Loader=yaml.CSafeLoader)
    return catalogue
