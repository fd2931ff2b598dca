"""A round of three made-up municipalities, from sign-up to release: one late, one wrong by a hundred, one corrected."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kompassros.organisations.demo import DOMAIN, PASSWORD, demo_address
from kompassros.organisations.roles import Role
from tests.browser import third_municipality
from tests.browser.journey import press, send
from tests.harness.browser import Window
from tests.harness.server import Server, server_environment

Open = Callable[..., Window]
ROOT = Path(__file__).parents[2]
KEY = "kkik-2031-prov"
ROUNDS, PUBLIC = "/sv/manage/rounds", f"/sv/measures/rounds/{KEY}/"
OFFICER = demo_address(Role.ADMINISTRATOR)
GRANBY, NORRVIK, SUNDVIK = "granby", "norrvik", third_municipality.KEY
COORDINATORS = {
    GRANBY: demo_address(Role.COORDINATOR),
    NORRVIK: f"coordinator.norrvik@{DOMAIN}",
    SUNDVIK: f"{third_municipality.PERSON}@{DOMAIN}",
}
SHARE, DAYS = "Delaktighetsindex", "nybesök till beslut inom försörjningsstöd"
DATES = {"sign_up_until": "2031-09-15", "collect_from": "2031-09-16", "collect_until": "2031-10-30"}
SHARES = {GRANBY: ("71,5", "143", "200"), NORRVIK: ("64", "64", "100"), SUNDVIK: ("58,3", "583", "1000")}
WAITED = {GRANBY: "12", NORRVIK: "19", SUNDVIK: "23"}
CORRECTED = ("73,5", "147", "200")
WHY = "En nämnd hade räknats två gånger."


def moment(text: str) -> datetime:
    """Return a moment in Swedish winter time."""
    return datetime.fromisoformat(f"{text}+01:00")


@dataclass
class Round:
    """The round, the server it is on, and a window for each person who has come so far."""

    server: Server
    open_window: Open
    windows: dict[str, Window] = field(default_factory=dict)

    def window(self, address: str) -> Window:
        """The window of whoever signs in by an address, empty for the public's."""
        if address not in self.windows:
            self.windows[address] = self.open_window(on=self.server)
            if address:
                self.windows[address].sign_in(address, PASSWORD)
        return self.windows[address]

    def open(self, address: str, path: str = "") -> Page:
        """Open a page of the round as somebody, and look for what axe finds and for overflow."""
        window = self.window(address)
        page = window.open(f"{ROUNDS}/{KEY}/{path}")
        window.check_page()
        return page

    def own(self, municipality: str, path: str = "") -> Page:
        """Open a page of a municipality's own as its coordinator."""
        return self.open(COORDINATORS[municipality], f"{own_path(municipality)}{path}")

    def public(self) -> Page:
        """Open the round's public page as somebody without an account."""
        window = self.window("")
        page = window.open(PUBLIC)
        window.check_page()
        return page


def own_path(municipality: str) -> str:
    """Return where the municipality's part of the round lies."""
    return f"{municipality}/"


@pytest.fixture
def three(own_server: Server, open_window: Open) -> Round:
    """The demo with a third municipality, and nobody signed in."""
    subprocess.run(
        [sys.executable, "-m", third_municipality.__name__],
        cwd=ROOT,
        env=server_environment(own_server.data_dir),
        check=True,
    )
    return Round(own_server, open_window)


def test_round_of_three_municipalities_from_sign_up_to_release(three: Round) -> None:
    three.server.set_clock(moment("2031-08-20T09:00:00"))
    open_round(three)
    sign_up(three)
    three.server.set_clock(moment("2031-09-16T09:00:00"))
    step(three, "collecting")
    hand_in_and_correct(three)
    be_stopped_and_mend(three)
    be_late(three)
    close(three)
    release(three)


def open_round(three: Round) -> None:
    window = three.window(OFFICER)
    page = window.open(f"{ROUNDS}/new/?owner=sverige&set=kkik-2024&year=2031")
    window.check_page()
    page.fill("main [name=key]", KEY)
    page.check("main [name=made_up]")
    for box in page.locator("main [name=measures]").all():
        box.uncheck()
    for words in (SHARE, DAYS):
        page.get_by_label(words).check()
    send(page, title="KKiK 2031 (prov)", **DATES)
    step(three, "sign_up")


def step(three: Round, state: str) -> None:
    """Let the officer take the round to its next state."""
    page = three.open(OFFICER)
    press(page, f"#missing form:has([name=to][value={state}]) button")
    expect(page.locator(f"#missing [name=to][value={state}]")).to_have_count(0)


def sign_up(three: Round) -> None:
    for municipality, address in COORDINATORS.items():
        page = three.open(address, "sign-up/")
        press(page, f"a[href*='/sign-up/{municipality}/']")
        three.window(address).check_page()
        press(page, "form[method=post] button[type=submit]")
    page = three.open(OFFICER)
    expect(page.locator("#participants tbody tr")).to_have_count(3)


def fill(three: Round, municipality: str, words: str, **values: str) -> Page:
    """Hand in the values of a measure by the names of its fields and return the measure's page."""
    page = three.own(municipality)
    press(page, f"#asked tr:has-text('{words}') a")
    three.window(COORDINATORS[municipality]).check_page()
    form = page.locator("main form[data-keep]")
    form.locator("[name=status][value=value]").check()
    for name, text in values.items():
        form.locator(f"[name={name}]").fill(text)
    with page.expect_navigation():
        form.locator("button[type=submit]").click()
    return page


def fill_share(three: Round, municipality: str, share: tuple[str, str, str], **more: str) -> Page:
    value, numerator, denominator = share
    return fill(three, municipality, SHARE, value=value, numerator=numerator, denominator=denominator, **more)


def hand_in_all(three: Round, municipality: str) -> None:
    fill_share(three, municipality, SHARES[municipality])
    fill(three, municipality, DAYS, value=WAITED[municipality])


def sign_off(three: Round, municipality: str) -> None:
    page = three.own(municipality)
    page.fill("#sign-off [name=office]", "Kvalitetschef")
    press(page, "#sign-off button[type=submit]")
    expect(page.locator("#sign-off [name=office]")).to_have_count(0)
    expect(page.locator("#progress")).to_contain_text("Kvalitetschef")


def hand_in_and_correct(three: Round) -> None:
    """Granby signs off, finds a mistake, corrects it with its reason, and has to sign off again."""
    hand_in_all(three, GRANBY)
    sign_off(three, GRANBY)
    page = fill_share(three, GRANBY, CORRECTED)
    expect(page.locator("main [name=value]")).to_have_value(CORRECTED[0])
    expect(page.locator("main form[data-keep] [name=why]")).to_have_attribute("aria-invalid", "true")
    fill_share(three, GRANBY, CORRECTED, why=WHY)
    page = three.own(GRANBY)
    expect(page.locator("#sign-off [name=office]")).to_be_visible()
    expect(page.locator("#history")).to_contain_text(WHY)
    sign_off(three, GRANBY)


def be_stopped_and_mend(three: Round) -> None:
    """Norrvik gives its share as a number between 0 and 1, which stops the sign-off until it is mended."""
    hand_in_all(three, NORRVIK)
    wrong = ("0,64", *SHARES[NORRVIK][1:])
    page = fill_share(three, NORRVIK, wrong)
    expect(page.locator("main .ds-alert[data-color=warning]").first).to_contain_text("0,64")
    expect(three.own(NORRVIK).locator("#sign-off [name=office]")).to_have_count(0)
    fill_share(three, NORRVIK, wrong, explanation="Så räknar vi här.")
    expect(three.own(NORRVIK).locator("#sign-off [name=office]")).to_have_count(0)
    fill_share(three, NORRVIK, SHARES[NORRVIK])
    sign_off(three, NORRVIK)


def be_late(three: Round) -> None:
    """Sundvik has handed in nothing by the last day, is reminded, and is marked as late."""
    three.server.set_clock(moment("2031-11-03T09:00:00"))
    page = three.open(OFFICER)
    waiting = page.locator("#waiting tbody tr")
    expect(waiting).to_have_count(1)
    expect(waiting).to_contain_text("Sundvik")
    press(page, "#waiting form button")
    notices = three.window(COORDINATORS[SUNDVIK]).open("/sv/manage/notices/")
    expect(notices.locator("main")).to_contain_text("KKiK 2031 (prov)")
    hand_in_all(three, SUNDVIK)
    sign_off(three, SUNDVIK)
    expect(three.own(SUNDVIK).locator("#progress .ds-tag, #progress [data-color=warning]").first).to_be_visible()


def close(three: Round) -> None:
    page = three.open(OFFICER, "release/dataset/")
    page.locator("main [name=dataset]").first.check()
    press(page, "form[method=post] button[type=submit]")
    page = three.open(OFFICER, "release/close/")
    page.check("main [name=confirmed]")
    press(page, "form[method=post] button[type=submit]")
    expect(three.open(COORDINATORS[GRANBY], own_path(GRANBY)).locator("#sign-off [name=office]")).to_have_count(0)
    page = three.open(OFFICER, "release/moment/")
    page.check("main [name=when][value=at]")
    send(page, at="2031-11-20T08:00:00")


def release(three: Round) -> None:
    """Nobody outside sees a value one second before; from the second on everybody does, the corrected one too."""
    three.server.set_clock(moment("2031-11-20T07:59:59"))
    main = three.public().locator("main")
    expect(main).to_contain_text("Granby")
    for value in (CORRECTED[0], SHARES[SUNDVIK][0]):
        expect(main).not_to_contain_text(value)
    three.server.set_clock(moment("2031-11-20T08:00:00"))
    main = three.public().locator("main")
    for value in (CORRECTED[0], SHARES[SUNDVIK][0]):
        expect(main).to_contain_text(value)
    expect(main).not_to_contain_text(SHARES[GRANBY][0])
