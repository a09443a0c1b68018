"""A page of labelled records becomes one document a record."""

from pathlib import Path

import pytest

from corpus.errors import ReadingError
from corpus.facets import Kind
from indexer.drafts import Draft, ReadingLimits
from indexer.readers.listing import is_listing, read
from indexer.readers.recognition import recognise

PAGE = """Finland

Guide to workplace learning

Source / author:\xa0
A ministry
Country:\xa0
Finland
Abstract:\xa0

The guide tells companies how to receive learners.

It has three parts.

Skills workshops

Short summary:\xa0

Workshops bring schools and companies together.

Description and objectives:\xa0

The workshops have two aims:

  • Fewer learners who leave early
  • More places in companies

Country:\xa0
Logo or photo:\xa0
Organisation:\xa0
A network
Impact:\xa0

In 2019 some 40 companies took part.

Title (dropdown menu):\xa0
Year start:\xa0
2015
Status:\xa0
data_page_icon_programme:\xa0

Mentor pool

Short summary:\xa0

Experienced workers guide learners.

Description and objectives:\xa0

Every learner has a mentor.

Country:\xa0
Organisation:\xa0
A school
Impact:\xa0

Nine in ten learners finish.

Title (dropdown menu):\xa0
data_page_highlighted_yes_no:\xa0
data_page_summary:\xa0

Experienced workers  guide learners.

data_page_impact:\xa0

Some 300 mentors are active.

data_page_icon_programme:\xa0

Pages

Subscribe to RSS - Finland
"""


@pytest.fixture
def drafts(tmp_path: Path) -> tuple[Draft, ...]:
    path = tmp_path / "listing.txt"
    path.write_text(PAGE, "utf-8")
    assert recognise(path).reader == "listing"
    return read(path, ReadingLimits())


def test_each_record_is_a_document_of_its_kind(drafts):
    assert [(draft.title, draft.kind) for draft in drafts] == [
        ("Guide to workplace learning", Kind.PUBLICATION),
        ("Skills workshops", Kind.GOOD_PRACTICE),
        ("Mentor pool", Kind.GOOD_PRACTICE),
    ]


def test_the_pages_heading_is_kept_for_records_without_a_country(drafts):
    assert [draft.heading for draft in drafts] == ["Finland"] * 3
    assert drafts[0].declared["country"] == ("Finland",)
    assert "country" not in drafts[1].declared


def test_empty_labels_machine_names_and_furniture_never_reach_the_text(drafts):
    for draft in drafts:
        for unwanted in ("data_page", "dropdown", "Logo", "Status", "Subscribe", "Pages", ":\n"):
            assert unwanted not in draft.text.replace("two aims:\n", "")


def test_sections_mark_each_fields_text_exactly(drafts):
    practice = drafts[1]
    sections = {section.field: practice.text[section.start : section.end] for section in practice.sections}
    assert sections["summary"] == "Workshops bring schools and companies together."
    assert sections["description"].endswith("• Fewer learners who leave early\n• More places in companies")
    assert sections["impact"] == practice.fields["impact"] == "In 2019 some 40 companies took part."
    assert practice.declared["year_start"] == ("2015",)
    assert next(section.title for section in practice.sections) == "Short summary"


def test_text_under_machine_names_is_kept_unless_it_repeats_another_field(drafts):
    mentors = drafts[2]
    assert mentors.text.count("Experienced workers") == 1
    assert mentors.fields["impact"] == "Nine in ten learners finish.\n\nSome 300 mentors are active."


def test_prose_with_colons_is_no_listing():
    assert not is_listing("Our aims\n\nWe want this: more places.\n\nResults: many.\n\nThe end: soon.")
    assert not is_listing("One practice\n\nCountry: Spain\nImpact: 20 schools\nBudget: none\nReach: the region")


def test_a_file_without_records_says_so(tmp_path):
    path = tmp_path / "plain.txt"
    path.write_text("Only a sentence.", "utf-8")
    with pytest.raises(ReadingError) as caught:
        read(path, ReadingLimits())
    assert caught.value.reason == "no_text"


def test_a_label_that_we_do_not_know_is_one_where_it_recurs(tmp_path):
    path = tmp_path / "practicas.txt"
    record = "{0}\n\nResumen:\n{0} ayuda al alumnado.\nPaís:\n\nOrganización:\nUn centro\nPresupuesto anual:\n{1}\n\n"
    path.write_text("España\n\n" + record.format("Retos en el aula", 2020) + record.format("Robots en el taller", 2019))
    first, second = read(path, ReadingLimits())
    assert first.fields["organisation"] == "Un centro"
    assert second.text.endswith("Presupuesto anual\n\n2019"), "a number below a label is no page number"
