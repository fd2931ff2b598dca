"""A resident reads a chapter of a made-up annual report and comments on it, and every page on the way is whole."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.harness.browser import Window


def test_resident_reads_a_chapter_and_comments(open_window: Callable[..., Window]) -> None:
    window = open_window(width=390)
    page = window.open("/en/municipalities/granby/annual-reports/")
    page.locator("#annual-reports tbody a").first.click()
    window.check_page()
    page.locator("#chapters tbody a", has_text="Barn och unga klarar skolan").click()
    expect(page.locator("h1")).to_have_text("Barn och unga klarar skolan")
    expect(page.locator("#figure-targets svg:visible")).to_have_count(1)
    window.check_page()
    page.get_by_role("link", name="Comment on this chapter").click()
    window.check_page()
    page.get_by_label("Your comment").fill("Roligt att läsa!")
    page.get_by_role("button", name="Send the comment").click()
    expect(page.get_by_text("Your comment is read by the municipality before it is shown.")).to_be_visible()
    expect(page.get_by_text("Roligt att läsa!")).to_have_count(0)
