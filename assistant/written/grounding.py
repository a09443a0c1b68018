"""Grounding: each sentence that a model writes against the sources that it cites."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from assistant.checking.checker import Checker
from assistant.checking.shapes import Difference, Source, Verdict
from assistant.citations import Citation
from assistant.written.reading import CitedSentence, is_refusal, read_sentences
from corpus.errors import ChatError

_MOST_SENTENCES = 40
_LONGEST_ORDER = 300
# What a document tells a model to do or to say is no evidence for anything.
_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|overlook)\b.{0,30}\b(?:instructions?|prompts?|rules|question)\b"
    r"|\bsystem prompt\b|^\W{0,9}(?:system|assistant|user)\s?:"
    r"|\byou are (?:now )?(?:an? )?(?:ai|chatgpt|language model)\b"
    r"|\bnegeer\b.{0,30}\binstructies\b|\bignor[ae]d?\b.{0,30}\binstrucciones\b|\bignorez\b.{0,30}\binstructions\b"
    r"|\bignorier\w*\b.{0,30}\banweisungen\b|\b(?:ohita|unohda)\b.{0,30}\bohje\w*|\bjaramonik\b.{0,30}\bargibide\w*",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)


class GroundedSentence(NamedTuple):
    """A sentence, what became of it, and the exact quotes that bear it out: one of each source that does, with its key.

    `ends` its paragraph or not. `forgets` says that all before it was no part of the reply; it has no text then.
    """

    text: str
    verdict: Verdict
    citations: tuple[Citation, ...] = ()
    keys: tuple[str, ...] = ()
    ends: bool = False
    forgets: bool = False


class Refused(ChatError):
    """The model says that its sources do not answer."""


def grounded(
    pieces: Iterable[str], sources: Mapping[str, Source], checker: Checker, language: str
) -> Iterator[GroundedSentence]:
    """Give each sentence of a reply as soon as it is complete and checked.

    Keys of sources that were not given are dropped. Sentences without a key are borne out, if at all, by what the next
    sentence of their paragraph cites; a sentence that nothing is cited for is unsupported, and so is a question. The
    title of a source alone is passed over. Raises Refused, and what the pieces raise.
    """
    titles = {" ".join(source.document.title.split()).casefold() for source in sources.values()}
    waiting: list[CitedSentence] = []
    given = 0
    for sentence in read_sentences(pieces, language):
        if sentence.forgets:
            waiting, given = [], 0
            yield GroundedSentence("", Verdict(outcome="unsupported"), forgets=True)
            continue
        if is_refusal(sentence.text):
            raise Refused("The model found no answer in the sources.")
        known = tuple(key for key in sentence.keys if key in sources)
        if sentence.text.casefold() not in titles:
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
    keys = () if sentence.text.endswith("?") else sentence.keys or otherwise
    verdict = _verdict(sentence.text, keys, sources, checker, language)
    if verdict.outcome == "unsupported" or verdict.citation is None:
        return GroundedSentence(sentence.text, verdict, ends=sentence.ends)
    found = {_key_of(verdict.citation, keys, sources): verdict.citation}
    for key in keys:
        if len(keys) > 1 and sources[key].document.id != verdict.citation.document_id:
            alone = _verdict(sentence.text, (key,), sources, checker, language)
            if alone.outcome == "supported" and alone.citation:
                found.setdefault(key, alone.citation)
    return GroundedSentence(sentence.text, verdict, tuple(found.values()), tuple(found), sentence.ends)


def _key_of(citation: Citation, keys: tuple[str, ...], sources: Mapping[str, Source]) -> str:
    """Return the key of the source that a quote stands in."""
    place = citation.locator
    within = (
        key for key in keys
        if sources[key].document.id == citation.document_id
        and sources[key].start <= place.start < sources[key].end
    )  # fmt: skip
    return next(within, keys[0])


def _verdict(
    text: str, keys: tuple[str, ...], sources: Mapping[str, Source], checker: Checker, language: str
) -> Verdict:
    verdict = checker.check(text, [sources[key] for key in keys], language)
    if verdict.outcome == "unsupported" or verdict.citation is None or not _ordered(verdict.citation, sources):
        return verdict
    whole = Difference(reason="meaning", said=text, start=0, end=len(text))
    return Verdict(outcome="unsupported", differences=(whole,), citation=verdict.citation, score=verdict.score)


def _ordered(citation: Citation, sources: Mapping[str, Source]) -> bool:
    """Whether a quote is, or goes on from, words of a document that tell a model what to say."""
    start, end = citation.locator.start, citation.locator.end
    text = next((each.document.text for each in sources.values() if each.document.id == citation.document_id), "")
    before = text[max(0, start - _LONGEST_ORDER) : start].rpartition("\n\n")[2]
    return _ORDER.search(before + text[start:end]) is not None
