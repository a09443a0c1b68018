"""One PostgreSQL server for all tests of the library, where the machine has it."""

from collections.abc import Iterator

import pytest

from tests.corpus.postgresql import postgresql


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    with postgresql() as url:
        yield url
