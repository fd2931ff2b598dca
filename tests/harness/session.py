"""A person who is signed in to a real server over one kept connection, as a browser without a window would be."""

import http.client
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

SECONDS = 30
SIGN_IN = "/sv/accounts/login/"
_FORM = "application/x-www-form-urlencoded"


class Session:
    """Keeps cookies, sends the token of the sign-in page, and opens its connection anew when the server was away."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._connection: http.client.HTTPConnection | None = None
        self._cookies: dict[str, str] = {}

    def sign_in(self, email: str, password: str) -> None:
        """Sign in through the form. Raises AssertionError when the form is shown again."""
        _status, body = self.get(SIGN_IN)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', body)
        assert token, "no form to sign in"
        values = {"login": email, "password": password, "csrfmiddlewaretoken": token[1]}
        status, _body = self.post(SIGN_IN, values)
        assert status == http.HTTPStatus.FOUND, f"{email} was not signed in: {status}"

    def get(self, path: str) -> tuple[int, str]:
        """Return the status and the body of a page."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, values: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Send a form. Raises OSError or HTTPException when the server goes away before it answers."""
        token = {"X-CSRFToken": self._cookies.get("csrftoken", "")}
        return self._ask("POST", path, urlencode(values), {"Content-Type": _FORM, **token, **(headers or {})})

    def keep(self, path: str, **values: Any) -> tuple[int, str]:
        """Send a form as the draft keeper does, with a request id of its own unless one is given."""
        return self.post(path, {"request_id": str(uuid4()), **values}, {"X-Keeper": "1"})

    def close(self) -> None:
        """Give the connection back; the next request opens another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> tuple[int, str]:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        try:
            self._connection.request(method, path, body, {"Cookie": cookies, **headers})
            answer = self._connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, rest = line.partition("=")
            self._cookies[name] = rest.partition(";")[0]
        return answer.status, text
