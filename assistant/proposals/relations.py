"""Relations: what a quote is to a proposal, told by rules of ours, each with the reason that is shown with it."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.practices.sentences import Sentence
from assistant.practices.shapes import Figure
from assistant.proposals.shapes import Relation
from corpus.facets import Kind
from corpus.mentions import fold

SURVEY_RESULT, FIGURE = "survey_result", "figure"
OBSTACLE, DECLINE, ALREADY = "obstacle", "decline", "already"
SIMILAR_PRACTICE, SHOWS_NEED, STATES = "similar_practice", "shows_need", "states"
REASONS = (SURVEY_RESULT, FIGURE, OBSTACLE, DECLINE, ALREADY, SIMILAR_PRACTICE, SHOWS_NEED, STATES)
"""The reasons that are given: keys of texts of ours (`evidence_reason_…`).

survey_result: a result of a survey, with its figure. figure: it states a figure. obstacle: it names an obstacle.
decline: it says that something went down or failed. already: it says that it works already. similar_practice: it is of
a practice like the one planned. shows_need: it names a need or a lack. states: it says something on the subject.
"""

_FEWEST_COUNTED = 5


class Told(NamedTuple):
    """What a quote is, and by which rule."""

    relation: Relation
    reason: str


# A word that ends in * is the beginning of one.
_TROUBLE: Mapping[str, str] = {
    "en": "lack lacks lacked lacking shortage* problem* obstacle* barrier* difficult* hinder* challeng* missing"
    " seldom rarely hardly scarce* gap gaps weak weakness* inertia doubt criticism stood*in*the*way few too*low"
    " low*esteem does*not do*not did*not cannot not*yet without*work unused need needs needed voluntary",
    "nl": "gebrek* tekort* probleem problemen belemmer* knelpunt* moeilijk* ontbre* mist missen zelden nauwelijks"
    " tegenhoudt in*de*weg niet*vanzelf vanzelf*blijft te*weinig nog*niet nodig behoefte* houdt*zichzelf*niet"
    " kwetsbaar weinig",
    "fi": "puute* puuttu* pula ongelma* este esteitä estää vaikeu* vaikea haaste* harvoin ei*tiedä eivät*tiedä"
    " kaikki*eivät ei*voi tarvits* tarve* kaipaa heikko heikkou* liian*vähän",
    "es": "falta faltan falta*de escasez problema* obstácul* barrera* dificult* difícil reto retos carencia*"
    " apenas pocas*veces pocos no*consta necesidad* necesit* reclaman carec* deficien* solo*lo*hacía modesto",
    "eu": "falta gabezia* arazo* oztopo* zail* erronka* ez*dago ez*du ez*dute behar beharra* gutxi bakarrik*mugitzen",
    "de": "fehl* mangel* problem* hindernis* hürde* schwierig* kaum selten brauchen braucht bedarf nicht*genug"
    " schwäche* dürftig hapert droht",
    "fr": "manqu* pénurie* problème* obstacle* difficult* besoin* rarement peu*de lacune* insuffisan* faible*",
    "it": "manca* carenz* problema problemi ostacol* difficolt* bisogn* raramente scars* poc*",
    "pt": "falta* carência* problema* obstáculo* dificuldade* necessidade* raramente pouc* escass*",
    "lt": "trūk* problem* kliūt* sunku* poreik* retai stok*",
    "et": "puudu* probleem* takist* raske* vajadus* vajab harva vähe kasutamata",
    "pl": "brak* problem* przeszkod* trudno* potrzeb* rzadko niedob*",
}
_DOWN: Mapping[str, str] = {
    "en": "fell falls fallen declin* decreas* dropp* failed fails worse*n reduced lost closed without*success"
    " no*effect unused",
    "nl": "daald* gedaald* afgenomen achteruit mislukt* slechter verminder* geen*effect",
    "fi": "laski vähen* heiken* epäonnist* huonon*",
    "es": "cayó ha*caído disminu* descen* ha*bajado fracas* peor empeor* sin*efecto",
    "eu": "jaitsi gutxitu huts*egin okerra*",
    "de": "sank gesunken zurückgegangen gescheitert schlechter verring*",
    "fr": "baiss* diminu* échou* recul* pire",
    "it": "calat* diminuit* fallit* peggior*",
    "pt": "diminu* caiu fracass* pior*",
    "lt": "sumaž* krito nepavyk* blogė*",
    "et": "langes vähene* ebaõnnest* halven*",
    "pl": "spad* zmniejsz* nie*udał* pogorsz*",
}
_ALREADY: Mapping[str, str] = {
    "en": "already well*known succeed* successful* works*well effective and*efficient",
    "nl": "al*samen al*veel reeds doeltreffend succesvol*",
    "fi": "jo*nyt onnistu* toimii*hyvin",
    "es": "ya*exist* ya*trabaj* ya*conoc* con*éxito eficaz",
    "eu": "dagoeneko arrakasta*",
    "de": "bereits erfolgreich* gelungen*",
    "fr": "déjà réussi*",
    "it": "già riuscit* efficac*",
    "pt": "já*exist* bem*sucedid* eficaz*",
    "lt": "jau*veik* sėkming*",
    "et": "juba edukalt edukas",
    "pl": "już*dział* skuteczn* udan*",
}
_SURVEYED = ("survey", "outside")


def told(
    text: str,
    sentence: Sentence | None,
    language: str | None,
    kind: Kind,
    *,
    survey_result: bool,
    similar: bool,
    wants: Sequence[Relation],
    seeks_trouble: bool,
) -> Told:
    """Return what a quote is to a question that wants some relations, the first of them that it has.

    `sentence` is what is known of it; `survey_result` says whether a result of a survey stands in it, `similar` whether
    it is of a practice like the one planned. Of a question that looks for needs and problems (`seeks_trouble`), what
    names one says yes; for others it is what says otherwise. Without a relation that is wanted, it is the most telling.
    """
    is_one = dict(_relations(text, sentence, language, kind, survey_result, similar, seeks_trouble))
    order = [*wants, *(each for each in ("statistic", "contrasts", "comparable", "supports") if each not in wants)]
    return next(Told(each, is_one[each]) for each in order if each in is_one)


def _relations(
    text: str,
    sentence: Sentence | None,
    language: str | None,
    kind: Kind,
    survey_result: bool,
    similar: bool,
    seeks_trouble: bool,
) -> Sequence[tuple[Relation, str]]:
    found: list[tuple[Relation, str]] = []
    figures = measuring(sentence.figures if sentence else ())
    of_survey = survey_result or (kind is Kind.SURVEY_SUMMARY and bool(figures))
    if of_survey or figures:
        found.append(("statistic", SURVEY_RESULT if of_survey else FIGURE))
    trouble, down = names_trouble(text, language), _says(text, language, "down")
    if seeks_trouble:
        found += [("contrasts", ALREADY)] if _says(text, language, "already") and not trouble else []
        found += [("supports", SHOWS_NEED)] if trouble or down else []
    elif trouble or down:
        found.append(("contrasts", OBSTACLE if trouble else DECLINE))
    if similar:
        found.append(("comparable", SIMILAR_PRACTICE))
    if not any(relation == "supports" for relation, _ in found):
        found.append(("supports", STATES))
    return found


def measuring(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the figures that measure something: no years, no durations, no handful of things."""
    return tuple(
        each
        for each in figures
        if each.unit in ("percent", "money") or (each.unit == "count" and max(each.value, each.upto or 0) >= _FEWEST_COUNTED)
    )


def names_trouble(text: str, language: str | None) -> bool:
    """Whether a text names a need, a lack or an obstacle."""
    return _says(text, language, "trouble")


def _says(text: str, language: str | None, what: str) -> bool:
    return _pattern(language if language in _TROUBLE else "en", what).search(fold(text)) is not None


@lru_cache(maxsize=64)
def _pattern(language: str, what: str) -> re.Pattern[str]:
    words = {"trouble": _TROUBLE, "down": _DOWN, "already": _ALREADY}[what][language]
    parts = []
    for word in fold(words).split():
        beginning = word.endswith("*")
        inner = r"\W+".join(re.escape(part) for part in word.rstrip("*").split("*"))
        parts.append(inner + (r"\w*" if beginning else ""))
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")
