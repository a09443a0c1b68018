"""Skeletons: a first text for a section from quotes and linking phrases of our own, with what is missing named."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from assistant.proposals.citing import keep, kept_already
from assistant.proposals.linking import LANGUAGES, phrase
from assistant.proposals.shapes import EvidenceItem, GuidingQuestion, QuestionEvidence, TemplateSection
from assistant.proposals.templates import text_in
from corpus.documents import Document
from corpus.proposals import Brief, KeptSource, SectionDraft
from corpus.sentences import sentence_spans
from corpus.vocabulary import Vocabulary

_MOST_QUOTES, _MOST_FOR_COUNTRIES = 3, 5
_LONGEST_QUOTE, _LONGEST_SENTENCE = 320, 600
_CUT = " […]"
_ITEM = re.compile(r"^(?:[•●▪◦‣·*–—-]|\(?\d{1,2}[.)])\s+")
_AGAIN = ("again", "further")


class Skeleton(NamedTuple):
    """A first text of our own for sections: what they cite is in `sources`, those given before among them."""

    sections: tuple[SectionDraft, ...]
    sources: tuple[KeptSource, ...]


class SkeletonWriter:
    """Writes skeletons of the sections of one proposal; its sources are added to those that it has."""

    def __init__(
        self,
        brief: Brief,
        vocabulary: Vocabulary,
        document: Callable[[str], Document],
        sources: Sequence[KeptSource] = (),
        today: date | None = None,
    ) -> None:
        self._brief = brief
        self._vocabulary = vocabulary
        self._document = document
        self._language = brief.language if brief.language in LANGUAGES else "en"
        self._today = today or date.today()  # noqa: DTZ011 -- the writer's own day
        self._quoted_before: set[tuple[str, int]] = set()
        self.sources: list[KeptSource] = list(sources)

    def section(self, section: TemplateSection, evidence: Iterable[QuestionEvidence]) -> SectionDraft:
        """Return a first text for a section: for each question its quotes, the gaps, and room for the writer's answer.

        What is not quoted is noted as the writer's own: nothing of it is a claim. No question takes more than its field
        of the form does, and the section no more than it may.
        """
        found: Mapping[str, QuestionEvidence] = {each.question: each for each in evidence}
        parts: list[str] = []
        keys: dict[str, None] = {}
        own: dict[str, None] = {}
        left = section.limit
        for question in section.questions:
            items = found[question.id].items if question.id in found else ()
            most = min((limit for limit in (question.limit, left) if limit is not None), default=None)
            part = self._question(question, items, most)
            if part is None:
                break
            parts.append(part.text)
            keys.update(dict.fromkeys(part.keys))
            own.update(dict.fromkeys(part.own))
            left = None if left is None else left - len(part.text) - 2
        return SectionDraft(section=section.id, text="\n\n".join(parts), pinned=tuple(keys), own=tuple(own))

    def _question(self, question: GuidingQuestion, items: Sequence[EvidenceItem], most: int | None) -> "_Part | None":
        """Return what is said on a question within so many characters, None if not even the question fits."""
        asked = text_in(question.text, self._language)
        gap = self._gap(items)
        answer = phrase("own_answer", self._language)
        own = [text for text in (asked, gap, answer) if text]
        length = sum(map(len, own)) + len(own) - 1
        if most is not None and length > most:
            return None
        said: list[str] = []
        keys: list[str] = []
        leads: Counter[str] = Counter()
        for item in self._selected(items):
            kept = self._kept(item)
            sentence = self._quoted(item, kept.key, leads[item.reason])
            if most is not None and length + len(sentence) + 1 > most:
                continue
            self._remember(kept)
            said.append(sentence)
            keys.append(kept.key)
            leads[item.reason] += 1
            length += len(sentence) + 1
        lines = [asked, *([" ".join(said)] if said else []), *([gap] if gap else []), answer]
        return _Part("\n".join(lines), keys, own)

    def _selected(self, items: Sequence[EvidenceItem]) -> list[EvidenceItem]:
        """Return the best quotes, and for each partner country that they leave out the best on it, in their order."""
        fresh = [each for each in items if _place(each) not in self._quoted_before]
        chosen = (fresh or list(items))[:_MOST_QUOTES]
        for country in self._brief.countries:
            if not any(_is_of(each, country) for each in chosen) and len(chosen) < _MOST_FOR_COUNTRIES:
                chosen += [each for each in (*fresh, *items) if _is_of(each, country)][:1]
        self._quoted_before.update(map(_place, chosen))
        return sorted(chosen, key=items.index)

    def _gap(self, items: Sequence[EvidenceItem]) -> str:
        if not items:
            return phrase("no_source", self._language)
        missing = [each for each in self._brief.countries if not any(_is_of(item, each) for item in items)]
        if not missing:
            return ""
        names = [self._vocabulary.place_label(each, self._language) for each in missing]
        return phrase("no_source_on", self._language, places=_listed(names, self._language))

    def _quoted(self, item: EvidenceItem, key: str, before: int) -> str:
        """Return a quote with what leads to it; `before` is how many were led to by the same reason already.

        Each sentence of it has its mark: what is checked is checked sentence by sentence. Where it is from, the mark
        tells; a year of ours beside it would be taken for a claim.
        """
        lead = phrase((item.reason, *_AGAIN)[min(before, len(_AGAIN))], self._language)
        spoken = item.citation.language
        if spoken not in (None, self._brief.language):
            named = self._vocabulary.language_label(spoken, self._language)
            lead = phrase("in_language", self._language, lead=lead, language=named)
        sentences = _sentences(item.citation.quote, item.citation.language)
        return f"{lead}: {' '.join(_marked(each, key) for each in sentences)}"

    def _kept(self, item: EvidenceItem) -> KeptSource:
        known = kept_already(item.citation, self.sources)
        if known is not None:
            return known
        taken = [each.key for each in self.sources]
        return keep(item.citation, self._document(item.citation.document_id), taken, self._today)

    def _remember(self, source: KeptSource) -> None:
        if all(source.key != each.key for each in self.sources):
            self.sources.append(source)


class _Part(NamedTuple):
    text: str
    keys: Sequence[str]
    own: Sequence[str]


def _place(item: EvidenceItem) -> tuple[str, int]:
    return item.citation.document_id, item.citation.locator.start


def _is_of(item: EvidenceItem, country: str) -> bool:
    return country in item.citation.countries or country in item.citation.regions


def _listed(names: Sequence[str], language: str) -> str:
    from babel.lists import format_list

    return format_list(list(names), style="or" if language in ("en", "nl", "es") else "standard", locale=language)


def _sentences(quote: str, language: str | None) -> list[str]:
    """Return the first sentences of a quote, each on one line; of one that is very long, its beginning.

    The items of a list come without their numbers, which would be taken for the end of a sentence.
    """
    # A mark in a document's text would be taken for one of ours.
    whole = quote.replace("[@", "[ @")
    lines = [_ITEM.sub("", " ".join(line.split())) for line in whole.splitlines() if line.strip()] or [whole]
    found = [line[start:end] for line in lines for start, end in sentence_spans(line, language)] or lines
    kept = [each for number, each in enumerate(found) if sum(map(len, found[: number + 1])) <= _LONGEST_QUOTE]
    return kept or [found[0] if len(found[0]) <= _LONGEST_SENTENCE else _cut(found[0])]


def _cut(sentence: str) -> str:
    return sentence[:_LONGEST_SENTENCE].rsplit(" ", 1)[0] + _CUT


def _marked(sentence: str, key: str) -> str:
    stopped = sentence.endswith((".", "!", "?", "…"))
    return f"“{sentence}” [@{key}]" + ("" if stopped else ".")
