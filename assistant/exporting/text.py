"""One answer as plain text with numbered references, to be pasted into a letter or a report."""

from collections.abc import Sequence

from assistant.answers import Answer
from assistant.exporting.thread import (
    Reference,
    Says,
    Source,
    asked,
    fit,
    line_of,
    preface,
    references,
    sources_shown,
    status_of,
    written,
)
from corpus.vocabulary import Vocabulary


def answer_text(answer: Answer, names: Vocabulary, say: Says, base: str = "") -> str:
    """Return an answer as plain text: the question, what was found, each quote with its number, then the sources.

    `say` gives our own words in the reader's language (`ui.texts.Texts`). `base` is the address of the page, such as
    `http://127.0.0.1:8501`, and makes lasting links; without it there are none.
    """
    parts = [
        [asked(answer), *preface(answer, names, say), ": ".join(status_of(answer, say))],
        [_sentence(each.text, each.citations) for each in written(answer)],
        *(_quotes(source, say) for source in sources_shown(answer, names, say)),
        _nearest(answer, say),
        _references(references(answer, names, say, base), say),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _sentence(text: str, numbers: Sequence[int]) -> str:
    return " ".join([fit(text), *(f"[{number}]" for number in numbers)])


def _quotes(source: Source, say: Says) -> list[str]:
    lines = [f"{source.title} ({source.facts})"]
    for citation, same in source.quotes:
        lines.append(f"“{fit(citation.quote)}” [{citation.number}]")
        if same:
            others = "; ".join(f"{line_of(other.title)} [{other.number}]" for other in same)
            lines.append(say("export_same", others=others))
    return lines


def _nearest(answer: Answer, say: Says) -> list[str]:
    if not answer.nearest:
        return []
    return [say("perhaps_of_use"), *(f"- {line_of(each.title)} ({line_of(each.source)})" for each in answer.nearest)]


def _references(entries: Sequence[Reference], say: Says) -> list[str]:
    if not entries:
        return []
    lines = [say("sources")]
    for each in entries:
        lines.append(f"[{each.number}] {each.title}. {each.facts}.")
        indented = [
            f"“{fit(each.quote)}”" if each.quote is not None else "",
            each.url or "",
            say("export_link", link=each.link) if each.link else "",
        ]
        lines += [f"    {line}" for line in indented if line]
    return lines
