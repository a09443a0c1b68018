"""How strong the evidence of a practice's results is, with the sentence that says so."""

from collections.abc import Sequence

from assistant.citations import Citation, cite
from assistant.practices.sentences import Sentence
from assistant.practices.shapes import Cell, Figure, Strength
from assistant.practices.worth import units
from corpus.documents import Document
from corpus.facets import Kind


def strength_of(document: Document, sentences: Sequence[Sentence], results: Cell) -> tuple[Strength, Citation | None]:
    """Return how strong the evidence of the results is, and the sentence that says so; no results are no evidence."""

    def shown(sentence: Sentence) -> Citation:
        return cite(document, sentence.start, sentence.end, 1)

    outside = next((each for each in sentences if each.has("outside") and not each.has("goal")), None)
    if outside is not None:
        return "external_evaluation", shown(outside)
    asked = [each for each in sentences if each.has("survey") or each.field == "sample_size"]
    if results.citations and asked and (document.facets.kind is Kind.SURVEY_SUMMARY or _quoted(results, asked)):
        with_number = next((each for each in asked if units(each, "count")), None)
        return "survey", shown(with_number or asked[0])
    if not results.citations:
        return "none", None
    figures = next((each for each in results.figures if _is_figure(each)), None)
    if figures is not None:
        quote = next(each for each in results.citations if each.locator.start <= figures.start < each.locator.end)
        return "figures", quote
    return "self_reported", results.citations[0]


def _is_figure(figure: Figure) -> bool:
    """Return whether a figure measures a result: "three schools" is no more than a way to speak of them."""
    return figure.unit == "percent" or (figure.unit == "count" and figure.value >= 5)


def _quoted(results: Cell, sentences: Sequence[Sentence]) -> bool:
    return any(
        quote.locator.start <= each.start < quote.locator.end for quote in results.citations for each in sentences
    )
