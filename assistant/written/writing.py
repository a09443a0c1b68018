"""Writing: an answer by a chat model from numbered passages, every sentence checked before anyone sees it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
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


class Written(NamedTuple):
    """What a model has written so far, or in all: its sentences, the quotes that bear them out, and what to say of it.

    `failed` says that nothing of it can be shown, so that quotes must do.
    """

    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[Message, ...] = ()
    translations: tuple[Translation, ...] = ()
    failed: bool = False


Heard = Callable[[Written], None]
"""Called each time that more of an answer is there."""


class Writer:
    """Has a chat model write, and checks what it writes; threads may share it."""

    def __init__(self, model: ChatModel, checker: Checker) -> None:
        self.model = model
        self._checker = checker

    def prepare(self, question: str, previous: Sequence[str], languages: Sequence[str]) -> Prepared | None:
        """Return a question that stands on its own with other ways to look for it; None where the model gives none."""
        return prepare(self.model, question, previous, languages, self.model.settings.seconds * _PREPARING_SHARE)

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
            for sentence in self._grounded(answer_messages(question, sources, language), sources, language):
                collected.add(sentence)
                if heard:
                    heard(collected.so_far())
        except Refused:
            notes.append(message("written_no_answer", language, model=self.model.name))
        except ChatFault as fault:
            notes.append(fault.told(language))
            if collected.borne_out:
                notes.append(message("written_cut", language))
        except ChatError as error:
            notes.append(Message(key="chat", text=str(error)))
        if not collected.borne_out:
            if not notes:
                notes.append(message("written_nothing", language, model=self.model.name))
            return Written(notes=(*notes, message("quotes_instead", language)), failed=True)
        if collected.unsupported:
            notes.append(message("written_unsupported", language, count=collected.unsupported))
        written = collected.so_far()._replace(notes=tuple(notes))
        if heard:
            heard(written)
        return written._replace(translations=self._translations(written.citations, language))

    def draft(
        self, asked: Sequence[str], brief: str, pinned: Mapping[str, Source], language: str
    ) -> Iterator[GroundedSentence]:
        """Give the sentences of a draft of a proposal's section, from the sources laid aside for it, by their keys.

        Raises ChatError, when nothing more comes.
        """
        yield from self._grounded(section_messages(asked, brief, pinned, language), pinned, language)

    def _grounded(
        self, messages: Sequence[Said], sources: Mapping[str, Source], language: str
    ) -> Iterator[GroundedSentence]:
        return grounded(self.model.reply(messages), sources, self._checker, language)

    def _sources(self, passages: Sequence[Source]) -> dict[str, Source]:
        """Return as many passages as a question may take, by key."""
        settings = self.model.settings
        room = min(settings.question_tokens, settings.context_tokens) - settings.answer_tokens - _RULES_TOKENS
        chosen: list[Source] = []
        for source in passages[:_MOST_SOURCES]:
            room -= estimated_tokens(source.document.text[source.start : source.end]) + _TITLE_TOKENS
            if room < 0 and chosen:
                break
            chosen.append(source)
        return {f"S{number}": source for number, source in enumerate(chosen, start=1)}

    def _translations(self, citations: Sequence[Citation], language: str) -> tuple[Translation, ...]:
        foreign = [each for each in citations if each.language not in (None, language)]
        if not foreign or not self.model.settings.translations:
            return ()
        quotes = [(each.quote, each.language) for each in foreign]
        texts = translate(self.model, quotes, language, self.model.settings.seconds * _TRANSLATING_SHARE)
        return tuple(
            Translation(number=each.number, text=text, language=language, model=self.model.name)
            for each, text in zip(foreign, texts, strict=True)
            if text
        )


_RULES_TOKENS, _TITLE_TOKENS = 700, 60


class _Collected:
    """The sentences of an answer as they come, with the quotes that they cite numbered in that order."""

    def __init__(self, leave_out: bool) -> None:
        self._leave_out = leave_out
        self._statements: list[Statement] = []
        self._citations: dict[tuple[str, int, int], Citation] = {}
        self.unsupported = 0
        self.borne_out = 0

    def add(self, sentence: GroundedSentence) -> None:
        outcome = sentence.verdict.outcome
        self.borne_out += outcome == "supported"
        self.unsupported += outcome == "unsupported"
        if outcome == "unsupported" and self._leave_out:
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
