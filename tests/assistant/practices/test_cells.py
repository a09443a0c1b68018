"""What practices say in each dimension: from records, from running text, in several languages; never a guess."""

import time
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.citations import verify
from assistant.practices.cells import MOST_QUOTES, practice_of
from assistant.practices.shapes import Dimension, Practice
from corpus.documents import Document, Section
from corpus.facets import Facets, Kind, Origin
from corpus.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()


def record(language: str = "en", fields: Mapping[str, str] | None = None, **says: str) -> Document:
    """Return a practice record with these fields, each under its English label."""
    text, sections = "", []
    for field, value in says.items():
        title = VOCABULARY.field_label(field)
        start = len(text) + len(title) + 2
        sections.append(Section(title=title, field=field, level=2, start=start, end=start + len(value)))
        text += f"{title}\n\n{value}\n\n"
    facets = Facets(kind=Kind.GOOD_PRACTICE, language=language, origins={"kind": Origin.DECLARED})
    return Document(
        id="d",
        title="A practice",
        text=text,
        source="a.md",
        sections=tuple(sections),
        fields=fields or {},
        facets=facets,
    )


def typed(text: str, language: str | None = "en") -> Document:
    """Return what somebody typed about their own practice."""
    return Document(id="own", title="Our practice", text=text, source="own", facets=Facets(language=language))


def quotes(practice: Practice, dimension: Dimension) -> list[str]:
    """Return what a practice is quoted with in a dimension."""
    return [citation.quote for citation in practice.cells[dimension].citations]


def read(document: Document) -> Practice:
    """Return the practice of a document; every quote must stand in it, and a cell holds few."""
    practice = practice_of(document, VOCABULARY)
    assert set(practice.cells) == set(Dimension)
    for cell in practice.cells.values():
        assert len(cell.citations) <= MOST_QUOTES
        for citation in cell.citations:
            assert verify(citation, document)
        for figure in cell.figures:
            assert document.text[figure.start : figure.end] == figure.text
    return practice


def test_a_record_says_in_its_own_fields_what_it_says() -> None:
    practice = read(
        record(
            target_group="Young people who left school early.",
            partners="Two colleges and the town.",
            activities="A mentor visits every week.",
            reach="It reached 120 learners in 2021.",
            budget="The town paid EUR 45,000 a year.",
            impact="Attendance rose by 12 %.",
            evaluation="Learners filled in a form at the end.",
            transferability="A school in Riga took it over.",
        )
    )
    assert quotes(practice, Dimension.TARGET_GROUP) == ["Young people who left school early."]
    assert quotes(practice, Dimension.PARTNERS) == ["Two colleges and the town."]
    assert quotes(practice, Dimension.ACTIVITIES) == ["A mentor visits every week."]
    assert quotes(practice, Dimension.SCALE) == ["It reached 120 learners in 2021."]
    assert quotes(practice, Dimension.FUNDING) == ["The town paid EUR 45,000 a year."]
    assert quotes(practice, Dimension.RESULTS) == ["Attendance rose by 12 %."]
    assert quotes(practice, Dimension.EVALUATION) == ["Learners filled in a form at the end."]
    assert quotes(practice, Dimension.TRANSFERABILITY) == ["A school in Riga took it over."]


def test_figures_go_to_the_cell_in_which_they_are_compared() -> None:
    practice = read(record(reach="In 2021 it reached 120 learners.", budget="The town paid EUR 45,000 a year."))
    (learners,) = practice.cells[Dimension.SCALE].figures
    (money,) = practice.cells[Dimension.FUNDING].figures
    assert (learners.value, learners.of) == (120, "learners")
    assert (money.value, money.of, money.per) == (45_000, "EUR", "year")


def test_what_a_record_does_not_say_is_not_stated() -> None:
    practice = read(record(summary="A mentor visits every learner once a week and helps with homework."))
    silent = [name for name in Dimension if not practice.cells[name].stated]
    assert {
        Dimension.SCALE,
        Dimension.FUNDING,
        Dimension.RESULTS,
        Dimension.EVALUATION,
        Dimension.PERIOD,
        Dimension.TRANSFERABILITY,
        Dimension.PARTNERS,
        Dimension.SECTOR,
        Dimension.EQAVET,
    } <= set(silent)
    assert practice.strength == "none"
    assert practice.strength_citation is None


def test_an_empty_document_says_nothing() -> None:
    practice = read(typed(""))
    assert not any(cell.stated for cell in practice.cells.values())


def test_a_long_field_is_cut_to_what_says_most() -> None:
    padding = "The team met often and talked about many things that matter to schools in the region. " * 6
    practice = read(record(reach=padding + "In all, 340 learners and 25 companies took part. " + padding))
    assert quotes(practice, Dimension.SCALE) == ["In all, 340 learners and 25 companies took part."]


def test_what_is_hoped_for_is_no_result() -> None:
    text = "The project aims to be effective and wants to reach 500 learners. It should be evaluated by a university."
    practice = read(typed(text))
    assert not practice.cells[Dimension.RESULTS].stated
    assert not practice.cells[Dimension.SCALE].stated


def test_a_pointer_to_more_is_no_evidence() -> None:
    practice = read(
        record(impact="Drop-out fell from 20 % to 15 %. " + "More information can be found on the website.")
    )
    assert quotes(practice, Dimension.RESULTS) == ["Drop-out fell from 20 % to 15 %."]


@pytest.mark.parametrize(
    ("text", "language", "dimension", "quote"),
    [
        ("Wij hebben het zelf bedacht. Het werd gefinancierd door de gemeente.", "nl", Dimension.FUNDING, 1),
        ("Im Jahr 2022 begann es. Das Projekt wurde vom Land mit 1,2 Mio. € gefördert.", "de", Dimension.FUNDING, 1),
        ("Participaron 85 alumnos y 12 empresas. Estamos contentos.", "es", Dimension.SCALE, 0),
        ("Hanke alkoi vuonna 2020. Siinä on hyvä tunnelma.", "fi", Dimension.PERIOD, 0),
        ("Projekt kestis oktoobrist 2018 kuni augustini 2020. Oli tore.", "et", Dimension.PERIOD, 0),
        ("Z wyjazdów skorzystało 69 uczniów. Było dobrze.", "pl", Dimension.SCALE, 0),
        ("Le projet a été doté de 103 461 €. Il plaît.", "fr", Dimension.FUNDING, 0),
        ("O curso destina-se a alunos do 12.º ano. É bom.", "pt", Dimension.TARGET_GROUP, 0),
        ("Il corso si rivolge a docenti e formatori. Piace.", "it", Dimension.TARGET_GROUP, 0),
        ("34 pertsonak parte hartu dute. Ondo joan da.", "eu", Dimension.SCALE, 0),
        ("An independent committee looked at it. It was glad.", "en", Dimension.EVALUATION, 0),
        ("It was adopted by two schools in Finland. They like it.", "en", Dimension.TRANSFERABILITY, 0),
        ("The modules follow EQAVET. They are short.", "en", Dimension.EQAVET, 0),
    ],
)
def test_running_text_is_read_in_many_languages(text: str, language: str, dimension: Dimension, quote: int) -> None:
    practice = read(typed(text, language))
    first, second = text.split(". ", 1)[0] + ".", text.split(". ", 1)[1]
    assert quotes(practice, dimension) == [[first, second][quote]]


def test_years_come_from_the_facets_and_from_the_sentence_that_tells_them() -> None:
    document = record(summary="It ran from 2016 to 2019. Four schools met.", fields={"year_start": "2016"})
    years = {"year_from": 2016, "year_to": 2019, "origins": {"kind": Origin.DECLARED, "years": Origin.DECLARED}}
    practice = read(document.model_copy(update={"facets": document.facets.model_copy(update=years)}))
    cell = practice.cells[Dimension.PERIOD]
    assert (cell.codes, cell.origin) == (("2016", "2019"), "declared")
    assert quotes(practice, Dimension.PERIOD) == ["It ran from 2016 to 2019."]


def test_years_that_were_only_inferred_are_no_period() -> None:
    document = record(impact="In the years 2008-2010 enrolment grew by 59 %.")
    years = {"year_from": 2008, "year_to": 2010, "origins": {"kind": Origin.DECLARED, "years": Origin.INFERRED}}
    practice = read(document.model_copy(update={"facets": document.facets.model_copy(update=years)}))
    assert not practice.cells[Dimension.PERIOD].stated


def test_the_year_of_another_countrys_copy_is_not_the_practices_own() -> None:
    practice = read(typed("The programme was launched in 2002. In 2012 a version of it was launched in Denmark."))
    assert quotes(practice, Dimension.PERIOD) == ["The programme was launched in 2002."]
    assert quotes(practice, Dimension.TRANSFERABILITY) == ["In 2012 a version of it was launched in Denmark."]


@pytest.mark.parametrize(
    ("impact", "strength"),
    [
        ("An independent committee found it effective.", "external_evaluation"),
        ("Of 275 respondents, 80 % would do it again.", "survey"),
        ("Drop-out fell from 20 % to 15 %.", "figures"),
        ("Learners gained confidence and were glad.", "self_reported"),
    ],
)
def test_the_strength_of_results_comes_with_the_sentence_that_says_so(impact: str, strength: str) -> None:
    practice = read(record(impact=impact))
    assert practice.strength == strength
    assert practice.strength_citation is not None
    assert practice.strength_citation.quote == impact


def test_a_sentence_that_announces_a_list_is_quoted_with_it() -> None:
    practice = read(record(results="Leaders put these first:\n\n1. Lifelong learning.\n2. Digital competence."))
    assert quotes(practice, Dimension.RESULTS)[0].endswith("2. Digital competence.")


def test_sources_and_addresses_are_never_quoted() -> None:
    practice = read(record(summary="Teachers visit firms.", source_title="Funded by the town: https://example.org"))
    assert not practice.cells[Dimension.FUNDING].stated


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["en", "nl", "cs", None]))
def test_any_text_is_read(text: str, language: str | None) -> None:
    read(typed(text, language))
    read(record(impact=text, budget=text))


def test_a_document_takes_milliseconds() -> None:
    document = record(
        summary="Ten schools and 40 companies took part from 2016 to 2019. " * 5,
        activities="Teachers visited firms and wrote 12 lessons together with 30 trainers. " * 10,
        budget="EUR 1.6 million a year came from government and industry. " * 5,
        impact="Drop-out fell from 20 % to 15 %, as an independent study showed in 2018. " * 5,
    )
    read(document)
    started = time.process_time()
    for _ in range(10):
        practice_of(document, VOCABULARY)
    assert (time.process_time() - started) / 10 < 0.05
