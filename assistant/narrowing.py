"""Narrowing: the filters that a question implies, such as `in Finland`, `since 2018` or `which surveys say`."""

import re
from collections.abc import Collection, Sequence

from assistant.kindwords import kinds_named
from corpus.facets import Filters
from corpus.terms import PlaceMention

_IN = {
    # What stands before a place that narrows; the endings are for languages that say `in` at the end of the word.
    "en": r"\b(?:in|within|across|throughout|(?:examples|practices|projects) from)(?: the| all of)?\s*$",
    "nl": r"\b(?:in|binnen|(?:voorbeelden|praktijken|projecten) uit)(?: de| het| heel)?\s*$",
    "de": r"\b(?:in|im|innerhalb|(?:beispiele|projekte) aus)(?: der| den| dem| ganz)?\s*$",
    "es": r"\b(?:en|(?:ejemplos|proyectos) de)(?: el| la| los| las| toda)?\s*$",
    "fr": r"\b(?:en|au|aux|dans)(?: le| la| les)?\s*$",
    "it": r"\b(?:in|nel|nella|nei|negli|nelle|nell)['’]?(?: tutta la)?\s*$",
    "pt": r"\b(?:em|no|na|nos|nas)\s*$",
}
_IN_ENDING = {
    "fi": r"(?:ssa|ssä|lla|llä)$",
    "et": r"(?:s|l)$",
    "lt": r"(?:je|yje|oje|uose|ose|ėje)$",
    "eu": r"(?:n|an)$",
}
_OF_A_PLACE = {
    # "Finnish schools": an adjective narrows when it belongs to what a library like this is about.
    "en": (
        r"^ (?:vocational |secondary |technical |VET )?(?:schools|colleges|practices|projects|teachers|students"
        r"|companies"
        r"|providers|reports|surveys|examples|leaders|apprentices|institutions)\b",
        None,
    ),
    "nl": (
        r"^ (?:beroeps)?(?:scholen|mbo-scholen|colleges|praktijken|praktijkvoorbeelden|voorbeelden|projecten|docenten"
        r"|leraren|studenten|bedrijven|instellingen|rapporten|enquêtes|opleidingen)\b",
        None,
    ),
    "de": (
        r"^ (?:berufs)?(?:schulen|projekte|projekten|lehrkräfte|betriebe|betrieben|unternehmen|beispiele|einrichtungen"
        r"|berichte|auszubildende)\b",
        None,
    ),
    "fi": (r"^ (?:koulu|oppilaito|ammattioppilaito|hankke|hankk|käytän|yrity|opettaj|opiskelij)\w*", None),
    "es": (None, r"\b(?:centros|escuelas|proyectos|empresas|docentes|prácticas|institutos|informes|encuestas) $"),
    "fr": (None, r"\b(?:écoles|lycées|projets|entreprises|enseignants|pratiques|établissements|rapports|enquêtes) $"),
    "it": (None, r"\b(?:scuole|istituti|progetti|imprese|aziende|docenti|pratiche|rapporti|indagini) $"),
    "pt": (None, r"\b(?:escolas|projetos|empresas|professores|práticas|relatórios|inquéritos) $"),
}
_SUBJECT = re.compile(
    # Questions about places themselves: a filter would hide what is asked for.
    r"\b(?:which|what|how many|name the) (?:\w+ ){0,2}(?:country|countries|region|regions|nations?)\b"
    r"|\bwelke (?:\w+ )?(?:landen|land|regio['’]?s?)\b|\bhoeveel landen\b|\bin welk(?:e)? (?:landen|land|regio)\b"
    r"|\bwelche[mnrs]? (?:\w+ )?(?:länder|ländern|land|regionen)\b|\bqué (?:países|país|regiones)\b"
    r"|\bquel(?:le)?s? (?:pays|régions?)\b|\b(?:quali|quale) (?:paesi|paese|regioni)\b|\b(?:que|quais) países\b"
    r"|\bmissä maissa\b|\bmitkä maat\b|\bmillistes riikides\b|\bkuriose šalyse\b|\bzein herrialde",
    re.IGNORECASE,
)
_YEAR = r"(?P<year>(?:19|20)\d{2})\b"
_SINCE = re.compile(
    rf"\b(?:since|sinds|vanaf|seit|ab|desde|depuis|dal|vuodesta|alates|nuo)(?: the year| het jaar| el año)? {_YEAR}"
    r"|\b(?P<ending>(?:19|20)\d{2})(?:tik|etik)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"\b(?:after|later than|na|nach|después de|après|dopo il|depois de|pärast|po) {_YEAR}", re.IGNORECASE
)
_BEFORE = re.compile(
    rf"\b(?:before|earlier than|vóór|voor|vor|antes de|avant|prima del|ennen|enne|iki) {_YEAR}", re.IGNORECASE
)
_BETWEEN = re.compile(
    rf"\b(?:between|from|tussen|van|zwischen|von|entre|de|tra il|dal|vuosina|aastatel)(?: el| les)? {_YEAR}"
    r"(?: (?:and|to|until|en|tot|und|bis|y|et|à|a|e il|al|e) |–|-)(?P<until>(?:19|20)\d{2})\b",
    re.IGNORECASE,
)
_DURING = re.compile(
    rf"\b(?:in|during|im jahr|tijdens|en|durante|nel|em|no ano|vuonna|aastal)(?: the year| het jaar| el año| l'année)?"
    rf" {_YEAR}|\b(?P<ending>(?:19|20)\d{{2}})(?: metais|(?:an|ean)\b)",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\s*(?:,|and|en|und|y|e|et|or|of|oder|o|ou|ja|ir|eta)\s*(?:the|de|het|in|en|im)?\s*", re.IGNORECASE
)


def narrowed(
    text: str,
    filters: Filters,
    inside: Sequence[PlaceMention],
    gathers: bool = False,
    keep_wide: Collection[str] = (),
) -> Filters:
    """Return the filters with those added that the question implies, named in `inferred`.

    `inside` are the places that narrow (see `places_inside`). Years do where something is asked about the time since,
    before or between; `in 2019` only with `gathers`, when many documents are asked for: a single fact of that year may
    stand in a later document. Kinds do where documents of a kind are asked for. A facet that is narrowed already, or
    named in `keep_wide` (`countries`, `years`, `kinds`), is left as it is.
    """
    found: dict[str, object] = {}
    names: list[str] = []
    if not filters.countries and inside and "countries" not in keep_wide:
        found["countries"] = tuple(dict.fromkeys(place.code for place in inside))
        names.append("countries")
    if not filters.kinds and "kinds" not in keep_wide and (kinds := kinds_named(text)):
        found["kinds"] = kinds
        names.append("kinds")
    if filters.year_from is None and filters.year_to is None and "years" not in keep_wide:
        first, last = _years(text, gathers)
        if first or last:
            found |= {"year_from": first, "year_to": last}
            names.append("years")
    return filters.model_copy(update={**found, "inferred": tuple(names)})


def places_inside(text: str, language: str, places: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Return the places in which something is asked for, none when places are what is asked about."""
    if _SUBJECT.search(text):
        return ()
    inside: list[PlaceMention] = []
    for place in places:
        follows = bool(inside) and _LISTED.fullmatch(text[inside[-1].end : place.start])
        if place.weak:
            if _qualifies(text, place, language):
                inside.append(place)
        elif follows or _is_inside(text[: place.start], place.surface, language):
            inside.append(place)
    return tuple(inside)


def places_listed(text: str, places: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Return the places that stand side by side, such as `Finland and Scotland`; none when places are asked about."""
    if _SUBJECT.search(text):
        return ()
    named = [place for place in places if not place.weak]
    for first in range(len(named)):
        listed = [named[first]]
        for place in named[first + 1 :]:
            if not _LISTED.fullmatch(text[listed[-1].end : place.start]):
                break
            listed.append(place)
        if len({place.code for place in listed}) > 1:
            return tuple(listed)
    return ()


def with_preposition(text: str, start: int, language: str) -> int:
    """Return where a place begins together with the `in` before it, if there is one."""
    pattern = _IN.get(language)
    match = re.search(pattern, text[:start], re.IGNORECASE) if pattern else None
    return match.start() if match else start


def year_spans(text: str) -> list[tuple[int, int]]:
    """Return where a text names a time in years, such as `since 2018` or `in 2019`, in the order of the text."""
    if match := _BETWEEN.search(text):
        return [match.span()]
    found = [match.span() for pattern in (_SINCE, _AFTER, _BEFORE) if (match := pattern.search(text))]
    if not found and (match := _DURING.search(text)):
        found = [match.span()]
    return sorted(found)


def _qualifies(text: str, place: PlaceMention, language: str) -> bool:
    after, before = _OF_A_PLACE.get(language, (None, None))
    return (after is not None and re.search(after, text[place.end :], re.IGNORECASE) is not None) or (
        before is not None and re.search(before, text[: place.start], re.IGNORECASE) is not None
    )


def _is_inside(before: str, surface: str, language: str) -> bool:
    if language in _IN_ENDING:
        return re.search(_IN_ENDING[language], surface.lower()) is not None
    pattern = _IN.get(language)
    return pattern is not None and re.search(pattern, before, re.IGNORECASE) is not None


def _years(text: str, gathers: bool) -> tuple[int | None, int | None]:
    if match := _BETWEEN.search(text):
        first, last = int(match["year"]), int(match["until"])
        return (first, last) if first <= last else (None, None)
    since, after, before = _SINCE.search(text), _AFTER.search(text), _BEFORE.search(text)
    first_year = int(since["year"] or since["ending"]) if since else int(after["year"]) + 1 if after else None
    last_year = int(before["year"]) - 1 if before else None
    if first_year is None and last_year is None and gathers and (match := _DURING.search(text)):
        year = int(match["year"] or match["ending"])
        return year, year
    if first_year and last_year and first_year > last_year:
        return None, None
    return first_year, last_year
