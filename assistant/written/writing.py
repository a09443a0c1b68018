"""Writing: an answer by a chat model from numbered passages, every sentence checked before anyone sees it."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from time import monotonic
from typing import NamedTuple

from assistant.answers import Answer, Statement, Translation
from assistant.checking.checker import Checker
from assistant.checking.shapes import Source
from assistant.citations import Citation
from assistant.messages import Message, message
from assistant.models.faults import ChatFault
from assistant.models.spending import estimated_tokens
from assistant.models.talking import ChatModel, Said
from assistant.prompts import answer_messages, section_messages
from assistant.quoting import escaped
from assistant.written.grounding import GroundedSentence, Refused, grounded
from assistant.written.preparing import Prepared, prepare
from assistant.written.translating import translate
from corpus.errors import ChatError

_MOST_SOURCES = 10
_PREPARING_SHARE, _TRANSLATING_SHARE = 0.25, 0.35
_LEAST_SECONDS = 1.0
_RULES_TOKENS, _TITLE_TOKENS = 700, 60


class Written(NamedTuple):
    """What a model has written so far, or in all: its sentences, the quotes that bear them out, and what to say of it.

    `failed` says that nothing of it can be shown, so that quotes must do; `whole` that it came to its end and that
    every sentence of it, shown or left out, is borne out.
    """

    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[Message, ...] = ()
    translations: tuple[Translation, ...] = ()
    failed: bool = False
    whole: bool = False


Heard = Callable[[Written], None]
"""Called each time that more of an answer is there, and now and then meanwhile; it may end the answer by raising."""


class Writer:
    """Has a chat model write what one question asks for, and checks it; all within the time that the settings allow.

    The time begins when it is first asked for anything.
    """

    def __init__(self, model: ChatModel, checker: Checker) -> None:
        self.model = model
        self._checker = checker
        self._until: float | None = None

    def prepare(
        self, question: str, previous: Sequence[str], languages: Sequence[str], heard: Heard | None = None
    ) -> Prepared | None:
        """Return a question that stands on its own with other ways to look for it; None where the model gives none."""
        seconds = self._left(_PREPARING_SHARE)
        return prepare(self.model, question, previous, languages, seconds, _again(heard, Written))

    def write(
        self,
        question: str,
        passages: Sequence[Source],
        language: str,
        heard: Heard | None = None,
    ) -> Written:
        """Return the answer to a question that stands on its own, from the passages that were found for it.

        Never raises for what a model does: whatever it does wrong is said in the notes.
        """
        sources = self._sources(passages)
        collected = _Collected(self.model.settings.unsupported == "left_out")
        notes: list[Message] = []
        try:
            # Closed at once, whatever ends it: a visitor who has gone on must not keep others waiting.
            asked = answer_messages(question, sources, language)
            waiting = _again(heard, lambda: collected.so_far())
            with closing(self._grounded(asked, sources, language, waiting)) as grown:
                for sentence in grown:
                    if sentence.forgets:
                        collected = _Collected(collected.leaves_out)
                    else:
                        collected.add(sentence)
                    if heard:
                        heard(collected.so_far())
        except Refused:
            if not collected.borne_out:
                notes.append(message("written_no_answer", language, model=self.model.name))
        except ChatFault as fault:
            notes.append(fault.told(language))
            if collected.borne_out:
                notes.append(message("written_cut", language))
        except ChatError as error:
            notes.append(Message(key="chat", text=str(error)))
        if not collected.borne_out:
            if not notes:
                said = "written_nothing" if collected.heard else "chat_empty"
                notes.append(message(said, language, model=self.model.name))
            return Written(notes=(*notes, message("quotes_instead", language)), failed=True)
        if collected.unsupported:
            notes.append(message("written_unsupported", language, count=collected.unsupported))
        # Whatever there is to say of it says that something is lacking.
        whole = not notes and collected.borne_out == collected.heard
        written = collected.so_far()._replace(notes=tuple(notes), whole=whole)
        if heard:
            heard(written)
        waiting = _again(heard, lambda: written)
        return written._replace(translations=self._translations(written.citations, language, waiting))

    def draft(
        self, asked: Sequence[str], brief: str, pinned: Mapping[str, Source], language: str
    ) -> Iterator[GroundedSentence]:
        """Give the sentences of a draft of a proposal's section, from the sources laid aside for it, by their keys.

        The keys are as a model is told to write them (S1, S2); sources beyond what a question may take are left out.
        Raises ChatError, when nothing more comes.
        """
        pinned = self._within(pinned)
        with closing(self._grounded(section_messages(asked, brief, pinned, language), pinned, language)) as grown:
            yield from grown

    def _grounded(
        self,
        messages: Sequence[Said],
        sources: Mapping[str, Source],
        language: str,
        waiting: Callable[[], None] | None = None,
    ) -> Generator[GroundedSentence, None, None]:
        with closing(self.model.reply(messages, self._left(), waiting)) as pieces:
            yield from grounded(pieces, sources, self._checker, language)

    def _left(self, share: float = 1) -> float:
        """Return how many seconds are left, at most a share of those that a question may take."""
        seconds = self.model.settings.seconds
        if self._until is None:
            self._until = monotonic() + seconds
        return max(0.0, min(self._until - monotonic(), seconds * share))

    def _sources(self, passages: Sequence[Source]) -> dict[str, Source]:
        """Return as many passages as a question may take, by key."""
        return self._within({f"S{number}": each for number, each in enumerate(passages[:_MOST_SOURCES], start=1)})

    def _within(self, sources: Mapping[str, Source]) -> dict[str, Source]:
        """Return the first sources that a question has room for, and the very first in any case."""
        settings = self.model.settings
        room = min(settings.question_tokens, settings.context_tokens) - settings.answer_tokens - _RULES_TOKENS
        chosen: dict[str, Source] = {}
        for key, source in sources.items():
            room -= estimated_tokens(source.document.text[source.start : source.end]) + _TITLE_TOKENS
            if room < 0 and chosen:
                break
            chosen[key] = source
        return chosen

    def _translations(
        self, citations: Sequence[Citation], language: str, waiting: Callable[[], None] | None
    ) -> tuple[Translation, ...]:
        foreign = [each for each in citations if each.language not in (None, language)]
        seconds = self._left(_TRANSLATING_SHARE)
        if not foreign or not self.model.settings.translations or seconds < _LEAST_SECONDS:
            return ()
        quotes = [(each.quote, each.language) for each in foreign]
        texts = translate(self.model, quotes, language, seconds, waiting)
        return tuple(
            Translation(number=each.number, text=text, language=language, model=self.model.name)
            for each, text in zip(foreign, texts, strict=True)
            if text
        )


def _again(heard: Heard | None, so_far: Callable[[], Written]) -> Callable[[], None] | None:
    """Return what says again how far an answer is, while nothing comes: whoever listens may have gone on."""
    return (lambda: heard(so_far())) if heard else None


class _Collected:
    """The sentences of an answer as they come, with the quotes that they cite numbered in that order."""

    def __init__(self, leave_out: bool) -> None:
        self.leaves_out = leave_out
        self._statements: list[Statement] = []
        self._citations: dict[tuple[str, int, int], Citation] = {}
        self.heard = 0
        self.unsupported = 0
        self.borne_out = 0

    def add(self, sentence: GroundedSentence) -> None:
        outcome = sentence.verdict.outcome
        self.heard += 1
        self.borne_out += outcome == "supported"
        self.unsupported += outcome == "unsupported"
        if outcome == "unsupported" and self.leaves_out:
            return
        numbers = tuple(dict.fromkeys(self._number(citation) for citation in sentence.citations))
        self._statements.append(
            Statement(
                text=sentence.text,
                citations=numbers,
                supported=outcome == "supported",
                outcome=outcome,
                differences=sentence.verdict.differences,
            )
        )

    def so_far(self) -> Written:
        return Written(tuple(self._statements), tuple(self._citations.values()))

    def _number(self, citation: Citation) -> int:
        place = (citation.document_id, citation.locator.start, citation.locator.end)
        if place not in self._citations:
            self._citations[place] = citation.model_copy(update={"number": len(self._citations) + 1})
        return self._citations[place].number


def written_answer(quoted: Answer, written: Written, model: str) -> Answer:
    """Return an answer with what a model wrote in the place of its quotes."""
    said = message("written_by", quoted.language, model=model)
    return quoted.model_copy(
        update={
            "mode": "written",
            "written_status": "answered" if written.whole and not quoted.missing else "partial",
            "message": said,
            "answer": _markdown(written, said),
            "statements": written.statements,
            "citations": written.citations,
            "translations": written.translations,
            "model": model,
        }
    )


def _markdown(written: Written, said: Message) -> str:
    """Return a written answer as Markdown: its sentences with [1] marks, those without a source struck out."""
    parts = []
    for each in written.statements:
        text = escaped(each.text)
        marks = "".join(f" [{number}]" for number in each.citations)
        parts.append(f"~~{text}~~" if each.outcome == "unsupported" else f"{text}{marks}")
    lines = [said.text, "", " ".join(parts)]
    for citation in written.citations:
        lines += ["", f"[{citation.number}] **{escaped(citation.title)}**", "", f"> {escaped(citation.quote)}"]
    return "\n".join(lines)
