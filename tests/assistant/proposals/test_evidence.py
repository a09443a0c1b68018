"""Evidence: quotes for the questions of a form, found by what the brief says; coverage, and earlier projects."""

import pytest

from assistant.citations import verify
from assistant.proposals.shapes import EvidenceItem
from assistant.proposals.templates import parse_template
from assistant.wiring import Assistant
from corpus.errors import UsageError
from corpus.facets import Filters, Kind
from corpus.proposals import Brief
from tests.assistant.proposals.conftest import BRIEF


def items(assistant: Assistant, section: str, question: str, brief: Brief = BRIEF) -> tuple[EvidenceItem, ...]:
    proposals = assistant.proposals()
    found = proposals.evidence(brief, proposals.templates()["ka220-vet"], section)
    return next(each.items for each in found if each.question == question)


def sources(found: tuple[EvidenceItem, ...]) -> list[str]:
    return [each.citation.source for each in found]


def test_every_quote_stands_in_its_document_and_is_numbered_from_the_best_on(assistant: Assistant) -> None:
    proposals = assistant.proposals()
    for found in proposals.evidence(BRIEF, proposals.templates()["ka220-vet"]):
        for number, item in enumerate(found.items, start=1):
            assert verify(item.citation, assistant.document(item.citation.document_id))
            assert item.citation.number == number
            assert 0 <= item.score <= 1


def test_a_need_is_shown_by_what_lacks_and_by_the_survey_of_a_partner_country(assistant: Assistant) -> None:
    found = items(assistant, "relevance", "needs")
    told = {each.citation.source: each for each in found}
    survey = next(each for each in found if "58 prosenttia" in each.citation.quote)
    assert (survey.relation, survey.reason, survey.strength) == ("statistic", "survey_result", "survey")
    assert told["placements.md"].relation == "supports"
    assert told["placements.md"].reason == "shows_need"


def test_the_method_is_shown_by_a_comparable_practice(assistant: Assistant) -> None:
    found = items(assistant, "design", "method")
    placed = next(each for each in found if each.citation.quote.startswith("Each teacher is placed in a bakery"))
    assert (placed.relation, placed.reason) == ("comparable", "similar_practice")


def test_the_impact_is_shown_by_figures_with_the_strength_of_their_evidence(assistant: Assistant) -> None:
    first, second, *_ = items(assistant, "impact", "participants")
    best = first if "240 teachers" in first.citation.quote else second
    assert "240 teachers" in best.citation.quote
    assert (best.relation, best.strength) == ("statistic", "figures")


def test_nothing_is_given_for_a_brief_that_the_library_knows_nothing_of(assistant: Assistant) -> None:
    proposals = assistant.proposals()
    reefs = Brief(title="Coral reefs", idea="Divers plant coral on reefs and count the fish.", countries=("GR",))
    found = proposals.evidence(reefs, proposals.templates()["ka220-vet"])
    assert not any(each.items for each in found)
    assert set(proposals.coverage(reefs, proposals.templates()["ka220-vet"]).gaps) == {
        (section, "GR") for section in ("relevance", "design", "partnership", "impact")
    }


def test_how_a_project_is_run_is_told_by_one_on_any_subject(assistant: Assistant) -> None:
    found = items(assistant, "partnership", "coordination")
    told = next(each for each in found if each.citation.source == "ships.md")
    assert told.citation.quote.startswith("A steering committee")
    assert told.relation != "comparable"
    assert all("sails" not in each.citation.quote for each in found)


def test_only_a_project_on_the_subject_tells_what_it_did(assistant: Assistant) -> None:
    for section, question in (("relevance", "innovation"), ("design", "method"), ("impact", "participants")):
        assert "ships.md" not in sources(items(assistant, section, question))


def test_a_quote_that_is_given_above_in_its_section_says_where(assistant: Assistant) -> None:
    proposals = assistant.proposals()
    above: dict[tuple[str, str], str] = {}
    again = 0
    for found in proposals.evidence(BRIEF, proposals.templates()["ka220-vet"], "relevance"):
        for item in found.items:
            place = item.citation.document_id, item.citation.quote
            assert item.given_before == above.get(place)
            again += item.given_before is not None
        for item in found.items:
            above.setdefault((item.citation.document_id, item.citation.quote), found.question)
    assert again


def test_what_has_nothing_to_do_with_the_brief_is_never_quoted(assistant: Assistant) -> None:
    proposals = assistant.proposals()
    found = proposals.evidence(BRIEF, proposals.templates()["ka220-vet"])
    assert "choir.md" not in {item.citation.source for each in found for item in each.items}


def test_no_document_crowds_the_others_out_and_no_quote_is_given_twice_for_a_question(assistant: Assistant) -> None:
    proposals = assistant.proposals()
    for found in proposals.evidence(BRIEF, proposals.templates()["ka220-vet"]):
        named = sources(found.items)
        assert all(named.count(each) <= 2 for each in named)
        quotes = [each.citation.quote for each in found.items]
        assert len(set(quotes)) == len(quotes)


def test_filters_narrow_what_is_found(assistant: Assistant) -> None:
    proposals = assistant.proposals()
    form = proposals.templates()["ka220-vet"]
    found = proposals.evidence(BRIEF, form, "relevance", Filters(kinds=(Kind.SURVEY_SUMMARY,)))
    named = {item.citation.source for each in found for item in each.items}
    assert named == {"kysely.md"}


def test_a_brief_may_be_written_in_another_language_than_the_library(assistant: Assistant) -> None:
    dutch = Brief(
        title="Docenten terug naar het bedrijf",
        idea="Docenten in het beroepsonderwijs verliezen het contact met bedrijven. Wij laten docenten stage lopen.",
        target_groups=("docenten",), countries=("NL", "FI"), language="nl",
    )  # fmt: skip
    assert "bakers.md" in sources(items(assistant, "design", "method", dutch))
    assert "kysely.md" in sources(items(assistant, "relevance", "needs", dutch))


def test_a_question_of_an_operators_own_form_finds_its_evidence_without_words_to_search_for(
    assistant: Assistant,
) -> None:
    form = parse_template(
        "id: fund\ntitle: Fund\nsections:\n  - id: a\n    title: A\n    questions:\n"
        "      - {id: q, text: What is the problem and the need?, wants: [statistic, supports]}\n",
        "fund.yaml",
    )
    found = assistant.proposals().evidence(BRIEF, form)
    assert found[0].items
    assert found[0].items[0].citation.source in ("kysely.md", "placements.md")


def test_the_same_is_found_again_and_an_unknown_section_is_refused(assistant: Assistant) -> None:
    proposals = assistant.proposals()
    form = proposals.templates()["ka220-vet"]
    whole = proposals.evidence(BRIEF, form)
    assert [each for each in whole if each.section == "impact"] == proposals.evidence(BRIEF, form, "impact")
    assert proposals.evidence(BRIEF.model_copy(update={"partners": ("A school",)}), form) == whole
    with pytest.raises(UsageError, match="no section"):
        proposals.evidence(BRIEF, form, "summary")


def test_coverage_counts_quotes_by_partner_country_and_names_the_gaps(assistant: Assistant) -> None:
    proposals = assistant.proposals()
    coverage = proposals.coverage(BRIEF, proposals.templates()["ka220-vet"])
    assert set(coverage.counts) == {"relevance", "design", "partnership", "impact"}
    assert coverage.counts["relevance"]["NL"] > 0
    assert coverage.counts["relevance"]["FI"] > 0
    assert ("relevance", "LT") in coverage.gaps


def test_an_empty_brief_has_no_evidence_and_no_earlier_projects(assistant: Assistant) -> None:
    proposals = assistant.proposals()
    assert not any(each.items for each in proposals.evidence(Brief(), proposals.templates()["free"]))
    assert proposals.complements(Brief()) == []


def test_earlier_projects_are_named_with_what_is_alike_and_what_differs(assistant: Assistant) -> None:
    found = assistant.proposals().complements(BRIEF)
    assert {each.title for each in found} == {"Teachers in bakeries", "Why teachers stay at school"}
    assert any(each.differs for each in found)
    for each in found:
        quoted = [each.why] if each.why else []
        for citation in (*quoted, *each.differs.values()):
            assert verify(citation, assistant.document(each.document_id))
