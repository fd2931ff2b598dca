"""A real Chromium, and a window in it that fails its test when a page is broken."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, Response, sync_playwright

from tests.harness.programs import find_chromium

ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
HEIGHTS = {390: 844, 1280: 900}
SIGN_IN = "/accounts/login/"
RUNS = 3
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run Chromium without a screen. Raises FileNotFoundError where it is missing."""
    program = find_chromium()
    if program is None:
        raise FileNotFoundError("Chromium is missing: install the system's package chromium.")
    # The sandbox needs a user of its own, so Chromium refuses it to root.
    arguments = [*ARGUMENTS, "--no-sandbox"] if os.geteuid() == 0 else ARGUMENTS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


class Window:
    """A browser window on one server, with cookies of its own.

    It collects what a person would call broken: console errors, script errors, answers of 400 and above,
    requests to anyone else. `close` raises AssertionError when there was any, save what `expect` was told of.
    """

    def __init__(
        self, browser: Browser, address: str, *, width: int = 1280, theme: str = "light", scripts: bool = True
    ) -> None:
        self.address = address
        self._scripts = scripts
        self.problems: list[str] = []
        self._expected: list[re.Pattern[str]] = []
        self._context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            color_scheme="dark" if theme == "dark" else "light",
            java_script_enabled=scripts,
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            reduced_motion="reduce",
        )
        self.page = self._context.new_page()
        self._watch(self.page)

    def open(self, path: str) -> Page:
        """Go to `path` of the server and return the page when it has loaded."""
        self.page.goto(path)
        return self.page

    def sign_in(self, email: str, password: str) -> Page:
        """Sign in through the form, as a person does; raises AssertionError when the form is shown again."""
        page = self.open(SIGN_IN)
        page.fill("input[name=login]", email)
        page.fill("input[name=password]", password)
        page.locator("form:has(input[name=password]) button[type=submit]").click()
        page.wait_for_load_state()
        assert "/login/" not in page.url, f"{email} was not signed in: {page.inner_text('main')}"
        return page

    def expect(self, pattern: str) -> None:
        """Let problems that match this regular expression pass, such as the 404 that a test asks for."""
        self._expected.append(re.compile(pattern))

    def check_page(self) -> None:
        """Assert that the page at hand has no axe violation and does not scroll sideways.

        Without scripts only the second: axe waits for timers, which do not run then.
        """
        if self._scripts:
            violations = self._violations()
            found = [f"{rule['id']}: {rule['help']} ({_places(rule)})" for rule in violations]
            assert not found, f"{self.page.url}: {'; '.join(found)}"
        overflow = self.page.evaluate(OVERFLOW)
        assert overflow <= 0, f"{self.page.url} is {overflow} pixels wider than the window"

    def _violations(self) -> list[dict[str, Any]]:
        """Run axe; where a click's new page came in the middle of it, run it again on that page."""
        for _again in range(RUNS - 1):
            try:
                return list(Axe().run(self.page).response["violations"])
            except Error:
                self.page.wait_for_load_state()
        return list(Axe().run(self.page).response["violations"])

    def close(self) -> None:
        """Close the window; raises AssertionError with the problems that nobody expected."""
        self._context.close()
        found = [text for text in self.problems if not any(known.search(text) for known in self._expected)]
        assert not found, "the pages had problems:\n" + "\n".join(found)

    def _watch(self, page: Page) -> None:
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        page.on("request", self._on_request)
        page.on("response", self._on_response)

    def _on_console(self, message: ConsoleMessage) -> None:
        # A failed load is reported by the answer itself, with its address.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.problems.append(f"console: {message.text}")

    def _on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme.startswith("http") and f"{parts.scheme}://{parts.netloc}" != self.address:
            self.problems.append(f"request to a third party: {request.url}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"answer {response.status}: {response.url}")


def _places(rule: dict[str, list[dict[str, list[str]]]]) -> str:
    return ", ".join(" ".join(node["target"]) for node in rule["nodes"][:3])
