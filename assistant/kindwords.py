"""Kind words: the kinds of document that a question asks for, as in `which surveys say` or `according to reports`."""

import re
from collections.abc import Mapping

from corpus.facets import Kind

_WHICH = (
    r"which|what|welke|welche[rsnm]?|qué|cuáles|quel(?:le)?s|quali|que|quais|mitkä|millised|kokios|kurios|zein(?:tzuk)?"
)
_WITHIN = (
    r"in(?: the)?|according to(?: the)?|per|from(?: the)?|volgens(?: de)?|in(?: de)?|uit(?: de)?|laut(?: den)?"
    r"|in(?: den)?"
    r"|según(?: l[ao]s)?|en(?: l[ao]s)?|selon(?: les)?|dans(?: les)?|secondo(?: l[ei]| gli)?|nell[ei]"
    r"|segundo(?: [oa]s)?"
    r"|n[oa]s"
)
_KINDS: Mapping[tuple[Kind, ...], str] = {
    # In the plural: "the survey" is one that the question takes as known, "surveys" are a kind.
    (
        Kind.GOOD_PRACTICE,
    ): r"(?:good |best )?practices|(?:goede )?praktijken|(?:goede )?praktijkvoorbeelden|goede voorbeelden"
    r"|(?:gute[rn]? )?praxisbeispielen?|gute[rn]? praktiken|buenas prácticas|bonnes pratiques|buone (?:pratiche|prassi)"
    r"|boas práticas|hyvät käytännöt|head tavad|gerosios praktikos|jardunbide (?:egoki|on)\w*",
    (Kind.SURVEY_SUMMARY,): r"surveys|enquêtes|umfragen|befragungen|encuestas|sondages|indagini|sondaggi|inquéritos"
    r"|kyselyt|küsitlused|apklausos|inkest\w+",
    (
        Kind.PROJECT_REPORT,
    ): r"project reports|projectverslagen|projektberichten?|informes de proyectos?|rapports de projets?"
    r"|rapporti di progetto|relatórios de projetos?|hankeraportit|proiektuen txosten\w+",
    (
        Kind.PROJECT_REPORT,
        Kind.PUBLICATION,
    ): r"reports|rapporten|verslagen|berichten?(?! über)|informes|rapports|rapporti"
    r"|relatórios|raportit|aruanded|ataskaitos|txosten\w+",
    (
        Kind.PUBLICATION,
    ): r"publications|publicaties|veröffentlichungen|publicaciones|pubblicazioni|publicações|julkaisut"
    r"|väljaanded|leidiniai|argitalpen\w+",
    (Kind.NEWS,): r"news(?: items| articles| stories)?|nieuws(?:berichten)?|nachrichten|noticias|actualités|notizie"
    r"|notícias|uutiset|uudised|naujienos|albiste\w+",
}
_ASKED = tuple(
    (
        kinds,
        re.compile(
            rf"(?:\b(?:{_WHICH})|^\W*(?:list|name|show)(?: me)?(?: all)?(?: the)?) (?:(?!of )\w+ )?(?:{words})\b"
            rf"|\b(?:{_WITHIN}) (?:{words})\b(?! (?:of|van|de|del|von)\b)|^\W*what do (?:the )?(?:{words})\b"
            + (r"|\b(?:kyselyjen|kyselyiden) mukaan\b|\binkesten arabera\b" if Kind.SURVEY_SUMMARY in kinds else ""),
            re.IGNORECASE,
        ),
    )
    for kinds, words in _KINDS.items()
)


def kinds_named(text: str) -> tuple[Kind, ...]:
    """Return the kinds of document that a question asks for, none when it asks for no kind in particular."""
    return next((kinds for kinds, pattern in _ASKED if pattern.search(text)), ())


def without_kinds(text: str) -> str:
    """Return a question with the words blanked by which it asks for a kind of document."""
    pattern = next((pattern for _, pattern in _ASKED if pattern.search(text)), None)
    return pattern.sub(lambda match: " " * len(match.group()), text) if pattern else text
