"""An officer works on a draft of an edition, as a person does it, on a copy of the demo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kompassros.organisations.roles import Role
from tests.harness.browser import Window
from tests.harness.server import Server

Open = Callable[..., Window]
OWN = "kompassros-bedomningspunkter"


def _begin(page: Page) -> None:
    page.goto("/sv/manage/instruments/new/")
    choice = page.locator("select[name=based_on] option", has_text=f"({OWN} 1)").get_attribute("value")
    page.select_option("select[name=based_on]", choice)
    page.fill("input[name=key]", OWN)
    page.fill("input[name=edition_version]", "1")
    for language in ("sv", "nb", "en"):
        page.fill(f"input[name=name-{language}]", "Prov")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/manage/instruments/*/")


def _save(page: Page) -> None:
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize(("width", "theme"), [(390, "dark"), pytest.param(1280, "light", marks=pytest.mark.slow)])
def test_draft_is_begun_changed_checked_and_published(
    module_server: Server, open_window: Open, width: int, theme: str
) -> None:
    window = open_window(role=Role.ADMINISTRATOR, on=module_server, width=width, theme=theme)
    page = window.page
    _begin(page)
    draft = page.url
    window.check_page()
    page.locator("details.question summary").first.click()
    window.check_page()
    page.locator("details.question a").first.click()
    window.check_page()
    page.locator("textarea[name$='-partly-nb']").first.fill("Delvis, som vi ser det.")
    _save(page)
    for name in ("head", "areas", "replace", "history", "check"):
        page.goto(f"{draft}{name}/")
        window.check_page()
    _save(page)
    page.goto(f"{draft}publish/")
    window.check_page()
    page.fill("textarea[name=why]", "Prov")
    _save(page)
    page.goto(f"/nb/instruments/{OWN}/1/")
    page.locator("details.question summary").first.click()
    expect(page.locator("details.question").first).to_contain_text("Delvis, som vi ser det.")
    window.check_page()


def test_workbook_goes_out_and_comes_back(module_server: Server, open_window: Open, tmp_path: Path) -> None:
    window = open_window(role=Role.ADMINISTRATOR, on=module_server)
    page = window.page
    _begin(page)
    draft = page.url
    with page.expect_download() as download:
        page.locator("a[href$='?as=xlsx']").click()
    file = tmp_path / "draft.xlsx"
    download.value.save_as(file)
    page.goto(f"{draft}replace/")
    page.set_input_files("input[type=file]", file)
    _save(page)
    page.wait_for_url("**/waiting/")
    window.check_page()
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"no workbook")
    page.goto(f"{draft}replace/")
    page.set_input_files("input[type=file]", broken)
    _save(page)
    expect(page.locator("#troubles")).to_be_visible()
    window.check_page()
