"""Asking a server for pages of JSON: at a set pace, again where it is worth it, and never on another server."""

import logging
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

import httpx
import stamina
from django.utils.translation import gettext as _
from pydantic import ValidationError
from pydantic_core import from_json

from kompassros import __version__
from kompassros.indicators.kolada.entries import Envelope, describe
from kompassros.records.errors import DomainError

MOST_REDIRECTS = 5
LONGEST_QUOTE = 200
_TIMEOUT = httpx.Timeout(60, connect=15)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Retries:
    """How often a request is made in all, and the waits between: seconds, doubled each time up to ``longest``.

    A wait that the server asks for is kept, unless it is longer than ``longest_asked``: then the request is given up.
    """

    attempts: int = 6
    first: float = 1.0
    longest: float = 30.0
    spread: float = 1.0
    longest_asked: float = 300.0


class Unavailable(DomainError):
    """The server cannot answer now, but may if asked again. ``wait``: the seconds it asks for, None if it does not."""

    def __init__(self, sentence: str, wait: float | None = None) -> None:
        super().__init__(sentence)
        self.wait = wait


class _Answer(NamedTuple):
    body: Any
    elsewhere: str


class Connection:
    """A server that answers with JSON, below one address. Close it when done."""

    def __init__(
        self, base_url: str, *, transport: httpx.BaseTransport | None, requests_per_second: float, retries: Retries
    ) -> None:
        self._base = _checked_base(base_url)
        self._http = httpx.Client(
            transport=transport,
            timeout=_TIMEOUT,
            headers={"Accept": "application/json", "User-Agent": f"Kompassros/{__version__}"},
        )
        self._between = 1 / requests_per_second
        self._free_at = 0.0
        self._retries = retries
        self._with_retries = stamina.RetryingCaller(
            attempts=retries.attempts,
            timeout=None,
            wait_initial=retries.first,
            wait_max=retries.longest,
            wait_jitter=retries.spread,
        )

    @property
    def base_url(self) -> str:
        """Return the address below which everything is asked for, without a slash at its end."""
        return str(self._base)

    def close(self) -> None:
        """Close the connections to the server."""
        self._http.close()

    def pages(self, path: str, parameters: Mapping[str, str | int]) -> Iterator[tuple[str, list[Any]]]:
        """Yield each page's address and objects, as long as a page names a next one."""
        address = httpx.URL(self.base_url + path, params=dict(parameters))
        seen: set[httpx.URL] = set()
        while address not in seen:
            seen.add(address)
            envelope = _envelope(str(address), self._read(address))
            yield str(address), envelope.values
            if not envelope.next_url:
                return
            address = self._on_this_server(envelope.next_url, named_by=address)
        raise DomainError(_("%(url)s names a next page that was read already.") % {"url": address})

    def _read(self, address: httpx.URL) -> Any:
        for _hop in range(MOST_REDIRECTS):
            answer = self._with_retries(self.pause_before_next, self._ask, address)
            if not answer.elsewhere:
                return answer.body
            address = self._on_this_server(answer.elsewhere, named_by=address)
        raise DomainError(_("%(url)s sends from one address to the next without end.") % {"url": address})

    def pause_before_next(self, problem: Exception) -> bool | float:
        """Return whether to ask again after a problem: the seconds the server asks for, True for the usual wait."""
        if not isinstance(problem, Unavailable):
            return False
        _log.info("%s", problem)
        if problem.wait is None:
            return True
        return problem.wait if problem.wait <= self._retries.longest_asked else False

    def _ask(self, address: httpx.URL) -> _Answer:
        self._keep_pace()
        try:
            response = self._http.get(address)
        except httpx.RequestError as problem:
            values = {"url": address, "problem": str(problem) or type(problem).__name__}
            raise Unavailable(
                _("%(url)s gave no answer: %(problem)s. Check the address and the network.") % values
            ) from problem
        if response.has_redirect_location:
            return _Answer(None, response.headers["location"])
        if not response.is_success:
            raise _refusal(response)
        return _Answer(_json(response), "")

    def _keep_pace(self) -> None:
        wait = self._free_at - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        self._free_at = time.monotonic() + self._between

    def _on_this_server(self, link: str, *, named_by: httpx.URL) -> httpx.URL:
        """Return a link as an address; DomainError where it leads to another server.

        A link to the same server by http is followed by https where that is how the server is asked.
        """
        try:
            target = named_by.join(link)
        except httpx.InvalidURL:
            target = httpx.URL("")
        if (target.scheme, target.host, target.port, self._base.scheme) == ("http", self._base.host, None, "https"):
            target = target.copy_with(scheme="https")
        if (target.scheme, target.host, target.port) == (self._base.scheme, self._base.host, self._base.port):
            return target
        message = _(
            "%(url)s sends on to %(target)s, which is not on the server %(base)s. That is not followed. If it is "
            "right, give its address with --base-url."
        )
        raise DomainError(message % {"url": named_by, "target": _quoted(link), "base": self.base_url})


def _checked_base(base_url: str) -> httpx.URL:
    try:
        base = httpx.URL(base_url.strip().rstrip("/"))
    except httpx.InvalidURL:
        base = httpx.URL("")
    if base.scheme not in ("http", "https") or not base.host or base.query or base.fragment:
        message = _("“%(url)s” is not an address that can be asked. It must look like https://api.kolada.se/v3.")
        raise DomainError(message % {"url": base_url})
    return base


def _envelope(url: str, body: Any) -> Envelope:
    if isinstance(body, dict) and "next_page" in body:
        message = _(
            "%(url)s answers as version 2 of Kolada's interface does. Give the address of version 3 with --base-url."
        )
        raise DomainError(message % {"url": url})
    try:
        return Envelope.model_validate(body)
    except ValidationError as error:
        message = _("%(url)s answers with something else than a page of Kolada's interface: %(problem)s.")
        raise DomainError(message % {"url": url, "problem": describe(error)}) from error


def _json(response: httpx.Response) -> Any:
    """Return the body as data. What calls itself JSON and is not was cut off on its way: it is worth asking again."""
    try:
        return from_json(response.content, allow_inf_nan=False)
    except ValueError as problem:
        values = {"url": response.url, "start": _quoted(response.text)}
        if "json" in response.headers.get("content-type", ""):
            raise Unavailable(_("The answer of %(url)s was cut off or is damaged.") % values) from problem
        message = _(
            "%(url)s does not answer with JSON, so it is not Kolada's interface: “%(start)s”. Check --base-url, and "
            "whether something on the way asks for a sign-in."
        )
        raise DomainError(message % values) from problem


def _refusal(response: httpx.Response) -> DomainError:
    """Return the error for an answer that is not a success."""
    values = {"url": response.url, "status": response.status_code, "start": _quoted(response.text)}
    if response.status_code == httpx.codes.GONE:
        message = _(
            "This version of Kolada's interface is closed (%(url)s answers 410). Give the address of one that is open "
            "with --base-url."
        )
        return DomainError(message % values)
    if response.status_code == httpx.codes.NOT_FOUND:
        message = _("There is nothing at %(url)s (404). Check the address given with --base-url.")
        return DomainError(message % values)
    if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
        message = _("%(url)s has been asked too often (429). Wait a while and start again.")
        return Unavailable(message % values, wait_asked_for(response.headers))
    if response.is_server_error:
        message = _("%(url)s cannot answer now (%(status)s). Wait a while and start again.")
        return Unavailable(message % values, wait_asked_for(response.headers))
    return DomainError(_("%(url)s refuses the question (%(status)s): “%(start)s”.") % values)


def wait_asked_for(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of a Retry-After header: a number, or a date counted from the answer's own date.

    None without the header or with one that cannot be read; 0 for a date that is past. Source: RFC 9110, 10.2.3.
    """
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
        since = parsedate_to_datetime(headers["date"]) if "date" in headers else datetime.now(UTC)
        return max(0.0, (until - since).total_seconds())
    except (TypeError, ValueError):
        return None


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…"
