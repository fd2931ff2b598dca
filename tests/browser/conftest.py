"""Fixtures for the tests that drive a browser: `open_window(role=..., width=..., theme=...)`."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kompassros.organisations.demo import PASSWORD, demo_address
from kompassros.organisations.roles import Role
from tests.browser.keeper_page import Site
from tests.harness import browser
from tests.harness import server as server_process
from tests.harness.browser import Window
from tests.harness.server import Server

OpenWindow = Callable[..., Window]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a test module: kept longer, its event loop would forbid Django's database calls."""
    with browser.chromium() as running:
        yield running


@pytest.fixture(scope="module")
def module_server(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a copy of the demo that the tests of one module change, each another part of it."""
    data_dir = server_process.copy(demo_data, tmp_path_factory.mktemp("module") / "data")
    with server_process.serving(data_dir) as running:
        yield running


@pytest.fixture
def open_window(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[OpenWindow]:
    """Open windows on the shared server, or on `on`; what broke in any of them fails the test."""
    closing = ExitStack()

    def open_window(
        *,
        role: Role | None = None,
        width: int = 1280,
        theme: str = "light",
        scripts: bool = True,
        on: Server | None = None,
    ) -> Window:
        at = on or request.getfixturevalue("server")
        window = Window(chromium, at.address, width=width, theme=theme, scripts=scripts)
        closing.callback(window.close)
        if role is not None:
            window.sign_in(demo_address(role), PASSWORD)
        return window

    with closing:
        yield open_window


@pytest.fixture
def site() -> Site:
    """The page with a kept form, as the test wants it to answer."""
    return Site()


@pytest.fixture
def window(open_window: OpenWindow, site: Site) -> Window:
    """A phone's window in which that page is served."""
    window = open_window(width=390)
    site.serve(window.page.context)
    return window
