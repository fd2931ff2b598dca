"""A page with a kept form, and the address that it is sent to, as the draft keeper meets them in a browser."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import BrowserContext, Locator, Page, Request, Route

FOLDER = "/keeper-test/"
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('keep:')).sort()"
POLICY = "; ".join(
    [
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("script", "style", "font", "connect")),
        "img-src 'self' data:",
        "form-action 'self'",
    ]
)
SIGN_OUT = f'<form method="post" action="{FOLDER}out" data-sign-out><button>Sign out</button></form>'
FIELDS = """
<div class="field"><label for="{key}-note">Note</label>
<textarea class="ds-input" id="{key}-note" name="note">{note}</textarea></div>
<fieldset class="field"><legend>Level</legend>
<label><input type="radio" name="level" value="none" checked>None</label>
<label><input type="radio" name="level" value="full">Full</label></fieldset>
<label><input type="checkbox" name="reach" value="a">A</label>
<label><input type="checkbox" name="reach" value="b">B</label>
<label>Year<select name="year"><option value="1">One</option><option value="2">Two</option></select></label>
<label>Title<input name="title" value=""></label>
"""


@dataclass
class Sent:
    """One POST that arrived."""

    path: str
    fields: dict[str, list[str]]
    headers: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.fields[name][0]


@dataclass
class Site:
    """Answers for the server below FOLDER. Change its attributes to change what it does.

    answers: what the next POSTs get, then every one is saved and raises the version. held: POSTs that wait, while
    ``holds`` is set, for ``release``. offline: nothing gets through to where forms are sent.
    """

    person: str = "7"
    autosaves: bool = True
    keys: tuple[str, ...] = ("note-1",)
    note: str = ""
    version: int = 1
    offline: bool = False
    holds: bool = False
    parts: dict[str, str] = field(default_factory=dict)
    posts: list[Sent] = field(default_factory=list)
    answers: list[Callable[[Route], None]] = field(default_factory=list)
    held: list[tuple[Route, Sent]] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def serve(self, context: BrowserContext) -> None:
        context.route(f"**{FOLDER}**", self._answer)

    def ids(self) -> list[str]:
        return [post["request_id"] for post in self.posts]

    def release(self) -> None:
        """Save what is held, first come first."""
        self.holds = False
        while self.held:
            self._take(*self.held.pop(0))

    def html(self) -> str:
        """The page as the server would draw it now."""
        with translation.override("en"):
            texts = render_to_string("web/keeper_texts.html")
        forms = "".join(self._form(key) for key in self.keys)
        person = f' data-person="{self.person}"' if self.person else ""
        return (
            '<!doctype html><html lang="en" data-color-scheme="auto" data-size="sm"><head><meta charset="utf-8">'
            '<title>Notes</title><link rel="icon" href="data:,">'
            '<link rel="stylesheet" href="/static/web/dist/site.css">'
            f'<script src="/static/web/dist/site.js" defer></script></head>'
            f"<body{person}><main><h1>Notes</h1>{SIGN_OUT if self.person else ''}"
            f'<p id="count">0</p><div id="place"></div>{forms if self.person else ""}</main>{texts}</body>'
        )

    def _form(self, key: str) -> str:
        autosave = " data-autosave" if self.autosaves else ""
        hidden = render_to_string("web/keeper_fields.html", {"version": self.version, "request_id": self._new_id()})
        end = '<button type="submit">Save</button><button name="next" value="1">Save and go on</button>'
        fields = FIELDS.format(key=key, note=self.note)
        status = render_to_string("web/keeper_status.html")
        attributes = f'class="form" data-keep="{key}"{autosave} method="post" action="{FOLDER}save"'
        return f"<form {attributes}><input type=hidden name=key value={key}>{hidden}{fields}{end}{status}</form>"

    def _new_id(self) -> str:
        return f"00000000-0000-4000-8000-{len(self.posts):012d}"

    def _answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if route.request.method == "POST":
            self._receive(route, path)
        else:
            self._show(route)

    def _show(self, route: Route, cookie: str = "") -> None:
        """Show the page; also where a server would lead to it, for a redirect made here is not routed."""
        headers = {"Content-Security-Policy": POLICY} | ({"Set-Cookie": cookie} if cookie else {})
        route.fulfill(body=self.html(), content_type="text/html", headers=headers)

    def _receive(self, route: Route, path: str) -> None:
        if path == f"{FOLDER}out":
            self.person = ""
            self._show(route)
            return
        sent = Sent(path, _fields(route.request), route.request.all_headers())
        if self.offline:
            route.abort("internetdisconnected")
            return
        self.posts.append(sent)
        if self.answers:
            self.answers.pop(0)(route)
        elif self.holds:
            self.held.append((route, sent))
        else:
            self._take(route, sent)

    def _take(self, route: Route, sent: Sent) -> None:
        if sent["request_id"] not in self.taken:
            self.taken.add(sent["request_id"])
            self.version += 1
            self.note = sent["note"]
        if sent.headers.get("x-keeper") == "1":
            route.fulfill(json={"version": self.version, "saved": "14:02", "parts": self.parts})
        else:
            self._show(route, f"taken={sent['request_id']}; path=/; samesite=lax")


def _fields(request: Request) -> dict[str, list[str]]:
    return parse_qs(request.post_data or "", keep_blank_values=True)


def fail_with(status: int) -> Callable[[Route], None]:
    """Answer a POST with this status and no content of the keeper's."""
    return lambda route: route.fulfill(status=status, body="", content_type="text/html")


def answer_json(status: int, content: object) -> Callable[[Route], None]:
    """Answer a POST with this status and JSON."""
    return lambda route: route.fulfill(status=status, json=content)


def lose(route: Route) -> None:
    """Lose the answer to a POST that has arrived."""
    route.abort("connectionreset")


def wait_for(page: Page, holds: Callable[[], bool]) -> None:
    """Let the browser go on until something holds here in the test; AssertionError when it never does."""
    for _ in range(200):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never came to hold")


def expect_kept(page: Page, names: list[str]) -> None:
    """What the browser keeps, once it has done what it does after a page is loaded or an answer came."""
    wait_for(page, lambda: kept(page) == names)


def note(page: Page, key: str = "note-1") -> Locator:
    return page.locator(f"#{key}-note")


def status(page: Page, key: str = "note-1") -> Locator:
    return page.locator(f"[data-keep='{key}'] [data-keeper-status]")


def kept(page: Page) -> list[str]:
    """The names of what is kept in the browser, without the mark that somebody is here."""
    names: list[str] = page.evaluate(KEPT)
    return [name for name in names if not name.endswith(":here")]
