"""What every test shares: an empty home of its own, no settings from outside, and a browser where there is one."""

import os
from pathlib import Path

import pytest

from tools.bootstrap import find_browser

os.environ["HF_HUB_OFFLINE"] = "1"  # nothing is ever fetched, whatever a test asks for


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty VET home, which `VET_HOME` names; no other setting of the person who runs the tests gets in."""
    for name in [name for name in os.environ if name.startswith("VET_")]:
        monkeypatch.delenv(name)
    folder = tmp_path / "vet-home"
    monkeypatch.setenv("VET_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The path of Chromium; without one browser tests are skipped, but not where they are what counts (CI)."""
    path = find_browser()
    if path is None and os.environ.get("CI"):
        pytest.fail("no Chromium: tools/bootstrap.py test installs it where it may")
    return path or pytest.skip("no Chromium on this machine")
