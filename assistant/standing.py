"""What stands for a word of the question in texts of a language: its own stems, translations, cognates, compounds."""

from collections.abc import Iterator

from assistant.widening import Term
from corpus.fulltext import analyse
from corpus.stemlist import COMPOUNDING, RICH_IN_ENDINGS, StemList

_FEWEST_LETTERS = 5


def standing_for(term: Term, language: str | None, asked: str, stems: StemList) -> frozenset[str]:
    """Return the stems that stand for a word of a question asked in `asked`, in texts of `language`.

    `stems` are those of the library: nothing else can be found there.
    """
    if language == asked:
        own = set(analyse(term.word, language))
        return frozenset(own.union(*(_made_with(stem, language, stems, asked=True) for stem in own)))
    translated = {stem for word in term.translations.get(language or "", ()) for stem in analyse(word, language)}
    # Names and learned words are alike in many languages. Of a short foreign word a stemmer may make a word of its own.
    alike = {*analyse(term.word, language), *analyse(term.word, asked)}
    same = {stem for stem in alike if len(stem) >= _FEWEST_LETTERS} | set(analyse(term.word, None))
    cognates = {stem for word in analyse(term.word, None) for stem in stems.cognates(word)}
    made = (stem for each in translated for stem in _made_with(each, language, stems, asked=False))
    return frozenset(stem for stem in {*translated, *same, *cognates, *made} if stem in stems)


def _made_with(stem: str, language: str | None, stems: StemList, *, asked: bool) -> Iterator[str]:
    if language in COMPOUNDING:
        yield from stems.compounds(stem)
        if asked:
            yield from stems.last_parts(stem)
    if language in RICH_IN_ENDINGS:
        yield from stems.other_forms(stem)
