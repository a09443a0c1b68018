"""A thread as Markdown: whatever comes from documents or visitors shows as it is written and does nothing else."""

import re
from collections.abc import Iterable, Sequence

from assistant.exporting.thread import (
    Reference,
    Says,
    Source,
    Turn,
    asked,
    fit,
    line_of,
    preface,
    references,
    sources_shown,
    status_of,
    time_of,
    written,
)
from assistant.quoting import escaped, escaped_signs
from corpus.vocabulary import Vocabulary


def thread_markdown(turns: Sequence[Turn], names: Vocabulary, say: Says, base: str = "") -> str:
    """Return a thread as Markdown: per question a heading, how sure we are, the quotes by document, the sources.

    `say` gives our own words in the reader's language (`ui.texts.Texts`). `base` is the address of the page, such as
    `http://127.0.0.1:8501`, and makes lasting links; without it there are none.
    """
    parts = [f"# {escaped(say('export_title'))}", escaped(say("export_exact"))]
    for turn in turns:
        parts += _turn(turn, names, say, base)
    return "\n\n".join(parts) + "\n"


def quoted(text: str) -> str:
    """Return a quote as a blockquote that shows it sign by sign, ends of lines included."""
    paragraphs = re.split(r"\n{2,}", fit(text).replace("\r\n", "\n").replace("\r", "\n").strip("\n"))
    return "\n>\n".join("\\\n".join(f"> {_exact(line)}" for line in each.split("\n")) for each in paragraphs)


def _exact(line: str) -> str:
    # Spaces where Markdown would drop them, or take them for code, are written as entities.
    core = line.strip(" \t")
    before, after = line[: len(line) - len(line.lstrip(" \t"))], line[len(line.rstrip(" \t")) :] if core else ""
    return f"{_entities(before)}{escaped_signs(core)}{_entities(after)}"


def _entities(spaces: str) -> str:
    return "".join(f"&#{ord(space)};" for space in spaces)


def _turn(turn: Turn, names: Vocabulary, say: Says, base: str) -> list[str]:
    answer = turn.answer
    word, found = status_of(answer, say)
    parts = [
        f"## {escaped(asked(answer))}",
        f"*{escaped(time_of(turn, say))}*",
        *(escaped(line) for line in preface(answer, names, say)),
        f"**{escaped(word)}:** {escaped(found)}",
        *(f"{escaped(fit(each.text))} {_marks(each.citations)}" for each in written(answer)),
    ]
    for source in sources_shown(answer, names, say):
        parts += _source(source, say)
    if answer.nearest:
        nearest = [f"- {escaped(line_of(each.title))} ({escaped(line_of(each.source))})" for each in answer.nearest]
        parts += [escaped(say("perhaps_of_use")), "\n".join(nearest)]
    entries = references(answer, names, say, base)
    if entries:
        parts += [f"### {escaped(say('sources'))}", "\n".join(_entry(each, say) for each in entries)]
    return parts


def _source(source: Source, say: Says) -> list[str]:
    parts = [f"### {escaped(source.title)}", escaped(source.facts)]
    for citation, same in source.quotes:
        parts.append(f"{quoted(citation.quote)} {_marks([citation.number])}")
        if same:
            others = "; ".join(f"{line_of(other.title)} [{other.number}]" for other in same)
            parts.append(escaped(say("export_same", others=others)))
    return parts


def _entry(entry: Reference, say: Says) -> str:
    lines = [
        f"- {_marks([entry.number])} **{escaped(entry.title)}**",
        escaped(entry.facts),
        f"“{escaped(fit(entry.quote))}”" if entry.quote is not None else "",
        f"<{entry.url}>" if entry.url else "",
        f"[{escaped(say('export_open'))}](<{entry.link}>)" if entry.link else "",
    ]
    return "\\\n  ".join(line for line in lines if line)


def _marks(numbers: Iterable[int]) -> str:
    return " ".join(rf"\[{number}\]" for number in numbers)
