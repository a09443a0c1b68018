"""Small words as data: those that carry no meaning in a question, and those that say what kind of answer it expects."""

import re
from collections.abc import Mapping
from enum import StrEnum

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
"""A word of a question, with what an apostrophe ties to it."""


class Expected(StrEnum):
    """What kind of thing the answer must hold."""

    NUMBER = "number"
    AMOUNT = "amount"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"


FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "a about all also an and any are as at be been being but by can could did do does doing for from get gets"
        " give given had has have having he her him his how i if in into is it its it's many may me might most much my"
        " no not of on one or our out over please shall she should so some such tell than that the their them then"
        " there these they this those through to up us was we were what what's when where which while who whom whose"
        " why will with would you your",
        "nl": "aan al alle als bij dan dat de den der deze die dit doe doen doet door dus een en er ga gaat geen geef"
        " had hadden heb hebben heeft hem het hij hoe hoeveel hoeveelste hun ik in is ja je kan kunnen kun kon konden"
        " maar me meer men met mij mijn moet moeten na naar niet nog nu of om omdat ook onder ons onze op over te tegen"
        " toen tot u uit uw van veel voor waar waarin waarmee waarom waarop waarover waarvoor wanneer waren was wat we"
        " wel welk welke werd werden wie wiens wij wil word worden wordt ze zich zij zijn zo zonder zou zouden",
        "de": "ab alle als am an auch auf aus bei bis da damit dann das dass dem den der des die dies diese diesem"
        " diesen dieser dieses du durch ein eine einem einen einer eines er es für gibt habe haben hat hatte hatten"
        " hier ich ihr ihre ihrem ihren im in ist ja kann können man mehr mit nach nicht noch nur oder ob sein seine"
        " sich sie sind so über um und uns unter vom von vor wann war waren warum was welche welchem welchen welcher"
        " welches wem wen wenn wer werden wessen wie wieviel viele wieso wir wird wo wofür woher wohin wurde wurden zu"
        " zum zur",
        "es": "a al algo ante como cómo con cual cuál cuales cuáles cuando cuándo cuanta cuánta cuantas cuántas cuanto"
        " cuánto cuantos cuántos de del desde donde dónde durante e el él ella ellos en entre era es esa ese eso esta"
        " está están este esto estos estas fue fueron ha haber hacia han hasta hay la las le les lo los más me mi muy"
        " no nos o para pero por porque qué que quien quién quienes quiénes se ser si sí sin sobre son su sus también"
        " tiene tienen un una unas uno unos y ya",
        "fr": "à a ai au aux avec ce ces cet cette combien comment d dans de des du elle elles en entre est et été être"
        " eu il ils j je l la le les leur leurs lui mais me mes mon n ne nous on ont ou où par pas pour pourquoi qu"
        " quand que quel quelle quelles quels qui quoi s sa sans se ses son sont sur un une vers vous y",
        "it": "a ad agli ai al alla alle allo anche c che chi ci come con cosa cui da dagli dai dal dalla dalle dei del"
        " della delle dello di dove e è ed era erano fu furono gli ha hanno i il in io l la le lo loro ma nei nel nella"
        " nelle non o per perché più qual quale quali quando quanta quante quanti quanto se si sono stata stati stato"
        " su sua sue sui sul sulla suo suoi tra un una uno",
        "pt": "a ao aos as à às com como da das de do dos e é ela ele eles em entre era eram essa esse esta está este"
        " foi foram há isso mais mas na nas não no nos o os ou para pela pelas pelo pelos por porque porquê qual quais"
        " quando quanta quantas quanto quantos que quem se ser seu seus são sua suas também tem têm um uma onde",
        "fi": "ei että he hän ja jo joka jos jotka kanssa kuin kuinka kuka ketkä kun kuten me mihin mikä mikäli mikä"
        " miksi millainen millaisia millä milloin minkä missä mistä mitkä mitä moni monta myös ne niin nyt oli olivat"
        " olla on ovat paljonko se sekä sen siitä tai tämä vai",
        "et": "aga ei et ja ju jah kas kes kelle kui kuidas kuhu kus kust ma me mida miks milline millised millal mis"
        " mitu nad need nende nii oli olid oma on palju see selle siis ta te tema või",
        "lt": "ar apie bei bet buvo dėl iki ir iš jis ji jie jos į kada kai kaip kas ką kiek kodėl koks kokia kokie"
        " kokios kuri kurie kurios kuris kur nuo o per po prie su tai ta tie už yra",
        "eu": "al ala baina bat da dago daude den dira ditu du dute edo eta ez gaur hau hori izan noiz nola non nor"
        " nork norako zein zeintzuk zer zergatik zen ziren zenbat",
    }.items()
}
"""Words that say nothing about the subject, by language, as written in lower case."""

EXPECTED_WORDS: Mapping[Expected, tuple[str, ...]] = {
    # Regular expressions over the question in lower case, in any of our languages. The order of kinds is that of
    # trust: "how much money" is an amount before "how much" is a number.
    Expected.AMOUNT: (
        r"how much (?:\w+ ){0,2}(?:money|fund\w*|invest\w*|cost\w*|budget|grant)",
        r"how much (?:\w+ ){0,6}(?:cost|spend|spent|invest|invested|pay|paid|earn|receive|received)\b",
        r"\b(?:budget|cost|price|funding|grant|turnover|revenue)\b",
        r"\b(?:begroting|kosten|kost|subsidie|geld|investeren|investering|bedrag)\b",
        r"\b(?:kostet|kosten|haushalt|förderung|presupuesto|cuesta|coste|coûte|budget|costo|custo|orçamento)\b",
        r"\b(?:budjetti|maksaa|eelarve|maksab|kainuoja|biudžetas|aurrekontua)\b",
    ),
    Expected.DATE: (
        r"^(?:\w+ ){0,2}when\b",
        r"\b(?:what|which) (?:year|date|day|month|century|decade|time period)\b",
        r"\bsince when\b|\bhow long ago\b",
        r"\b(?:wanneer|welk jaar|welke datum|sinds wanneer)\b",
        r"\b(?:wann|welchem jahr|welches jahr)\b",
        r"\b(?:cuándo|qué año|qué fecha)\b",
        r"\b(?:quand|quelle année|quelle date)\b",
        r"^(?:\w+ )?quando\b|\b(?:che anno|quale anno|que ano|qual ano)\b",
        r"\b(?:milloin|minä vuonna|millal|mis aastal|kada|kuriais metais|noiz|zein urtetan)\b",
    ),
    Expected.NUMBER: (
        r"\bhow (?:many|much|long|old|far|large|big|often|tall|high|deep|fast)\b",
        r"\b(?:what|which) (?:percentage|percent|proportion|share|number|fraction|age|population|amount)\b",
        r"\b(?:hoeveel|hoe lang|hoe oud|welk percentage|welk deel|hoe groot|hoe vaak)\b",
        r"\b(?:wie viele?|wieviele?|wie lange|wie groß|wie hoch|wie oft|wieviel prozent|welcher anteil)\b",
        r"\b(?:cuánt[oa]s?|qué porcentaje|qué proporción)\b",
        r"\b(?:combien|quel pourcentage|quelle part)\b",
        r"\b(?:quant[eiao]s?|che percentuale|que percentagem|qual a percentagem)\b",
        r"\b(?:kuinka (?:monta|paljon|pitkä|suuri)|montako|mitu|kui palju|kiek|zenbat)\b",
    ),
    Expected.PERSON: (
        r"^(?:\w+ ){0,2}(?:who|whom|whose)\b|\bby whom\b",
        r"^(?:door |met |van )?(?:wie|wiens)\b(?! viele?\b| lange\b| groß\b| hoch\b| oft\b| ist\b| wird\b| werden\b)",
        r"^(?:\w+ )?(?:wer|wem|wen|wessen)\b",
        r"^(?:\w+ )?(?:quiénes|quién|qui|chi|quem|kuka|ketkä|kes|kas|nork?)\b",
    ),
    Expected.PLACE: (
        r"^(?:\w+ )?where\b",
        r"\b(?:what|which) (?:city|cities|country|countries|state|region|place|town|continent|location)\b",
        r"^(?:waar)\b|\bin welk(?:e)? (?:land|landen|stad|steden|regio|plaats)\b|\bwelke (?:landen|steden|regio's)\b",
        r"^(?:wo|woher|wohin)\b|\bwelche[mnrs]? (?:land|ländern?|stadt|städten?|region)\b",
        r"^(?:dónde|en dónde)\b|\bqué (?:país|países|ciudad|región)\b",
        r"^où\b|\bquel(?:le)?s? (?:pays|ville|région)\b",
        r"^(?:dove|onde)\b|\b(?:quale|quali|che|qual|que) (?:paese|paesi|città|país|países|cidade)\b",
        r"^(?:missä|mistä|mihin|kus|kust|kur|non)\b",
    ),
}
"""How a question says what kind of answer it expects."""

MONTHS = (
    r"january|february|march|april|may|june|july|august|september|october|november|december|januari|februari|maart|mei|"
    r"juni|juli|augustus|oktober|januar|februar|märz|mai|dezember|enero|febrero|marzo|abril|mayo|junio|julio|agosto|"
    r"septiembre|octubre|noviembre|diciembre|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|"
    r"décembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|janeiro|fevereiro|março|maio|"
    r"junho|julho|setembro|outubro|dezembro|\w+kuuta|\w+kuussa"
)

SHOWS: Mapping[Expected, str] = {
    Expected.NUMBER: r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|"
    r"million|billion|half|third|quarter|twice|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|honderd|duizend|miljoen|"
    r"helft|zwei|drei|fünf|sechs|sieben|neun|zehn|hundert|tausend|millionen|hälfte|dos|tres|cuatro|cinco|seis|siete|"
    r"ocho|nueve|diez|cien|mil|millones|mitad|deux|trois|quatre|cinq|sept|huit|neuf|dix|cent|mille|millions|moitié|"
    r"due|tre|quattro|cinque|sei|sette|otto|nove|dieci|milioni|metà|dois|duas|quatro|oito|dez|milhões|metade)\b",
    Expected.AMOUNT: r"[€$£]\s?\d|(?<!\d)\d[\d.,\s]*+(?:k\b|m\b|million|billion|miljoen|miljard|mln|millionen|millones|"
    r"milioni|milhões|miljoonaa|miljonit)?\s?(?:€|\$|£|eur\b|euros?\b|euroa\b|eurot\b|eurų\b|usd\b|dollars?\b|pounds?\b)"
    r"|\b(?:eur|euro|usd|gbp)\s?\d",
    Expected.DATE: r"\b1\d{3}s?\b|\b20\d{2}\b|"
    rf"\b\d{{1,2}}(?:\.|th|st|nd|rd)? (?:de )?(?:{MONTHS})\b|\b(?:{MONTHS}) \d|"
    r"\b\d{1,2}(?:th|st|nd|rd) century\b|\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
}
"""What such an answer looks like in a sentence, in lower case; persons and places are seen by their capitals."""
