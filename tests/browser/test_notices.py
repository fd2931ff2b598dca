"""Notices and letters in a real browser, with and without scripts, at a desk's and a phone's width."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from playwright.sync_api import expect

from kompassros.organisations.demo import demo_address
from kompassros.organisations.roles import Role
from tests.harness.browser import Window
from tests.harness.server import Server

Open = Callable[..., Window]
INSERT = """INSERT INTO records_notice (person_id, kind, "values", address, at)
    SELECT id, ?, '{}', '/sv/home/', '2026-03-01 12:00:00' FROM organisations_person WHERE email = ?"""
LONG = "kind-that-is-one-word-and-longer-than-a-phone-is-wide"


def tell(server: Server, *kinds: str) -> None:
    """Store notices of kinds that nobody registered, so that they are told by the names of their kinds."""
    with closing(sqlite3.connect(server.data_dir / "kompassros.sqlite3", timeout=20)) as database, database:
        database.executemany(INSERT, [(kind, demo_address(Role.COORDINATOR)) for kind in kinds])


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (390, True), (390, False)])
def test_notices_are_read_one_by_one_and_all_at_once(
    width: int, scripts: bool, module_server: Server, open_window: Open
) -> None:
    tell(module_server, LONG, "second", "third")
    window = open_window(role=Role.COORDINATOR, width=width, on=module_server, scripts=scripts)
    page = window.open("/sv/home/")
    window.check_page()
    expect(page.locator("#notices li")).to_have_count(3)
    page = window.open("/sv/manage/notices/")
    window.check_page()
    page.locator(".notices .unread button").first.click()
    expect(page.locator(".notices .unread")).to_have_count(2)
    page.locator("button[value=all]").click()
    expect(page.locator(".notices .unread")).to_have_count(0)
    window.check_page()


@pytest.mark.parametrize("width", [1280, 390])
def test_language_and_letters_are_chosen(width: int, module_server: Server, open_window: Open) -> None:
    window = open_window(role=Role.COORDINATOR, width=width, on=module_server)
    page = window.open("/sv/accounts/letters/")
    window.check_page()
    page.locator("input[value=nb]").check()
    page.locator("input[name=notices_by_mail]").uncheck()
    page.locator("main form button[type=submit]").click()
    window.check_page()
    expect(page.locator("input[value=nb]")).to_be_checked()
    expect(page.locator("input[name=notices_by_mail]")).not_to_be_checked()
