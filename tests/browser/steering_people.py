"""Those who carry a year of steering together: people in windows, and others who only send their forms."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from playwright.sync_api import Page

from kompassros.organisations.demo import DOMAIN, PASSWORD, demo_address
from kompassros.organisations.roles import Role
from tests.harness.browser import Window
from tests.harness.server import Server
from tests.harness.session import Session

Open = Callable[..., Window]
Who = Role | str | None
YEAR = 2031
PLAN = f"/sv/manage/steering/granby/{YEAR}/"
_NAMES = re.compile(r"(?<=/)(T1|T2|year|[0-9]+)(?=/)|(?<=(cards|ports)/)[a-z-]+")


def address_of(who: Role | str) -> str:
    """The sign-in address of a role's demo account, or of the account that is named."""
    return demo_address(who) if isinstance(who, Role) else f"{who}@{DOMAIN}"


@dataclass
class Year:
    """The plan of the year, the server it is on, and the windows and connections of those who have come so far.

    Somebody is known by role, by the name of a demo account, or is None: the public.
    """

    server: Server
    open_window: Open
    windows: dict[Who, Window] = field(default_factory=dict)
    sessions: dict[Role | str, Session] = field(default_factory=dict)
    checked: set[str] = field(default_factory=set)

    def window(self, who: Who) -> Window:
        """Somebody's window, opened and signed in at first use."""
        if who not in self.windows:
            self.windows[who] = self.open_window(on=self.server)
            if who is not None:
                self.windows[who].sign_in(address_of(who), PASSWORD)
        return self.windows[who]

    def open(self, who: Who, path: str = "") -> Page:
        """Open a page of the plan as somebody; the first of each kind is looked through by axe, and for overflow."""
        window = self.window(who)
        page = window.open(f"{PLAN}{path}")
        kind = _NAMES.sub("-", f"/{path}")
        if kind not in self.checked:
            self.checked.add(kind)
            window.check_page()
        return page

    def refused(self, who: Who, path: str) -> None:
        """Assert that somebody may not open a page of the plan."""
        window = self.window(who)
        window.expect(f"answer 403: .*{re.escape(path)}")
        answer = window.page.goto(f"{PLAN}{path}")
        assert answer
        assert answer.status == 403

    def do(self, who: Role | str, page: str, action: str, **values: str) -> None:
        """Send the form of a page that leads to ``action`` as somebody, without a window; it must be taken."""
        session = self._session(who)
        status, body = session.get(f"{PLAN}{page}")
        assert status == 200, f"{who} does not open {page}: {status}"
        hidden = dict(re.findall(r'<input type="hidden" name="(version|request_id)" value="([^"]+)"', body))
        status, body = session.post(f"{PLAN}{page}{action}", {**hidden, **values})
        assert status == 302, f"{who} at {page}{action}: {status}"

    def _session(self, who: Role | str) -> Session:
        if who not in self.sessions:
            self.sessions[who] = Session(self.server.port)
            self.sessions[who].sign_in(address_of(who), PASSWORD)
        return self.sessions[who]

    def close(self) -> None:
        """Give the connections back."""
        for session in self.sessions.values():
            session.close()

    def at(self, moment: str) -> None:
        """Set the clock, in Swedish winter time."""
        self.server.set_clock(datetime.fromisoformat(f"{moment}+01:00"))
