"""A year of steering in Granby, from a plan to a closed and public year, by those who hold each role."""

import json
from collections.abc import Callable

from playwright.sync_api import expect

from kompassros.organisations.roles import Role
from tests.browser.journey import press, send
from tests.browser.steering_people import PLAN, YEAR, Year
from tests.harness.browser import Window
from tests.harness.server import Server

Open = Callable[..., Window]
UNIT, AREA, COUNCIL = "granby-forskolor", "larande", "granby"
CHIEF, MANAGER, POLITICIAN, AUDITOR = Role.CHIEF_EXECUTIVE, Role.UNIT_MANAGER, Role.POLITICIAN, Role.AUDITOR
SECRETARY, MEMBER = "committee.secretary", "committee.member"
MANAGERS = {
    "hemtjansten": "manager.hemtjansten",
    "gata-och-park": "manager.gata",
    **dict.fromkeys(
        ("ekskolan", "hogstadieskolan-norra", "aldreboendet-linden", "stod-och-service", "vatten-och-avfall"), CHIEF
    ),
}
"""Who writes the card and the reports of the other seven units."""
AREAS = (AREA, "omsorg", "samhallsbyggnad")
BODIES = (*AREAS, UNIT, *MANAGERS)
TEXT = "Vikarierna har varit färre än väntat."
OTHERS = "Året gick som planerat."
DECISION = "UN 2032-01-07 § 4"


def test_year_is_planned_reported_and_closed(own_server: Server, open_window: Open) -> None:
    year = Year(own_server, open_window)
    year.at("2030-11-20T09:00:00")
    plan(year)
    agree(year)
    carry_on(year)
    year.at("2031-05-03T09:00:00")
    report(year, "T1")
    year.at("2032-01-08T09:00:00")
    enter(year, "5,4")
    report(year, "year")
    report_of_others(year)
    decide(year)
    close(year)
    audit(year)
    change_afterwards(year)
    year.close()


def plan(year: Year) -> None:
    """The chief executive begins the plan, its wheel and cards, sets the council's goal and enters the decision."""
    window = year.window(CHIEF)
    page = window.open("/sv/manage/steering/granby/new/")
    window.check_page()
    page.check("main [name=structure][value=gausdal]")
    send(page, year=str(YEAR))
    page = year.open(CHIEF, "cards/")
    for body in BODIES:
        page.check(f"main [name=bodies][value={body}]")
    press(page, "form[method=post] button[type=submit]")
    set_goal(year, CHIEF, COUNCIL, "Friska medarbetare", "< 6 %")
    year.open(CHIEF, "reorganisations/")
    year.open(CHIEF, "reorganisations/new/merge/")
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


def carry_on(year: Year) -> None:
    """The other units take last time's goals over and keep the talk; the manager above agrees to each."""
    for body, manager in MANAGERS.items():
        year.do(manager, f"cards/{body}/", "carry/")
        year.do(manager, f"cards/{body}/talk/", "", on="2030-11-20", points="Målen gäller ett år till.")
    for body in (*AREAS[1:], *MANAGERS):
        year.do(CHIEF, f"cards/{body}/", "agree/")
    expect(year.open(POLITICIAN, "cards/hemtjansten/").locator("main")).to_contain_text("Brukarna är nöjda")


def report(year: Year, period: str) -> None:
    """A period is opened, the unit reports, and the manager above signs."""
    page = year.open(CHIEF, "periods/")
    press(page, "form[action$='/plan-usual/'] button")
    press(year.open(CHIEF, f"periods/{period}/"), "form[action$='/open/'] button")
    own = f"periods/{period}/reports/{UNIT}/"
    enter_money(year, period)
    expect(year.open(MANAGER, f"cards/{UNIT}/now/").locator("#due")).to_contain_text("skriv rapporten")
    send(year.open(MANAGER, f"{own}write/"), text=TEXT)
    year.refused(POLITICIAN, own)
    press(year.open(MANAGER, own), "form[action$='/send/'] button")
    press(year.open(CHIEF, own), "form[action$='/sign/'] button")
    expect(year.open(POLITICIAN, own).locator("main")).to_contain_text(TEXT)


def enter_money(year: Year, period: str) -> None:
    """The chief executive sets the unit's frame once; its manager enters what it has cost, and everybody reads that."""
    money = f"cards/{UNIT}/budget/"
    if period == "T1":
        send(year.open(CHIEF, f"{money}frames/"), decision="KF 2030-11-19 § 120", **{f"frame-{YEAR}": "90000000"})
    send(year.open(MANAGER, f"{money}outcome/{period}/"), outcome="30000000", forecast="91500000")
    year.open(POLITICIAN, money)
    expect(year.open(POLITICIAN, f"budget/?period={period}").locator("main")).to_contain_text("33,3")


def report_of_others(year: Year) -> None:
    """The other units report, then the areas, then the municipality; those below the committee go to its secretary."""
    for body in (*MANAGERS, *AREAS, COUNCIL):
        own, writer = f"periods/year/reports/{body}/", MANAGERS.get(body, CHIEF)
        year.do(writer, f"{own}write/", "", text=OTHERS)
        year.do(writer, own, "send/")
        year.do(SECRETARY if body == AREA else CHIEF, own, "sign/")


def decide(year: Year) -> None:
    """The committee's member reads what is sent to it; its secretary records the decision, after the deadline."""
    own = f"periods/year/reports/{AREA}/"
    late = year.open(CHIEF, "periods/year/").locator("main")
    expect(late).not_to_contain_text("Nämnden har inte beslutat")
    year.at("2032-02-20T09:00:00")
    expect(year.open(CHIEF, "periods/year/").locator("main")).to_contain_text("Nämnden har inte beslutat")
    expect(year.open(MEMBER, own).locator("main")).to_contain_text(OTHERS)
    year.refused(MEMBER, f"{own}decision/")
    send(year.open(SECRETARY, f"{own}decision/"), decision=DECISION)
    expect(year.open(POLITICIAN, own).locator("main")).to_contain_text(DECISION)


def enter(year: Year, figure: str) -> None:
    """The unit's manager enters the year's figure, and the target is met."""
    press(year.open(MANAGER, f"cards/{UNIT}/"), "a:text-is('Vi är friska')")
    press(year.window(MANAGER).page, "a[href$='/figure/']")
    send(year.window(MANAGER).page, printed=figure, source="Lönesystemet")
    year.window(MANAGER).check_page()
    expect(year.window(MANAGER).page.locator("#indicators")).to_contain_text("uppfyllt")


def close(year: Year) -> None:
    """The year is closed with every report signed, published, and then read by everybody."""
    year.refused(POLITICIAN, "periods/year/close/")
    press(year.open(CHIEF, "periods/year/close/"), "form[method=post] button[type=submit]")
    expect(year.open(POLITICIAN, "periods/year/editions/1/").locator("main")).to_contain_text(TEXT)
    press(year.open(CHIEF, "periods/year/publish/"), "form[method=post] button[type=submit]")
    expect(year.open(None, "periods/year/public/").locator("main")).to_contain_text(TEXT)
    expect(year.open(POLITICIAN, "council/").locator("#published")).to_contain_text(f"Året {YEAR}")
    year.window(POLITICIAN).open("/sv/manage/steering/granby/calendars/")
    year.window(POLITICIAN).check_page()
    cards = json.loads(figures(year))["content"]["cards"]
    assert {card["body"]["key"]: card["report"]["text"] for card in cards} == {
        UNIT: TEXT,
        **dict.fromkeys((*MANAGERS, *AREAS, COUNCIL), OTHERS),
    }
    assert [card["report"]["decision"] for card in cards if card["report"]["decision"]] == [DECISION]


def audit(year: Year) -> None:
    """The auditor reads the plan as it stood and judges the closed year, which everybody reads beside the report."""
    expect(year.open(AUDITOR, "as-it-stood/").locator("main")).to_contain_text("Friska medarbetare")
    page = year.open(AUDITOR, "periods/year/verdict/")
    for part in ("financial", "operational", "overall"):
        page.check(f"main [name={part}][value=partly]")
    send(page, reasons="Ett av målen nås inte.")
    expect(year.open(None, "periods/year/public/").locator("main")).to_contain_text("Ett av målen nås inte.")
    year.open(CHIEF, f"periods/year/correct/?body={UNIT}")


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
