"""Sentences: hard cases in twelve languages, the promises about spans, and speed on hostile text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.sentences import sentence_spans

# A bar stands where one sentence ends and the next begins.
CASES = [
    ("en", "Mr. Smith met Dr. Jones at 3 p.m. in London.| They talked."),
    ("en", "Schools, e.g. in Leeds, took part.| Others, i.e. colleges, did not."),
    ("en", "See No. 5 of the report.| No.| We did not."),
    ("en", "It cost approx. 5 million.| The rest came later."),
    ("en", "J. Smith and A. B. Jones wrote it.| It sold well."),
    ("en", "The U.S. Department of Labor paid.| It was the U.S.| The money came late."),
    ("en", "Growth was 3.5 % in 2020.| In 2021 it fell."),
    ("en", "Growth was 3.5% in 2020. |15 schools closed."),
    ("en", "“Is it safe?” she asked.| “Yes.”| He left."),
    ("en", "He said “Stop.”| Then he left."),
    ("en", "Yes!| Really?!| Of course."),
    ("en", "Wait… what?| Nothing."),
    ("en", "Wait...| Then it came."),
    ("en", "It began (see fig. 3).| (It ended later.)| Good."),
    ("en", "See https://www.example.org/a.b?c=d. |The site is old."),
    ("en", "Write to info@example.org. |She answers."),
    ("en", "Version 2.0.1 works.| Version 3 does not."),
    ("en", "1. Plan the visit.| 2. Go there."),
    ("en", "a) Plan the visit.| Then go."),
    ("en", "a. Plan the visit.| Then go."),
    ("en", "2.3. Results of the year were good.| They rose."),
    ("en", "IV. Results were good.| They rose."),
    ("en", "Apples, pears, etc.| The rest was sold."),
    ("en", "Apples, pears, etc. were sold."),
    ("en", "It was found.[12] |Later it was lost.[3][4]| It was found again."),
    ("en", "Work with Acme Ltd. in Leeds.| Acme Inc.| They left."),
    ("en", "Teachers use it. |eTwinning helps them. |iPads do not."),
    ("en", "One school (St. Mary's) joined.| Two left."),
    ("en", "He holds a Ph.D. in physics.| She has two."),
    ("en", "Plan B.| We go."),
    ("en", "See pp. 5–9 and vol. II of it.| It is long."),
    ("en", "It ran Jan. 5 to Feb. 7.| It ended."),
    ("en", "All (approx. 30) came.| Some stayed."),
    ("en", "The aim: better work.| The result: jobs."),
    ("en", "**It works.** |Now go.| _Stop._| Now."),
    ("en", "They met vs. Leeds et al. Later they won."),
    ("nl", "Scholen, bijv. in Utrecht, doen mee.| Dat werkt."),
    ("nl", "Er zijn o.a. mentoren, d.w.z. leraren.| Zij helpen m.b.t. stages."),
    ("nl", "Zie blz. 12 en art. 5.| Daarna volgt nr. 7."),
    ("nl", "Dhr. Jansen en mevr. De Vries komen.| Ze praten."),
    ("nl", "Bijv. Amsterdam doet mee.| Utrecht ook."),
    ("nl", "Het kost ca. 5 mln. euro per jaar.| Dat is veel."),
    ("nl", "Boeken, schriften, enz.| De rest volgt."),
    ("de", "Schulen, z.B. in Wien, machen mit.| Das hilft."),
    ("de", "Schulen, z. B. Berufsschulen, machen mit.| Das hilft."),
    ("de", "Am 3. Oktober 2020 begann es.| Es endete am 15. Mai."),
    ("de", "Der 2. Weltkrieg war vorbei.| Im 20. Jahrhundert kam Neues."),
    ("de", "Er wohnt im 3. Stock.| Der 4. Stock ist leer."),
    ("de", "Es begann 2019.| Die Schulen halfen."),
    ("de", "Das sind u. a. Lehrer bzw. Ausbilder, vgl. Abb. 3.| Es sind ca. 50."),
    ("de", "„Kommst du?“| „Ja.“| Sie ging."),
    ("fi", "Koulut, esim. Oulussa, ovat mukana.| Se auttaa."),
    ("fi", "Se alkoi 15. huhtikuuta 2020.| Se päättyi ks. s. 5."),
    ("fi", "Mukana oli n. 50 koulua.| Muut eivät tulleet."),
    ("fi", "Opettajat, oppilaat jne.| Kaikki tulivat."),
    ("es", "¿Dónde está?| ¡Aquí!| Bien."),
    ("es", "El Sr. Pérez y la Dra. Ruiz vinieron.| Hablaron."),
    ("es", "Véase la pág. 5 y el art. 7.| Es largo."),
    ("es", "Hay centros, p. ej. en Bilbao, que ayudan.| Otros no. |¿Por qué?"),
    ("es", "En EE. UU. hay menos.| Aquí hay más."),
    ("eu", "Ikastetxeak, adib. Bilbon, hor daude.| Ondo dago."),
    ("eu", "Liburuak, koadernoak, etab.| Hori da."),
    ("fr", "Des écoles, p. ex. à Lyon, participent.| Elles aident."),
    ("fr", "M. Dupont et Mme. Martin, cf. chap. 3, sont là.| Ils parlent."),
    ("fr", "« Est-ce vrai ? »| « Oui. »| Il part."),
    ("it", "Le scuole, ad es. a Roma, aiutano.| Il sig. Rossi lo dice."),
    ("it", "Si veda pag. 5, art. 3, ecc.| Il resto segue."),
    ("pt", "O Sr. Silva leu o n.º 5 da pág. 3.| A Dra. Costa também."),
    ("pt", "Escolas, p. ex. em Lisboa, ajudam.| Outras não."),
    ("lt", "Mokyklos, pvz. Vilniuje, dalyvauja.| Tai padeda."),
    ("lt", "2020 m. balandžio 15 d. prasidėjo.| Dalyvavo 50 proc. mokyklų."),
    ("lt", "Knygos, sąsiuviniai ir kt.| Tai viskas."),
    ("et", "Koolid, nt Tartus, osalevad.| Vt lk. 5. |See aitab."),
    ("et", "See algas 15. aprillil 2020.| Osales nt. 50 kooli."),
    ("pl", "Szkoły, np. w Krakowie, biorą udział.| To pomaga."),
    ("pl", "Prof. dr hab. Nowak, m.in. z ul. Długiej, był tam.| Mówił."),
    (None, "Scholen, bijv. Utrecht, doen mee.| Schulen z. B. Wien auch."),
    (None, "Koulut esim. Oulussa.| Pvz. Vilniuje."),
    (None, "It is ok.| The rest is too."),
    (None, "Το σχολείο βοηθά.| Οι μαθητές μαθαίνουν."),
    (None, "No stop at the end\nNext line. |And more\n\n\tLast"),
    (None, "First line\r\nsecond line of it"),
]


@pytest.mark.parametrize(("language", "marked"), CASES)
def test_hard_cases(language: str | None, marked: str) -> None:
    expected = [part.strip() for line in marked.splitlines() for part in line.split("|") if part.strip()]
    text = marked.replace("|", "")
    assert [text[start:end] for start, end in sentence_spans(text, language)] == expected


def assert_promises(text: str, language: str | None) -> None:
    position = 0
    for start, end in sentence_spans(text, language):
        sentence = text[start:end]
        assert not text[position:start].strip(), "something was left out"
        assert sentence
        assert sentence == sentence.strip()
        assert len(sentence.splitlines()) == 1
        position = end
    assert not text[position:].strip(), "the end was left out"


@settings(max_examples=300, deadline=None)
@given(
    st.text(st.one_of(st.sampled_from('.!?…)]"”« \n\r\t\u2028\xa0aZ1[(¿•-'), st.characters()), max_size=60),
    st.sampled_from([None, "de", "en", "fi"]),
)
def test_every_character_is_in_exactly_one_sentence(text: str, language: str | None) -> None:
    assert_promises(text, language)


@pytest.mark.parametrize(
    "hostile",
    [
        "x" * 1_000_000,
        "." * 1_000_000,
        ". " * 500_000,
        "a. " * 300_000,
        '."' * 500_000,
        "." + '"' * 1_000_000,
        ".[1" * 300_000,
        ". " + "(" * 1_000_000,
        " " * 1_000_000 + ".",
        ("." + " " * 1000) * 1000,
        "\n" * 1_000_000,
        "J. " + "A" * 1_000_000,
    ],
)
def test_hostile_text_takes_no_more_than_a_moment(hostile: str) -> None:
    began = time.process_time()
    assert_promises(hostile, None)
    assert time.process_time() - began < 4


def test_two_megabytes_a_second() -> None:
    text = " ".join(marked.replace("|", "") for _, marked in CASES) * 100
    began = time.process_time()
    sentence_spans(text)
    # Half of what is asked for, as other work may share the processor.
    assert len(text.encode()) / (time.process_time() - began) > 1_000_000
