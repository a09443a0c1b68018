from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from corpus.library import Library
from corpus.spending import Usage, spend_on, spent_on

DAY = date(2026, 11, 23)


def test_what_is_spent_adds_up_over_threads_and_restarts(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'library.db'}"
    library = Library.open(url)
    assert spent_on(library, DAY) == (0, 0)
    spend_on(library, DAY, Usage(1, 1))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: spend_on(library, DAY, Usage(10, 1)), range(12)))
    library.close()
    library = Library.open(url)
    assert spent_on(library, DAY) == (121, 13)
    assert spent_on(library, date(2026, 11, 24)) == (0, 0)
    library.close()
