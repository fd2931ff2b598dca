"""The judging screen in a browser: keys, autosave, a lost connection, two readers, two editors, tablets and phones."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from kompassros.organisations.roles import Role
from tests.browser.keeper_page import wait_for
from tests.evaluations.judging.full_course import FullCourse, add_full_course
from tests.harness import server as server_process
from tests.harness.browser import Window
from tests.harness.server import Server

Open = Callable[..., Window]
Judging = tuple[Server, FullCourse]


@pytest.fixture(scope="module")
def judging(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judging]:
    """A server with a full evaluation; each test keeps to an area of its own."""
    data_dir = server_process.copy(demo_data, tmp_path_factory.mktemp("judging") / "data")
    course = add_full_course(data_dir)
    with server_process.serving(data_dir, web_only=True) as server:
        yield server, course


@pytest.fixture
def areas(judging: Judging) -> list[tuple[str, list[str]]]:
    return list(judging[1].areas.items())


@pytest.fixture
def enter(judging: Judging, open_window: Open) -> Open:
    """Open an area as somebody of the team."""
    server, course = judging

    def enter(area: str, role: Role = Role.EVALUATOR, view: str = "judge", **window: object) -> Window:
        opened = open_window(role=role, on=server, **window)
        opened.open(f"{course.address('judging', area)}?view={view}")
        return opened

    return enter


def card(page: Page, criterion: str) -> Locator:
    return page.locator(f"article[id='{criterion}']")


def state(page: Page, criterion: str) -> Locator:
    return card(page, criterion).locator("[data-signs-of] [data-state]").first


def expect_saved(page: Page, criterion: str) -> None:
    status = card(page, criterion).locator("[data-keeper-status]").first
    expect(status).to_have_attribute("data-state", "saved", timeout=15_000)


def chosen(page: Page, criterion: str, name: str = "level") -> str:
    return card(page, criterion).locator(f"[name={name}]:checked").input_value()


def test_criterion_takes_two_keys_and_everything_is_saved(enter: Open, areas: list[tuple[str, list[str]]]) -> None:
    area, criteria = areas[0]
    window = enter(area)
    page = window.page
    expect(card(page, criteria[0])).to_be_visible()
    expect(card(page, criteria[1])).to_be_hidden()
    window.check_page()
    for key in ("4", "j", "3", "w", "j", "2", "j", "1", "j"):
        page.keyboard.press(key)
    expect(card(page, criteria[4])).to_be_visible()
    # The first has evidence, the second has none: the signs follow at once.
    assert [state(page, one).get_attribute("data-state") for one in criteria[:5]] == [
        "judged",
        "unsupported",
        "judged",
        "judged",
        "unjudged",
    ]
    for criterion in criteria[:4]:
        expect_saved(page, criterion)
    page.keyboard.press("u")
    expect(card(page, criteria[1])).to_be_visible()
    page.reload()
    expect(card(page, criteria[1])).to_be_visible()
    assert [chosen(page, one) for one in criteria[:4]] == ["full", "partly", "planned", "none"]
    assert chosen(page, criteria[1], "reach") == "several"
    page.keyboard.press("k")
    expect(card(page, criteria[0])).to_be_visible()
    wait_for(page, lambda: page.locator("[data-areas] progress").first.get_attribute("value") == "4")


def test_keys_stand_still_while_somebody_types_and_are_told_in_a_dialog(
    enter: Open, areas: list[tuple[str, list[str]]]
) -> None:
    area, criteria = areas[1]
    window = enter(area)
    page = window.page
    page.keyboard.press("b")
    basis = card(page, criteria[0]).locator("[name=basis]")
    expect(basis).to_be_focused()
    page.keyboard.type("just 5 words, question?")
    expect(basis).to_have_value("just 5 words, question?")
    expect(card(page, criteria[0])).to_be_visible()
    expect_saved(page, criteria[0])
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    keys = page.locator("[data-dialog=keys]")
    expect(keys).to_be_visible()
    window.check_page()
    page.keyboard.press("j")
    expect(card(page, criteria[0])).to_be_visible()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press("3")
    page.wait_for_url(f"**/judging/{areas[2][0]}/**")


def test_evidence_is_tied_by_a_key_and_the_sign_follows(enter: Open, areas: list[tuple[str, list[str]]]) -> None:
    area, criteria = areas[1]
    window = enter(area)
    page = window.page
    for key in ("j", "4"):
        page.keyboard.press(key)
    expect(state(page, criteria[1])).to_have_attribute("data-state", "unsupported")
    page.keyboard.press("v")
    window.check_page()
    page.locator("#tie-place").fill("s. 12")
    page.keyboard.press("Enter")
    expect(card(page, criteria[1]).locator("[data-evidence-of] li")).to_contain_text("s. 12")
    expect(state(page, criteria[1])).to_have_attribute("data-state", "judged")


def test_judging_goes_on_without_a_connection_and_is_sent_when_it_is_back(
    enter: Open, areas: list[tuple[str, list[str]]]
) -> None:
    area, criteria = areas[2]
    page = enter(area).page
    page.context.set_offline(True)
    for key in ("1", "j", "2", "j", "3", "j"):
        page.keyboard.press(key)
    first = card(page, criteria[0]).locator("[data-keeper-status]").first
    page.keyboard.press("k")
    expect(first).to_have_attribute("data-state", "waiting", timeout=15_000)
    assert [chosen(page, one) for one in criteria[:3]] == ["none", "planned", "partly"]
    page.context.set_offline(False)
    for criterion in criteria[:3]:
        expect_saved(page, criterion)
    page.reload()
    assert [chosen(page, one) for one in criteria[:3]] == ["none", "planned", "partly"]


def test_second_reader_agrees_or_differs_and_the_judge_settles(enter: Open, areas: list[tuple[str, list[str]]]) -> None:
    area, criteria = areas[3]
    judge = enter(area).page
    for key in ("2", "j", "2"):
        judge.keyboard.press(key)
    for criterion in criteria[:2]:
        expect_saved(judge, criterion)
    window = enter(area, Role.PEER_EVALUATOR, "second")
    second = window.page
    window.check_page()
    second.goto(f"{second.url.split('#')[0]}#{criteria[0]}")
    # A new fragment loads no page; until the screen has turned to it, a key would be for another criterion.
    expect(card(second, criteria[0])).to_be_visible()
    second.keyboard.press("a")
    expect_saved(second, criteria[0])
    for key in ("j", "1"):
        second.keyboard.press(key)
    expect_saved(second, criteria[1])
    differing = card(second, criteria[1]).locator("[data-signs-of] [data-state=differing]")
    expect(differing).to_be_visible()
    with second.expect_navigation():
        second.keyboard.press("s")
    expect(card(second, criteria[1])).to_be_visible()
    judge.reload()
    judge.keyboard.press("d")
    expect(card(judge, criteria[1])).to_be_visible()
    card(judge, criteria[1]).locator("[data-difference-of] a").click()
    judge.locator("form[data-keep^='settle'] button[type=submit]").click()
    expect(card(judge, criteria[1])).to_be_visible()
    assert chosen(judge, criteria[1]) == "none"
    expect(judge.locator("[data-state=differing]:not(template *)")).to_have_count(0)


def test_second_editor_sees_both_texts_and_keeps_the_own_by_saving_again(
    enter: Open, areas: list[tuple[str, list[str]]]
) -> None:
    area, criteria = areas[4]
    first, second = enter(area), enter(area, Role.LEAD_EVALUATOR)
    second.expect("answer 409")
    first.page.keyboard.press("b")
    first.page.keyboard.type("What Erik wrote")
    expect_saved(first.page, criteria[0])
    page = second.page
    page.keyboard.press("b")
    page.keyboard.type("What Lena wrote")
    status = card(page, criteria[0]).locator("[data-keeper-status]")
    expect(status).to_have_attribute("data-state", "conflict")
    expect(card(page, criteria[0]).locator("[data-theirs-of]")).to_contain_text("What Erik wrote")
    expect(card(page, criteria[0]).locator("[name=basis]")).to_have_value("What Lena wrote")
    card(page, criteria[0]).locator("button[type=submit]").click()
    expect_saved(page, criteria[0])
    expect(card(page, criteria[0]).locator("[data-theirs-of]")).to_be_empty()
    first.page.reload()
    expect(card(first.page, criteria[0]).locator("[name=basis]")).to_have_value("What Lena wrote")


@pytest.mark.parametrize(("width", "place"), [(390, 5), (820, 6)])
def test_screen_works_by_touch(width: int, place: int, enter: Open, areas: list[tuple[str, list[str]]]) -> None:
    area, criteria = areas[place]
    window = enter(area, width=width)
    page = window.page
    window.check_page()
    card(page, criteria[0]).locator("label:has([value=planned])").click()
    page.locator("[data-do=next]").click()
    expect(card(page, criteria[1])).to_be_visible()
    expect_saved(page, criteria[0])
    page.locator("[data-do=keys]").click()
    window.check_page()


def test_screen_without_scripts_shows_all_criteria_in_a_row_and_saves(
    enter: Open, areas: list[tuple[str, list[str]]]
) -> None:
    area, criteria = areas[7]
    page = enter(area, scripts=False).page
    for criterion in criteria:
        expect(card(page, criterion)).to_be_visible()
    form = card(page, criteria[1])
    form.locator("[name=level][value=planned]").check()
    form.locator("button[type=submit]").click()
    page.wait_for_url(f"**#{criteria[1]}")
    assert chosen(page, criteria[1]) == "planned"


def test_round_is_marked_blind_and_shown_side_by_side(judging: Judging, open_window: Open) -> None:
    server, course = judging
    lead = open_window(role=Role.LEAD_EVALUATOR, on=server)
    page = lead.open(course.address("calibrations"))
    page.locator("[name=title]").fill("Tenth")
    page.locator("form[data-keep^='round'] button[type=submit]").click()
    page.wait_for_url("**/calibrations/*/")
    lead.check_page()
    peer = open_window(role=Role.PEER_EVALUATOR, on=server)
    other = peer.open(page.url.removeprefix(server.address))
    criteria = page.locator("article").evaluate_all("found => found.map(one => one.id)")
    for window, level in ((page, "3"), (other, "1")):
        for key in (level, "j", "2"):
            window.keyboard.press(key)
        for criterion in criteria[:2]:
            expect_saved(window, criterion)
    other.reload()
    expect(other.locator("[name=level]:checked")).to_have_count(2)
    page.reload()
    page.locator("form[action$='/show/'] button").click()
    expect(page.locator(f"section[id='{criteria[0]}'] dd").first).to_be_visible()
    lead.check_page()
