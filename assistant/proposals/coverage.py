"""Coverage: how much each section has of each partner country, and where there is nothing."""

from collections.abc import Iterable, Mapping, Sequence

from assistant.proposals.shapes import Coverage, QuestionEvidence, Template


def coverage_of(template: Template, countries: Sequence[str], evidence: Iterable[QuestionEvidence]) -> Coverage:
    """Return how many different quotes the sections of a template have of each country or region."""
    quoted: Mapping[str, dict[str, set[tuple[str, int, int]]]] = {
        section.id: {country: set() for country in countries} for section in template.sections
    }
    for each in evidence:
        for item in each.items:
            citation = item.citation
            place = (citation.document_id, citation.locator.start, citation.locator.end)
            for country in {*citation.countries, *citation.regions}.intersection(countries):
                quoted[each.section][country].add(place)
    return Coverage(
        counts={section: {country: len(of[country]) for country in countries} for section, of in quoted.items()}
    )
