"""People who carry one evaluation together, each in a window of their own, for the test that takes it through."""

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from kompassros.organisations.demo import PASSWORD, demo_address
from kompassros.organisations.roles import Role
from tests.harness.browser import Window
from tests.harness.server import Server
from tests.harness.session import Session

Open = Callable[..., Window]
COURSES = "/sv/manage/evaluations"
SAVING_MS = 15_000


@dataclass
class Journey:
    """One evaluation, the server it is on, and the windows of the people who have come so far."""

    server: Server
    open_window: Open
    slug: str = ""
    windows: dict[Role | None, Window] = field(default_factory=dict)

    def window(self, role: Role | None) -> Window:
        """The window of whoever has a role, opened and signed in at first use; None is the public's."""
        if role not in self.windows:
            self.windows[role] = self.open_window(role=role, on=self.server)
        return self.windows[role]

    def open(self, role: Role, path: str = "", *, check: bool = False) -> Page:
        """Open a page of the evaluation as somebody; ``check`` looks for what axe finds and for overflow."""
        window = self.window(role)
        page = window.open(self.address(path))
        if check:
            window.check_page()
        return page

    def address(self, path: str = "") -> str:
        """The path of a page of the evaluation."""
        return f"{COURSES}/{self.slug}/{path}"

    def step(self, role: Role, state: str) -> None:
        """Take the step to a state by its button on the overview."""
        page = self.open(role)
        press(page, f"#steps form:has([name=to][value={state}]) button")
        expect(page.locator(f"#steps [name=to][value={state}]")).to_have_count(0)

    def session(self, role: Role) -> Session:
        """A connection without a window for somebody, to save what would take too many clicks."""
        session = Session(self.server.port)
        session.sign_in(demo_address(role), PASSWORD)
        return session


def press(page: Page, button: str) -> None:
    """Press the first button that the selector finds in the page's content, and wait for the page it leads to."""
    with page.expect_navigation():
        page.locator("main").locator(button).first.click()


def send(page: Page, **values: str) -> None:
    """Fill the fields of the page's form by their names and send it."""
    for name, value in values.items():
        page.locator(f"main [name={name}]:not([type=radio])").first.fill(value)
    press(page, "form[method=post] button[type=submit]")


def card(page: Page, criterion: str) -> Locator:
    """The part of a judging screen that is about one criterion."""
    return page.locator(f"article[id='{criterion}']")


def expect_saved(form: Locator) -> None:
    """Wait until the server has taken what a kept form holds."""
    expect(form.locator("[data-keeper-status]").first).to_have_attribute("data-state", "saved", timeout=SAVING_MS)
