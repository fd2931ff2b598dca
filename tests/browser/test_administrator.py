"""The administrator imports and corrects published results, as a person does it, on a copy of the demo."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kompassros.organisations.roles import Role
from tests.harness.browser import Window
from tests.harness.server import Server

Open = Callable[..., Window]
FILES = Path(__file__).parent.parent / "evaluations" / "data"


def _send_in(page: Page, name: str) -> None:
    page.goto("/sv/manage/results/imports/new/sverige/")
    page.set_input_files("input[type=file]", FILES / name)
    page.locator("main form button[type=submit]").click()
    _wait_for_job(page)


def _wait_for_job(page: Page) -> None:
    page.wait_for_url(re.compile(r"/imports/\d+/"), timeout=60_000)


def test_file_with_every_trouble_is_answered_row_by_row_and_nothing_is_stored(
    module_server: Server, open_window: Open
) -> None:
    window = open_window(role=Role.ADMINISTRATOR, on=module_server)
    page = window.page
    _send_in(page, "every_trouble.csv")
    window.check_page()
    told = page.locator("main").inner_text()
    for piece in ("Tyresö", "101", "sjuttio"):
        assert piece in told
    expect(page.locator("form[action*=confirm]")).to_have_count(0)
    page.goto("/sv/search/?q=Exempelby")
    expect(page.locator("tbody")).to_have_count(0)


def test_good_file_is_looked_at_confirmed_and_published(module_server: Server, open_window: Open) -> None:
    window = open_window(role=Role.ADMINISTRATOR, on=module_server)
    page = window.page
    _send_in(page, "good.csv")
    window.check_page()
    page.fill("form[action*=confirm] textarea[name=why], form[action*=confirm] input[name=why]", "Prov")
    for box in page.locator("form[action*=confirm] input[type=checkbox]").all():
        box.check()
    page.locator("form[action*=confirm] button[type=submit]").click()
    _wait_for_job(page)
    page.goto("/sv/municipalities/exempelby/")
    expect(page.locator("h1")).to_have_text("Exempelby")
    expect(page.locator(".lead")).to_contain_text("486")
    page.goto("/sv/home/")
    expect(page.locator("#complete")).to_contain_text("Exempelby")


def test_correction_is_published_with_its_reason_and_the_second_editor_is_told(
    module_server: Server, open_window: Open
) -> None:
    first = open_window(role=Role.ADMINISTRATOR, on=module_server)
    second = open_window(role=Role.ADMINISTRATOR, on=module_server)
    for window in (first, second):
        window.open("/sv/manage/results/tyreso-2015/correct/")
        window.check_page()
    _correct(first.page, "area1", "75", "Fel avläst")
    first.page.goto("/sv/evaluations/tyreso-2015/")
    expect(first.page.locator("main")).to_contain_text("Fel avläst")
    expect(first.page.locator("#areas-table tbody tr").first).to_contain_text("75")
    _correct(second.page, "area2", "70", "Annan rättelse")
    expect(second.page.locator("[name=area2]")).to_have_value("70")
    second.page.goto("/sv/manage/results/tyreso-2015/history/")
    second.check_page()
    history = second.page.locator("main").inner_text()
    for piece in ("Anna Administratör", "74", "75", "Fel avläst"):
        assert piece in history


def _correct(page: Page, field: str, value: str, why: str) -> None:
    page.fill(f"[name={field}]", value)
    page.fill("[name=why]", why)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("width", [390, pytest.param(1280, marks=pytest.mark.slow)])
def test_working_pages_are_whole(width: int, open_window: Open) -> None:
    window = open_window(role=Role.ADMINISTRATOR, width=width)
    for page in (
        "/home/",
        "/manage/results/",
        "/manage/results/imports/",
        "/manage/results/imports/new/sverige/",
        "/manage/results/tyreso-2015/correct/",
        "/manage/results/tyreso-2015/history/",
        "/manage/organisations/",
        "/manage/organisations/granby/",
        "/manage/organisations/granby/people/",
        "/manage/organisations/granby/people/grant/",
        "/manage/organisations/granby/rename/",
        "/manage/organisations/granby/succeed/",
        "/manage/organisations/granby/history/",
        "/manage/organisations/sverige/import/",
        "/accounts/2fa/",
        "/accounts/password/change/",
    ):
        window.open(f"/sv{page}")
        window.check_page()


@pytest.mark.parametrize("role", list(Role))
def test_home_page_of_each_role_is_whole(role: Role, open_window: Open) -> None:
    window = open_window(role=role, width=390)
    window.open("/sv/home/")
    window.check_page()
    assert window.page.locator("#roles dt").count() >= 1
