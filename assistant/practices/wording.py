"""Practices in words of a reader's language: dimensions, codes, evidence, and figures as the language writes them."""

from collections.abc import Sequence

from babel import Locale
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit

from assistant.exporting.thread import Says
from assistant.naming import years_shown
from assistant.practices.shapes import Dimension, Figure, Strength
from assistant.practices.sidebyside import years_of
from corpus.vocabulary import Vocabulary

_TIMES = ("year", "month", "week", "day", "hour", "minute")
_MOST_DIGITS = 2


def dimension_label(dimension: Dimension, say: Says) -> str:
    """Return what a dimension is called."""
    return say(f"dimension_{dimension}")


def strength_label(strength: Strength, say: Says) -> str:
    """Return how strong the evidence of a practice is, in words."""
    return say(f"strength_{strength}")


def code_label(dimension: Dimension, code: str, names: Vocabulary, language: str) -> str:
    """Return what a code of a dimension stands for: a theme, an education level, a phase; a year is itself."""
    if dimension in (Dimension.THEME, Dimension.SECTOR):
        return names.theme_label(code, language)
    if dimension is Dimension.EDUCATION_LEVEL:
        return names.level_label(code, language)
    if dimension is Dimension.EQAVET:
        return names.phase_label(code, language)
    return code


def codes_shown(dimension: Dimension, codes: Sequence[str], names: Vocabulary, language: str) -> tuple[str, ...]:
    """Return what codes stand for, each once; years as one range."""
    if dimension is Dimension.PERIOD and (years := years_of(codes)):
        return (years_shown(*years),)
    return tuple(dict.fromkeys(code_label(dimension, code, names, language) for code in codes))


def figure_shown(figure: Figure, say: Says) -> str:
    """Return what a figure comes to, as the reader's language writes it: "EUR 1,600,000 a year", "at least 12 %"."""
    shown = _amount(figure, figure.value, say)
    if figure.upto is not None:
        shown = say("figure_range", first=_plain(figure, say), last=_amount(figure, figure.upto, say))
    if figure.per:
        known = f"figure_per_{figure.per}" if figure.per in _TIMES else "figure_per"
        shown = say(known, figure=shown, of=figure.per)
    for said in ("at_least", "at_most", "about"):
        if getattr(figure, said):
            shown = say(f"figure_{said}", figure=shown)
    return shown


def _amount(figure: Figure, value: float, say: Says) -> str:
    language = say.language
    if figure.unit == "money" and figure.of:
        # The code, since a sign such as $ is that of several currencies.
        form = "¤¤\u00a0#,##0" if value == round(value) else "¤¤\u00a0#,##0.00"
        return str(format_currency(value, figure.of, form, locale=language, currency_digits=False))
    if figure.unit == "percent":
        return str(format_percent(value / 100, locale=language, decimal_quantization=False))
    if figure.unit == "year":
        return f"{value:.0f}"
    if figure.unit == "duration" and figure.of in _TIMES:
        return str(format_unit(value, f"duration-{figure.of}", locale=language))
    number = _number(value, language)
    return f"{number} {figure.of}" if figure.of else number


def _plain(figure: Figure, say: Says) -> str:
    return f"{figure.value:.0f}" if figure.unit == "year" else _number(figure.value, say.language)


def _number(value: float, language: str) -> str:
    return str(format_decimal(round(value, _MOST_DIGITS), locale=Locale.parse(language)))
