"""Notes typed in a talk, on a phone, while the connection breaks and comes back: none is lost, none is kept twice."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from kompassros.organisations.roles import Role
from tests.evaluations.judging.full_course import FullCourse, add_full_course
from tests.harness import server as server_process
from tests.harness.browser import Window
from tests.harness.server import Server

Open = Callable[..., Window]


@pytest.fixture(scope="module")
def prepared(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, FullCourse]]:
    """A server with a full evaluation; each test plans a talk of its own."""
    data_dir = server_process.copy(demo_data, tmp_path_factory.mktemp("notes") / "data")
    course = add_full_course(data_dir)
    with server_process.serving(data_dir, web_only=True) as server:
        yield server, course


@pytest.fixture
def window(open_window: Open, prepared: tuple[Server, FullCourse]) -> Window:
    """A phone on which an evaluator has planned a talk with unit managers and opened the typing screen."""
    server, course = prepared
    window = open_window(role=Role.EVALUATOR, width=390, on=server)
    page = window.open(course.address("visit", "add", language="en"))
    page.get_by_label("unit managers").check()
    page.get_by_label("Day").fill("2026-05-05")
    page.get_by_label("Begins").fill("12:30")
    page.get_by_label("Ends").fill("14:30")
    page.get_by_label("People expected").fill("4")
    page.get_by_role("button", name="Store the talk").click()
    window.check_page()
    page.get_by_role("link", name="12:30–14:30").last.click()
    window.check_page()
    page.get_by_role("link", name="Take notes").click()
    expect(field(page)).to_be_visible()
    return window


def stored(server: Server, talk: str) -> list[tuple[str, str]]:
    """Texts of the notes of a talk with the ids of their criteria, read beside the server."""
    query = "SELECT text, criterion FROM evaluations_note WHERE interview_id = ? ORDER BY id"
    with closing(sqlite3.connect(server.data_dir / "kompassros.sqlite3")) as connection:
        return connection.execute(query, [talk]).fetchall()


def talk_of(page: Page) -> str:
    """The number of the talk whose typing screen is open."""
    return page.locator("form[data-note-new] [name=interview]").input_value()


def field(page: Page) -> Locator:
    return page.locator("form[data-note-new] textarea")


def listed(page: Page) -> Locator:
    return page.locator("[data-note-list] > li")


def test_notes_typed_through_a_broken_connection_are_kept_once_each(
    window: Window, prepared: tuple[Server, FullCourse]
) -> None:
    server, _course = prepared
    page, talk = window.page, talk_of(window.page)
    window.check_page()
    field(page).press_sequentially("#1.1.1 they plan together")
    expect(page.locator("form[data-note-new] [data-tie-of]")).to_contain_text("1.1.1 ")
    field(page).press("Control+Enter")
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("")
    expect(listed(page)).to_have_count(1)
    expect(listed(page).first).to_contain_text("they plan together")
    expect(listed(page).first.get_by_role("status")).to_contain_text("Saved")
    page.context.set_offline(True)
    for text in ("without connection one", "without connection two"):
        field(page).press_sequentially(text)
        field(page).press("Control+Enter")
    field(page).press_sequentially("not finished")
    expect(listed(page)).to_have_count(3)
    expect(listed(page).first).to_contain_text("without connection two")
    expect(listed(page).first.get_by_role("status")).to_contain_text("no connection")
    assert [text for text, _criterion in stored(server, talk)] == ["they plan together"]
    page.context.set_offline(False)
    for place in range(3):
        expect(listed(page).nth(place).get_by_role("status")).to_contain_text("Saved", timeout=15_000)
    expect(page.locator("form[data-note-new]").get_by_role("status")).to_contain_text("Saved", timeout=15_000)
    found = stored(server, talk)
    assert [text for text, _criterion in found] == [
        "they plan together",
        "without connection one",
        "without connection two",
        "not finished",
    ]
    assert [bool(criterion) for _text, criterion in found] == [True, False, False, False]
    window.check_page()
    page.reload()
    expect(listed(page)).to_have_count(4)
    listed(page).nth(1).get_by_text("Change", exact=True).click()
    listed(page).nth(1).get_by_role("textbox", name="Note").fill("without connection two, longer")
    listed(page).nth(1).get_by_role("button", name="Save").click()
    expect(listed(page).nth(1).get_by_role("status")).to_contain_text("Saved")
    assert stored(server, talk)[2][0] == "without connection two, longer"
    window.check_page()


def test_draft_that_was_never_sent_is_taken_over_by_the_next_page(window: Window) -> None:
    page = window.page
    key = page.locator("form[data-note-new]").get_attribute("data-keep") or ""
    uid = "00000000-0000-4000-8000-000000000001"
    name = f"keep:{page.locator('body').get_attribute('data-person')}:draft:{key.rsplit(':', 1)[0]}:{uid}"
    draft = {"content": [["text", "typed before the crash"]], "version": "0", "tab": "x", "id": uid, "at": 0}
    page.evaluate("([name, text]) => localStorage.setItem(name, text)", [name, json.dumps(draft)])
    page.reload()
    expect(field(page)).to_have_value("typed before the crash")
    expect(page.locator("form[data-note-new] [name=uid]")).to_have_value(uid)


def test_guide_takes_notes_and_is_renewed_without_losing_them(
    window: Window, prepared: tuple[Server, FullCourse]
) -> None:
    server, course = prepared
    talk = talk_of(window.page)
    window.page.clock.install()
    page = window.open(f"{course.address('guide', 'units', language='en')}?talk={talk}")
    window.check_page()
    first = page.locator("[data-guide] form[data-note]").first
    first.locator("textarea").fill("the units know the plan")
    expect(first.get_by_role("status")).to_contain_text("Saved", timeout=15_000)
    [(text, criterion)] = stored(server, talk)
    assert (text, bool(criterion)) == ("the units know the plan", True)
    one = page.locator(f"[id='{criterion}']")
    expect(one.get_by_text("1 note.")).to_have_count(0)
    page.clock.fast_forward(61_000)
    expect(one.get_by_text("1 note.")).to_have_count(0)
    first.locator("textarea").blur()
    page.clock.fast_forward(61_000)
    expect(one.get_by_text("1 note.")).to_be_visible(timeout=15_000)
    expect(first.locator("textarea")).to_have_value("the units know the plan")
    first.locator("textarea").fill("the units know the plan well")
    expect(first.get_by_role("status")).to_contain_text("Saved", timeout=15_000)
    assert [text for text, _criterion in stored(server, talk)] == ["the units know the plan well"]
    window.open(course.address("notes", language="en"))
    window.check_page()
