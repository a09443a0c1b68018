import pytest

from assistant.conversation import Resolved, Turn, resolve
from corpus.vocabulary import load_vocabulary

SHOWN = ("first", "second", "third")


def read(question: str, *earlier: str) -> Resolved:
    return resolve(question, [Turn(question=each, documents=SHOWN) for each in earlier], load_vocabulary())


@pytest.mark.parametrize(
    ("earlier", "question", "understood"),
    [
        ("How is learning organised in Finland?", "and in Scotland?", "How is learning organised in Scotland?"),
        ("How is learning organised in Finland?", "What about Wales?", "How is learning organised in Wales?"),
        (
            "How is learning organised in Finland?",
            "and since 2020?",
            "How is learning organised in Finland since 2020?",
        ),
        ("What do surveys say about 2019?", "in Estonia?", "What do surveys say about 2019 in Estonia?"),
        ("Which projects ran in 2019?", "and in 2020?", "Which projects ran in 2020?"),
        ("Why did Denmark copy Jet-Net?", "and Finland?", "Why did Finland copy Jet-Net?"),
        ("Hoe werken scholen in Nederland?", "en in Vlaanderen?", "Hoe werken scholen in Vlaanderen?"),
        ("Wie funktioniert es in Deutschland?", "und in Österreich?", "Wie funktioniert es in Österreich?"),
        ("¿Qué prácticas hay en el País Vasco?", "¿y en Navarra?", "¿Qué prácticas hay en Navarra?"),
        ("Comment apprend-on en France ?", "et en Belgique ?", "Comment apprend-on en Belgique ?"),
        ("Come si impara in Italia?", "e in Spagna?", "Come si impara in Spagna?"),
        ("Como se aprende em Portugal?", "e em Espanha?", "Como se aprende em Espanha?"),
        ("Miten oppisopimus toimii Suomessa?", "entä Skotlannissa?", "Miten oppisopimus toimii Skotlannissa?"),
        ("Nola lan egiten dute Euskadin?", "eta Nafarroan?", "Nola lan egiten dute Nafarroan?"),
        ("How is learning organised in Finland?", "en in Vlaanderen?", "How is learning organised in Flanders?"),
    ],
)
def test_another_place_or_time_takes_the_place_of_the_old_one(earlier: str, question: str, understood: str) -> None:
    resolved = read(question, earlier)
    assert resolved.text == understood
    assert resolved.repeated


@pytest.mark.parametrize(
    ("earlier", "question"),
    [
        ("How many pupils does Jet-Net reach?", "who paid for it?"),
        ("How many pupils does Jet-Net reach?", "Who paid for the programme?"),
        ("How many pupils does Jet-Net reach?", "When did this project start?"),
        ("Hoeveel leerlingen bereikt Jet-Net?", "wie betaalt het?"),
        ("Hoeveel leerlingen bereikt Jet-Net?", "Wie betaalt daarvoor?"),
        ("Wie viele Jugendliche erreicht Jet-Net?", "Wer bezahlt das?"),
        ("¿A cuántos alumnos llega Jet-Net?", "¿Quién lo pagó?"),
        ("¿A cuántos alumnos llega Jet-Net?", "¿Cuánto costó?"),
        ("Combien d'élèves Jet-Net touche-t-il ?", "Qui l'a payé ?"),
        ("Montako oppilasta Jet-Net tavoittaa?", "Kuka sen maksoi?"),
        ("Zenbat ikaslerengana iristen da Jet-Net?", "Nork ordaindu du hori?"),
    ],
)
def test_what_stands_for_something_is_told_what(earlier: str, question: str) -> None:
    resolved = read(question, earlier)
    assert "(Jet-Net)" in resolved.text
    assert resolved.asked == question, "the new question says what kind of answer is expected"
    assert resolved.documents == SHOWN
    assert not resolved.only


@pytest.mark.parametrize("question", ["why?", "Why?", "and when?"])
def test_a_bare_word_asks_about_the_whole_question_before(question: str) -> None:
    resolved = read(question, "Which countries copied Jet-Net?")
    assert resolved.text == f"{question} Which countries copied Jet-Net?"
    assert resolved.asked == question


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("what about the second one?", "second"),
        ("and the first?", "first"),
        ("en de tweede?", "second"),
        ("und das zweite Projekt?", "second"),
        ("¿y el tercero?", "third"),
        ("et le dernier ?", "third"),
        ("entä toinen?", "second"),
        ("eta bigarrena?", "second"),
    ],
)
def test_a_number_picks_one_of_the_documents_shown(question: str, document: str) -> None:
    resolved = read(question, "How many companies take part in the circles?")
    assert resolved.documents == (document,)
    assert resolved.only
    assert resolved.text == "How many companies take part in the circles?"


def test_a_question_about_one_of_the_documents_keeps_its_own_words() -> None:
    resolved = read("How much did the second project cost?", "Which practices involve companies?")
    assert (resolved.text, resolved.documents) == ("How much did the second project cost?", ("second",))


def test_documents_that_are_not_known_are_asked_for() -> None:
    earlier = [Turn(question="Which practices involve companies?")]
    resolved = resolve("what about the second one?", earlier, load_vocabulary())
    assert resolved.refers
    assert resolved.documents is None


@pytest.mark.parametrize(
    "question",
    [
        "How many pupils does Jet-Net reach?",
        "What is EQAVET?",
        "what is benchlearning?",
        "Which practices involve companies?",
        "How long does it take to train a welder?",
        "apprenticeship",
        "How many leaders of colleges were asked in the survey?",
        "What do we know about mobility in Scotland?",
        "What are second chance schools?",
        "And how do colleges recruit teachers from companies abroad?",
        "Wat is het budget van het techniekpact?",
        "Welche Länder nahmen teil?",
        "¿Qué aprenden los profesores en las empresas?",
        "Comment les lycées préparent-ils les élèves à la mobilité ?",
        "Mitä opettajat oppivat yrityksissä?",
    ],
)
def test_a_question_that_stands_on_its_own_is_not_dragged_along(question: str) -> None:
    resolved = read(question, "How is work-based learning organised in Finland?")
    assert not resolved.followed
    assert resolved.text == question


def test_a_conversation_goes_on_over_several_turns() -> None:
    resolved = read("and since 2020?", "How is learning organised in Finland?", "and in Scotland?")
    assert resolved.text == "How is learning organised in Scotland since 2020?"


def test_the_first_question_leans_on_nothing() -> None:
    assert read("and in Scotland?") == Resolved(text="and in Scotland?", asked="and in Scotland?")
