"""Words that say that a sentence tells of a plan or gives an opinion, as data, by language."""

import re
from collections.abc import Mapping
from types import MappingProxyType


def _patterns(words: Mapping[str, str]) -> Mapping[str, re.Pattern[str]]:
    return MappingProxyType({language: re.compile(pattern, re.IGNORECASE) for language, pattern in words.items()})


OWN_SUBJECT: Mapping[str, re.Pattern[str]] = _patterns(
    {
        "en": r"^(?:each|every|all)? ?(?:the )?(?:partners?|consortium|coordinator|work package|wp ?\d|partner"
        r" meetings?"
        r"|steering group|project team|applicant)\b(?!.*\b(?:was|were|had|did|\w+ed in (?:19|20)\d\d)\b)",
        "nl": r"^(?:elke|iedere|alle|de|het)? ?(?:partners?|consortium|coördinator|werkpakket|partnerbijeenkomsten"
        r"|stuurgroep|projectteam|aanvrager)\b(?!.*\b(?:was|waren|had|hadden|werd|werden)\b)",
        "de": r"^(?:jeder|alle|der|die|das)? ?(?:partner|konsortium|koordinator\w*|arbeitspaket|partnertreffen"
        r"|steuerungsgruppe|projektteam|antragsteller\w*)\b(?!.*\b(?:war|waren|hatte|wurde|wurden)\b)",
        "fr": r"^(?:chaque|tous les|le|les|la)? ?(?:partenaires?|consortium|coordinateur|lot de travail"
        r"|comité de pilotage|équipe du projet)\b(?!.*\b(?:était|étaient|a été|ont été)\b)",
        "es": r"^(?:cada|todos los|el|los|la)? ?(?:socios?|consorcio|coordinador\w*|paquete de trabajo|equipo del"
        r" proyecto"
        r"|comité)\b(?!.*\b(?:fue|fueron|era|eran|había)\b)",
        "fi": r"^(?:jokainen|kaikki)? ?(?:kumppani\w*|konsortio\w*|koordinaattori\w*|työpaketti\w*|ohjausryhmä\w*"
        r"|hakija\w*)\b(?!.*\b(?:oli|olivat)\b)",
        "eu": r"^(?:bazkide\w*|partzuergo\w*|koordinatzaile\w*|lan-pakete\w*)\b(?!.*\b(?:zen|ziren)\b)",
    }
)
"""How sentences begin that tell of a project's own partners and work; what was is no plan."""

HOLDS_CLAIM: Mapping[str, re.Pattern[str]] = _patterns(
    {
        "en": r"\b(?:which|who) (?:has|have|had|is|are|was|were|\w+ed|reached)\b|\bbecause (?!we\b|our\b|of our\b)"
        r"|\bsince (?!we\b|our\b)\w+ \w+ (?:is|are|has|have)\b|\b(?:know|aware|well known|known|research has shown)"
        r" (?:that\b)|\bas (?:\w+ ){1,4}(?:has|have) shown\b|\bunlike (?:earlier|other|previous)\b",
        "nl": r"\b(?:die|dat|wat) (?:\w+ ){1,8}(?:heeft|hebben|is|was)\b|\bomdat (?!we\b|wij\b|ons\b|onze\b)"
        r"|\bweten dat\b|\bbewezen\b|\bbekend dat\b|\banders dan eerdere\b",
        "de": r"\bweil (?!wir\b|unser)|\bwissen, dass\b|\bbekannt, dass\b|\banders als frühere\b|\bnachweislich\b",
        "fr": r"\bparce qu(?:e|')(?! ?nous\b)|\bsavons que\b|\bqui (?:a|ont|est|sont)\b",
        "es": r"\bporque (?!nosotros\b|nuestr)|\bsabemos que\b|\bya que (?!nuestr)|\bque (?:ha|han|es|son) \w+",
        "fi": r"\bkoska (?!me\b|meidän\b)|\btiedämme, että\b|\bjoka on \w+nut\b|\bjotka ovat \w+neet\b",
        "eu": r"\bbadakigu\b|\w+lako\b",
    }
)
"""Parts of a sentence that claim something of the world, whatever the sentence plans."""

OWN: Mapping[str, re.Pattern[str]] = _patterns(
    {
        "en": r"\b(?:we|our|ours|us|i|my|will|shall|won't|'ll|would|should|ought|could|may wish|might|must"
        r"|going to|plans? to|planned for|intends? to|aims? (?:to|at)|hopes? to|wants? to|wish(?:es)? to|seeks? to"
        r"|proposes?|is to be|are to be|is meant to|are meant to|is expected to|are expected to|envisages?|foresees?"
        r"|in our view|believes?|convinced|it is (?:important|essential|vital|crucial|time) (?:that|to))\b",
        "nl": r"\b(?:wij|we|ons|onze|ik|mijn|zal|zullen|zou|zouden|gaan? \w+en|gaat|willen?|wil|moeten?|moet|dienen? te"
        r"|beoogt|beogen|is de bedoeling|het doel is|van plan|hopen|stelt voor|stellen voor|verwachten|volgens ons"
        r"|streven|streeft|kunnen we|wordt verwacht|het is (?:belangrijk|nodig|tijd))\b",
        "de": r"\b(?:wir|uns|unser\w*|ich|soll|sollen|sollte\w*|wollen|möchten?|will|plant|planen|beabsichtig\w+"
        r"|hoffen|hofft|vorgesehen|müsste\w*|könnte\w*|würde\w*|streben|strebt|unserer Ansicht"
        r"|ist geplant|sind geplant|ziel ist)\b|\b(?:wird|werden|werde)\b[^.;]*\b(?!ge\w+)\w+(?:en|ern|eln"
        r"|sein)\s*[.!]?$",
        "fr": r"\b(?:nous|notre|nos|je|mon|\w{3,}(?:erons|irons|drons|rons)|\w{2,}(?:era|eront|ira|iront|dra|dront"
        r"|vra|vront"
        r"|urra|urront|tra|tront)|sera|seront|aura|auront|fera|feront|ira|iront|pourra|pourront|devra|devront|doit"
        r"|doivent|devrait|devraient|pourrait|pourraient|serait|seraient|souhait\w+|propos\w+ de|prévoi\w+ de|entend"
        r"|vise à|visent à|a pour objectif|selon nous|il faut|il est (?:important|essentiel|temps))\b",
        "es": r"\b(?:nosotr[oa]s|nuestr[oa]s?|nos|\w{3,}(?:aremos|eremos|iremos|amos|emos|imos)|\w{2,}(?:ará|arán"
        r"|erá|erán"
        r"|irá|irán|drá|drán|brá|brán|rrá|rrán)|hará|harán|dirá|será|serán|habrá|debe|deben|debería\w*|podría\w*|vamos"
        r"|va a|van a|pretende\w*|quiere|quieren|propone\w*|se propone|tiene como objetivo|prevé|prevén|esperan?"
        r"|hay que"
        r"|es (?:importante|necesario|hora|fundamental))\b",
        "eu": r"\b(?:gu|guk|gure|guretzat|gutxienez gure|\w+(?:ko|go) (?:dugu|ditugu|du|dute|da|dira|ditu|dituzte"
        r"|gara|zaie|dio)"
        r"|nahi (?:dugu|du|dute|ditugu)|asmoa|helburua|behar (?:dugu|du|dute|da|dira|lukete|luke)|\w+ ditugu|\w+ dugu"
        r"|uste dugu|gure ustez|espero)\b",
        "fi": r"\b(?:me|meidän|meillä|meille|haluamme|aiomme|\w{3,}(?:mme)|aikoo|aikovat|tulee \w+maan|tulevat \w+maan"
        r"|on tarkoitus|tarkoituksena|tavoitteena|tavoitteemme|pitäisi|täytyy|tulisi|voisi|voisivat|on tärkeää"
        r"|pyrkii|pyrimme"
        r"|suunnittel\w+|toivomme|olisi|olisivat|hankkeessa (?:\w+taan|\w+tään)|hanke (?:aikoo|tulee|kehittää|tuottaa"
        r"|kouluttaa|järjestää))\b",
        "it": r"\b(?:noi|nostr[oaie]|\w{3,}(?:eremo|iremo)|\w{2,}(?:erà|eranno|irà|iranno|drà|dranno|rrà|rranno)|sarà"
        r"|saranno|farà|faranno|dovrebbe\w*|potrebbe\w*|vogliamo|intende|intendono|propone|mira a|si prevede"
        r"|bisogna)\b",
        "pt": r"\b(?:nós|noss[oa]s?|\w{3,}(?:aremos|eremos|iremos)|\w{2,}(?:ará|arão|erá|erão|irá|irão)|será|serão|deve"
        r"|devem|deveria\w*|poderia\w*|vamos|pretende\w*|queremos|propõe|tem como objetivo|prevê)\b",
        "lt": r"\b(?:mes|mūsų|\w{3,}(?:sime|site)|\w{3,}(?:siantis|siama)|bus|turėtų|reikėtų|planuoja\w*|siekia\w*"
        r"|norime)\b",
        "et": r"\b(?:me|meie|meil|kavatse\w*|plaani\w*|hakkab|hakkavad|soovime|tahame|peaks|peaksid|võiks|loodame"
        r"|eesmärk on)\b",
        "pl": r"\b(?:my|nasz\w*|będzie|będą|będziemy|zamierza\w*|planuje\w*|chcemy|powin\w+|należy|ma na celu)\b",
        "cs": r"\b(?:my|náš|naše|našich|bude|budou|budeme|plánuje\w*|chceme|měl[aoiy]? by|mělo by|je třeba)\b",
    }
)
"""What plans, wishes, duties and opinions are said with."""

FIRST_PERSON: Mapping[str, re.Pattern[str]] = _patterns(
    {
        "en": r"\b(?:we|our|ours|us|i|my)\b",
        "nl": r"\b(?:wij|we|ons|onze|ik|mijn)\b",
        "de": r"\b(?:wir|uns|unser\w*|ich)\b",
        "fr": r"\b(?:nous|notre|nos|je|mon)\b",
        "es": r"\b(?:nosotr[oa]s|nuestr[oa]s?)\b",
        "eu": r"\b(?:gu|guk|gure)\b",
        "fi": r"\b(?:me|meidän|meillä|meille|\w{4,}mme)\b",
    }
)
"""How the writers speak of themselves."""

FUTURE: Mapping[str, re.Pattern[str]] = _patterns(
    {
        "en": r"\b(?:will|shall|going to|plans? to|intends? to|aims? to)\b",
        "nl": r"\b(?:zal|zullen|gaan|gaat)\b",
        "de": r"\b(?:wird|werden|soll|sollen|planen|plant)\b",
        "fr": r"\b\w{2,}(?:era|eront|ira|iront|rons)\b",
        "es": r"\b\w{2,}(?:rá|rán|remos)\b",
        "eu": r"\b\w+(?:ko|go) (?:dugu|ditugu|du|dute|da|dira|ditu)\b",
        "fi": r"\b(?:aikoo|aiomme|tulee|tulevat)\b",
    }
)
"""What tells of times to come."""
