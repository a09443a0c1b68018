"""How figures, places and untrusted texts are written in every report."""

import re

from assistant.evaluating.evaluation import Evaluation
from assistant.evaluating.metrics import Estimate
from assistant.evaluating.running import Outcome, Shown

_LONGEST = 1200
# Control characters, those that turn the direction of writing around, and halves of characters that UTF-8 cannot hold.
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]"
)

METHOD = (
    "Every question was asked and searched once, after one that warmed up. A text counts as an answer when it is from a"
    " labelled document and holds one of the labelled answers (compared without case, punctuation, a, an and the), or"
    " overlaps the labelled evidence. A label names some places that answer; a quote from elsewhere may be right as"
    " well, so look at the misses before you believe a figure.",
    "Intervals hold 95 of 100 draws of a bootstrap that draws whole documents with all their questions, for questions"
    " about one document resemble each other; questions about no document, quotes by their own document, and times are"
    " drawn one by one among themselves. Where all values are the same the interval is Wilson's. Parts of few documents"
    " give intervals that are too narrow: mind the number of questions.",
    "A question that could not be asked, or whose document the library does not hold, counts as not answered.",
)
"""How it is measured, in paragraphs."""


def value_of(figure: Estimate | None, factor: float = 1, digits: int = 3) -> str:
    """Return a figure's value, a dash if there is none."""
    return "–" if figure is None or figure.value is None else f"{figure.value * factor:.{digits}f}"


def interval_of(figure: Estimate | None, factor: float = 1, digits: int = 3) -> str:
    """Return a figure's interval, a dash if there is none."""
    if figure is None or figure.low is None or figure.high is None:
        return "–"
    return f"{figure.low * factor:.{digits}f}–{figure.high * factor:.{digits}f}"


def shown(text: str) -> str:
    """Return untrusted text on one line, without what would act instead of being seen, and not without end."""
    line = " ".join(_UNSAFE.sub("", text).split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]} …"


def summary_of(evaluation: Evaluation) -> str:
    """Return in a sentence what was asked of what."""
    library = evaluation.library
    return (
        f"{evaluation.questions} questions from {shown(evaluation.file)}, {evaluation.answerable} of them answerable,"
        f" put to {library.documents} documents in {library.passages} passages."
    )


def place_of(each: Shown) -> str:
    """Return where a passage or quote stands: file, page or heading, characters."""
    locator = each.locator
    page = f"page {locator.page}" if locator.page is not None else ""
    heading = f"“{locator.heading}”" if locator.heading and not page else ""
    parts = (each.source, page, heading, f"characters {locator.start}–{locator.end}")
    return shown(", ".join(part for part in parts if part))


def facts_of(outcome: Outcome) -> str:
    """Return what is known of a question and of its answer, but for the texts."""
    question = outcome.question
    parts = [
        question.id,
        question.language or outcome.language,
        question.kind,
        question.group,
        f"status {outcome.status}" if outcome.status else None,
        f"score {outcome.score:.2f}" if outcome.score is not None else None,
        f"{outcome.seconds * 1000:.0f} ms" if outcome.seconds is not None else None,
    ]
    return shown(" · ".join(part for part in parts if part))


def expected_of(outcome: Outcome) -> str:
    """Return what the label asks for."""
    question = outcome.question
    if question.abstain:
        return f"no answer; it seems to be in {shown(question.near)}" if isinstance(question.near, str) else "no answer"
    wanted = " or ".join(f"“{each}”" for each in (*question.answers, *question.evidence))
    also = f"; also {', '.join(question.also)}" if question.also else ""
    return shown(f"{wanted} in {', '.join(question.documents)}{also}")


def found_of(outcome: Outcome) -> str:
    """Return at which rank the passage was found, and what came first if it was another."""
    if outcome.failure is not None:
        return shown(outcome.failure)
    first = f"; the first is from {place_of(outcome.passages[0])}" if outcome.passages else ""
    if outcome.question.abstain:
        return f"{len(outcome.passages)} passages{first}"
    rank = outcome.passage_rank
    if rank is None:
        return f"not among the first {len(outcome.passages)} passages{first}"
    place = place_of(outcome.passages[rank - 1])
    return f"in the first passage, {place}" if rank == 1 else f"in passage {rank}, {place}{first}"
