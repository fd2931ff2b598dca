"""Fixtures for the tests that drive a browser: `open_window(role=..., width=..., theme=...)`."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from kompassros.organisations.demo import PASSWORD, demo_address
from kompassros.organisations.roles import Role
from tests.harness import browser
from tests.harness.browser import Window
from tests.harness.server import Server

OpenWindow = Callable[..., Window]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a test module: kept longer, its event loop would forbid Django's database calls."""
    with browser.chromium() as running:
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
