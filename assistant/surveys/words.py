"""Words by which surveys, rankings and shares are recognised in running text, in the languages of the readers."""

import re


def _any(words: str, before: str = r"(?<!\w)", after: str = "") -> "re.Pattern[str]":
    return re.compile(f"{before}(?:{'|'.join(words.split())}){after}".replace("_", r"\s+"), re.IGNORECASE)


SURVEY = _any(
    r"surveys? questionnaires? respond[ei]nts? polls? polled interview\w* enquêtes? vragenlijst\w* bevraagd\w*"
    r" ondervraag\w* inventarisatie kysely\w* vastaaj\w* haastattel\w* encuest\w* cuestionario\w* sondeo\w* inkest\w*"
    r" galdetegi\w* umfrage\w* befrag\w* fragebogen sondages? questionnaire\w* répondant\w* inquérito\w* inquirid\w*"
    r" questionário\w* indagin[ei] sondaggi\w* questionari\w* intervistat\w* apklaus\w* küsitl\w* vastaja\w*"
    r" ankiet\w* enkät\w*"
)
"""Words that say that people were asked."""

SEARCHED = (
    "survey respondents questionnaire poll enquête vragenlijst kysely vastaajat encuesta encuestados cuestionario"
    " inkesta galdetegia umfrage befragte sondage répondants inquérito inquiridos indagine sondaggio questionario"
    " apklausa küsitlus vastajad ankieta enkät"
)
"""One word of each sort, by which documents that tell of a survey are looked for."""

_FIVE = (
    r"(?:\d{1,2}|three|four|five|six|seven|eight|ten|drie|vier|vijf|zes|zeven|acht|tien|kolme|neljä|viisi|kuusi|kymmenen"
    r"|tres|cuatro|cinco|seis|siete|diez|hiru|lau|bost|sei|hamar|drei|fünf|sechs|zehn|trois|quatre|cinq|dix|três|quatro"
    r"|sete|dez|tre|quattro|cinque|sette|dieci|trys|keturi|penki|dešimt|kolm|neli|viis|kuus|kümme)"
)
_RANKED = (
    rf"top[ -]?{_FIVE}\b",
    rf"\b{_FIVE}\s+(?:\w+\s+){{0,3}}(?:first|most\s+important|main|biggest|highest|priorit\w+)\b",
    rf"\b(?:first|most\s+important|main|biggest)\s+(?:\w+\s+)?{_FIVE}\b",
    r"\b(?:ranked|ranking|in\s+order\s+of\s+(?:importance|priority))\b",
    rf"\b{_FIVE}\s+(?:belangrijkste|grootste|meest\s+genoemde)\b|\bbelangrijkste\s+{_FIVE}\b|\brangorde\b|\bop\s+volgorde\b",
    rf"\b{_FIVE}\s+(?:tärkein\w*|yleisin\w*|suurin\w*)|\btärkeysjärjestyk\w*|\btärkeimmä\w*",
    rf"\b{_FIVE}\s+(?:principales|temas?|prioridades|\w+\s+más\s+\w+)|\bprincipales\s+{_FIVE}\b|\bpor\s+orden\s+de\b",
    rf"\b{_FIVE}\s+(?:\w+\s+){{0,2}}(?:nagusi\w*|garrantzitsuen\w*)|\bgarrantzi\w*\s+ordena\w*",
    rf"\b{_FIVE}\s+(?:wichtigsten|größten|meistgenannten|häufigsten)\b|\brang(?:liste|folge|ordnung)\w*|\bnach\s+wichtigkeit\b",
    rf"\b{_FIVE}\s+(?:principaux|principales|premi\w+|\w+\s+(?:les\s+)?plus\s+\w+)|\bpar\s+ordre\s+d",
    rf"\b{_FIVE}\s+(?:principais|\w+\s+mais\s+\w+)|\bpor\s+ordem\s+de\b",
    rf"\b{_FIVE}\s+(?:principali|\w+\s+più\s+\w+)|\bin\s+ordine\s+d",
    rf"\b{_FIVE}\s+svarbiausi\w*|\bpagal\s+svarb\w+",
    rf"\b{_FIVE}\s+(?:olulisema\w*|tähtsama\w*)|\btähtsuse\s+järjekor\w+",
)
RANKED = re.compile("|".join(_RANKED), re.IGNORECASE)
"""Words before a list that say that its order means something."""

PERCENT = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|\b(?:per\s?cent|percent|procent|prosent\w*|por\s?ciento|ehuneko\w*|prozent"
    r"|pour\s?cent|por\s?cento|per\s?cento|procent\w*|protsent\w*)\b)",
    re.IGNORECASE,
)
"""A percentage; the group is its number. Basque puts its sign before the number and is not recognised so."""

AMONG = _any(
    r"among amongst amid onder bij keskuudessa entre unter bei auprès_d\w+ tra fra bland pośród hulgas tarpe",
    after=r"(?!\w)",
)
"""Words that stand between a survey and those who were asked."""

METHOD = _any(
    r"(?:online|on-line|web|postal|written|telephone|face-to-face)[\s-](?:survey|questionnaire|poll|interview)s?"
    r" (?:telefonische|schriftelijke|digitale|online)\s+(?:interviews?|enquêtes?|vragenlijst\w*|inventarisatie)"
    r" (?:verkko|sähköinen|puhelin|kirje)\w*\s?(?:kysely|haastattelu)\w* encuesta\s+(?:en_línea|telefónica|online)"
    r" (?:online|telefon|schriftliche)[\s-]?(?:umfrage|befragung)\w* (?:enquête|sondage|questionnaire)\s+en_ligne"
    r" inquérito\s+online (?:indagine|sondaggio|questionario)\s+online"
)
"""How people were asked."""

_MONTHS = (
    r"january|february|march|april|may|june|july|august|september|october|november|december|januari|februari|maart|mei|juni"
    r"|juli|augustus|oktober|\w+kuussa|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
    r"|diciembre|januar|februar|märz|mai|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre"
    r"|décembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|dezembro|gennaio|febbraio|aprile|maggio|giugno"
    r"|luglio|settembre|ottobre|dicembre"
)
WHEN = re.compile(
    rf"\b(?:{_MONTHS})\b[^.]{{0,20}}\b(?:19|20)\d\d\b|\b(?:in|im|en|em|nel|anno|vuonna|op)\s+(?:19|20)\d\d\b",
    re.IGNORECASE,
)
"""A month with its year, or a year that something happened in."""

HELD = _any(
    r"survey research study poll questionnaire enquête onderzoek peiling kysely tutkimus encuesta estudio inkesta"
    r" umfrage befragung sondage étude inquérito estudo indagine sondaggio apklausa küsitlus"
)
"""What was held."""

_NUMBER = r"(\d{1,3}(?:[ .,\xa0]\d{3})+|\d{2,7})"
N = re.compile(
    rf"\bn\s?=\s?{_NUMBER}"
    rf"|\b{_NUMBER}\s+(?:\w+\s+)?(?:respondents?|participants\s+(?:answered|responded)|people\s+(?:answered|responded)"
    r"|respondenten|vastaajaa|vastaajan|encuestad[oa]s|personas\s+encuestadas|inkestatu\w*|befragten?|répondants|inquiridos"
    r"|rispondenti|intervistati|respondent\w*|vastajat)\b"
    rf"|\b(?:surveyed|polled|interviewed)\s+{_NUMBER}\b",
    re.IGNORECASE,
)
"""How many answered; one of the groups is the number."""
