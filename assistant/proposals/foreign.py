"""Quotes in other languages than a proposal's: which a text cites, and a model's translations of them, labelled."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assistant.proposals.citing import keys_cited
from assistant.proposals.claims import claims_in
from assistant.proposals.linking import LANGUAGES, phrase
from corpus.proposals import KeptSource
from corpus.vocabulary import Vocabulary

MOST_QUOTES = 12
"""How many quotes are translated at once."""

_BRACKETS = str.maketrans("[]", "()")


class Translated(NamedTuple):
    """A text with a line for each translation, and the sentences of these lines: no source is asked for them."""

    text: str
    own: tuple[str, ...]


def untranslated(text: str, sources: Sequence[KeptSource], language: str) -> list[KeptSource]:
    """Return the first sources that a text cites in another language, and has no translation of."""
    cited = set(keys_cited([text]))
    foreign = [each for each in sources if each.key in cited and each.language not in (None, language)]
    return [each for each in foreign if f"[{each.key}, " not in text][:MOST_QUOTES]


def with_translations(
    text: str, translations: Mapping[str, str], language: str, model: str, names: Vocabulary
) -> Translated:
    """Return a text with each translation, by the key of its source, in a line below the one that cites it first.

    What a model wrote is in square brackets and says so, as all that is left for the writer to deal with.
    """
    ours = language if language in LANGUAGES else "en"
    lines: list[str] = []
    own: list[str] = []
    left = {key: " ".join(said.translate(_BRACKETS).split()) for key, said in translations.items() if said.strip()}
    spoken = names.language_label(language, ours)
    for line in text.split("\n"):
        lines.append(line)
        for key in keys_cited([line]):
            if said := left.pop(key, ""):
                told = phrase("translated", ours, key=key, language=spoken, model=model, text=said)
                lines.append(f"[{told}]")
                own += [each.said for each in claims_in(lines[-1], (), language)]
    return Translated("\n".join(lines), tuple(own))
