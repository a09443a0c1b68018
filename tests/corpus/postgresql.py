"""A real PostgreSQL server on loopback for the tests, where the machine has one installed."""

import getpass
import os
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url


@contextmanager
def postgresql() -> Iterator[str]:
    """Run a server of an empty folder; yields its URL. Skips the test where PostgreSQL is not installed."""
    initdb = _program("initdb")
    if initdb is None:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql); only SQLite was tested")
    # Not among pytest's folders, which a second run of the tests closes to the server's user.
    with TemporaryDirectory(prefix="vet-postgresql-") as name, _running(initdb, Path(name)) as url:
        yield url


@contextmanager
def _running(initdb: str, folder: Path) -> Iterator[str]:
    user = getpass.getuser()
    prefix: list[str] = []
    if user == "root":
        # PostgreSQL refuses to run as root; its Debian package brings a user for it.
        user, prefix = "postgres", ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, "postgres")
    data, port = folder / "data", _free_port()
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    subprocess.run([*prefix, initdb, "-D", data, "-U", user, "-A", "trust", "-E", "UTF8"], **quiet)  # type: ignore[call-overload]
    control = [*prefix, str(Path(initdb).with_name("pg_ctl")), "-D", str(data), "-w"]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    subprocess.run([*control, "-o", options, "-l", folder / "log", "start"], **quiet)  # type: ignore[call-overload]
    try:
        yield f"postgresql+psycopg://{user}@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **quiet)  # type: ignore[call-overload]


def new_database(url: str) -> str:
    """Create an empty database on the server; returns its URL."""
    name = f"vet_{secrets.token_hex(6)}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _program(name: str) -> str | None:
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name, path=os.pathsep.join([str(path.parent) for path in installed[-1:]])) or shutil.which(name)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
