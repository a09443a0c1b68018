"""Claims: the sentences of a section's text, each with what its sources say of it."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from assistant.checking.checker import Checker
from assistant.checking.shapes import Source, Verdict
from assistant.citations import Citation
from assistant.practices.figures import figures_in
from assistant.proposals.planwords import FIRST_PERSON, FUTURE, HOLDS_CLAIM, OWN, OWN_SUBJECT
from assistant.proposals.shapes import CheckedSentence
from assistant.words import FUNCTION_WORDS, WORD
from corpus.sentences import sentence_spans

MARK = re.compile(r"\[(@[a-z][a-z0-9-]{0,39}(?:[^\[\]\n]{0,200})?)\]")
"""A citation as Pandoc's Markdown has it: one key or several, with what is said of the place."""

_KEY = re.compile(r"(?<![\w.])@([a-z][a-z0-9-]{0,39})")
_BULLET = re.compile(r"\s*(?:[-*•–+]|\(?(?:\d{1,2}|[a-z])[.)])\s+")
_HEADING = re.compile(r"\s*#{1,6}\s")
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
_CLAUSES = re.compile(r"[,;:]\s+|\s[–-]\s")
_FEWEST_WORDS, _FEWEST_OF_A_LINE = 3, 8
_LONGEST_TEXT = 200_000


class Sentence(NamedTuple):
    """A claim of a text: where it stands, marks included, and the keys it cites.

    `written` is `text[start:end]` with marks blanked out, `said` the same with single spaces.
    """

    start: int
    end: int
    written: str
    said: str
    keys: tuple[str, ...]


class Mark(NamedTuple):
    """A citation in a text: where it stands, and the keys that it names."""

    start: int
    end: int
    keys: tuple[str, ...]


def check_text(
    text: str,
    sources: Mapping[str, Sequence[Source]],
    own: Collection[str],
    checker: Checker,
    candidates: Callable[[str], Sequence[Citation]],
    language: str,
) -> tuple[CheckedSentence, ...]:
    """Return the claims of a section's text, in its order; headings, labels, questions and fragments are no claims.

    `sources` are what each key of a `[@key]` mark cites, `own` the sentences that the writer says are theirs (marks
    left out, white space as single spaces), `candidates` what may serve a sentence without a source, best first. The
    places of differences are counted from where their sentence starts. Raises ModelNotFound.
    """
    marks = [Mark(match.start(), match.end(), tuple(_KEY.findall(match.group(1)))) for match in MARK.finditer(text)]
    theirs = frozenset(" ".join(each.split()) for each in own)
    return tuple(
        checked_sentence(sentence, sources, theirs, checker, candidates, language)
        for sentence in claims_in(text, marks, language)
    )


def claims_in(text: str, marks: Sequence[Mark], language: str) -> Iterator[Sentence]:
    """Yield the sentences of a text that claim something, with the keys of the marks that belong to each.

    A mark belongs to the sentence that it stands in, one between two sentences to the one before.
    """
    text = text[:_LONGEST_TEXT]
    blank = list(text)
    for mark in marks:
        blank[mark.start : mark.end] = " " * (min(mark.end, len(text)) - mark.start)
    plain = "".join(blank)
    spans = sentence_spans(plain, language)
    keys: list[list[str]] = [[] for _ in spans]
    ends = [end for _, end in spans]
    for mark in marks:
        index = _sentence_of(mark, spans, text)
        if index is not None:
            keys[index] += mark.keys
            ends[index] = max(ends[index], mark.end)
    for (start, stop), end, cited in zip(spans, ends, keys, strict=True):
        bullet = _BULLET.match(plain, start, stop)
        start = bullet.end() if bullet else start
        said = " ".join(plain[start:stop].replace(" .", ".").split())
        said = re.sub(r"\s+([.,;:!?])", r"\1", said)
        if _is_claim(plain, start, stop, said, cited=bool(cited), language=language):
            yield Sentence(start, max(end, stop), plain[start : max(end, stop)], said, tuple(dict.fromkeys(cited)))


def _sentence_of(mark: Mark, spans: Sequence[tuple[int, int]], text: str) -> int | None:
    """Return the sentence that a mark belongs to: the last that begins before it in its paragraph, else the next."""
    before = [index for index, (start, _) in enumerate(spans) if start < mark.start]
    if before and "\n\n" not in text[spans[before[-1]][1] : mark.start]:
        return before[-1]
    return len(before) if len(before) < len(spans) else None


def _is_claim(plain: str, start: int, stop: int, said: str, *, cited: bool, language: str) -> bool:
    line_start = plain.rfind("\n", 0, start) + 1
    if _HEADING.match(plain, line_start) or said.endswith(("?", "？", ":")) or not any(map(str.isalpha, said)):
        return False
    small = FUNCTION_WORDS.get(language, FUNCTION_WORDS["en"])
    words = [match.group() for match in WORD.finditer(said)]
    telling = [word for word in words if word.lower() not in small]
    if cited:
        return len(telling) > 0
    if len(telling) < _FEWEST_WORDS and not (len(telling) > 1 and any(char.isdigit() for char in said)):
        return False
    whole_line = not plain[line_start:start].strip(" -*•–+\t") and plain[stop : stop + 1] in ("", "\n", " ")
    return bool(_ENDS.search(said)) or not whole_line or len(words) >= _FEWEST_OF_A_LINE


def checked_sentence(
    sentence: Sentence,
    sources: Mapping[str, Sequence[Source]],
    own: Collection[str],
    checker: Checker,
    candidates: Callable[[str], Sequence[Citation]],
    language: str,
) -> CheckedSentence:
    """Return what a sentence is: supported, different from its sources, in need of one, or the writer's own.

    A key that no source is known for counts as none.
    """
    place = {"start": sentence.start, "end": sentence.end}
    keys = tuple(key for key in sentence.keys if key in sources)
    if sentence.said in own:
        return CheckedSentence(**place, standing="own", keys=keys, marked=True)
    if not keys:
        if is_own(sentence.said, language):
            return CheckedSentence(**place, standing="own")
        return CheckedSentence(**place, standing="needs_evidence", candidates=tuple(candidates(sentence.said)))
    verdict = checker.check(sentence.written, [source for key in keys for source in sources[key]], language)
    if verdict.outcome != "supported" and is_own(sentence.said, language) and not _contradicts(verdict):
        return CheckedSentence(**place, standing="own", keys=keys, citation=verdict.citation)
    return CheckedSentence(
        **place,
        standing="supported" if verdict.outcome == "supported" else "differs",
        keys=keys,
        differences=verdict.differences,
        citation=verdict.citation,
    )


def _contradicts(verdict: Verdict) -> bool:
    return any(each.reason not in ("meaning", "name", "nothing_cited") and each.found for each in verdict.differences)


def is_own(said: str, language: str) -> bool:
    """Whether a sentence reads like the writer's plan or opinion, and states no figures about the world."""
    pattern = OWN.get(language, OWN["en"])
    cue = pattern.search(said)
    subject = OWN_SUBJECT.get(language)
    if cue is None:
        return bool(subject and subject.search(said))
    claim = HOLDS_CLAIM.get(language)
    if claim is not None and claim.search(said):
        return False
    figures = figures_in(said, language)
    if not figures:
        return True
    future = FUTURE.get(language, FUTURE["en"])
    first_person = FIRST_PERSON.get(language)
    for figure in figures:
        clause = _clause_around(said, figure.start)
        planned = future.search(clause) or (first_person and first_person.search(clause)) or pattern.search(clause)
        ahead = bool(future.search(said[: figure.start])) or bool(pattern.search(said[: figure.start]))
        if figure.unit == "percent" and not planned:
            return False
        if not planned and not ahead:
            return False
    return True


def _clause_around(said: str, place: int) -> str:
    start = max((match.end() for match in _CLAUSES.finditer(said, 0, place)), default=0)
    following = _CLAUSES.search(said, place)
    return said[start : following.start() if following else len(said)]
