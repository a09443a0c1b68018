"""Checking what is written: what did not change is not looked at again, and every sentence keeps its place."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import pytest

from assistant.checking.checker import Checker
from assistant.checking.shapes import Source
from assistant.proposals.claims import check_text
from assistant.proposals.shapes import CheckedSentence
from assistant.settings import load_settings
from assistant.wiring import Assistant
from ui.components.proposalchecks import Candidates, Checks, paragraphs
from ui.components.proposalclaims import claims_of

FIRST = "Only 12 percent of schools work with shipyards."
SECOND = "In 2019 the number of mentors fell to 300."


class Counting:
    """The real check, which notes what it was asked to look at."""

    def __init__(self) -> None:
        self.looked_at: list[str] = []

    def __call__(
        self, text: str, sources: Mapping[str, Sequence[Source]], own: Collection[str], checker: Checker,
        candidates: Candidates, language: str,
    ) -> tuple[CheckedSentence, ...]:  # fmt: skip
        self.looked_at.append(text)
        return check_text(text, sources, own, checker, candidates, language)


@pytest.fixture
def assistant(tmp_path: Path) -> Assistant:
    return Assistant.open(load_settings({}, tmp_path))


def test_only_what_changed_is_looked_at_again(assistant: Assistant) -> None:
    counting = Counting()
    checks = Checks(counting)

    def found(text: str, own: Sequence[str] = ()) -> list[str]:
        checked = checks.of(text, own, (), "en", 1, dict, assistant.checker)
        return [text[each.start : each.end] for each in checked]

    assert found(f"{FIRST}\n\n{SECOND}") == [FIRST, SECOND]
    assert counting.looked_at == [FIRST, SECOND]
    assert found(f"{FIRST}\n\n\n{SECOND} More came.")[:2] == [FIRST, SECOND]
    assert counting.looked_at[2:] == [f"\n{SECOND} More came."]
    found(f"{FIRST}\n\n{SECOND}", own=[FIRST])
    assert counting.looked_at[3:] == [FIRST], "what is the writer's own concerns its paragraph alone"


def test_what_was_never_looked_at_is_not_known(assistant: Assistant) -> None:
    checks = Checks(Counting())
    checks.of(FIRST, (), (), "en", 1, dict, assistant.checker)
    assert checks.known(f"{FIRST}\n\n{SECOND}", (), (), "en", 1) is None
    assert checks.known(FIRST, (), (), "en", 2) is None, "another generation may say otherwise"
    assert checks.known(FIRST, (), (), "en", 1)


def test_a_sentence_marked_as_own_is_found_again_by_its_words(assistant: Assistant) -> None:
    checks = Checks(Counting())
    text = f"{FIRST}\n\n{SECOND} {FIRST}"
    claims = claims_of(text, checks.of(text, (), (), "en", 1, dict, assistant.checker))
    assert [claim.words for claim in claims] == [FIRST, SECOND, FIRST]
    assert len({claim.name for claim in claims}) == 3
    marked = checks.of(text, [claims[1].words], (), "en", 1, dict, assistant.checker)
    assert [each.standing for each in marked] == ["needs_evidence", "own", "needs_evidence"]


def test_paragraphs_keep_their_places() -> None:
    text = "\n\nOne.\n\n\n\nTwo\nlines.\n\n"
    assert [text[start : start + len(paragraph)] for start, paragraph in paragraphs(text)] == ["One.", "Two\nlines."]
