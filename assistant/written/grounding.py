"""Grounding: each sentence that a model writes against the sources that it cites."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from assistant.checking.checker import Checker
from assistant.checking.shapes import Source, Verdict
from assistant.citations import Citation
from assistant.written.reading import CitedSentence, is_refusal, read_sentences
from corpus.errors import ChatError

_MOST_SENTENCES = 40


class GroundedSentence(NamedTuple):
    """A sentence, what became of it, and the exact quotes that bear it out: one of each source that does."""

    text: str
    verdict: Verdict
    citations: tuple[Citation, ...] = ()


class Refused(ChatError):
    """The model says that its sources do not answer."""


def grounded(
    pieces: Iterable[str], sources: Mapping[str, Source], checker: Checker, language: str
) -> Iterator[GroundedSentence]:
    """Give each sentence of a reply as soon as it is complete and checked.

    Keys of sources that were not given are dropped. Sentences without a key are borne out, if at all, by what the next
    sentence of their paragraph cites; a sentence that nothing is cited for is unsupported. Raises Refused, and what the
    pieces raise.
    """
    waiting: list[CitedSentence] = []
    given = 0
    for sentence in read_sentences(pieces, language):
        if is_refusal(sentence.text):
            raise Refused("The model found no answer in the sources.")
        known = tuple(key for key in sentence.keys if key in sources)
        waiting.append(sentence._replace(keys=known))
        if not known and not sentence.ends:
            continue
        for each in waiting:
            yield _checked(each, known, sources, checker, language)
        given += len(waiting)
        waiting = []
        if given >= _MOST_SENTENCES:
            return
    for each in waiting:
        yield _checked(each, (), sources, checker, language)


def _checked(
    sentence: CitedSentence, otherwise: tuple[str, ...], sources: Mapping[str, Source], checker: Checker, language: str
) -> GroundedSentence:
    keys = sentence.keys or otherwise
    verdict = checker.check(sentence.text, [sources[key] for key in keys], language)
    if verdict.outcome == "unsupported" or verdict.citation is None:
        return GroundedSentence(sentence.text, verdict)
    citations = [verdict.citation]
    for key in keys:
        if len(keys) > 1 and sources[key].document.id != verdict.citation.document_id:
            alone = checker.check(sentence.text, [sources[key]], language)
            if alone.outcome == "supported" and alone.citation:
                citations.append(alone.citation)
    return GroundedSentence(sentence.text, verdict, tuple(citations))
