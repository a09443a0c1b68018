"""Messages: what an answer says in its own words, in the reader's language."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field


class Message(BaseModel):
    """Something said to the reader: `key` and `values` for a page that translates, `text` ready to show.

    `text` is in the question's language where we have it, in English otherwise.
    """

    model_config = ConfigDict(frozen=True)

    key: str
    values: Mapping[str, str | int] = Field(default_factory=dict)
    text: str


TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "answered_one": "This document answers the question.",
        "answered": "{documents} documents bear on the question; the strongest quotes come first.",
        "partial": "The library may answer this only in part; judge these quotes for yourself.",
        "no_evidence": "The library holds no answer to this question.",
        "nearest": "Perhaps of use:",
        "no_matching_documents": "No document in the library matches these filters.",
        "filter_dropped": "You asked about {filters}; these quotes are from elsewhere, as they answer better.",
        "no_chat_model": "No language model is set, so the answer consists of quotes.",
        "written_later": "Written answers are not available yet, so the answer consists of quotes.",
        "slow_index": "The search index is damaged; answers are complete but slower. To mend it: vet-assistant repair",
        "page": "p. {page}",
    },
    "nl": {
        "answered_one": "Dit document beantwoordt de vraag.",
        "answered": "{documents} documenten gaan over de vraag; de sterkste citaten staan vooraan.",
        "partial": "De bibliotheek beantwoordt dit misschien maar ten dele; oordeel zelf over deze citaten.",
        "no_evidence": "De bibliotheek bevat geen antwoord op deze vraag.",
        "nearest": "Misschien bruikbaar:",
        "no_matching_documents": "Geen document in de bibliotheek voldoet aan deze filters.",
        "filter_dropped": "U vroeg naar {filters}; deze citaten komen van elders, omdat ze beter antwoorden.",
        "no_chat_model": "Er is geen taalmodel ingesteld; het antwoord bestaat daarom uit citaten.",
        "written_later": "Geschreven antwoorden zijn er nog niet; het antwoord bestaat daarom uit citaten.",
        "slow_index": "De zoekindex is beschadigd; antwoorden zijn volledig maar trager. Herstel: vet-assistant repair",
        "page": "p. {page}",
    },
    "de": {
        "answered_one": "Dieses Dokument beantwortet die Frage.",
        "answered": "{documents} Dokumente betreffen die Frage; die stärksten Zitate stehen vorn.",
        "partial": "Die Bibliothek beantwortet dies vielleicht nur zum Teil; urteilen Sie selbst über diese Zitate.",
        "no_evidence": "Die Bibliothek enthält keine Antwort auf diese Frage.",
        "nearest": "Vielleicht hilfreich:",
        "no_matching_documents": "Kein Dokument der Bibliothek entspricht diesen Filtern.",
        "no_chat_model": "Es ist kein Sprachmodell eingestellt; die Antwort besteht daher aus Zitaten.",
        "page": "S. {page}",
    },
    "fr": {
        "answered_one": "Ce document répond à la question.",
        "answered": "{documents} documents portent sur la question ; les citations les plus fortes viennent d’abord.",
        "partial": "La bibliothèque ne répond peut-être qu’en partie ; jugez vous-même de ces citations.",
        "no_evidence": "La bibliothèque ne contient pas de réponse à cette question.",
        "nearest": "Peut-être utile :",
        "no_matching_documents": "Aucun document de la bibliothèque ne correspond à ces filtres.",
        "no_chat_model": "Aucun modèle de langue n’est réglé ; la réponse se compose donc de citations.",
        "page": "p. {page}",
    },
    "es": {
        "answered_one": "Este documento responde a la pregunta.",
        "answered": "{documents} documentos tratan de la pregunta; las citas más fuertes van primero.",
        "partial": "Es posible que la biblioteca responda solo en parte; juzgue usted mismo estas citas.",
        "no_evidence": "La biblioteca no contiene ninguna respuesta a esta pregunta.",
        "nearest": "Quizás sea útil:",
        "no_matching_documents": "Ningún documento de la biblioteca cumple estos filtros.",
        "no_chat_model": "No hay ningún modelo de lenguaje configurado; la respuesta se compone de citas.",
        "page": "p. {page}",
    },
    "it": {
        "answered_one": "Questo documento risponde alla domanda.",
        "answered": "{documents} documenti riguardano la domanda; le citazioni più forti vengono prima.",
        "partial": "La biblioteca forse risponde solo in parte; valutate voi queste citazioni.",
        "no_evidence": "La biblioteca non contiene una risposta a questa domanda.",
        "nearest": "Forse utile:",
        "page": "p. {page}",
    },
    "pt": {
        "answered_one": "Este documento responde à pergunta.",
        "answered": "{documents} documentos tratam da pergunta; as citações mais fortes vêm primeiro.",
        "partial": "A biblioteca talvez responda apenas em parte; avalie por si estas citações.",
        "no_evidence": "A biblioteca não contém resposta a esta pergunta.",
        "nearest": "Talvez útil:",
        "page": "p. {page}",
    },
    "fi": {
        "answered_one": "Tämä asiakirja vastaa kysymykseen.",
        "answered": "{documents} asiakirjaa käsittelee kysymystä; vahvimmat lainaukset ovat ensin.",
        "partial": "Kirjasto vastaa tähän ehkä vain osittain; arvioi lainaukset itse.",
        "no_evidence": "Kirjastossa ei ole vastausta tähän kysymykseen.",
        "nearest": "Ehkä hyödyllistä:",
        "page": "s. {page}",
    },
}
"""By language and key; a key that a language lacks is said in English."""


def message(key: str, language: str, **values: str | int) -> Message:
    """Return a message in a language, or in English if we do not have it in that one."""
    template = TEXTS.get(language, {}).get(key) or TEXTS["en"][key]
    return Message(key=key, values=values, text=template.format(**values))
