"""A proposal as a JSON file: what goes out comes in again, and what others write is checked to the last field."""

import json
from typing import Any

import pytest

from assistant.proposals.interchange import proposal_json, read_proposal
from corpus.documents import Locator
from corpus.errors import ProposalFileError
from corpus.facets import Kind
from corpus.proposals import Brief, KeptSource, Proposal, SectionDraft


def source(**more: object) -> KeptSource:
    made = {
        "key": "welding", "document_id": "0123456789abcdef", "title": "Welding circles", "kind": Kind.GOOD_PRACTICE,
        "countries": ("NL",), "language": "nl", "year_from": 2014, "year_to": 2019, "source": "practices/welding.md",
        "url": "https://welding.example/circles", "quote": "Bedrijven betalen\nde helft.",
        "locator": Locator(start=10, end=37, page=3, page_label="iii", heading="Doelen"),
        "reference": {"author": [{"literal": "ROC Zuid"}], "issued": {"date-parts": [[2019, 5]]}, "number": "2018-1"},
    }  # fmt: skip
    return KeptSource.model_validate({**made, **more})


def proposal(*sources: KeptSource) -> Proposal:
    return Proposal(
        brief=Brief(title="Teachers – 🙂", idea="An idea.", countries=("NL", "ES-PV"), partners=("A", "B")),
        sections=(
            SectionDraft(section="relevance", text="Half [@welding].\n\nMore.", pinned=("welding",), own=("A.",)),
        ),
        sources=sources or (source(),),
    )


def changed(path: str, value: Any) -> bytes:
    """Return an exported file with one field changed."""
    held = json.loads(proposal_json(proposal()))
    *parents, last = (int(part) if part.isdigit() else part for part in path.split("."))
    place = held
    for part in parents:
        place = place[part]
    place[last] = value
    return json.dumps(held).encode()


def test_what_goes_out_comes_in_again() -> None:
    first = read_proposal(proposal_json(proposal()).encode())
    assert first.proposal.brief == proposal().brief
    assert first.proposal.sections == proposal().sections
    assert first.unknown == ()
    (found,) = first.proposal.sources
    assert found.model_dump(exclude={"reference", "link"}) == source().model_dump(exclude={"reference", "link"})
    assert found.reference == {
        "id": "0123456789abcdef", "type": "report", "title": "Welding circles", "author": [{"literal": "ROC Zuid"}],
        "number": "2018-1", "issued": {"date-parts": [[2019, 5]]}, "URL": "https://welding.example/circles",
    }  # fmt: skip
    assert read_proposal(proposal_json(first.proposal).encode()) == first
    assert read_proposal(b"\xef\xbb\xbf" + proposal_json(proposal()).encode()).proposal == first.proposal


def test_marks_without_a_source_stay_and_are_named() -> None:
    found = read_proposal(changed("proposal.sections.0.text", "Half [@welding] of [@nobody; @welding]."))
    assert found.proposal.sections[0].text == "Half [@welding] of [@nobody; @welding]."
    assert found.unknown == (("relevance", "nobody"),)
    pinned = read_proposal(changed("proposal.sections.0.pinned", ["welding", "nobody", "welding"]))
    assert pinned.proposal.sections[0].pinned == ("welding",)


def test_addresses_and_references_are_never_taken_over() -> None:
    for url in ("javascript:alert(1)", "file:///etc/passwd", "//x.example"):
        held = read_proposal(changed("proposal.sources.0.url", url)).proposal.sources[0]
        assert held.url is None
        assert "URL" not in held.reference
    link = read_proposal(changed("proposal.sources.0.link", "javascript:alert(1)//?n=3")).proposal.sources[0].link
    assert link.startswith("document?d=0123456789abcdef&from=10&to=37&file=practices/welding.md&n=3&says=")
    hostile = {
        "title": 5, "type": "<script>", "author": [{"literal": ["x"]}, 7, {"family": "A", "x": 1}, {"given": "B"}],
        "issued": {"date-parts": [["2019"], [10**9], [2019, 13]]}, "evil": {"a": []}, "URL": "javascript:1",
        "publisher": None, "accessed": "today",
    }  # fmt: skip
    assert read_proposal(changed("proposal.sources.0.reference", hostile)).proposal.sources[0].reference == {
        "id": "0123456789abcdef", "type": "report", "title": "Welding circles", "author": [{"family": "A"}],
        "URL": "https://welding.example/circles",
    }  # fmt: skip


def test_text_stays_text() -> None:
    hostile = "<script>alert(1)</script> \x00\x1b[31m [@welding]"
    found = read_proposal(changed("proposal.sections.0.text", hostile)).proposal.sections[0].text
    assert found == "<script>alert(1)</script> \ufffd\ufffd[31m [@welding]"
    assert read_proposal(changed("proposal.brief.title", "\ud800x")).proposal.brief.title == "\ufffdx"


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("format", "something-else", "format"),
        ("version", 2, "version"),
        ("proposal", None, "proposal"),
        ("proposal", [], "proposal"),
        ("proposal.brief.title", "x" * 501, "proposal.brief.title"),
        ("proposal.brief.title", 5, "proposal.brief.title"),
        ("proposal.brief.language", "english", "proposal.brief.language"),
        ("proposal.brief.countries", ["NL", "Spain"], "proposal.brief.countries"),
        ("proposal.brief.evil", "x", "proposal.brief.evil"),
        ("proposal.brief.partners", ["x"] * 1001, "proposal.brief.partners"),
        ("proposal.sections.0.text", "x" * 200_001, "proposal.sections.0.text"),
        ("proposal.sections.0.own", ["x" * 5_001], "proposal.sections.0.own.0"),
        ("proposal.sections", [{"section": "a"}, {"section": "a"}], "proposal.sections.1.section"),
        ("proposal.sections", [{"section": str(n)} for n in range(101)], "proposal.sections"),
        ("proposal.sources.0.key", "No Key", "proposal.sources.0.key"),
        ("proposal.sources.0.kind", "rumour", "proposal.sources.0.kind"),
        ("proposal.sources.0.document_id", "../../etc", "proposal.sources.0.document_id"),
        ("proposal.sources.0.quote", "  ", "proposal.sources.0.quote"),
        ("proposal.sources.0.quote", "x" * 50_001, "proposal.sources.0.quote"),
        ("proposal.sources.0.locator.start", -1, "proposal.sources.0.locator.start"),
        ("proposal.sources.0.locator.start", 99, "proposal.sources.0.locator"),
        ("proposal.sources.0.year_from", 10**30, "proposal.sources.0.year_from"),
        ("proposal.sources.0.year_from", 2020, "proposal.sources.0.year_from"),
        ("proposal.sources.0.language", "<b>", "proposal.sources.0.language"),
        ("proposal.sources.0.reference", {"a": [[[[[[[[[[[1]]]]]]]]]]]}, "proposal.sources.0.reference"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(path: str, value: Any, field: str) -> None:
    with pytest.raises(ProposalFileError) as told:
        read_proposal(changed(path, value))
    assert told.value.field.startswith(field)
    assert told.value.field in str(told.value)
    assert len(str(told.value)) < 1_500


def test_two_sources_of_one_key_are_one_too_many() -> None:
    with pytest.raises(ProposalFileError, match=r"sources\.1\.key: 'welding' is there twice"):
        read_proposal(proposal_json(proposal(source(), source())).encode())


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe", b"PK\x03\x04", b'"' + b"x" * 2_000_001, b"[" * 100_000, b'{"a":NaN}',
        b'{"a":' + b"9" * 10_000 + b"}", b"<html>",
    ],
)  # fmt: skip
def test_what_is_no_file_of_ours_is_refused(data: bytes) -> None:
    with pytest.raises(ProposalFileError):
        read_proposal(data)
