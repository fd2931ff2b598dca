"""An evaluation of Granby from its order to the follow-up, by the people who hold each role, each in a browser."""

import http.client
import json
import re
from collections.abc import Callable
from datetime import datetime

from playwright.sync_api import Page, expect

from kompassros.organisations.roles import Role
from tests.browser.journey import COURSES, Journey, card, expect_saved, press, send
from tests.harness.browser import Window
from tests.harness.server import Server
from tests.harness.session import Session

Open = Callable[..., Window]
ADMINISTRATOR, LEAD, EVALUATOR, PEER = (
    Role.ADMINISTRATOR,
    Role.LEAD_EVALUATOR,
    Role.EVALUATOR,
    Role.PEER_EVALUATOR,
)
COORDINATOR, RESPONDENT = Role.COORDINATOR, Role.RESPONDENT
TEAM = {"lead": "Lena Ledare", "evaluator": "Erik Utvärderare", "peer": "Kari Kollega"}
DAYS = {
    "answers_due": "2031-04-20",
    "visit_from": "2031-05-12",
    "visit_to": "2031-05-14",
    "reply_due": "2031-06-10",
}
START = datetime.fromisoformat("2031-03-03T09:00:00+01:00")
EMBARGO = "2031-07-01T08:00"
PUBLIC_FROM = datetime.fromisoformat(f"{EMBARGO}:00+02:00")
LEVELS = ("none", "planned", "partly", "full")
OWN_WORDS = "Det finns en plan sedan januari."
CHANGED = "Planen finns, men den följs inte upp."


def test_evaluation_is_taken_through_every_state_by_those_who_hold_each_role(
    own_server: Server, open_window: Open
) -> None:
    own_server.set_clock(START)
    journey = Journey(own_server, open_window)
    order_and_gather(journey)
    prepare(journey)
    areas = read_and_judge(journey)
    visit(journey)
    take_suggestions(journey, areas)
    agree(journey, areas)
    draft_and_check(journey, areas)
    publish(journey)
    correct(journey, areas)
    follow_up(journey)


def order_and_gather(journey: Journey) -> None:
    page = journey.window(ADMINISTRATOR).open(f"{COURSES}/order/")
    page.select_option("[name=municipality]", "granby")
    press(page, "form:has([name=municipality]) button")
    journey.window(ADMINISTRATOR).check_page()
    send(page, year="2031")
    [journey.slug] = re.findall(r"/evaluations/(granby-2031-\d+)/$", page.url)
    for part, name in TEAM.items():
        page = journey.open(ADMINISTRATOR, "team/join/")
        page.select_option("[name=member]", label=name)
        page.check(f"[name=part][value={part}]")
        if part == "peer":
            page.select_option("[name=home]", label="Norrvik")
        press(page, "form[method=post] button[type=submit]")
    journey.window(ADMINISTRATOR).check_page()
    send(journey.open(ADMINISTRATOR, "dates/"), **DAYS)
    journey.step(ADMINISTRATOR, "preparing")
    journey.window(ADMINISTRATOR).check_page()


def prepare(journey: Journey) -> None:
    page = journey.open(LEAD, "team/areas/", check=True)
    for role, name in (("judge", TEAM["evaluator"]), ("second", TEAM["peer"])):
        for choice in page.locator(f"select[name^={role}]").all():
            choice.select_option(label=name)
    press(page, "form[method=post] button[type=submit]")
    page = journey.open(LEAD, "documents/ask/", check=True)
    page.check("[name=standard][value=steering]")
    press(page, "form[method=post] button[type=submit]")
    page = journey.open(COORDINATOR, "documents/", check=True)
    press(page, "tbody a[href*='/documents/']")
    journey.window(COORDINATOR).check_page()
    page.check("[name=how][value=web]")
    page.fill("[name=address]", "https://granby.example/plan")
    press(page, "form[action$='/send/'] button")
    describe(journey)
    journey.step(LEAD, "reading")


def describe(journey: Journey) -> None:
    """The coordinator gives an area's questions to the respondent, who answers the first one."""
    page = journey.open(COORDINATOR, "answers/share/", check=True)
    for box in page.locator("[name=area_1]").all():
        box.check()
    page.select_option("[name=respondent]", label="Sven Svarande")
    press(page, "form[method=post] button[type=submit]")
    page = journey.open(RESPONDENT, "answers/mine/", check=True)
    press(page, "tbody a[href*='/answers/mine/']")
    journey.window(RESPONDENT).check_page()
    form = page.locator("form:has([name=ready])")
    form.locator("[name=text]").fill("Vi följer upp målen varje år.")
    form.locator("[name=ready]").check()
    expect_saved(form)


def read_and_judge(journey: Journey) -> dict[str, list[str]]:
    """Return the criteria by area, all of them judged: the first area by keys, the others without a window."""
    calibrate(journey)
    page = journey.open(EVALUATOR, "evidence/new/page/", check=True)
    send(page, title="Målen för delaktighet", address="https://granby.example/mal")
    journey.window(EVALUATOR).check_page()
    page = journey.open(EVALUATOR, "judging/")
    journey.window(EVALUATOR).check_page()
    links = page.locator("[data-areas] a[href*='/judging/']").evaluate_all("all => all.map(one => one.href)")
    session = journey.session(EVALUATOR)
    areas = {area: criteria_of(session, journey, area) for area in (link.split("/")[-2] for link in links)}
    first, *others = areas.values()
    judge_by_keys(page, first)
    for number, criterion in enumerate(one for criteria in others for one in criteria):
        values = {"level": LEVELS[number % 4], "reach": "whole", "basis": f"Grund {number}", "version": 1}
        status, _body = session.keep(journey.address(f"criteria/{criterion}/judge/"), **values)
        assert status == http.client.OK
    session.close()
    differ(journey, first)
    return areas


def criteria_of(session: Session, journey: Journey, area: str) -> list[str]:
    _status, body = session.get(journey.address(f"judging/{area}/"))
    return re.findall(r'<article[^>]* id="(c-[a-z0-9]+)"', body)


def calibrate(journey: Journey) -> None:
    """Two mark the same criteria without seeing the other, then the lead shows the marks."""
    page = journey.open(LEAD, "calibrations/", check=True)
    page.fill("[name=title]", "En tiondel")
    press(page, "form[data-keep^='round'] button[type=submit]")
    other = journey.open(EVALUATOR, page.url.split(f"{journey.slug}/")[1], check=True)
    criteria = page.locator("article").evaluate_all("found => found.map(one => one.id)")[:2]
    for marking, keys in ((page, "3j2"), (other, "1j2")):
        for key in keys:
            marking.keyboard.press(key)
        for criterion in criteria:
            expect_saved(card(marking, criterion))
    page.reload()
    press(page, "form[action$='/show/'] button")
    expect(page.locator(f"section[id='{criteria[0]}'] dd")).to_have_count(2)
    journey.window(LEAD).check_page()


def judge_by_keys(page: Page, criteria: list[str]) -> None:
    """Judge an area by a key for the level and one for the next criterion; tie evidence to the first two."""
    for number, _criterion in enumerate(criteria):
        page.keyboard.press("4123"[number % 4])
        if number == 0:
            page.keyboard.press("v")
            page.locator("#tie-place").fill("mål 3")
            page.keyboard.press("Enter")
            expect(card(page, criteria[0]).locator("[data-evidence-of] li")).to_have_count(1)
        page.keyboard.press("j")
    for criterion in criteria:
        expect_saved(card(page, criterion))


def differ(journey: Journey, criteria: list[str]) -> None:
    """The second reader agrees on the first criterion and differs on the second."""
    page = journey.open(PEER, "judging/?view=second", check=True)
    for key in "aj2":
        page.keyboard.press(key)
    for criterion in criteria[:2]:
        expect_saved(card(page, criterion))
    expect(card(page, criteria[1]).locator("[data-signs-of] [data-state=differing]")).to_be_visible()


def visit(journey: Journey) -> None:
    """The lead makes the plan; the evaluator takes notes on a phone while the connection is broken for a while."""
    page = journey.open(LEAD, "visit/")
    press(page, "form[action$='/visit/standard/'] button")
    journey.window(LEAD).check_page()
    journey.step(LEAD, "visiting")
    phone = journey.open_window(role=EVALUATOR, width=390, on=journey.server)
    page = phone.open(journey.address("visit/"))
    phone.check_page()
    press(page, "tbody a[href*='/visit/']")
    phone.check_page()
    page.fill("form[action$='/team/'] [name=present]", "8")
    press(page, "form[action$='/team/'] button[type=submit]")
    press(page, "form[action*='/evidence/from-interview/'] button")
    page.go_back()
    with page.expect_navigation():
        page.locator("main a[href$='/notes/']").last.click()
    note(page)
    phone.check_page()


def note(page: Page) -> None:
    field, listed = page.locator("form[data-note-new] textarea"), page.locator("[data-note-list] > li")
    expect(field).to_be_visible()
    for number, text in enumerate(("#1.1.1 målen är kända", "sagt utan förbindelse", "sagt utan förbindelse igen")):
        page.context.set_offline(number > 0)
        field.press_sequentially(text)
        field.press("Control+Enter")
        expect(listed).to_have_count(number + 1)
    status = listed.first.locator("[data-keeper-status]").first
    expect(status).to_have_attribute("data-state", "waiting", timeout=15_000)
    page.context.set_offline(False)
    for place in range(3):
        expect_saved(listed.nth(place))
    page.reload()
    expect(listed).to_have_count(3)


def take_suggestions(journey: Journey, areas: dict[str, list[str]]) -> None:
    """Take a strength and an area for improvement from what the judgements suggest."""
    page = journey.open(LEAD, f"findings/area/{next(iter(areas))}/")
    for kind in ("strength", "improvement"):
        page.locator(f"[name=criterion][value^={kind}]").first.check()
    press(page, "form[action$='/take/'] button")
    journey.window(LEAD).check_page()
    expect(page.locator("form[data-keep^='finding:'][action$='/save/']")).to_have_count(2)


def agree(journey: Journey, areas: dict[str, list[str]]) -> None:
    """First feedback without points; then the judge settles what the second reader saw otherwise."""
    criterion = next(iter(areas.values()))[1]
    journey.step(LEAD, "first_feedback")
    page = journey.open(COORDINATOR, "first-feedback/", check=True)
    expect(page.locator("main section li").first).to_be_visible()
    journey.step(LEAD, "agreeing")
    page = journey.open(EVALUATOR, "judging/")
    page.keyboard.press("d")
    with page.expect_navigation():
        card(page, criterion).locator("[data-difference-of] a").click()
    journey.window(EVALUATOR).check_page()
    page.check("[name=take][value=second]")
    press(page, "form[data-keep^='settle'] button[type=submit]")
    expect(card(page, criterion).locator("[name=level]:checked")).to_have_value("planned")
    expect(page.locator("[data-state=differing]:not(template *)")).to_have_count(0)
    journey.step(LEAD, "drafting")


def draft_and_check(journey: Journey, areas: dict[str, list[str]]) -> None:
    """The municipality disagrees with a finding, with evidence of its own; the team changes it; both voices stay."""
    page = journey.open(EVALUATOR, f"findings/area/{next(iter(areas))}/")
    form = page.locator("form[data-keep^='finding:']:has(textarea)").first
    form.locator("[name=text]").fill("Planen finns och är känd.")
    form.locator("[name=emphasised]").check()
    expect_saved(form)
    journey.step(LEAD, "fact_check")
    page = journey.open(COORDINATOR, "fact-check/", check=True)
    form = page.locator("form[action$='/reply/']").first
    finding = (form.get_attribute("action") or "").split("/")[-3]
    journey.window(COORDINATOR).expect("answer 422: .*/reply/")
    form.locator("[name=agrees][value=no]").check()
    form.locator("[name=text]").fill(OWN_WORDS)
    expect_saved(form)
    page = journey.open(COORDINATOR, f"fact-check/{finding}/evidence/", check=True)
    send(page, address="https://granby.example/beslut", title="Beslut om planen")
    page = journey.open(LEAD, f"fact-check/{finding}/answer/")
    page.check("[name=outcome][value=changed]")
    send(page, text=CHANGED, answer="Vi har läst beslutet.")
    page = journey.open(COORDINATOR, "fact-check/", check=True)
    for words in (OWN_WORDS, CHANGED, "Beslut om planen"):
        expect(page.locator(f"#finding-{finding}")).to_contain_text(words)


def publish(journey: Journey) -> None:
    """Freeze the sheet under an embargo: nothing before its time, everything after."""
    page = journey.open(LEAD, "result/publish/", check=True)
    page.check("[name=confirmed]")
    send(page, embargo_until=EMBARGO)
    journey.window(LEAD).check_page()
    public = journey.window(None)
    public.expect(f"answer 404: .*/evaluations/{journey.slug}/")
    assert published(journey) == (http.client.NOT_FOUND, [])
    journey.server.set_clock(PUBLIC_FROM)
    assert published(journey) == (http.client.OK, [journey.slug])
    public.check_page()
    expect(public.page.locator("main")).to_contain_text(CHANGED)
    expect(public.page.locator("main")).to_contain_text(OWN_WORDS)


def published(journey: Journey) -> tuple[int, list[str]]:
    """The status of the public page, and what the interface's list tells of the evaluation."""
    page = journey.window(None).page
    answer = page.goto(f"/sv/evaluations/{journey.slug}/")
    session = Session(journey.server.port)
    _status, body = session.get("/api/v1/evaluations?limit=500&municipality=granby")
    status, _body = session.get(f"/api/v1/evaluations/{journey.slug}")
    session.close()
    assert answer
    assert answer.status == status
    return answer.status, sorted(set(re.findall(rf"\b{journey.slug}\b", json.dumps(json.loads(body)))))


def correct(journey: Journey, areas: dict[str, list[str]]) -> None:
    """The lead corrects a judgement: sheet 2 is published, and says what it corrects and why."""
    why = "Ett kriterium var fel bedömt."
    send(journey.open(LEAD, "result/correct/", check=True), why=why)
    page = journey.open(LEAD, "judging/")
    criterion = next(iter(areas.values()))[2]
    for key in "jj1":
        page.keyboard.press(key)
    expect_saved(card(page, criterion))
    page = journey.open(LEAD, "result/publish/")
    page.check("[name=confirmed]")
    press(page, "form[method=post] button[type=submit]")
    page = journey.window(None).open(f"/sv/evaluations/{journey.slug}/")
    journey.window(None).check_page()
    corrections = page.locator("main .corrections > li")
    expect(corrections).to_have_count(2)
    expect(corrections.first).to_contain_text(why)


def follow_up(journey: Journey) -> None:
    """The result is presented; the coordinator makes an action of a finding and says what became of it."""
    journey.step(LEAD, "feedback_meeting")
    journey.step(COORDINATOR, "follow_up")
    page = journey.open(COORDINATOR, "actions/", check=True)
    press(page, "form[action*='/actions/from/'] button")
    page = journey.open(COORDINATOR, "actions/")
    press(page, "tbody a[href*='/actions/']")
    press(page, "a[href$='/change/']")
    journey.window(COORDINATOR).check_page()
    page.select_option("[name=state]", "done")
    send(page, outcome="Planen följs upp varje vår.")
    journey.open(COORDINATOR, "actions/")
    expect(page.locator("tbody")).to_contain_text("Planen följs upp varje vår.")
    expect(journey.open(LEAD).locator("[aria-current=step]")).to_have_count(1)
