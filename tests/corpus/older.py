"""Libraries as earlier versions of VET Assistant made them, for the tests of bringing them up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

import corpus.schema


def make_library_of(version: str, url: str) -> None:
    """Make an empty database with the schema of that migration."""
    config = Config()
    config.set_main_option("script_location", str(Path(corpus.schema.__file__).parent / "migrations"))
    engine = create_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
    engine.dispose()
