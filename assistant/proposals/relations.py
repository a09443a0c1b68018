"""Relations: what a quote is to a proposal, told by rules of ours, each with the reason that is shown with it."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.practices.sentences import Sentence
from assistant.practices.shapes import Figure
from assistant.proposals.cues import phrases
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


# Written as those of `cues`.
_OBSTACLE: Mapping[str, str] = {
    "en": "lack lacks lacked lacking shortage* problem* obstacle* barrier* difficult* hinder* missing seldom rarely"
    " hardly scarce* gap gaps weak weakness* inertia doubt criticism stood*in*the*way too*few too*low low*esteem"
    " does*not do*not did*not cannot not*yet unused",
    "nl": "gebrek* tekort* probleem problemen belemmer* knelpunt* moeilijk* ontbre* mist missen zelden nauwelijks"
    " tegenhoudt in*de*weg te*weinig nog*niet vanzelf*blijft houdt*zichzelf*niet weinig",
    "fi": "puute* puuttu* pula ongelma* este esteitä estää vaikeu* vaikea harvoin ei*tiedä eivät*tiedä kaikki*eivät"
    " ei*voi heikko heikkou* liian*vähän",
    "es": "falta faltan falta*de escasez problema* obstácul* barrera* dificult* difícil carencia* apenas pocas*veces"
    " pocos carec* deficien* solo*lo*hacía modesto",
    "eu": "falta gabezia* arazo* oztopo* zail* ez*dago ez*du ez*dute gutxi bakarrik*mugitzen",
    "de": "fehl* mangel* problem* hindernis* hürde* schwierig* kaum selten nicht*genug schwäche* dürftig hapert droht",
    "fr": "manqu* pénurie* problème* obstacle* difficult* rarement peu*de lacune* insuffisan* faible*",
    "it": "manca* carenz* problema problemi ostacol* difficolt* raramente scars* poc*",
    "pt": "falta* carência* problema* obstáculo* dificuldade* raramente pouc* escass*",
    "lt": "trūkst* trūkum* problem* kliūt* sunku* retai stok*",
    "et": "puudu* probleem* takist* raske* harva vähe kasutamata",
    "pl": "brak* problem* przeszkod* trudno* rzadko niedob*",
}
_EVENTS = re.compile(r"(?<!\w)(?:covid|brexit|corona|korona|pand[eé]+mi)\w*", re.IGNORECASE)
_NEED: Mapping[str, str] = {
    "en": "need needs needed should must*have challeng* voluntary have*to keep*up keep*pace better*fit demand",
    "nl": "nodig behoefte* moet*beter moeten*beter kwetsbaar uitdaging* vraag*naar",
    "fi": "tarvits* tarve* tarpe* kaipaa haaste* pitäisi",
    "es": "necesidad* necesit* reclaman reto retos debe*mejor* deberían demanda",
    "eu": "behar beharra* erronka* eskatzen",
    "de": "brauchen braucht bedarf müssen herausforderung* soll*besser",
    "fr": "besoin* défi* doivent",
    "it": "bisogn* sfid* devono",
    "pt": "necessidade* desafio* devem",
    "lt": "poreik* iššūk* reik*",
    "et": "vajadus* vajab väljakutse* peaks",
    "pl": "potrzeb* wyzwan* powinn*",
}
_DOWN: Mapping[str, str] = {
    "en": "fell falls fallen declin* decreas* dropp* failed fails worse*n without*success no*effect unused",
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
# Words of people's needs that are the name of a group, or of a kind of school.
_NO_TROUBLE = re.compile(
    r"innovation challenges|basad\w* en (?:\w+ )?problemas|problem.based|probleemgestuurd\w*"
    r"|special (?:educational )?needs|necesidades (?:educativas )?especiales|besonder\w* (?:forder)?bedarf\w*"
    r"|besoins (?:educatifs )?particuliers|behar (?:hezitzaile )?berezi\w*|erityis\w* tarv\w*|speciale behoeft\w*"
)


def told(
    text: str,
    sentence: Sentence | None,
    language: str | None,
    kind: Kind,
    *,
    survey_result: bool,
    similar: bool,
    wants: Sequence[Relation],
    seeks_needs: bool,
) -> Told:
    """Return what a quote is to a question that wants some relations, the first of them that it has.

    `sentence` is what is known of it; `survey_result` says whether a result of a survey stands in it, `similar` whether
    it is of a practice like the one planned. Of a question that looks for needs (`seeks_needs`), what names one says
    yes; for others what names an obstacle says otherwise. Without a relation that is wanted, it is the most telling.
    """
    is_one = dict(_relations(text, sentence, language, kind, survey_result, similar, seeks_needs))
    if "contrasts" in is_one and "contrasts" in wants:
        # What stood in the way of a comparable project says more than that it is comparable.
        is_one.pop("comparable", None)
    order = [*wants, *(each for each in ("statistic", "contrasts", "comparable", "supports") if each not in wants)]
    return next(Told(each, is_one[each]) for each in order if each in is_one)


def _relations(
    text: str,
    sentence: Sentence | None,
    language: str | None,
    kind: Kind,
    survey_result: bool,
    similar: bool,
    seeks_needs: bool,
) -> Sequence[tuple[Relation, str]]:
    found: list[tuple[Relation, str]] = []
    figures = measuring(sentence.figures if sentence else ())
    of_survey = survey_result or (kind is Kind.SURVEY_SUMMARY and bool(figures))
    if of_survey or figures:
        found.append(("statistic", SURVEY_RESULT if of_survey else FIGURE))
    obstacle, down = names_obstacle(text, language), _says(text, language, "down")
    if seeks_needs:
        needed = obstacle or down or names_need(text, language)
        found += [("contrasts", ALREADY)] if _says(text, language, "already") and not needed else []
        found += [("supports", SHOWS_NEED)] if needed else []
    elif obstacle or down or names_event(text):
        obstacle = obstacle or not down
        found.append(("contrasts", OBSTACLE if obstacle else DECLINE))
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
        if each.unit in ("percent", "money")
        or (each.unit == "count" and max(each.value, each.upto or 0) >= _FEWEST_COUNTED)
    )


def names_obstacle(text: str, language: str | None) -> bool:
    """Whether a text names a lack or an obstacle."""
    return _says(text, language, "obstacle")


def names_event(text: str) -> bool:
    """Whether a text names what stood in the way of everybody, such as the pandemic: an obstacle, but no need."""
    return _EVENTS.search(text) is not None


def names_need(text: str, language: str | None) -> bool:
    """Whether a text names a need, or says what should be."""
    return _says(text, language, "need")


@lru_cache(maxsize=16_384)
def _says(text: str, language: str | None, what: str) -> bool:
    known = str(language) if language in _OBSTACLE else "en"
    return _pattern(known, what).search(_NO_TROUBLE.sub(" ", fold(text))) is not None


@lru_cache(maxsize=64)
def _pattern(language: str, what: str) -> re.Pattern[str]:
    words = {"obstacle": _OBSTACLE, "need": _NEED, "down": _DOWN, "already": _ALREADY}[what][language]
    return phrases(words)
