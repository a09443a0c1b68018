"""Citations for other programs, read again by libraries that others keep."""

import json

import pytest
import rispy
from bibtexparser.entrypoint import parse_string

from assistant.exporting.citations import bibtex, csl_json, ris
from tests.assistant.exporting.drafts import SOURCES, hostile, source

PERSON = {"author": [{"family": "de Vries", "given": "Jan, Jr. and Sons"}], "issued": {"date-parts": [[2020]]}}


def entries(text: str):
    library = parse_string(text)
    assert not library.failed_blocks
    return {each.key: each for each in library.entries}


def test_bibtex_has_each_document_once_by_its_first_key() -> None:
    found = entries(bibtex(SOURCES))
    assert list(found) == ["circles", "hall", "yards", "unused"]
    fields = {name: field.value for name, field in found["circles"].fields_dict.items()}
    assert found["circles"].entry_type == "techreport"
    assert fields == {
        "title": "{Welding circles}", "author": "{ROC Zuid}", "institution": "ROC Zuid", "year": "2021",
        "url": "https://x.example/0", "langid": "nl", "month": "may",
    }  # fmt: skip
    assert found["hall"].fields_dict["title"].value == r"{A hall \& a half}"
    assert "author" not in found["yards"].fields_dict


def test_people_are_people_and_organisations_are_one_name() -> None:
    person = entries(bibtex([source("a", reference=PERSON)]))["a"]
    assert person.fields_dict["author"].value == "{de Vries}, {Jan, Jr. and Sons}"
    two = {"author": [{"literal": "Work and Study, Ltd"}, {"literal": "B"}]}
    assert (
        entries(bibtex([source("a", reference=two)]))["a"].fields_dict["author"].value
        == "{Work and Study, Ltd} and {B}"
    )


@pytest.mark.parametrize(
    "title",
    ["a { b", "a } b", "}}{{", "\\", "a\\", "100 % & more_of # $5 ~ ^", '"quoted"', "@book{x,", "é 🙂 “x”", "%\n@x{"],
)
def test_no_title_breaks_a_file_of_bibtex(title: str) -> None:
    found = entries(bibtex([source("a", title=title), source("b", document="1")]))
    assert list(found) == ["a", "b"]
    held = found["a"].fields_dict["title"].value
    for plain, escaped in (("\\textbackslash{}", "\\"), ("\\textbraceleft{}", "{"), ("\\textbraceright{}", "}")):
        held = held.replace(plain, f"<{ord(escaped)}>")
    assert held.count("{") == held.count("}")


def test_ris_is_read_again() -> None:
    text = ris(SOURCES)
    assert "\n" not in text.replace("\r\n", "")
    first, second, *_ = found = rispy.loads(text)
    assert len(found) == 4
    assert (first["type_of_reference"], first["title"], first["authors"]) == ("RPRT", "Welding circles", ["ROC Zuid"])
    assert (first["year"], first["date"], first["urls"]) == ("2021", "2021/05//", ["https://x.example/0"])
    assert second["title"] == "A hall & a half"
    (news,) = rispy.loads(ris([source("a", kind="news", reference=PERSON)]))
    assert (news["type_of_reference"], news["authors"]) == ("ELEC", ["de Vries, Jan, Jr. and Sons"])


def test_csl_json_is_what_citation_programs_read() -> None:
    first, *_ = found = json.loads(csl_json(SOURCES))
    assert [each["id"] for each in found] == ["circles", "hall", "yards", "unused"]
    assert first == {
        "id": "circles", "type": "report", "title": "Welding circles", "author": [{"literal": "ROC Zuid"}],
        "issued": {"date-parts": [[2021, 5]]}, "URL": "https://x.example/0", "language": "nl",
    }  # fmt: skip


def test_hostile_sources_are_data_in_every_format() -> None:
    sources = hostile().proposal.sources
    assert list(entries(bibtex(sources))) == ["bad", "worse"]
    bad, worse = rispy.loads(ris(sources))
    assert "urls" not in bad
    assert worse["urls"][0].startswith("https://x.example/a%20b")
    assert len(json.loads(csl_json(sources))) == 2
    for text in (bibtex(sources), ris(sources), csl_json(sources)):
        text.encode()
        assert "\x00" not in text


def test_nothing_is_nothing() -> None:
    assert (bibtex(()), ris(()), json.loads(csl_json(()))) == ("", "", [])
