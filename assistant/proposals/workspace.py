"""The workspace of proposals: what the library has for a brief and a template, section by section."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import RLock

from assistant.asking import Reader
from assistant.practices.ranking import Practices
from assistant.proposals.complements import complements_to
from assistant.proposals.coverage import coverage_of
from assistant.proposals.evidence import EvidenceFinder, own_of
from assistant.proposals.known import KnownLibrary
from assistant.proposals.shapes import Complement, Coverage, QuestionEvidence, Template, TemplateSection
from assistant.proposals.skeleton import Skeleton, SkeletonWriter
from assistant.proposals.templates import Templates, load_templates
from corpus.errors import UsageError
from corpus.facets import Filters
from corpus.proposals import Brief, KeptSource
from corpus.vocabulary import Vocabulary

_FINDERS_KEPT, _SECTIONS_KEPT = 8, 256
MOST_ITEMS = 8
"""How many quotes a question is given, if nobody says otherwise."""

MOST_COMPLEMENTS = 6
"""How many earlier projects are named, if nobody says otherwise."""


class Proposals:
    """What one generation of the library has for proposals; threads may share it."""

    def __init__(
        self, reader: Reader, practices: Callable[[], Practices], vocabulary: Vocabulary, folder: Path | None
    ) -> None:
        self.reader = reader
        self._known = KnownLibrary(reader, practices, vocabulary)
        self._folder = folder
        self._lock = RLock()
        self._finders: OrderedDict[tuple[str, Filters], EvidenceFinder] = OrderedDict()
        self._sections: OrderedDict[tuple[str, Filters, str, int], list[QuestionEvidence]] = OrderedDict()

    def templates(self) -> Templates:
        """Return the templates that there are, those of the operator among them."""
        return load_templates(self._folder)

    def evidence(
        self,
        brief: Brief,
        template: Template,
        section: str | None = None,
        filters: Filters = Filters(),
        limit: int = MOST_ITEMS,
    ) -> list[QuestionEvidence]:
        """Return the evidence for each guiding question of a section, or of all, in the order of the template.

        A question for which the library has nothing has no items. Raises UsageError for a section that is not there.
        """
        chosen = [each for each in template.sections if section in (None, each.id)]
        if not chosen:
            raise UsageError(f"The template {template.id!r} has no section {section!r}.")
        found: list[QuestionEvidence] = []
        for each in chosen:
            key = (_key(brief), filters, each.model_dump_json(), limit)
            with self._lock:
                if key not in self._sections:
                    self._sections[key] = self._finder(brief, filters).section(each, limit)
                    while len(self._sections) > _SECTIONS_KEPT:
                        self._sections.popitem(last=False)
                found += self._sections[key]
        return found

    def coverage(self, brief: Brief, template: Template, filters: Filters = Filters()) -> Coverage:
        """Return how many quotes each section has of each partner country; zero is a gap."""
        return coverage_of(template, brief.countries, self.evidence(brief, template, None, filters))

    def complements(
        self, brief: Brief, limit: int = MOST_COMPLEMENTS, filters: Filters = Filters()
    ) -> list[Complement]:
        """Return earlier projects whose aims overlap with those of the brief, nearest first, wherever they are from."""
        own = own_of(brief, self._known.vocabulary)
        return complements_to(own, self._known.practices, filters, limit) if own else []

    def skeleton(
        self,
        brief: Brief,
        template: Template,
        section: str | None = None,
        sources: Sequence[KeptSource] = (),
        filters: Filters = Filters(),
        question: str | None = None,
    ) -> Skeleton:
        """Return a first text for a section, or for all: quotes and linking phrases, in the language of the brief.

        With a `question` it is of that one alone. `sources` are those that the proposal has; the ones of the skeleton
        come after them. Raises as `evidence` does.
        """
        evidence = self.evidence(brief, template, section, filters)
        writer = SkeletonWriter(brief, self._known.vocabulary, self.reader.document, sources)
        sections = tuple(
            writer.section(_asking(each, question), [found for found in evidence if found.section == each.id])
            for each in template.sections
            if section in (None, each.id)
        )
        return Skeleton(sections, tuple(writer.sources))

    def _finder(self, brief: Brief, filters: Filters) -> EvidenceFinder:
        key = (_key(brief), filters)
        if key not in self._finders:
            self._finders[key] = EvidenceFinder(self._known, brief, filters)
            while len(self._finders) > _FINDERS_KEPT:
                self._finders.popitem(last=False)
        self._finders.move_to_end(key)
        return self._finders[key]


def _asking(section: TemplateSection, question: str | None) -> TemplateSection:
    """Return a section with one of its questions, with all if none is named."""
    chosen = tuple(each for each in section.questions if question in (None, each.id))
    return section.model_copy(update={"questions": chosen})


def _key(brief: Brief) -> str:
    """Return what evidence depends on in a brief."""
    return brief.model_copy(update={"template": "", "partners": ()}).model_dump_json()
