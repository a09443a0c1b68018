"""What a school says of itself along the quality cycle, and the practices that are strong where it is weak."""

from collections.abc import Callable, Mapping, Sequence
from typing import get_args

import streamlit as st

from assistant.practices.benchmarking import Block, Example, Level, benchmark
from assistant.practices.ranking import Practices
from assistant.practices.shapes import Practice
from corpus.facets import Origin
from corpus.library import DocumentCard
from corpus.vocabulary import Vocabulary
from ui.components.labels import label_text
from ui.texts import Texts

MOST_READ = 300
"""How many practices are read for one block at most: those first that say themselves that they are about it."""

_QUALITY = "quality-assurance"
_LEVELS: tuple[Level, ...] = get_args(Level)


def show_description(blocks: Sequence[Block], names: Vocabulary, say: Texts) -> Mapping[str, Level]:
    """Show a choice for each block; return how the school says it stands, by `Block.key`."""
    kept: dict[str, Level] = st.session_state.setdefault("benchmark", {})
    st.subheader(say("weak_phases"), anchor=False)
    _choices([block for block in blocks if block.phase], kept, names, say)
    with st.expander(say("weak_indicators"), expanded=any(block.key in kept for block in blocks if block.indicator)):
        _choices([block for block in blocks if block.indicator], kept, names, say)
    return dict(kept)


def block_label(block: Block, names: Vocabulary, say: Texts) -> str:
    """Return what a block is, in words."""
    phase = names.phase_label(block.phase, say.language) if block.phase else ""
    return say(f"block_{block.key}", phase=phase)


def examples_of(
    levels: Mapping[str, Level],
    blocks: Sequence[Block],
    practices: Practices,
    cards: Sequence[DocumentCard],
    practice: Callable[[str], Practice],
) -> Mapping[str, Sequence[tuple[Practice, Example]]]:
    """Return by block the practices that are strong there, of those that the cards name."""
    read = {
        block.key: [practice(each) for each in _about(block, [card for card in cards if card.id in practices])]
        for block in blocks
        if levels.get(block.key) in ("weak", "between")
    }
    found: dict[str, Sequence[tuple[Practice, Example]]] = {}
    for block in blocks:
        if block.key in read:
            by_id = {each.document_id: each for each in read[block.key]}
            examples = benchmark(levels, [block], read[block.key])[block.key]
            found[block.key] = [(by_id[each.document_id], each) for each in examples]
    return found


def _about(block: Block, cards: Sequence[DocumentCard]) -> list[str]:
    def stated(card: DocumentCard) -> bool:
        origin = card.facets.origins.get("eqavet_phases" if block.phase else "themes")
        return origin not in (None, Origin.INFERRED)

    def named(card: DocumentCard) -> bool:
        return block.phase in card.facets.eqavet_phases or not block.themes.isdisjoint(card.facets.themes)

    # Of a phase many texts speak that no facet names: they are read after those, the quality of VET before the rest.
    about = [card for card in cards if block.phase or named(card)]
    about.sort(
        key=lambda card: (
            not named(card),
            not stated(card),
            _QUALITY not in card.facets.themes,
            -(card.facets.year_to or card.facets.year_from or 0),
            card.id,
        )
    )
    return [card.id for card in about[:MOST_READ]]


def _choices(blocks: Sequence[Block], kept: dict[str, Level], names: Vocabulary, say: Texts) -> None:
    for block in blocks:
        key = f"block-{block.key}"
        # What a page does not show it forgets: what was said stays for who comes back.
        st.session_state.setdefault(key, kept.get(block.key))
        chosen = st.radio(
            label_text(block_label(block, names, say)),
            _LEVELS,
            key=key,
            index=None,
            horizontal=True,
            format_func=lambda level: say(f"level_{level}"),
        )
        if chosen:
            kept[block.key] = chosen
