"""Full text: stems of words in the languages of the library, and the search over them."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from math import log1p
from typing import NamedTuple, Protocol

import Stemmer
from sqlalchemy import Connection, text

from corpus.facets import Facets, Filters

_STEMMERS = {
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "lt": "lithuanian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "sv": "swedish",
    "el": "greek",
    "ca": "catalan",
}
_WORD = re.compile(r"[^\W_]+")
_LONGEST_WORD = 64
MOST_WORDS_ASKED = 256
_SCOPE = "scope"
_SCOPE_WORD = re.compile(rf"{_SCOPE}[a-z](?:[0-9a-f]{{2}})+")


def analyse(text: str, language: str | None) -> list[str]:
    """Return the stems of the words of a text, in order, lower case and without accents.

    Words are stemmed by Snowball where it knows the language, else only folded; after 64 characters a word is cut.
    """
    words = words_in(text)
    stemmer = _stemmer(language)
    stems = stemmer.stemWords(words) if stemmer else words
    return [_fold(stem) for stem in stems]


def words_in(text: str) -> list[str]:
    """Return the words of a text, in order, in lower case; after 64 characters a word is cut."""
    return [word[:_LONGEST_WORD] for word in _WORD.findall(unicodedata.normalize("NFKC", text).lower())]


def scope_words(facets: Facets) -> list[str]:
    """Return the words that stand for a document's facets in the full text, so that a filter is a word to match."""
    return [
        *(_scope_word("c", code) for code in (*facets.countries, *facets.regions)),
        *(_scope_word("t", theme) for theme in facets.themes),
        *(_scope_word("e", level) for level in facets.education_levels),
        _scope_word("k", facets.kind),
        *([_scope_word("l", facets.language)] if facets.language else []),
    ]


class FullTextEntry(NamedTuple):
    """The stems of one passage and its document's title; `scope` holds its facets' words, `row` is the passage's."""

    row: int
    title: str
    body: str
    scope: str


class FullText(Protocol):
    """The full text of all passages, in the database that holds them."""

    def add(self, connection: Connection, entries: Sequence[FullTextEntry]) -> None:
        """Add the stems of passages."""

    def remove(self, connection: Connection, rows: Sequence[int]) -> None:
        """Remove passages by row."""

    def search(
        self, connection: Connection, generation: int, words: Sequence[str], filters: Filters, limit: int
    ) -> list[tuple[str, float]]:
        """Return (passage id, score) of the passages that hold any of the stems, best first; larger is better.

        `words` holds at least one stem, and none twice.
        """

    def frequencies(self, connection: Connection, words: Sequence[str]) -> dict[str, int]:
        """Return for each stem in how many passages it stands."""

    def stems(self, connection: Connection) -> list[str]:
        """Return the different stems of all passages."""


class SqliteFullText:
    """FTS5, ranked by BM25; a word in the title counts twice."""

    def add(self, connection: Connection, entries: Sequence[FullTextEntry]) -> None:
        """Add the stems of passages."""
        connection.execute(
            text("INSERT INTO passage_text(rowid, title, body, scope) VALUES (:row, :title, :body, :scope)"),
            [entry._asdict() for entry in entries],
        )

    def remove(self, connection: Connection, rows: Sequence[int]) -> None:
        """Remove passages by row."""
        connection.execute(text("DELETE FROM passage_text WHERE rowid = :row"), [{"row": row} for row in rows])

    def search(
        self, connection: Connection, generation: int, words: Sequence[str], filters: Filters, limit: int
    ) -> list[tuple[str, float]]:
        """Return (passage id, score) of the passages that hold any of the stems, best first; larger is better."""
        # Every word is quoted: to FTS5 a bare word of the user's could be an operator.
        match = "{title body} : (" + " OR ".join(f'"{word}"' for word in words) + ")"
        for group in filter_groups(filters):
            match += " AND scope : (" + " OR ".join(f'"{word}"' for word in group) + ")"
        statement = text(
            "SELECT p.id, found.score FROM (SELECT rowid AS row, bm25(passage_text, 2.0, 1.0, 0.0) AS score"
            " FROM passage_text WHERE passage_text MATCH :match ORDER BY score, rowid LIMIT :looked_at) AS found"
            " JOIN passages p ON p.row = found.row JOIN documents d ON d.row = p.document_row"
            " WHERE d.added_in <= :generation AND (d.removed_in IS NULL OR d.removed_in > :generation)"
            " AND (:year_from IS NULL OR d.year_to >= :year_from)"
            " AND (:year_to IS NULL OR d.year_from <= :year_to)"
            " ORDER BY found.score, found.row LIMIT :limit"
        )
        values = {
            "match": match,
            "generation": generation,
            "year_from": filters.year_from,
            "year_to": filters.year_to,
            "limit": limit,
        }
        # To look up every passage's document takes longer than the search itself, and the best nearly always do.
        rows = connection.execute(statement, {**values, "looked_at": 10 * limit}).all()
        if len(rows) < limit:
            rows = connection.execute(statement, {**values, "looked_at": -1}).all()
        return [(row.id, -row.score) for row in rows]

    def frequencies(self, connection: Connection, words: Sequence[str]) -> dict[str, int]:
        """Return for each stem in how many passages it stands."""
        found = dict.fromkeys(words, 0)
        for word in found:
            count = connection.execute(
                text("SELECT doc FROM passage_words WHERE term = :word"), {"word": word}
            ).scalar_one_or_none()
            found[word] = count or 0
        return found

    def stems(self, connection: Connection) -> list[str]:
        """Return the different stems of all passages."""
        terms = connection.scalars(text("SELECT term FROM passage_words"))
        return [term for term in terms if not _SCOPE_WORD.fullmatch(term)]


def full_text_for(dialect: str) -> FullText:
    """Return the full text of a database dialect, by SQLAlchemy's name for it."""
    if dialect == "sqlite":
        return SqliteFullText()
    from corpus.fulltext_postgresql import PostgresFullText

    return PostgresFullText()


def rarity(total: int, count: int) -> float:
    """Return a word's inverse document frequency as BM25 has it, 0 or more: `count` of `total` passages hold it."""
    return log1p((total - count + 0.5) / (count + 0.5))


def filter_groups(filters: Filters) -> list[list[str]]:
    """Return the filters as groups of scope words: of each group, a passage must have one."""
    groups = (
        [_scope_word("c", code) for code in filters.countries],
        [_scope_word("t", theme) for theme in filters.themes],
        [_scope_word("k", kind) for kind in filters.kinds],
        [_scope_word("l", language) for language in filters.languages],
        [_scope_word("e", level) for level in filters.education_levels],
    )
    return [group for group in groups if group]


def _scope_word(prefix: str, value: str) -> str:
    # Letters and digits alone, so that the tokenizer keeps it whole; the column is matched by filters alone.
    return f"{_SCOPE}{prefix}" + value.encode().hex()


def _stemmer(language: str | None) -> "Stemmer.Stemmer | None":
    name = _STEMMERS.get(language or "")
    # A new one each time: a Stemmer must not be shared between threads, and costs microseconds.
    return Stemmer.Stemmer(name) if name else None


@lru_cache(maxsize=100_000)
def _fold(word: str) -> str:
    if word.isascii():
        return word
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
