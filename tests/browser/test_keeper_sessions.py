"""What the draft keeper holds belongs to one person: sign-out, sessions that end, somebody else at the same browser."""

from collections.abc import Callable

from playwright.sync_api import expect

from kompassros.organisations.roles import Role
from tests.browser.keeper_page import FOLDER, KEPT, Site, kept, note, status, wait_for
from tests.harness.browser import Window

Open = Callable[..., Window]


def test_signing_out_clears_what_that_person_kept_and_no_other(window: Window, site: Site) -> None:
    page = window.open(FOLDER)
    page.evaluate("localStorage.setItem('keep:8:draft:x', '{}')")
    site.offline = True
    note(page).fill("secret")
    note(page).blur()
    expect(status(page)).to_contain_text("Waiting: 1.")
    other = page.context.new_page()
    other.goto(FOLDER)
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("form[data-keep]")).to_have_count(0)
    wait_for(page, lambda: page.evaluate(KEPT) == ["keep:8:draft:x"])
    note(other).fill("typed later in a page left open")
    note(other).blur()
    expect(status(other)).to_contain_text("you are signed out")
    assert page.evaluate(KEPT) == ["keep:8:draft:x"]


def test_session_that_ends_by_itself_clears_nothing(window: Window, site: Site) -> None:
    page = window.open(FOLDER)
    site.offline = True
    note(page).fill("still here")
    note(page).blur()
    expect(status(page)).to_contain_text("Waiting: 1.")
    site.person = ""
    page.reload()
    wait_for(page, lambda: len(kept(page)) == 2)


def test_real_sign_out_clears_the_browser_s_storage(open_window: Open, site: Site) -> None:
    window = open_window(role=Role.ADMINISTRATOR)
    site.serve(window.page.context)
    site.person = window.page.locator("body").get_attribute("data-person") or ""
    page = window.open(FOLDER)
    site.offline = True
    note(page).fill("secret")
    note(page).blur()
    expect(status(page)).to_contain_text("Waiting: 1.")
    page.goto("/sv/home/")
    page.evaluate("localStorage.setItem('theme', 'dark')")
    with page.expect_navigation():
        page.locator("form[data-sign-out] button").click()
    expect(page.locator("form[data-sign-out]")).to_have_count(0)
    wait_for(page, lambda: page.evaluate("Object.keys(localStorage)") == [])


def test_draft_is_refused_when_somebody_else_is_signed_in(open_window: Open) -> None:
    page = open_window(role=Role.ADMINISTRATOR).page
    person = page.locator("body").get_attribute("data-person")
    token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "csrftoken")
    asked = {"X-Keeper": "1", "X-CSRFToken": token}
    codes = [
        page.request.post("/sv/accounts/password/change/", headers={**asked, "X-Keeper-Person": number}).status
        for number in (f"{person}0", person or "")
    ]
    assert codes == [401, 200]


def test_page_of_somebody_without_an_account_keeps_nothing(window: Window, site: Site) -> None:
    site.person = ""
    assert window.open(FOLDER).evaluate("Object.keys(localStorage)") == []
