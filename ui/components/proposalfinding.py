"""What the library has for a proposal, found once for a generation and a brief, whoever reads it."""

from collections import OrderedDict
from functools import lru_cache
from threading import Lock

from assistant.citations import Citation
from assistant.proposals.citing import SourceNow, checking_sources, sources_now
from assistant.proposals.claims import check_text
from assistant.proposals.fields import answers_in
from assistant.proposals.shapes import (
    WANTING,
    CheckedSentence,
    Complement,
    Coverage,
    QuestionEvidence,
    Template,
    TemplateSection,
)
from assistant.proposals.skeleton import Skeleton
from assistant.proposals.templates import Templates
from assistant.wiring import Assistant
from corpus.documents import content_hash
from corpus.errors import UsageError
from corpus.facets import Filters
from corpus.proposals import Brief, KeptSource, Proposal
from ui.components.proposalchecks import Checks
from ui.components.proposaldesk import section_of
from ui.sessions import assistant, generation

_MOST_EVIDENCE = 8
MOST_CANDIDATES = 3
_LONGEST_SENTENCE = 900
_MOST_LOOKED_FOR = 2_000
_CHECKS = Checks(check_text)


def templates() -> Templates:
    """Return the forms that proposals are written for, ours and the operator's."""
    return assistant().proposals().templates()


def evidence(brief: Brief, template: Template, section: str, country: str | None = None) -> list[QuestionEvidence]:
    """Return the evidence for each question of a section, best first; of one country alone, if one is given."""
    filters = Filters(countries=(country,)) if country else Filters()
    return _evidence(assistant(), generation(), brief, _Known(template), section, filters)


def coverage(brief: Brief, template: Template) -> Coverage:
    """Return how many quotes each section has of each country of a brief."""
    return _coverage(assistant(), generation(), brief, _Known(template))


def complements(brief: Brief) -> list[Complement]:
    """Return earlier projects with overlapping aims."""
    return _complements(assistant(), generation(), brief)


def skeleton(
    brief: Brief, template: Template, section: str, sources: tuple[KeptSource, ...], question: str | None = None
) -> Skeleton:
    """Return a first text for a section, or for one question of it: quotes with their marks, and phrases of our own."""
    return assistant().proposals().skeleton(brief, template, section, sources, question=question)


def states(sources: tuple[KeptSource, ...]) -> dict[str, SourceNow]:
    """Return by key what became of each source."""
    shared, number = assistant(), generation()
    return {each.key: _state(shared, number, _Place(each)) for each in sources}


def checked(proposal: Proposal, section: str, text: str) -> tuple[CheckedSentence, ...]:
    """Return what was found of each claim of a section's text; only what changed since the last time is looked at."""
    shared, number = assistant(), generation()
    own = section_of(proposal, section).own
    return _CHECKS.of(
        text, own, proposal.sources, proposal.brief.language, number,
        lambda: checking_sources(shared.library, number, proposal.sources, states(proposal.sources)),
        shared.checker,
    )  # fmt: skip


def lacking(proposal: Proposal, section: TemplateSection) -> int | None:
    """Return how many claims of a section lack evidence, or say what their source does not; None if nobody looked."""
    text = section_of(proposal, section.id).text
    # The questions themselves claim nothing, and are checked nowhere when each has a field of its own.
    found = [wanting(proposal, section.id, text[each.start : each.end]) for each in answers_in(section, text)]
    known = [each for each in found if each is not None]
    return sum(known) if text.strip() and len(known) == len(found) else None


def wanting(proposal: Proposal, section: str, text: str) -> int | None:
    """Return how many claims of a text of a section lack evidence, or say what their source does not.

    None if nobody looked.
    """
    own = section_of(proposal, section).own
    known = _CHECKS.known(text, own, proposal.sources, proposal.brief.language, generation())
    if known is None:
        return None
    return sum(each.standing in WANTING for each in known)


def candidates(words: str, most: int = MOST_CANDIDATES) -> tuple[Citation, ...]:
    """Return quotes that may serve a claim without a source; whether they do, its writer judges."""
    found = known_candidates(words, most)
    if found is None:
        found = _candidates(assistant(), words, most)
        _LOOKED_FOR.keep((generation(), words, most), found)
    return found


def known_candidates(words: str, most: int = MOST_CANDIDATES) -> tuple[Citation, ...] | None:
    """Return what `candidates` found for a sentence before, None if nobody looked."""
    return _LOOKED_FOR.of((generation(), words, most))


# Templates and sources hold what cannot be hashed; what tells them apart can be.


class _Known:
    def __init__(self, template: Template) -> None:
        self.template = template
        self._name = (template.id, content_hash(template.model_dump_json()))

    def __hash__(self) -> int:
        return hash(self._name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and self._name == other._name


class _Place:
    def __init__(self, source: KeptSource) -> None:
        self.source = source
        self._name = (source.key, source.document_id, source.locator.start, source.locator.end, source.quote)

    def __hash__(self) -> int:
        return hash(self._name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Place) and self._name == other._name


@lru_cache(maxsize=256)
def _evidence(
    shared: Assistant, _number: int, brief: Brief, known: _Known, section: str, filters: Filters
) -> list[QuestionEvidence]:
    return shared.proposals().evidence(brief, known.template, section, filters, _MOST_EVIDENCE)


@lru_cache(maxsize=64)
def _coverage(shared: Assistant, _number: int, brief: Brief, known: _Known) -> Coverage:
    return shared.proposals().coverage(brief, known.template)


@lru_cache(maxsize=64)
def _complements(shared: Assistant, _number: int, brief: Brief) -> list[Complement]:
    return shared.proposals().complements(brief)


class _LookedFor:
    """The quotes found for the latest sentences; threads may share it."""

    def __init__(self) -> None:
        self._of: OrderedDict[tuple[int, str, int], tuple[Citation, ...]] = OrderedDict()
        self._lock = Lock()

    def of(self, name: tuple[int, str, int]) -> tuple[Citation, ...] | None:
        with self._lock:
            return self._of.get(name)

    def keep(self, name: tuple[int, str, int], found: tuple[Citation, ...]) -> None:
        with self._lock:
            self._of[name] = found
            while len(self._of) > _MOST_LOOKED_FOR:
                self._of.popitem(last=False)


_LOOKED_FOR = _LookedFor()


def _candidates(shared: Assistant, words: str, most: int) -> tuple[Citation, ...]:
    try:
        answer = shared.ask(words[:_LONGEST_SENTENCE], limit=most, keep_wide=("countries", "kinds", "years"))
    except UsageError:
        return ()
    return answer.citations[:most]


@lru_cache(maxsize=2048)
def _state(shared: Assistant, number: int, place: _Place) -> SourceNow:
    return sources_now(shared.library, number, [place.source])[place.source.key]
