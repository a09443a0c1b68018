"""Full text in PostgreSQL: words in a tsvector, ranked by how rare each is and how it stands in the passage."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, text

from corpus.facets import Filters
from corpus.fulltext import FullTextEntry, filter_groups, rarity


class PostgresFullText:
    """A sum over the words asked: ts_rank of each (title weighing more, long passages less) times its rarity.

    Stems come from us, so that PostgreSQL's own dictionaries, of which it has fewer, play no part.
    """

    def add(self, connection: Connection, entries: Sequence[FullTextEntry]) -> None:
        """Add the stems of passages."""
        connection.execute(
            text(
                "INSERT INTO passage_text(passage, words, scope) VALUES (:row, setweight(to_tsvector('simple', :title),"
                " 'A') || setweight(to_tsvector('simple', :body), 'B'), to_tsvector('simple', :scope))"
            ),
            [entry._asdict() for entry in entries],
        )

    def remove(self, connection: Connection, rows: Sequence[int]) -> None:
        """Remove passages by row."""
        connection.execute(text("DELETE FROM passage_text WHERE passage = ANY(:rows)"), {"rows": list(rows)})

    def search(
        self, connection: Connection, generation: int, words: Sequence[str], filters: Filters, limit: int
    ) -> list[tuple[str, float]]:
        """Return (passage id, score) of the passages that hold any of the stems, best first; larger is better."""
        total = connection.execute(text("SELECT count(*) FROM passage_text")).scalar_one()
        counts = self.frequencies(connection, words)
        values: dict[str, object] = {"generation": generation, "limit": limit, "any": _any(words)}
        score = []
        for number, word in enumerate(words):
            values |= {f"word{number}": _any([word]), f"rarity{number}": rarity(total, counts[word])}
            score.append(f":rarity{number} * ts_rank('{{0, 0, 0.5, 1}}', t.words, CAST(:word{number} AS tsquery), 1)")
        conditions = ["t.words @@ CAST(:any AS tsquery)"]
        for number, group in enumerate(filter_groups(filters)):
            values[f"scope{number}"] = _any(group)
            conditions.append(f"t.scope @@ CAST(:scope{number} AS tsquery)")
        if filters.year_from is not None:
            conditions.append("d.year_to >= :year_from")
            values["year_from"] = filters.year_from
        if filters.year_to is not None:
            conditions.append("d.year_from <= :year_to")
            values["year_to"] = filters.year_to
        # Only our own words are put together here; what a person wrote goes in as values.
        statement = (
            f"SELECT p.id, {' + '.join(score)} AS score FROM passage_text t"  # noqa: S608
            ' JOIN passages p ON p."row" = t.passage JOIN documents d ON d."row" = p.document_row'
            " WHERE d.added_in <= :generation AND (d.removed_in IS NULL OR d.removed_in > :generation)"
            f" AND {' AND '.join(conditions)} ORDER BY score DESC, p.id LIMIT :limit"
        )
        return [(row.id, float(row.score)) for row in connection.execute(text(statement), values)]

    def frequencies(self, connection: Connection, words: Sequence[str]) -> dict[str, int]:
        """Return for each stem in how many passages it stands."""
        statement = text("SELECT count(*) FROM passage_text WHERE words @@ CAST(:word AS tsquery)")
        return {
            word: connection.execute(statement, {"word": _any([word])}).scalar_one() for word in dict.fromkeys(words)
        }

    def stems(self, connection: Connection) -> list[str]:
        """Return the different stems of all passages."""
        return list(connection.scalars(text("SELECT word FROM ts_stat('SELECT words FROM passage_text')")))


def _any(words: Iterable[str]) -> str:
    # Stems hold letters and digits alone (see `corpus.fulltext.analyse`), so that nothing in them ends the quotes.
    return " | ".join(f"'{word}'" for word in words)
