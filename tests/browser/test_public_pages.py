"""Every kind of public page, in a real browser: axe, sideways scroll, console, at a desk's and a phone's width."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.harness.browser import Window

PAGES = [
    "/",
    "/search/?q=berg",
    "/municipalities/",
    "/municipalities/tyreso/",
    "/municipalities/gotland/",
    "/municipalities/oygarden/",
    "/municipalities/ystad/",
    "/municipalities/granby/annual-reports/",
    "/evaluations/",
    "/evaluations/tyreso-2015/",
    "/evaluations/stockholm-2009/",
    "/evaluations/granby-2026/",
    "/references/",
    "/compare/",
    "/compare/?e=tyreso-2015&e=orebro-2012&e=grastorp-2014",
    "/compare/?e=tyreso-2015&e=hoganas-2023",
    "/measures/?words=elev",
    "/measures/?words=xyzzy",
    "/measures/N15428/?unit=M041&with=M007&with=M100",
    "/measures/N00945/?unit=0180",
    "/measures/N00003/",
    "/measures/N15428/spread/frame/?unit=M041",
    "/measures/sets/",
    "/measures/sets/kkik-2016/",
    "/measures/sets/oj-grundskola-kommunala/",
    "/measures/sets/granby-pahittade-styrmatt-2024/",
    "/measures/sets/kkik-2024/X901/?country=XX",
    "/measures/networks/demonatverket-pahittat/2024/",
    "/measures/rounds/",
    "/measures/rounds/demo/",
    "/measures/sets/kkik-2024/M041/?country=XX",
    "/measures/beside/",
    "/measures/beside/?class=XX-municipality&u=M041&u=M100&m=N15428&m=N11008&m=N00640&words=skola",
    "/instruments/",
    "/instruments/kommunkompassen/2.0/",
    "/instruments/kommunkompassen/2020/",
    "/instruments/kommunkompassen/v1/2.0/",
    "/method/",
    "/glossary/",
    "/open-data/",
    "/accounts/login/",
    "/accounts/password/reset/",
]
Open = Callable[..., Window]


@pytest.mark.parametrize("width", [390, pytest.param(1280, marks=pytest.mark.slow)])
def test_public_pages_are_whole_in_swedish(width: int, open_window: Open) -> None:
    window = open_window(width=width)
    for page in PAGES:
        window.open(f"/sv{page}")
        window.check_page()


@pytest.mark.parametrize("language", ["nb", "en"])
def test_public_pages_are_whole_in_the_other_languages(language: str, open_window: Open) -> None:
    window = open_window(width=390)
    for page in (
        "/",
        "/municipalities/tyreso/",
        "/evaluations/stockholm-2009/",
        "/compare/",
        "/method/",
        "/measures/N15428/",
    ):
        window.open(f"/{language}{page}")
        window.check_page()


def test_public_pages_are_whole_at_a_desk_in_the_dark_theme(open_window: Open) -> None:
    window = open_window(theme="dark")
    compared = "/compare/?e=tyreso-2015&e=orebro-2012"
    for page in ("/", "/municipalities/tyreso/", "/evaluations/", "/accounts/login/", compared, "/method/"):
        window.open(f"/sv{page}")
        window.check_page()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["sv", "nb", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 820, 390, 320])
def test_every_public_page_in_every_language_theme_and_width(
    language: str, theme: str, width: int, open_window: Open
) -> None:
    window = open_window(width=width, theme=theme)
    for page in PAGES:
        window.open(f"/{language}{page}")
        window.check_page()


def test_resident_finds_a_municipality_and_changes_language(open_window: Open) -> None:
    page = open_window(width=390).open("/sv/")
    page.fill("#front-q", "TYRESO")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sv/municipalities/tyreso/")
    expect(page.locator("h1")).to_have_text("Tyresö")
    expect(page.locator("#figure-rose svg:visible")).to_have_count(1)
    page.locator("[data-menu-toggle]").click()
    page.get_by_role("link", name="Norsk").click()
    page.wait_for_url("**/nb/municipalities/tyreso/")
    expect(page.locator("html")).to_have_attribute("lang", "nb")


def test_reading_and_comparing_work_without_scripts(open_window: Open) -> None:
    page = open_window(scripts=False).open("/sv/compare/?e=tyreso-2015")
    page.select_option("select >> nth=1", "orebro-2012")
    page.locator(".compare-form button").click()
    page.wait_for_url("**e=orebro-2012*")
    expect(page.locator("#figure-side-by-side")).to_have_count(1)
    page.goto("/sv/evaluations/?evaluations-sort=-total")
    first = page.locator("#evaluations tbody tr").first.inner_text()
    assert "689" in first


def test_table_is_sorted_and_filtered_by_keyboard_alone(open_window: Open) -> None:
    page = open_window().open("/sv/evaluations/")
    page.focus("#evaluations-filter")
    page.keyboard.type("tyresö")
    expect(page.locator("#evaluations tbody tr")).to_have_count(2)
    page.focus("#evaluations-by-total")
    page.keyboard.press("Enter")
    page.wait_for_url("**evaluations-sort=**")
    totals = page.locator("#evaluations tbody tr td.number").all_inner_texts()
    assert "536" in " ".join(totals)


def test_picture_is_downloaded_as_svg(open_window: Open) -> None:
    page = open_window().open("/sv/evaluations/tyreso-2015/")
    page.locator("#figure-rose summary").click()
    with page.expect_download() as download:
        page.locator("#figure-rose .downloads a", has_text="SVG").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert text.startswith("<svg")
    assert "Politisk styrning" in text
