"""Referring: the words, as data, by which a question leans on the one before it."""

import re
from collections.abc import Mapping, Sequence

JOINING: re.Pattern[str] = re.compile(
    # "And", "what about": what such a question leaves out stands in the one before.
    r"^(?P<about>(?:and |but )?(?:what|how) about(?: the)?\b|(?:en |maar )?hoe (?:zit|staat|is) het (?:dan )?(?:met"
    r"|in)\b"
    r"|(?:en )?wat (?:met|dan met)\b|wat dacht je van\b|(?:und )?wie (?:ist|sieht|steht) es (?:mit|in|um)\b"
    r"|(?:y )?qué (?:hay|pasa|tal) (?:de|con|en)\b|(?:et )?qu['’]en est-il (?:de la|de l['’]|des|du|de|en|au)"
    r"|(?:e )?che (?:dire|ne è) (?:del|della|dei|delle|di)\b|e quanto a[os]?\b|(?:mutta )?entäs?\b|zer moduz\b"
    r"|(?:ir |o )?kaip (?:dėl|su)\b|(?:aga |ja )?kuidas (?:on )?lood\b)"
    r"|^(?P<and>and|but|or|so|en|maar|of|und|aber|oder|y|pero|et|mais|ou|e|ed|ma|mas|ja|mutta|vai|eta|baina|ir|bet|o"
    r"|aga|või)\b(?! (?:seuls?|the other))",
    re.IGNORECASE,
)

QUESTION_WORDS: frozenset[str] = frozenset(
    "who whom whose what which when where why how wie wat welk welke wanneer waar waarom hoe hoeveel waarmee waarvoor"
    " wer wem wen was welche welcher welches wann wo warum wieso weshalb wieviel wofür womit quién quiénes qué cuál"
    " cuáles cuándo dónde cuánto cuánta cuántos cuántas cómo por qui que quoi quel quelle quels quelles quand où"
    " pourquoi comment combien chi che cosa quale quali quando dove perché quanto quanta quanti quante come quem qual"
    " quais onde porquê porque quantos quantas kuka ketkä mikä mitkä mitä milloin missä mistä miksi miten kuinka"
    " paljonko"
    " montako nor nork zer zein zeintzuk noiz non nola zenbat zergatik kas kes mis millal kus miks kuidas mitu palju"
    " kiek kada kur kodėl kaip koks kokia kokie".split()
)

_THINGS: Mapping[str, str] = {
    # What documents of a library are called, and what they are about.
    "en": r"one|ones|practice|project|programme|program|initiative|survey|report|network|document|study|publication"
    r"|article|school|scheme|source|result|approach|method|tool|item|answer|quote|country|region",
    "nl": r"praktijk|praktijkvoorbeeld|voorbeeld|project|programma|initiatief|enquête|rapport|verslag|netwerk|document"
    r"|onderzoek|publicatie|artikel|school|regeling|bron|resultaat|aanpak|methode|land|regio",
    "de": r"praxis|beispiel|praxisbeispiel|projekt|programm|initiative|umfrage|bericht|netzwerk|dokument|studie"
    r"|veröffentlichung|artikel|schule|quelle|ergebnis|ansatz|methode|land|region",
    "es": r"práctica|proyecto|programa|iniciativa|encuesta|informe|red|documento|estudio|publicación|artículo|centro"
    r"|escuela|fuente|resultado|método|país|región",
    "fr": r"pratique|projet|programme|initiative|enquête|rapport|réseau|document|étude|publication|article|école|lycée"
    r"|source|résultat|méthode|pays|région",
    "it": r"pratica|prassi|progetto|programma|iniziativa|indagine|rapporto|rete|documento|studio|pubblicazione"
    r"|articolo|scuola|fonte|risultato|metodo|paese|regione",
    "pt": r"prática|projeto|programa|iniciativa|inquérito|relatório|rede|documento|estudo|publicação|artigo|escola"
    r"|fonte|resultado|método|país|região",
    "fi": r"käytäntö|käytännö\w+|hanke|hankke\w+|ohjelma\w*|kysely\w*|raportti|raporti\w+|verkosto\w*|asiakirja\w*"
    r"|julkaisu\w*|artikkeli\w*|koulu\w*|oppilaito\w+|lähde|lähtee\w+|maa|maassa",
    "et": r"tava\w*|projekt\w*|programm\w*|küsitlus\w*|aruan\w+|võrgustik\w*|dokumen\w+|uuring\w*|kool\w*|allika\w*",
    "lt": r"praktik\w+|projekt\w+|program\w+|apklaus\w+|ataskait\w+|tinkl\w+|dokument\w+|tyrim\w+|mokykl\w+|šaltin\w+",
    "eu": r"jardunbide\w*|proiektu\w*|programa\w*|inkesta\w*|txosten\w*|sare\w*|dokumentu\w*|ikerketa\w*|ikastetxe\w*"
    r"|iturri\w*",
}

_PRONOUNS: Mapping[str, str] = {
    "en": r"\b(?:it|its|they|them|their|theirs|he|she|him|this|these|those)\b(?! year)|\bthat\W*$"
    r"|\b(?:that|this|these|those) (?:same )?(?:{things})s?\b",
    "nl": r"\b(?:ervan|ermee|erover|eraan|ervoor|erin|ertoe|eruit|erbij|hierin|hiervan|hieraan|daarvan|daarvoor|daarin"
    r"|daaraan|daarmee|daarover|daarbij|ze|zij|hij|hem|hun|hen)\b|\b(?:het|dat|dit)\W*$"
    r"|\bhet (?=(?:in|op|aan|met|uit|voor|sinds|na|tot|door|ook|precies|eigenlijk|nu|nog)\b)"
    r"|\bhet (?=(?:ge|be|ver|ont)\w+(?:d|t|en)\W*$)|\b(?:deze|dit|die|dat) (?:{things})(?:en|s)?\b",
    "de": r"\b(?:davon|dafür|damit|daran|darin|dazu|darüber|dabei|sie|ihn|ihm|ihr|ihre|ihren|ihrem|deren|dessen)\b"
    r"|(?<!gibt )(?<!gab )\b(?:es|das)\W*$|\b(?:wird|wurde|ist|war|hat|kostet|läuft|funktioniert|dauerte?|begann"
    r"|entstand) es\b"
    r"|\bdies(?:es|er|e|em|en)? (?:{things})\b",
    "es": r"\b(?:ello|ellos|ellas|esto|eso|su|sus)\b|\blo (?=(?:ha |han )?\w+(?:ó|aron|ieron|a|an|e|en|ado|ido)\b)"
    r"|\b(?:este|esta|ese|esa|estos|estas|esos|esas|dicho|dicha) (?:{things})e?s?\b",
    "fr": r"(?<![-\w])(?:cela|ça|ceux-ci|ils|elles|elle|son|sa|ses|leur|leurs)\b|(?<![-\w])il\b(?! y a| faut)"
    r"|\bl['’](?=a\b|ont\b|est\b)"
    r"|\b(?:ce|cet|cette|ces) (?:{things})s?\b",
    "it": r"\b(?:ciò|esso|essa|essi|suo|sua|suoi|sue|loro)\b|\b(?:lo |l['’])(?=ha\b|hanno\b|paga|finanzia|coordina)"
    r"|\b(?:questo|questa|quel|quella|quest['’]) ?(?:{things})\b",
    "pt": r"\b(?:isso|isto|ele|ela|eles|elas|seu|sua|seus|suas|dele|dela|deles|delas)\b"
    r"|\b(?:este|esta|esse|essa|estes|estas) (?:{things})s?\b",
    "fi": r"\b(?:se|sen|sitä|siitä|siihen|siinä|sillä|ne|niitä|niiden|niissä|niistä|niihin|he|heidän|heitä)\b"
    r"|\b(?:tämä|tämän|tässä|tästä|kyseinen|kyseisen|kyseisessä|nämä|näiden) (?:{things})\b",
    "et": r"\b(?:see|selle|seda|selles|sellest|sellele|nad|nende|neid|neis|ta|tema)\b",
    "lt": r"\b(?:jis|ji|jo|jos|jį|ją|jie|juos|jų|tam|tą|juo|ja|jame|joje)\b|\b(?:šis|šio|šiame|ši|šios|šioje)"
    r" (?:{things})\b",
    "eu": r"\b(?:hori|horrek|horren|horretan|horretarako|hark|haren|hartan|bere|haiek|haien|honek|honen)\b",
}

PRONOUNS: Mapping[str, re.Pattern[str]] = {
    language: re.compile(pattern.replace("{things}", _THINGS[language]), re.IGNORECASE)
    for language, pattern in _PRONOUNS.items()
}
"""What stands for something that was named before: it, they, this project."""

THE_THING: Mapping[str, re.Pattern[str]] = {
    language: re.compile(rf"\b(?:{article})(?:{_THINGS[language]})(?:e?s|en)?\b(?! (?:of|about|that|which|van|de"
    rf"|del|von)\b)", re.IGNORECASE)
    for language, article in {
        "en": r"the (?:same )?", "nl": r"(?:het|de) ", "de": r"(?:das|der|die|dem|den) ", "es": r"(?:el|la) ",
        "fr": r"(?:l['’]|le |la )", "it": r"(?:l['’]|il |la |lo )", "pt": r"(?:o|a) ",
    }.items()
}  # fmt: skip
"""What a short question can only mean if it was named before: the project."""

EXPLETIVE: re.Pattern[str] = re.compile(
    # "How long does it take to become a teacher?": this `it` stands for nothing that was named before.
    r"\bit (?:(?:is|was|be|would be) )?(?:takes?|costs?|possible|important|necessary|easy|hard|difficult|useful|helps?)"
    r"\b.*\b(?:to|that|if|when|for)\b|\bhet (?:mogelijk|belangrijk|nodig|moeilijk|nuttig)\b.*\b(?:om|dat|te)\b"
    r"|\bes (?:möglich|wichtig|nötig|schwierig|sinnvoll)\b.*\b(?:zu|dass)\b",
    re.IGNORECASE,
)

_ORDINALS: Mapping[str, tuple[str, Sequence[str]]] = {
    # What stands before, and the words for the first to the fifth and for the last.
    "en": (r"the ", (r"first|1st", r"second|2nd|other", r"third|3rd", r"fourth|4th", r"fifth|5th", r"last")),
    "nl": (r"(?:de|het) ", (r"eerste|1e", r"tweede|2e|andere", r"derde|3e", r"vierde|4e", r"vijfde|5e", r"laatste")),
    "de": (
        r"(?:der|die|das|dem|den|des) ",
        (r"erste[mnrs]?", r"zweite[mnrs]?|andere[mnrs]?", r"dritte[mnrs]?", r"vierte[mnrs]?", r"fünfte[mnrs]?",
         r"letzte[mnrs]?"),
    ),
    "es": (
        r"(?:el|la|del|al) ",
        (r"primer[oa]?", r"segund[oa]|otr[oa]", r"tercer[oa]?", r"cuart[oa]", r"quint[oa]", r"últim[oa]"),
    ),
    "fr": (
        r"(?:le|la|du|au|de l['’]|l['’]) ?",
        (r"premier|première", r"deuxième|seconde?|autre", r"troisième", r"quatrième", r"cinquième", r"dernier"
        r"|dernière"),
    ),
    "it": (
        r"(?:il|la|del|della|al|alla|sul|sulla|l['’]) ?",
        (r"prim[oa]", r"second[oa]|altr[oa]", r"terz[oa]", r"quart[oa]", r"quint[oa]", r"ultim[oa]"),
    ),
    "pt": (
        r"(?:o|a|do|da|ao|à|no|na) ",
        (r"primeir[oa]", r"segund[oa]|outr[oa]", r"terceir[oa]", r"quart[oa]", r"quint[oa]", r"últim[oa]"),
    ),
    "fi": (r"", (r"ensimmäi\w+", r"toinen|toise\w+", r"kolma\w+", r"neljä[ns]\w*", r"viide\w+", r"viimei\w+")),
    "et": (r"", (r"esime\w+", r"teine|teise\w*", r"kolma\w+", r"nelja\w+", r"viie\w+", r"viima\w+")),
    "lt": (r"", (r"pirm\w+", r"antr\w+", r"treč\w+", r"ketvirt\w+", r"penkt\w+", r"paskutin\w+")),
    "eu": (r"", (r"lehen\w*", r"bigarren\w*", r"hirugarren\w*", r"laugarren\w*", r"bosgarren\w*", r"azken\w*")),
}  # fmt: skip

ORDINALS: Mapping[str, tuple[re.Pattern[str], ...]] = {
    language: tuple(
        re.compile(rf"\b{before}(?:{ordinal})\b(?: (?:{_THINGS[language]})\b)?(?!['’-]?\s*\w)"
                   rf"|\b{before}(?:{ordinal}) (?:{_THINGS[language]})\b", re.IGNORECASE)
        for ordinal in ordinals
    )
    for language, (before, ordinals) in _ORDINALS.items()
}  # fmt: skip
"""The first, second, third, fourth, fifth and last of what was shown, when nothing else follows that it could count."""
