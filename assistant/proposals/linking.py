"""Linking phrases of our own, as data: what a skeleton says between quotes, in the languages that it is written in."""

from collections.abc import Mapping
from types import MappingProxyType

LINKING: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "survey_result": {
            "en": "A survey found",
            "nl": "Een onderzoek vond",
            "fi": "Kyselyn tulos",
            "es": "Una encuesta indica",
            "eu": "Inkesta batek dio",
        },
        "figure": {
            "en": "The figures",
            "nl": "De cijfers",
            "fi": "Luvut",
            "es": "Las cifras",
            "eu": "Zifrak",
        },
        "obstacle": {
            "en": "What hindered it",
            "nl": "Wat in de weg stond",
            "fi": "Mikä oli esteenä",
            "es": "Lo que lo dificultó",
            "eu": "Oztopo izan zena",
        },
        "decline": {
            "en": "What went down",
            "nl": "Wat achteruitging",
            "fi": "Mikä heikkeni",
            "es": "Lo que fue a menos",
            "eu": "Okerrera egin zuena",
        },
        "already": {
            "en": "What is there already",
            "nl": "Wat er al is",
            "fi": "Mitä on jo olemassa",
            "es": "Lo que ya existe",
            "eu": "Lehendik dagoena",
        },
        "similar_practice": {
            "en": "From a comparable project",
            "nl": "Uit een vergelijkbaar project",
            "fi": "Vastaavasta hankkeesta",
            "es": "De un proyecto comparable",
            "eu": "Antzeko proiektu batetik",
        },
        "shows_need": {
            "en": "The need",
            "nl": "De behoefte",
            "fi": "Tarve",
            "es": "La necesidad",
            "eu": "Beharra",
        },
        "states": {
            "en": "A source says",
            "nl": "Een bron zegt",
            "fi": "Lähde kertoo",
            "es": "Una fuente dice",
            "eu": "Iturri batek dio",
        },
        "again": {
            "en": "Likewise",
            "nl": "Ook",
            "fi": "Samoin",
            "es": "Asimismo",
            "eu": "Era berean",
        },
        "further": {
            "en": "And further",
            "nl": "En verder",
            "fi": "Lisäksi",
            "es": "Además",
            "eu": "Gainera",
        },
        "in_language": {
            "en": "{lead}, in {language}",
            "nl": "{lead} ({language})",
            "fi": "{lead} (kieli: {language})",
            "es": "{lead}, en {language}",
            "eu": "{lead} (hizkuntza: {language})",
        },
        "translated": {
            "en": "{key}, in {language}, translated by {model}: “{text}”",
            "nl": "{key}, in het {language}, vertaald door {model}: “{text}”",
            "fi": "{key}, kieli: {language}, kääntänyt {model}: “{text}”",
            "es": "{key}, en {language}, traducido por {model}: “{text}”",
            "eu": "{key}, hizkuntza: {language}, itzultzailea {model}: “{text}”",
        },
        "no_source": {
            "en": "No source was found for this question.",
            "nl": "Voor deze vraag is geen bron gevonden.",
            "fi": "Tähän kysymykseen ei löytynyt lähdettä.",
            "es": "No se ha encontrado ninguna fuente para esta pregunta.",
            "eu": "Ez da iturririk aurkitu galdera honetarako.",
        },
        "no_source_on": {
            "en": "No source on {places} was found for this question.",
            "nl": "Over {places} is voor deze vraag geen bron gevonden.",
            "fi": "Tähän kysymykseen ei löytynyt lähdettä näistä: {places}.",
            "es": "No se ha encontrado ninguna fuente sobre {places} para esta pregunta.",
            "eu": "Galdera honetarako ez da iturririk aurkitu hauei buruz: {places}.",
        },
        "own_answer": {
            "en": "[Your own answer: what follows from this for your project.]",
            "nl": "[Uw eigen antwoord: wat hieruit volgt voor uw project.]",
            "fi": "[Oma vastauksenne: mitä tästä seuraa hankkeellenne.]",
            "es": "[Su propia respuesta: qué se deduce de esto para su proyecto.]",
            "eu": "[Zuen erantzuna: zer ondorioztatzen den hemendik zuen proiekturako.]",
        },
    }
)
"""Phrases by key and language: before a quote by the reason that it is there for, and what is said of gaps."""

LANGUAGES = ("en", "nl", "fi", "es", "eu")
"""The languages that a skeleton can be written in; in others it is English."""


def phrase(key: str, language: str, /, **values: str) -> str:
    """Return a phrase in a language, in English if we have none in that."""
    texts = LINKING[key]
    return (texts.get(language) or texts["en"]).format(**values)
