"""A year of steering in Granby, from a plan to a closed and public year, by those who hold each role."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from playwright.sync_api import Page, expect

from kompassros.organisations.roles import Role
from tests.browser.journey import press, send
from tests.harness.browser import Window
from tests.harness.server import Server

Open = Callable[..., Window]
YEAR = 2031
PLAN = f"/sv/manage/steering/granby/{YEAR}/"
UNIT, AREA, COUNCIL = "granby-forskolor", "larande", "granby"
CHIEF, MANAGER, POLITICIAN = Role.CHIEF_EXECUTIVE, Role.UNIT_MANAGER, Role.POLITICIAN
TEXT = "Vikarierna har varit färre än väntat."


@dataclass
class Year:
    """The plan of the year, the server it is on, and the windows of the people who have come so far."""

    server: Server
    open_window: Open
    windows: dict[Role | None, Window] = field(default_factory=dict)

    def window(self, role: Role | None) -> Window:
        """The window of whoever has a role, opened and signed in at first use; None is the public's."""
        if role not in self.windows:
            self.windows[role] = self.open_window(role=role, on=self.server)
        return self.windows[role]

    def open(self, role: Role | None, path: str = "") -> Page:
        """Open a page of the plan as somebody, and look for what axe finds and for overflow."""
        window = self.window(role)
        page = window.open(f"{PLAN}{path}")
        window.check_page()
        return page

    def refused(self, role: Role | None, path: str) -> None:
        """Assert that somebody may not open a page of the plan."""
        window = self.window(role)
        window.expect(f"answer 403: .*{re.escape(path)}")
        answer = window.page.goto(f"{PLAN}{path}")
        assert answer
        assert answer.status == 403

    def at(self, moment: str) -> None:
        """Set the clock, in Swedish winter time."""
        self.server.set_clock(datetime.fromisoformat(f"{moment}+01:00"))


def test_year_is_planned_reported_and_closed(own_server: Server, open_window: Open) -> None:
    year = Year(own_server, open_window)
    year.at("2030-11-20T09:00:00")
    plan(year)
    agree(year)
    year.at("2031-05-03T09:00:00")
    report(year, "T1", "6,2")
    year.at("2032-01-08T09:00:00")
    report(year, "year", "5,4")
    close(year)
    change_afterwards(year)


def plan(year: Year) -> None:
    """The chief executive begins the plan, its wheel and cards, sets the council's goal and enters the decision."""
    window = year.window(CHIEF)
    page = window.open("/sv/manage/steering/granby/new/")
    window.check_page()
    page.check("main [name=structure][value=gausdal]")
    send(page, year=str(YEAR))
    page = year.open(CHIEF, "cards/")
    for body in (AREA, UNIT):
        page.check(f"main [name=bodies][value={body}]")
    press(page, "form[method=post] button[type=submit]")
    set_goal(year, CHIEF, COUNCIL, "Friska medarbetare", "< 6 %")
    page = year.open(CHIEF, "adopt/")
    send(page, decision="KF 2030-11-19 § 120", on="2030-11-19")
    page = year.open(CHIEF, "wheel/take/")
    page.check("main [name=template][value=gausdal]")
    press(page, "form[method=post] button[type=submit]")
    expect(year.open(POLITICIAN, "wheel/").locator("main")).to_contain_text("Dialog")


def set_goal(year: Year, role: Role, body: str, title: str, target: str) -> None:
    """Set a goal on a card, serving the council's on every other card, with an indicator and its target."""
    page = year.open(role, f"cards/{body}/goals/add/")
    page.select_option("main [name=perspective]", "staff")
    if body != COUNCIL:
        page.select_option("main [name=serves]", index=1)
    send(page, title=title)
    press(year.open(role, f"cards/{body}/"), f"a:text-is('{title}')")
    press(year.window(role).page, "a[href$='/indicators/add/']")
    year.window(role).check_page()
    year.window(role).page.select_option("main [name=direction]", "low")
    send(year.window(role).page, title="Sjukfrånvaro", unit="%", target_text=target)


def agree(year: Year) -> None:
    """The unit's manager writes the card, which nobody else reads until the manager above has agreed to it."""
    set_goal(year, MANAGER, UNIT, "Vi är friska", "< 7 %")
    send(year.open(MANAGER, f"cards/{UNIT}/talk/"), on="2030-11-20", points="Målet är rimligt.")
    year.refused(POLITICIAN, f"cards/{UNIT}/")
    year.refused(MANAGER, f"cards/{AREA}/")
    for body in (AREA, UNIT):
        press(year.open(CHIEF, f"cards/{body}/"), "form[action$='/agree/'] button")
    expect(year.open(POLITICIAN, f"cards/{UNIT}/").locator("main")).to_contain_text("Vi är friska")


def report(year: Year, period: str, figure: str) -> None:
    """A period is opened, the unit reports, the manager above signs, and the committee's decision is recorded."""
    page = year.open(CHIEF, "periods/")
    press(page, "form[action$='/plan-usual/'] button")
    press(year.open(CHIEF, f"periods/{period}/"), "form[action$='/open/'] button")
    if period == "year":
        enter(year, figure)
    own = f"periods/{period}/reports/{UNIT}/"
    send(year.open(MANAGER, f"{own}write/"), text=TEXT)
    year.refused(POLITICIAN, own)
    press(year.open(MANAGER, own), "form[action$='/send/'] button")
    press(year.open(CHIEF, own), "form[action$='/sign/'] button")
    send(year.open(CHIEF, f"{own}decision/"), decision="BUN § 41")
    page = year.open(POLITICIAN, own)
    expect(page.locator("main")).to_contain_text(TEXT)
    expect(page.locator("main")).to_contain_text("BUN § 41")


def enter(year: Year, figure: str) -> None:
    """The unit's manager enters the year's figure, and the target is met."""
    press(year.open(MANAGER, f"cards/{UNIT}/"), "a:text-is('Vi är friska')")
    press(year.window(MANAGER).page, "a[href$='/figure/']")
    send(year.window(MANAGER).page, printed=figure, source="Lönesystemet")
    year.window(MANAGER).check_page()
    expect(year.window(MANAGER).page.locator("#indicators")).to_contain_text("uppfyllt")


def close(year: Year) -> None:
    """The year is closed with those that are late, published, and then read by everybody."""
    year.refused(POLITICIAN, "periods/year/close/")
    press(year.open(CHIEF, "periods/year/close/"), "form[method=post] button[type=submit]")
    expect(year.open(POLITICIAN, "periods/year/editions/1/").locator("main")).to_contain_text(TEXT)
    press(year.open(CHIEF, "periods/year/publish/"), "form[method=post] button[type=submit]")
    expect(year.open(None, "periods/year/public/").locator("main")).to_contain_text(TEXT)


def change_afterwards(year: Year) -> None:
    """A goal that is renamed later leaves the closed year's figures as they were, byte for byte."""
    before = figures(year)
    press(year.open(CHIEF, f"cards/{COUNCIL}/"), "a:text-is('Friska medarbetare')")
    press(year.window(CHIEF).page, "a[href$='/edit/']")
    send(year.window(CHIEF).page, title="Medarbetare som stannar", decision="KF 2032-01-07 § 3")
    assert figures(year) == before
    assert b"Friska medarbetare" in before


def figures(year: Year) -> bytes:
    answer = year.window(None).page.request.get(f"{PLAN}periods/year/public/figures.json")
    assert answer.ok
    body: bytes = answer.body()
    return body
