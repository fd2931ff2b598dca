"""The draft keeper in a browser: what is typed is never lost, and never saved over something newer."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.keeper_page import FOLDER, Site, answer_json, expect_kept, fail_with, lose, note, status, wait_for
from tests.harness.browser import Window


def connect(site: Site, page: Page, *, on: bool) -> None:
    site.offline = not on
    page.context.set_offline(not on)


def test_typing_is_saved_by_itself_and_says_when(window: Window, site: Site) -> None:
    page = window.open(FOLDER)
    note(page).press_sequentially("Ett råd")
    expect(status(page)).to_have_text("Saved 14:02.")
    assert [post["note"] for post in site.posts] == ["Ett råd"]
    assert site.posts[0].fields == {
        "key": ["note-1"],
        "note": ["Ett råd"],
        "level": ["none"],
        "year": ["1"],
        "title": [""],
        "request_id": site.posts[0].fields["request_id"],
        "version": ["1"],
    }
    expect(page.locator("[name=version]")).to_have_value("2")
    expect_kept(page, [])
    window.check_page()


def test_choices_are_sent_at_once_with_the_version_of_the_last_answer(window: Window, site: Site) -> None:
    page = window.open(FOLDER)
    page.get_by_label("Full").check()
    expect(status(page)).to_have_text("Saved 14:02.")
    page.get_by_label("A", exact=True).check()
    wait_for(page, lambda: site.version == 3)
    page.get_by_label("B", exact=True).check()
    wait_for(page, lambda: site.version == 4)
    page.get_by_label("Year").select_option("2")
    wait_for(page, lambda: site.version == 5)
    last = site.posts[-1].fields
    assert (last["level"], last["reach"], last["year"]) == (["full"], ["a", "b"], ["2"])
    assert [post["version"] for post in site.posts] == ["1", "2", "3", "4"]
    assert len(set(site.ids())) == 4


def test_text_typed_during_the_answer_is_kept_and_sent_after_it(window: Window, site: Site) -> None:
    site.holds = True
    page = window.open(FOLDER)
    note(page).fill("first")
    page.get_by_label("Full").check()
    wait_for(page, lambda: len(site.held) == 1)
    expect(status(page)).to_have_text("Saving …")
    note(page).fill("second, newer")
    note(page).blur()
    site.release()
    expect(status(page)).to_have_text("Saved 14:02.")
    wait_for(page, lambda: site.note == "second, newer")
    expect(note(page)).to_have_value("second, newer")
    assert [post["version"] for post in site.posts] == ["1", "2"]


def test_lost_answer_is_asked_for_again_with_the_same_id(window: Window, site: Site) -> None:
    site.answers = [lose, fail_with(503)]
    window.expect("answer 503")
    page = window.open(FOLDER)
    note(page).fill("once")
    note(page).blur()
    expect(status(page)).to_contain_text("no connection")
    expect(status(page)).to_have_text("Saved 14:02.", timeout=15_000)
    assert len(site.posts) == 3
    assert len(set(site.ids())) == 1


def test_forms_wait_in_one_queue_without_a_connection_and_go_in_order(window: Window, site: Site) -> None:
    site.keys = ("one", "two", "three")
    page = window.open(FOLDER)
    connect(site, page, on=False)
    for key in ("two", "one", "three"):
        note(page, key).fill(f"text {key}")
        note(page, key).blur()
    expect(status(page, "two")).to_contain_text("Waiting: 3.")
    note(page, "two").fill("text two, longer")
    note(page, "two").blur()
    expect(status(page, "one")).to_contain_text("kept here")
    connect(site, page, on=True)
    for key in site.keys:
        expect(status(page, key)).to_have_text("Saved 14:02.")
    sent = [(post["key"], post["note"]) for post in site.posts]
    assert sent == [
        ("two", "text two"),
        ("one", "text one"),
        ("three", "text three"),
        ("two", "text two, longer"),
    ]
    expect_kept(page, [])


def test_queue_outlives_the_page_and_is_sent_by_the_next(window: Window, site: Site) -> None:
    page = window.open(FOLDER)
    site.offline = True
    note(page).fill("survives")
    note(page).blur()
    expect(status(page)).to_contain_text("Waiting: 1.")
    page.reload()
    expect(note(page)).to_have_value("survives")
    site.offline = False
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(status(page)).to_have_text("Saved 14:02.")
    assert (site.note, site.posts[0]["version"]) == ("survives", "1")
    note(page).fill("goes on")
    note(page).blur()
    wait_for(page, lambda: site.note == "goes on")
    assert site.posts[-1]["version"] == "2"


def test_answer_of_the_sign_in_page_keeps_everything_until_one_is_back(window: Window, site: Site) -> None:
    def ask_to_sign_in(route: Route) -> None:
        route.fulfill(status=302, headers={"Location": "/sv/accounts/login/"})

    site.answers = [ask_to_sign_in, *[fail_with(401)] * 50]  # Each tab asks anew, how often depends on the machine.
    window.expect("answer 401")
    page = window.open(FOLDER)
    note(page).fill("not lost")
    note(page).blur()
    expect(status(page)).to_contain_text("you are signed out")
    page.context.add_cookies([{"name": "csrftoken", "value": "afresh", "url": page.url}])
    other = page.context.new_page()
    other.goto(FOLDER)
    wait_for(page, lambda: len(site.answers) < 50)
    expect(status(page)).to_contain_text("you are signed out")
    site.answers.clear()
    other.reload()
    expect(status(page)).to_have_text("Saved 14:02.")
    assert site.note == "not lost"
    assert len(set(site.ids())) == 1
    assert site.posts[-1].headers["x-csrftoken"] == "afresh"
    assert site.posts[-1].headers["x-keeper-person"] == "7"


def test_conflict_shows_theirs_keeps_mine_and_saves_on_their_version(window: Window, site: Site) -> None:
    theirs = {"message": "Bo changed this at 13:58.", "version": 5, "parts": {"#count": "<b>Theirs</b>"}}
    site.answers = [answer_json(409, theirs)]
    window.expect("answer 409")
    page = window.open(FOLDER)
    note(page).fill("mine")
    note(page).blur()
    expect(status(page)).to_have_text("Bo changed this at 13:58.")
    expect(page.locator("#count")).to_have_text("Theirs")
    expect(note(page)).to_have_value("mine")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(status(page)).to_have_text("Saved 14:02.")
    assert [post["version"] for post in site.posts] == ["1", "5"]
    assert len(set(site.ids())) == 2


def test_errors_stand_beside_their_fields_until_the_form_is_saved(window: Window, site: Site) -> None:
    site.answers = [answer_json(422, {"errors": {"title": ["Write a title."], "__all__": ["Both are missing."]}})]
    window.expect("answer 422")
    page = window.open(FOLDER)
    page.get_by_label("Full").check()
    expect(status(page)).to_have_text("Not saved: something needs to be put right. Both are missing.")
    title = page.get_by_label("Title")
    expect(title).to_have_attribute("aria-invalid", "true")
    expect(title).to_have_accessible_description("Write a title.")
    window.check_page()
    title.fill("Råd")
    title.blur()
    expect(status(page)).to_have_text("Saved 14:02.")
    expect(page.get_by_text("Write a title.")).to_have_count(0)
    expect(title).not_to_have_attribute("aria-invalid", "true")


def test_refused_form_does_not_stop_the_others(window: Window, site: Site) -> None:
    site.keys = ("one", "two")
    site.answers = [fail_with(403)]
    window.expect("answer 403")
    page = window.open(FOLDER)
    for key in site.keys:
        note(page, key).fill(key)
        note(page, key).blur()
    expect(status(page, "one")).to_contain_text("did not take this (403)")
    expect(status(page, "two")).to_have_text("Saved 14:02.")
    page.reload()
    expect(page.locator("[data-keep=one] .keeper-notice dd").first).to_have_text("one")


def test_parts_are_replaced_but_never_the_fields_of_a_kept_form(window: Window, site: Site) -> None:
    site.parts = {"#count": "<em>1</em>", "main": "nothing left"}
    page = window.open(FOLDER)
    page.get_by_label("Full").check()
    expect(page.locator("#count em")).to_have_text("1")
    expect(note(page)).to_be_visible()


def test_form_that_comes_in_a_part_is_kept_too(window: Window, site: Site) -> None:
    field = '<label>Late<input name="late"></label>'
    late = f'<form data-keep="late" data-autosave method="post" action="{FOLDER}save">{field}</form>'
    site.parts = {"#place": late}
    page = window.open(FOLDER)
    page.get_by_label("Full").check()
    page.get_by_label("Late").fill("came later")
    expect_kept(page, ["keep:7:draft:late"])


def test_content_that_the_server_fails_on_gives_way_in_the_end(window: Window, site: Site) -> None:
    site.keys, site.answers = ("one", "two"), [fail_with(500)] * 6
    window.expect("answer 500")
    window.page.clock.install()
    page = window.open(FOLDER)
    for key in site.keys:
        note(page, key).fill(key)
        note(page, key).blur()
    for tries in range(1, 6):
        wait_for(page, lambda tries=tries: len(site.posts) == tries)  # type: ignore[misc]
        expect(status(page, "one")).to_contain_text("Waiting: 2.")
        page.clock.fast_forward(60_000)
    expect(status(page, "one")).to_contain_text("did not take this (500)")
    expect(status(page, "two")).to_have_text("Saved 14:02.")
    assert [post["key"] for post in site.posts] == ["one"] * 6 + ["two"]
    expect_kept(page, ["keep:7:draft:one"])


def test_two_tabs_that_save_different_texts_are_told(window: Window, site: Site) -> None:
    window.expect("answer 409")
    page = window.open(FOLDER)
    other = page.context.new_page()
    other.goto(FOLDER)
    note(page).fill("first tab")
    note(page).blur()
    expect(status(page)).to_have_text("Saved 14:02.")
    site.answers = [answer_json(409, {"message": "Changed.", "version": 2, "parts": {}})]
    note(other).fill("second tab")
    note(other).blur()
    expect(status(other)).to_have_text("Changed.")
    expect(status(page)).to_have_text("Saved 14:02.")
    assert [post["version"] for post in site.posts] == ["1", "1"]
    expect(note(page)).to_have_value("first tab")
    expect(note(other)).to_have_value("second tab")


def test_button_with_a_name_leads_on_when_the_rest_is_saved(window: Window, site: Site) -> None:
    page = window.open(FOLDER)
    note(page).fill("go on")
    with page.expect_navigation():
        page.get_by_role("button", name="Save and go on").click()
    assert [post.headers.get("x-keeper") for post in site.posts] == ["1", None]
    assert site.posts[1].fields["next"] == ["1"]
    assert [post["version"] for post in site.posts] == ["1", "2"]
    expect_kept(page, [])


def test_ordinary_form_is_kept_until_its_save_is_taken(window: Window, site: Site) -> None:
    site.autosaves = False
    page = window.open(FOLDER)
    page.get_by_label("Full").check()
    note(page).fill("a long interview")
    expect(status(page)).to_have_text("Not saved yet.")
    expect_kept(page, ["keep:7:draft:note-1"])
    page.reload()
    expect(page.locator(".keeper-notice")).to_contain_text("and it is not saved yet.")
    expect(note(page)).to_have_value("a long interview")
    expect(page.get_by_label("Full")).to_be_checked()
    window.check_page()
    site.answers = [lambda route: route.fulfill(body=site.html(), content_type="text/html")]
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".keeper-notice")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    wait_for(page, lambda: site.note == "a long interview")
    expect(page.locator(".keeper-notice")).to_have_count(0)
    expect_kept(page, [])


def test_kept_text_can_be_thrown_away(window: Window, site: Site) -> None:
    site.autosaves, site.note = False, "as saved"
    page = window.open(FOLDER)
    note(page).fill("not wanted")
    page.reload()
    page.get_by_role("button", name="Throw it away").click()
    expect(note(page)).to_have_value("as saved")
    expect_kept(page, [])
    expect(page.locator(".keeper-notice")).to_have_count(0)


def test_kept_text_older_than_the_server_s_is_offered_beside_it(window: Window, site: Site) -> None:
    site.autosaves = False
    page = window.open(FOLDER)
    note(page).fill("mine\nfrom before")
    site.version, site.note = 4, "theirs"
    page.reload()
    expect(note(page)).to_have_value("theirs")
    notice = page.locator(".keeper-notice")
    expect(notice).to_contain_text("Since then this has been changed.")
    expect(notice.locator("dd").first).to_have_text("mine from before")
    window.check_page()
    page.reload()
    notice.get_by_role("button", name="Use what I typed").click()
    expect(note(page)).to_have_value("mine\nfrom before")
    page.get_by_role("button", name="Save", exact=True).click()
    wait_for(page, lambda: site.note.startswith("mine"))
    assert site.posts[-1]["version"] == "4"


def test_leaving_warns_while_something_is_unsaved(window: Window, site: Site) -> None:
    seen: list[str] = []
    page = window.open(FOLDER)
    page.on("dialog", lambda dialog: (seen.append(dialog.type), dialog.accept()))
    note(page).press_sequentially("saved")
    note(page).blur()
    expect(status(page)).to_have_text("Saved 14:02.")
    page.reload()
    assert seen == []
    site.offline = True
    note(page).press_sequentially(" and more")
    page.reload()
    assert seen == ["beforeunload"]


@pytest.mark.parametrize(
    "script",
    [
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('switched off') } })",
        "Storage.prototype.setItem = () => { throw new Error('full') }",
    ],
)
def test_without_storage_autosave_still_works(window: Window, site: Site, script: str) -> None:
    window.page.add_init_script(script)
    page = window.open(FOLDER)
    note(page).fill("no shelf")
    note(page).blur()
    expect(status(page)).to_have_text("Saved 14:02.")
    assert site.note == "no shelf"
