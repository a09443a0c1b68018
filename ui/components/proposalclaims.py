"""HTML of what was found of each sentence of a section: what it says and what its source says, side by side."""

import re
from collections.abc import Collection, Mapping, Sequence
from html import escape
from typing import NamedTuple

from assistant.citations import Citation
from assistant.proposals.citing import without_marks
from assistant.proposals.shapes import WANTING, CheckedSentence, Standing
from corpus.documents import content_hash
from corpus.vocabulary import Vocabulary
from ui.components.differences import differences_html
from ui.components.markup import citation_line, lang
from ui.components.proposalevidence import name_of
from ui.texts import Texts

ORDER: tuple[Standing, ...] = ("differs", "needs_evidence", "supported", "own")
"""The standings, what asks for work first."""

_BEFORE_SIGN = re.compile(r"\s+([.,;:!?])")
_FIRST = 5
_FOLDED = ("supported", "own")


Offered = Mapping[str, Sequence[Citation]]


class Claim(NamedTuple):
    """A sentence with what was found of it; `name` is the same as long as its words are."""

    name: str
    words: str
    sentence: CheckedSentence


def claims_of(text: str, checked: Sequence[CheckedSentence]) -> list[Claim]:
    """Return the sentences of a text that were checked, in its order."""
    claims: list[Claim] = []
    for each in checked:
        words = own_words(text[each.start : each.end])
        before = sum(claim.words == words for claim in claims)
        claims.append(Claim(content_hash(words, str(before))[:12], words, each))
    return claims


def own_words(sentence: str) -> str:
    """Return a sentence as `SectionDraft.own` names it: marks left out, white space as single spaces."""
    return _BEFORE_SIGN.sub(r"\1", " ".join(without_marks(sentence).split()))


def claims_html(
    claims: Sequence[Claim],
    offered: Offered,
    names: Vocabulary,
    say: Texts,
    here: str = "",
    searching: Collection[str] = (),
) -> str:
    """Return the sentences by standing, those that ask for work first; before them the one that is named `here`.

    `offered` are quotes that may serve a claim, by its name; those of claims in `searching` are being looked for, those
    of all others have not been looked for yet.
    Picks are `own:CLAIM`, `claim:CLAIM`, `find:CLAIM`, `add:CLAIM:QUOTE` and `open:QUOTE`.
    """
    parts = []
    for standing in ORDER:
        members = [each for each in claims if each.sentence.standing == standing]
        if not members:
            continue
        items = [_claim(each, offered, searching, names, say) for each in members]
        title = f"{escape(say(f'standing_{standing}'))} ({escape(say.number(len(members)))})"
        body = _folded(items, standing, say)
        if standing in _FOLDED:
            parts.append(
                f'<details class="vet-fold" data-keep="standing-{standing}"><summary>{title}</summary>{body}</details>'
            )
        else:
            parts.append(f"<section><h4>{title}</h4>{body}</section>")
    if chosen := next((each for each in claims if each.name == here), None):
        title = escape(say(f"standing_{chosen.sentence.standing}"))
        shown = f'<ol class="vet-claims">{_claim(chosen, offered, searching, names, say)}</ol>'
        parts.insert(0, f"<section><h4>{escape(say('claim_here'))}: {title}</h4>{shown}</section>")
    return f'<div class="vet-claims-all">{"".join(parts)}</div>'


def _folded(items: Sequence[str], standing: Standing, say: Texts) -> str:
    """Return a list of which the first alone are seen, until more are wanted."""
    shown = f'<ol class="vet-claims">{"".join(items[:_FIRST])}</ol>'
    if rest := items[_FIRST:]:
        more = escape(say("claims_more", number=say.number(len(rest))))
        shown += (
            f'<details class="vet-more" data-keep="more-{standing}"><summary>{more}</summary>'
            f'<ol class="vet-claims">{"".join(rest)}</ol></details>'
        )
    return shown


def claim_quotes(claims: Sequence[Claim], offered: Offered) -> dict[str, Citation]:
    """Return the quotes that are shown with claims, by name."""
    cited = [each.sentence.citation for each in claims if each.sentence.citation]
    return {name_of(each): each for each in (*cited, *(each for of in offered.values() for each in of))}


def _claim(claim: Claim, offered: Offered, searching: Collection[str], names: Vocabulary, say: Texts) -> str:
    standing = claim.sentence.standing
    if standing in WANTING:
        shown = _differs(claim, names, say) if standing == "differs" else ""
        shown += _offers(claim, offered.get(claim.name), names, say, searching=claim.name in searching)
    elif standing == "supported":
        shown = _quoted(claim.sentence.citation, "claim_says", names, say)
    else:
        shown = _own(claim, say)
    words = f'<p class="vet-claim-words">{escape(claim.words)}</p>'
    return f'<li class="vet-claim vet-standing-{standing}">{words}{shown}</li>'


def _differs(claim: Claim, names: Vocabulary, say: Texts) -> str:
    table = differences_html(claim.sentence.differences, say("difference_said"), say)
    return f"{table}{_quoted(claim.sentence.citation, 'claim_nearest', names, say)}"


def _offers(claim: Claim, offered: Sequence[Citation] | None, names: Vocabulary, say: Texts, *, searching: bool) -> str:
    own = _button(f"own:{claim.name}", "claim_own", say)
    if searching:
        told = f'<p class="vet-searching">{escape(say("claim_searching"))}</p>'
        return f'{told}<div class="vet-ways">{own}</div>'
    if offered is None:
        return f'<div class="vet-ways">{_button(f"find:{claim.name}", "claim_find", say)}{own}</div>'
    if not offered:
        return f'<p class="vet-muted">{escape(say("claim_no_candidates"))}</p><div class="vet-ways">{own}</div>'
    items = "".join(
        f"<li>{_quote(each, names, say)}"
        f'<div class="vet-ways">{_button(f"add:{claim.name}:{name_of(each)}", "claim_cite", say)}'
        f"{_open(each, say)}</div></li>"
        for each in offered
    )
    found = escape(say.counted("claim_candidates", len(offered)))
    return (
        f'<p class="vet-muted">{found}</p><ul class="vet-candidates">{items}</ul><div class="vet-ways">{own}</div>'
    )  # fmt: skip


def _own(claim: Claim, say: Texts) -> str:
    if not claim.sentence.marked:
        return f'<p class="vet-muted">{escape(say("claim_reads_own"))}</p>'
    return f'<div class="vet-ways">{_button(f"claim:{claim.name}", "claim_not_own", say)}</div>'


def _button(pick: str, key: str, say: Texts) -> str:
    return f'<button type="button" class="vet-button" data-pick="{escape(pick)}">{escape(say(key))}</button>'


def _quoted(citation: Citation | None, key: str, names: Vocabulary, say: Texts) -> str:
    if citation is None:
        return ""
    return (
        f'<div class="vet-claim-source"><p class="vet-muted">{escape(say(key))}</p>{_quote(citation, names, say)}'
        f'<div class="vet-ways">{_open(citation, say)}</div></div>'
    )


def _quote(citation: Citation, names: Vocabulary, say: Texts) -> str:
    spoken = lang(citation.language)
    return (
        f"<blockquote><span{spoken}>{escape(citation.quote)}</span></blockquote>"
        f'<p class="vet-muted"><cite{spoken}>{escape(citation.title)}</cite>'
        f" · {escape(citation_line(citation, say, names))}</p>"
    )


def _open(citation: Citation, say: Texts) -> str:
    return _button(f"open:{name_of(citation)}", "proposal_open", say)
