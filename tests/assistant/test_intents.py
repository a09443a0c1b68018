import pytest

from assistant.intents import Intent, defined_subject, focused, intent_of
from assistant.questions import expected_answer


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("Which countries took part?", Intent.LIST),
        ("Which practices involve companies?", Intent.LIST),
        ("Welke landen deden mee?", Intent.LIST),
        ("Welche Länder nahmen teil?", Intent.LIST),
        ("¿Qué países participaron?", Intent.LIST),
        ("Quels pays ont participé ?", Intent.LIST),
        ("Mitkä maat osallistuivat?", Intent.LIST),
        ("Zein herrialdek hartu zuten parte?", Intent.LIST),
        ("Compare Finland and Scotland on quality assurance", Intent.COMPARISON),
        ("What is the difference between Jet-Net and the academy?", Intent.COMPARISON),
        ("Wat is het verschil tussen Nederland en Finland?", Intent.COMPARISON),
        ("¿Qué diferencias hay entre España y Portugal?", Intent.COMPARISON),
        ("What do we know about early leaving?", Intent.OVERVIEW),
        ("Wat weten we over voortijdig schoolverlaten?", Intent.OVERVIEW),
        ("Was wissen wir über Mobilität?", Intent.OVERVIEW),
        ("¿Qué se sabe de la FP dual?", Intent.OVERVIEW),
        ("Que sait-on de la mobilité ?", Intent.OVERVIEW),
        ("Mitä tiedetään liikkuvuudesta?", Intent.OVERVIEW),
        ("Zer dakigu mugikortasunari buruz?", Intent.OVERVIEW),
        ("What is EQAVET?", Intent.DEFINITION),
        ("Wat is een leerwerkbedrijf?", Intent.DEFINITION),
        ("Was ist Jugendcoaching?", Intent.DEFINITION),
        ("Zer da HETEL?", Intent.DEFINITION),
        ("Did Denmark copy Jet-Net?", Intent.YES_NO),
        ("Onko Suomessa hankkeita?", Intent.YES_NO),
        ("¿Hay proyectos en Navarra?", Intent.YES_NO),
        ("How many companies take part?", Intent.FACT),
        ("What is the yearly budget of the welding circles?", Intent.FACT),
        ("What are the objectives of the programme?", Intent.FACT),
        ("Which city hosted the meeting?", Intent.FACT),
        ("quality assurance", Intent.FACT),
    ],
)
def test_a_question_says_what_it_wants(question: str, intent: Intent) -> None:
    assert intent_of(question, expected_answer(question)) is intent


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("What is Jet-Net?", "Jet-Net"),
        ("What is the VET Learning Community?", "VET Learning Community"),
        ("What are learning credits?", "learning credits"),
        ("What does EQAVET stand for?", "EQAVET"),
        ("Qu'est-ce que le bac pro ?", "bac pro"),
        ("Mikä on EQAVET?", "EQAVET"),
        ("What is the budget of Jet-Net?", None),
        ("What is needed?", None),
        ("What is the approach?", None),
    ],
)
def test_the_thing_to_be_defined_is_found(question: str, subject: str | None) -> None:
    assert defined_subject(question) == subject


def test_words_of_wanting_are_blanked_where_they_stand() -> None:
    question = "Compare Finland and Scotland"
    assert focused(question, Intent.COMPARISON) == "        Finland and Scotland"
    assert focused("compare", Intent.COMPARISON) == "compare", "something has to be left"
