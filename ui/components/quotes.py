"""HTML of answers and their sources: every word of a document is escaped, so that it can be nothing but text."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from types import MappingProxyType

from assistant.answers import Answer, Statement, Translation
from assistant.citations import Citation
from assistant.following import citation_link
from corpus.documents import Document
from corpus.vocabulary import Vocabulary
from ui.components.markup import citation_line, lang, marked, page_shown, web_link
from ui.texts import Texts

_AROUND = 350
_SIGNS = {"answered": "✓", "partial": "≈", "no_evidence": "–"}
# From which score on we say that we are sure: the score is the estimated probability that the library answers.
_SURE, _FAIRLY_SURE = 0.8, 0.55


def question_html(question: str) -> str:
    """Return a question as the heading of its answer."""
    return f'<h2 class="vet-question">{escape(question)}</h2>'


def status_html(answer: Answer, say: Texts) -> str:
    """Return the line that says in a word and a sign whether there is an answer, and how sure we are of it."""
    status = answer.shown_status
    sure = f' <span class="vet-sure">{escape(confidence(answer, say))}</span>' if answer.statements else ""
    return (
        f'<p class="vet-found"><span class="vet-status vet-{status}">'
        f'<span aria-hidden="true">{_SIGNS[status]}</span> {escape(say(f"status_{status}"))}</span> '
        f"<span{lang(answer.language)}>{escape(answer.message.text)}</span>{sure}</p>"
    )


def confidence(answer: Answer, say: Texts) -> str:
    """Return in words how sure we are that the quotes answer the question, or how much of a text they bear out."""
    if answer.mode == "written":
        count, every = sum(each.supported for each in answer.statements), len(answer.statements)
        if count == every:
            return say("written_each")
        return say("written_share", count=say.number(count), all=say.number(every))
    if answer.score >= _SURE:
        return say("confidence_high")
    return say("confidence_fair" if answer.score >= _FAIRLY_SURE else "confidence_low")


def answer_html(answer: Answer, say: Texts, names: Vocabulary, turn: int) -> str:
    """Return an answer's quotes by document, linked to their source cards; `turn` tells its ids from other answers'."""
    cited = {citation.number: citation for citation in answer.citations}
    groups: dict[str, list[Statement]] = {}
    for statement in answer.statements:
        groups.setdefault(cited[statement.citations[0]].document_id, []).append(statement)
    shown = "".join(_group(members, cited, say, names, turn) for members in groups.values())
    return f'<div class="vet-answer vet-answer-{answer.status}">{shown}</div>'


def _group(
    members: Sequence[Statement], cited: Mapping[int, Citation], say: Texts, names: Vocabulary, turn: int
) -> str:
    first = cited[members[0].citations[0]]
    quotes = []
    for statement in members:
        own, *same = (cited[number] for number in statement.citations)
        quotes.append(
            f'<blockquote id="quote-{turn}-{own.number}"><span{lang(own.language)}>{escape(statement.text)}</span> '
            f"{_mark(own, say, turn)}{_same(same, say, turn)}</blockquote>"
        )
    return (
        f'<section class="vet-document"><h3{lang(first.language)}>{escape(first.title)}</h3>'
        f'<p class="vet-muted">{escape(citation_line(first, say, names))}</p>{"".join(quotes)}</section>'
    )


def _same(citations: Sequence[Citation], say: Texts, turn: int) -> str:
    if not citations:
        return ""
    titles = ", ".join(
        f"<cite{lang(each.language)}>{escape(each.title)}</cite> {_mark(each, say, turn)}" for each in citations
    )
    return f'<span class="vet-same">{escape(say("says_the_same"))} {titles}</span>'


def _mark(citation: Citation, say: Texts, turn: int) -> str:
    label = escape(say("source_mark", number=citation.number))
    return f'<a class="vet-mark" href="#source-{turn}-{citation.number}" aria-label="{label}">[{citation.number}]</a>'


def sources_html(
    groups: Iterable[tuple[Document, Sequence[Citation]]],
    say: Texts,
    names: Vocabulary,
    turn: int,
    translations: Mapping[int, Translation] = MappingProxyType({}),
) -> str:
    """Return the cards of an answer's documents: what each is, its quotes in their paragraphs, and ways to open them.

    `translations` are of quotes, by the number of their citation. Pressing a card hands out `open:NUMBER`.
    """
    return "".join(_card(document, citations, say, names, turn, translations) for document, citations in groups)


def _card(
    document: Document,
    citations: Sequence[Citation],
    say: Texts,
    names: Vocabulary,
    turn: int,
    translations: Mapping[int, Translation],
) -> str:
    first = citations[0]
    parts = [
        f"<h3{lang(first.language)}>{escape(document.title)}</h3>",
        f'<p class="vet-muted">{escape(citation_line(first, say, names))}</p>',
    ]
    parts += [_source(document, each, say, turn, translations.get(each.number)) for each in citations]
    parts.append(
        f'<p class="vet-muted">{escape(say("original_file", source=document.source))}</p>{web_link(document.url)}'
    )
    return f'<article class="vet-card">{"".join(parts)}</article>'


def _source(document: Document, citation: Citation, say: Texts, turn: int, translation: Translation | None) -> str:
    number, locator = citation.number, citation.locator
    place = " · ".join(filter(None, [page_shown(citation, say), locator.heading]))
    opens = say("open_page", page=locator.page) if locator.page else say("open_place")
    link = citation_link(document.id, document.source, locator.start, locator.end, citation.quote, document.ordinal)
    name, back = (escape(say(key, number=number)) for key in ("source_mark", "back_to_quote"))
    return (
        f'<div class="vet-source" id="source-{turn}-{number}" tabindex="-1" role="group" aria-label="{name}">'
        f'<p><a class="vet-mark" href="#quote-{turn}-{number}" aria-label="{back}">[{number}]</a> {escape(place)}</p>'
        f"<p{lang(citation.language)}>{_paragraph(document.text, locator.start, locator.end)}</p>"
        f"{_translated(translation, say)}"
        f'<p class="vet-ways">'
        f'<button type="button" class="vet-button" data-pick="open:{number}">{escape(opens)}</button>'
        f'<a class="vet-link" href="{escape(link)}" target="_blank" rel="noopener">{escape(say("lasting_link"))}</a>'
        f"</p></div>"
    )


def _translated(translation: Translation | None, say: Texts) -> str:
    if translation is None:
        return ""
    by = escape(say("translated_by", model=translation.model))
    return f'<p class="vet-translation"{lang(translation.language)}>{escape(translation.text)} <small>{by}</small></p>'


def copying_html(text: str, say: Texts) -> str:
    """Return the buttons that copy an answer with its references, and the address of the page."""
    button = f'<button type="button" class="vet-button" aria-live="polite" data-done="{escape(say("copied"))}"'
    return (
        f'<pre id="answer-text" hidden>{escape(text)}</pre><div class="vet-ways">'
        f'{button} data-copy="answer-text">{escape(say("copy_answer"))}</button>'
        f'{button} data-copy="">{escape(say("copy_link"))}</button></div>'
    )


def _paragraph(text: str, start: int, end: int) -> str:
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    last = text.find("\n", end)
    last = min(len(text) if last < 0 else last, end + _AROUND)
    before = ("…" if first and text[first - 1] != "\n" else "") + text[first:start]
    after = text[end:last] + ("…" if last < len(text) and text[last] != "\n" else "")
    return f"{escape(before)}{marked(text[start:end])}{escape(after)}"
