"""Checks of what is written: a paragraph is looked at once, and again only when it, or what it cites, has changed."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from threading import Lock

from assistant.checking.checker import Checker
from assistant.checking.shapes import Source
from assistant.citations import Citation
from assistant.proposals.citing import keys_cited
from assistant.proposals.shapes import CheckedSentence
from corpus.documents import content_hash
from corpus.proposals import KeptSource

_MOST_KEPT = 5_000

Candidates = Callable[[str], Sequence[Citation]]
CheckText = Callable[
    [str, Mapping[str, Sequence[Source]], Collection[str], Checker, Candidates, str], tuple[CheckedSentence, ...]
]


class Checks:
    """The latest checked paragraphs of all proposals, in memory; threads may share it."""

    def __init__(self, check_text: CheckText) -> None:
        self._check_text = check_text
        self._of: OrderedDict[str, tuple[CheckedSentence, ...]] = OrderedDict()
        self._lock = Lock()

    def of(
        self,
        text: str,
        own: Collection[str],
        kept: Sequence[KeptSource],
        language: str,
        generation: int,
        sources: Callable[[], Mapping[str, Sequence[Source]]],
        checker: Callable[[], Checker],
    ) -> tuple[CheckedSentence, ...]:
        """Return what was found of a text's claims; `sources` and `checker` are called when there is anything new.

        Quotes that may serve a claim are not looked for: that takes longer than all else, and few are ever wanted.
        """
        found: list[CheckedSentence] = []
        at_hand: Mapping[str, Sequence[Source]] | None = None
        for start, paragraph in paragraphs(text):
            name = _name(paragraph, own, kept, language, generation)
            known = self._known(name)
            if known is None:
                at_hand = sources() if at_hand is None else at_hand
                known = self._check_text(paragraph, at_hand, own, checker(), _no_candidates, language)
                self._keep(name, known)
            found.extend(_moved(each, start) for each in known)
        return tuple(found)

    def known(
        self, text: str, own: Collection[str], kept: Sequence[KeptSource], language: str, generation: int
    ) -> tuple[CheckedSentence, ...] | None:
        """Return what was found of a text's claims, if all of it was looked at already; None otherwise."""
        found: list[CheckedSentence] = []
        for start, paragraph in paragraphs(text):
            known = self._known(_name(paragraph, own, kept, language, generation))
            if known is None:
                return None
            found.extend(_moved(each, start) for each in known)
        return tuple(found)

    def _known(self, name: str) -> tuple[CheckedSentence, ...] | None:
        with self._lock:
            known = self._of.get(name)
            if known is not None:
                self._of.move_to_end(name)
            return known

    def _keep(self, name: str, checked: tuple[CheckedSentence, ...]) -> None:
        with self._lock:
            self._of[name] = checked
            while len(self._of) > _MOST_KEPT:
                self._of.popitem(last=False)


def _no_candidates(_: str) -> Sequence[Citation]:
    return ()


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a text, which empty lines keep apart, each with where it begins."""
    start = 0
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            yield start, paragraph
        start += len(paragraph) + 2


def _name(paragraph: str, own: Collection[str], kept: Sequence[KeptSource], language: str, generation: int) -> str:
    """Return what names a check: the paragraph, which of its sentences are the writer's own, and what it cites."""
    cited = set(keys_cited([paragraph]))
    words = " ".join(paragraph.split())
    places = sorted(
        f"{each.key} {each.document_id} {each.locator.start} {each.locator.end}" for each in kept if each.key in cited
    )
    marked = sorted(each for each in own if each.split(" ", 1)[0] in words)
    return content_hash(paragraph, language, str(generation), "\n".join(places), "\n".join(marked))


def _moved(sentence: CheckedSentence, by: int) -> CheckedSentence:
    if not by:
        return sentence
    return sentence.model_copy(update={"start": sentence.start + by, "end": sentence.end + by})
