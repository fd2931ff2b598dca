"""Which tests need what, and what is said when the machine has not got it; a pytest plugin."""

import os

import pytest

from tests.harness.programs import find_chromium, find_postgres

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "admin_client"}
WITH_SERVERS = ("browser", "test_administrator.py")
WITHOUT_DATABASE = ("documents", "methods")
REQUIRE_ALL = "KOMPASSROS_REQUIRE_ALL"
MISSING = {
    "browser": "Chromium is missing: the browser tests are left out (install the package chromium).",
    "postgres": "PostgreSQL is missing: its tests are left out (install the package postgresql).",
}


def missing() -> list[str]:
    """The markers whose tests cannot run on this machine."""
    found = {"browser": find_chromium(), "postgres": find_postgres()}
    return [marker for marker, program in found.items() if program is None]


def pytest_configure() -> None:
    lacking = missing()
    if lacking and os.environ.get(REQUIRE_ALL) == "1":
        raise pytest.UsageError(*(f"{MISSING[marker]} {REQUIRE_ALL}=1 forbids that." for marker in lacking))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what a test uses before the markers are selected, leave out what cannot run, and put the slowest first.

    What is slow and begins last would keep one of the workers alone at the end. One file that needs the demo comes
    before all, then folders that do not: while one worker makes the demo, the other has these to do and does not wait.
    """
    lacking = missing()
    for item in items:
        for marker in _uses(item):
            item.add_marker(marker)
        for marker in lacking:
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=MISSING[marker]))
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    *_folders, folder, name = item.path.parts
    if (folder, name) == WITH_SERVERS:
        return 0
    if folder in WITHOUT_DATABASE:
        return 1
    return 3 if item.get_closest_marker("browser") is None else 2


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for marker in missing():
        terminalreporter.write_line(MISSING[marker], yellow=True)


def _uses(item: pytest.Item) -> list[str]:
    fixtures = set(getattr(item, "fixturenames", ()))
    database = bool(fixtures & DATABASE_FIXTURES) or item.get_closest_marker("django_db") is not None
    return [
        marker
        for marker, applies in {
            "browser": "chromium" in fixtures,
            "database": database,
            "postgres": "postgres" in fixtures,
        }.items()
        if applies
    ]
