"""Intents: what kind of answer a question wants, told by its words."""

import re
from collections.abc import Mapping
from enum import StrEnum

from assistant.words import Expected


class Intent(StrEnum):
    """What is wanted: one fact, all of many, a yes or no, two things side by side, what is known, or a meaning."""

    FACT = "fact"
    LIST = "list"
    YES_NO = "yes_no"
    COMPARISON = "comparison"
    OVERVIEW = "overview"
    DEFINITION = "definition"

    @property
    def gathers(self) -> bool:
        """Whether the answer is to be gathered from many documents."""
        return self in (Intent.LIST, Intent.OVERVIEW, Intent.COMPARISON)

    @property
    def compares(self) -> bool:
        """Whether things are to be put side by side."""
        return self is Intent.COMPARISON


_THINGS = (
    # What a library like this tells of many: asked for in the plural, all of them are meant.
    r"countries|regions|practices|projects|programmes|programs|schools|colleges|partners|companies|organi[sz]ations"
    r"|providers|networks|surveys|reports|documents|publications|initiatives|examples|tools|cities|institutions"
)
_ENTRIES = (
    # Those of them that are the library's own documents, or are told by a filter: their name says nothing more.
    r"countries|regions|practices|projects|programmes|programs|surveys|reports|documents|publications|initiatives"
    r"|examples|landen|regio['’]?s|praktijken|praktijkvoorbeelden|voorbeelden|projecten|enquêtes|rapporten|documenten"
    r"|publicaties|initiatieven|länder|ländern|regionen|praktiken|beispiele|praxisbeispiele|projekte|umfragen|berichte"
    r"|países|regiones|buenas prácticas|proyectos|encuestas|informes|iniciativas|ejemplos|pays|régions|pratiques"
    r"|projets"
    r"|enquêtes|rapports|exemples|paesi|regioni|pratiche|prassi|progetti|indagini|rapporti|esempi|projetos|práticas"
    r"|relatórios|hankkeet|hankkeita|käytännöt|käytäntöjä|maat|maissa|esimerkkejä|riigid|riikides|projektid|projektai"
    r"|šalys|šalyse|herrialde\w*|proiektu\w*|jardunbide\w*"
)

_PATTERNS: Mapping[Intent, tuple[str, ...]] = {
    # Regular expressions over the question in lower case, without what stands before its first word.
    Intent.COMPARISON: (
        r"^(?:please )?compare\b|\b(?:differences?|similarities)(?: \w+){0,2} between\b|\bcompared (?:to|with)\b"
        r"|\bversus\b|\bvs\b",
        r"\bhow (?:does|do|is|are|did) .+ differ\b|\bdiffer(?:s)? from\b|\bin contrast (?:to|with)\b",
        r"^vergelijk\b|\bverschil(?:len)?(?: \w+){0,2} tussen\b|\bovereenkomst(?:en)? tussen\b|\bvergeleken met\b"
        r"|\bverschilt?\b.* van\b",
        r"^vergleich(?:e|en)?\b|\bunterschiede?(?: \w+){0,2} zwischen\b|\bim vergleich (?:zu|mit)\b"
        r"|\bunterscheide[nt]\b",
        r"^compar[ae]\b|\bdiferencias?(?: \w+){0,2} entre\b|\ben comparación con\b|\bse diferencia\b",
        r"^compare[rz]?\b|\bdifférences?(?: \S+){0,2} entre\b|\bpar rapport à\b|\bcomparaison\b",
        r"^confronta\b|\bdifferenz[ae] (?:tra|fra)\b|\brispetto a\b|\bdiferenças? entre\b|\bem comparação\b",
        r"^vertaa\b|\bverra(?:ttuna|tuna)\b|\bero(?:t|ja)?\b.*\bvälillä\b|\beroavat\b|\bmiten .+ eroaa\b",
        r"^võrdle\b|\berinevus(?:ed)?\b|\bpalygin\w*\b|\bskirtumas\b|\bskirtumai\b|\bskiriasi\b|\bkonparatu\b"
        r"|\bdesberdintasun\w*\b|\balderatu\b",
    ),
    Intent.OVERVIEW: (
        r"\bwhat (?:do|does|did|can) (?:we|you|the (?:library|documents?|sources?)|they|one) (?:already )?"
        r"(?:know|say|tell|learn|hold|have)\b.* (?:about|on|of)\b|\bwhat is (?:there )?(?:known|written"
        r"|said) (?:about|on)",
        r"^(?:give me |give |an? )?(?:overview|summary|summari[sz]e)\b|^tell me (?:more |everything )?about\b"
        r"|\bwhat (?:evidence|information|material|research) (?:is|do we|exists)\b",
        r"\bwat (?:weten we|is er bekend|is bekend|staat er|zegt de bibliotheek|is er geschreven)\b.*\bover\b"
        r"|^(?:geef (?:me )?(?:een )?)?(?:overzicht|samenvatting)\b|^vertel\b.*\bover\b|\bwat is er over .* bekend\b",
        r"\bwas (?:wissen wir|ist|weiß man)\b.*\büber\b.*\b(?:bekannt)?|^überblick\b|^erzähl\b",
        r"\bqué (?:se sabe|sabemos|dicen los documentos|hay)\b.*\b(?:de|del|sobre|acerca)\b|^resumen\b|^háblame\b",
        r"\bque sait-on\b|\bque savons-nous\b|\bque disent les documents\b|^aperçu\b|^résum",
        r"\bcosa (?:sappiamo|si sa)\b|\bche cosa (?:sappiamo|si sa)\b|\bo que (?:se sabe|sabemos)\b|^panoramica\b",
        r"\bmitä (?:tiedetään|tiedämme|tiedetaan)\b|^yhteenveto\b|\bmida (?:me )?(?:teame|on teada)\b|^ülevaade\b",
        r"\bką (?:žinome|mes žinome)\b|\bkas žinoma\b|\bzer (?:dakigu|dakite)\b",
    ),
    Intent.LIST: (
        rf"\b(?:which|what) (?:other |different |of the |kinds of |types of |\w+ ){{0,2}}(?:{_THINGS})\b",
        r"^(?:please )?(?:list|name(?! (?:one|a|an)\b)|enumerate|give examples|show me (?:all|the))\b"
        r"|\ball (?:the )?(?:practices"
        r"|projects)\b",
        rf"^(?:are|were) there (?:any )?(?:\w+ ){{0,2}}(?:{_THINGS})\b|\bwhere (?:else )?(?:has|have|was"
        rf"|were) .+ (?:used|tried)",
        r"\bwelke (?:\w+ ){0,2}(?:landen|regio['’]?s|praktijken|praktijkvoorbeelden|voorbeelden|projecten|scholen"
        r"|partners"
        r"|bedrijven|organisaties|netwerken|enquêtes|rapporten|documenten|publicaties|initiatieven|thema['’]?s|talen"
        r"|programma['’]?s|opleidingen|instellingen|maatregelen|knelpunten)\b|^(?:noem|geef voorbeelden|welke zijn)\b",
        r"\bwelche[rsmn]? (?:\w+ ){0,2}(?:länder|ländern|regionen|praktiken|beispiele|praxisbeispiele|projekte|schulen"
        r"|partner|unternehmen|betriebe|organisationen|netzwerke|umfragen|berichte|dokumente|initiativen|themen"
        r"|programme|einrichtungen|maßnahmen)\b|^(?:nenne|liste)\b",
        r"\b(?:qué|cuáles) (?:son (?:las|los) )?(?:\w+ ){0,2}(?:países|regiones|prácticas|proyectos|centros"
        r"|escuelas|socios"
        r"|empresas|organizaciones|redes|encuestas|informes|documentos|iniciativas|temas|ejemplos|programas)\b"
        r"|^enumera\b",
        r"\bquel(?:le)?s (?:sont les |\w+ ){0,2}(?:pays|régions|pratiques|projets|écoles|lycées|établissements"
        r"|partenaires"
        r"|entreprises|organisations|réseaux|enquêtes|rapports|documents|initiatives|thèmes|exemples|programmes)\b"
        r"|^cite[rz]?\b",
        r"\b(?:quali|che) (?:sono (?:i|le|gli) |\w+ ){0,2}(?:paesi|regioni|pratiche|prassi|progetti|scuole|partner"
        r"|imprese"
        r"|aziende|organizzazioni|reti|indagini|rapporti|documenti|iniziative|temi|esempi|programmi)\b|^elenca\b",
        r"\b(?:que|quais) (?:são (?:os|as) |\w+ ){0,2}(?:países|regiões|práticas|projetos|escolas|parceiros|empresas"
        r"|organizações|redes|inquéritos|relatórios|documentos|iniciativas|temas|exemplos|programas)\b",
        r"^(?:mitkä|missä maissa|mistä maista|millaisia|luettele|mitä (?:hankkeita|käytäntöjä|maita|esimerkkejä"
        r"|kouluja)|keitä)\b",
        r"^(?:millised|millistes|mis riigid|loetle|kurie|kurios|kokios|kokie|kuriose|išvardyk|zeintzuk"
        r"|zein herrialde\w*"
        r"|zein (?:jardunbide|proiektu|ikastetxe|enpresa)\w*)\b",
    ),
    Intent.YES_NO: (
        r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b",
        r"^(?:is|zijn|was|waren|doet|doen|deed|heeft|hebben|had|kan|kunnen|wordt|worden|werd|bestaat|bestaan"
        r"|krijg\w*)\b",
        r"^(?:ist|sind|war|waren|hat|haben|hatte|kann|können|gibt es|wird|werden|wurde)\b",
        r"^(?:es|son|hay|existe|existen|tiene|tienen|puede|pueden|fue|ha|han)\b",
        r"^est-ce que?\b|^(?:est|sont|a|ont|existe|existe-t-il|peut)(?:-\w+)?\b|^y a-t-il\b",
        r"^(?:è|sono|ha|hanno|c['’]è|ci sono|esiste|può|é|são|há|tem|têm|pode)\b",
        r"^(?:onko|ovatko|oliko|voiko|saako|\w+(?:ko|kö))\b|^kas (?!on\b)|^ar \b|^(?:badago|ba al\b|ba ote\b"
        r"|\w+ al (?:da|dira|du|dute)\b)",
    ),
}  # fmt: skip

_FRAMES: Mapping[Intent, tuple[str, ...]] = {
    # Words that say what is wanted and nothing of what it is about.
    Intent.OVERVIEW: (
        r"^.{0,40}?\bwhat (?:do|does|did|can) (?:we|you|the (?:library|documents?|sources?)|they|one) (?:already )?"
        r"(?:know|say|tell(?: us)?|learn|hold|have)\b(?: .{0,30}?)??(?: about| on| of)\b",
        r"\bwhat is (?:there )?(?:already )?(?:known|written|said) (?:about|on)\b",
        r"^(?:please )?(?:give (?:me )?)?(?:an? )?(?:overview|summary) (?:of|on|about)\b|^summari[sz]e\b"
        r"|^tell me (?:more |everything )?about\b",
        r"\bwhat (?:evidence|information|material|research) (?:is there|do we have|exists)(?: on| about)?\b",
        r"\bwat (?:weten we|is er bekend|is bekend|staat er|zegt de bibliotheek|is er geschreven)\b(?:.{0,20}? over\b)?"
        r"|\bbekend\b|^(?:geef (?:me )?(?:een )?)?(?:overzicht|samenvatting) van\b|^vertel .{0,10}over\b"
        r"|\bwat is er over\b",
        r"\bwas (?:wissen wir|ist|weiß man)\b.{0,20}?\büber\b|\bbekannt\b|^überblick (?:über|zu)\b",
        r"\bqué (?:se sabe|sabemos|dicen los documentos)\b.{0,20}?\b(?:de|del|sobre|acerca de)\b|^resumen de\b",
        r"\bque (?:sait-on|savons-nous|disent les documents)\b(?: de| du| des| sur)?",
        r"\b(?:che )?cosa (?:sappiamo|si sa)\b(?: di| del| della| sui?)?|\bo que (?:se sabe|sabemos)\b(?: sobre| de"
        r"| da| do)?",
        r"\bmitä (?:tiedetään|tiedämme)\b|\bmida (?:me )?(?:teame|on teada)\b|\bką (?:mes )?žinome\b(?: apie)?"
        r"|\bzer (?:dakigu|dakite)\b|\bburuz\b",
    ),
    Intent.LIST: (
        r"^\W*(?:in |aus |uit |en |dans |em )?(?:which|what|welke|welche[rsmn]?|qué|quel(?:le)?s|quali"
        r"|que|quais"
        rf"|mitkä|missä|mitä|millised|millistes|kokios|kurios|kuriose|zein(?:tzuk)?) (?:good |gute "
        rf"|goede )?(?:{_ENTRIES})\b",
        r"\b(?:involve|involves|involving|involved|concern|address|focus on|deal with|betrekken|betreffen|gaan over"
        r"|handeln von|befassen sich mit|implican|tratan(?: de| sobre)?|concernent|portent sur|riguardano|envolvem)\b",
    ),
    Intent.COMPARISON: (
        r"^(?:please )?compare\b|\b(?:what is |what are )?the (?:differences?|similarities) between\b"
        r"|\bdiffer(?:s)?(?: from)?\b"
        r"|\bcompared (?:to|with)\b|\bversus\b|\bvs\b",
        r"^vergelijk\b|\b(?:wat is |wat zijn )?(?:het|de) (?:verschil(?:len)?|overeenkomst(?:en)?) tussen\b"
        r"|\bvergeleken met\b",
        r"^vergleich(?:e|en)?\b|\b(?:was ist |was sind )?(?:der|die) unterschiede? zwischen\b|\bim vergleich (?:zu"
        r"|mit)\b",
        r"^compar[ae]\b|\bdiferencias? entre\b|\bdifférences? entre\b|^compare[rz]\b|^confronta\b"
        r"|\bdifferenz[ae] (?:tra|fra)\b"
        r"|\bdiferenças? entre\b|^vertaa\b|^võrdle\b|^palygin\w*|\bkonparatu\b|\balderatu\b",
    ),
}

_DEFINING = (
    r"^what(?:['’]s| is| are| was) (?P<en>.+)$|^what does (?P<means>.+?) (?:mean|stand for)\W*$"
    r"|^(?:define|definition of|meaning of) (?P<define>.+)$",
    r"^wat (?:is|zijn|betekent) (?P<nl>.+)$|^wat (?:houdt|wordt bedoeld met) (?P<nl2>.+?)(?: in)?\W*$",
    r"^was (?:ist|sind|bedeutet|versteht man unter|heißt) (?P<de>.+)$|^qué (?:es|son|significa) (?P<es>.+)$",
    r"^qu['’]est-ce (?:que c['’]est que|que|qu['’]) ?(?P<fr>.+)$|^(?:che )?cos['’](?:a )?(?:è|sono"
    r"|significa) (?P<it>.+)$",
    r"^o que (?:é|são|significa) (?P<pt>.+)$|^(?:mikä on|mitä on|mitä tarkoittaa|mitä tarkoitetaan) (?P<fi>.+)$",
    r"^mis on (?P<et>.+)$|^kas yra (?P<lt>.+)$|^zer (?:da|dira|esan nahi du) (?P<eu>.+)$|^(?P<eu2>.+?) zer (?:da"
    r"|dira)\W*$",
)
_ARTICLE = re.compile(
    r"^(?P<definite>the|de|het|der|die|das|el|la|los|las|le|les|il|lo|i|gli|o|os|as)\s+|^(?P<elided>l['’])\s*"
    r"|^(?:an?|een|eine?|une?|uma?|un[ao]?)\s+",
    re.IGNORECASE,
)
_OF = re.compile(
    r"\b(?:of|for|from|in|at|about|between|behind|used|by|van|voor|in|uit|bij|von|für|im|des|del|para|en|du|pour|di|per"
    r"|do|da|required|needed|called|done|known|wrong|new|bedeutet)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 5


def intent_of(question: str, expected: Expected | None = None) -> Intent:
    """Return what a question wants, told by its words in any of our languages; a fact when nothing says otherwise."""
    lowered = _opened(question).lower()
    for intent in (Intent.COMPARISON, Intent.OVERVIEW):
        if _matches(intent, lowered):
            return intent
    if expected in (None, Expected.PLACE, Expected.PERSON) and _matches(Intent.LIST, lowered):
        return Intent.LIST
    if expected is None and defined_subject(question) is not None:
        return Intent.DEFINITION
    return Intent.YES_NO if _matches(Intent.YES_NO, lowered) and question.rstrip().endswith("?") else Intent.FACT


def defined_subject(question: str) -> str | None:
    """Return the thing whose meaning is asked for (`Jet-Net` in "What is Jet-Net?"), None when none is.

    "What is the Jet-Net programme?" asks for a meaning, "What is the budget of Jet-Net?" does not: what follows `the`
    has to be a name.
    """
    opened = _opened(question).rstrip(" ?.!")
    match = next((found for found in (re.match(each, opened, re.IGNORECASE) for each in _DEFINING) if found), None)
    if match is None:
        return None
    subject = next(group for group in match.groups() if group)
    article = _ARTICLE.match(subject)
    plain = subject[article.end() :] if article else subject
    plain = re.sub(r"\s+(?:exactly|precisely|eigenlijk|genau|exactamente)$", "", plain.strip(" \"'“”‘’«»"))
    words = plain.split()
    if not words or len(words) > _MOST_WORDS or _OF.search(plain):
        return None
    definite = article is not None and (article["definite"] or "").lower() in ("the", "de", "het")
    return plain if not definite or any(char.isupper() for char in plain) else None


def focused(question: str, intent: Intent) -> str:
    """Return a question with the words blanked that say only what is wanted, such as "What do we know about".

    What is left stands where it stood. A question of nothing but such words is returned as it is.
    """
    left = question
    for pattern in _FRAMES.get(intent, ()):
        left = re.sub(pattern, lambda match: " " * len(match.group()), left, flags=re.IGNORECASE)
    return left if re.search(r"\w{2}", left) else question


def _matches(intent: Intent, lowered: str) -> bool:
    return any(re.search(pattern, lowered) for pattern in _PATTERNS[intent])


def _opened(question: str) -> str:
    return question.strip().lstrip("¿¡\"'“‘«( ")
