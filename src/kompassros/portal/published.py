"""Serving the pages that are written as files, before anything of Django runs.

Only what every reader gets alike: GET without a query and without a session. A front server can serve the same folder
(docs/operation.md); this is for installations without one.
"""

import gzip
import json
import os
import re
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

FRESH = "kompassros.fresh"
HEADERS = "headers.json"
VARY = "Accept-Encoding, Cookie"

# Plain path words only: no dot in front, so nothing leads out of the folder; other addresses are Django's.
_ADDRESS = re.compile(r"(?:/[A-Za-z0-9][A-Za-z0-9_.-]*)+/")

HeaderList = list[tuple[str, str]]
Answer = tuple[str, HeaderList, bytes]


class PublishedFirst:
    """A WSGI application that answers with the written page where there is one, and else asks ``application``."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer = written_answer(environ)
        if answer is None:
            return self._application(environ, start_response)
        status, headers, body = answer
        start_response(status, headers)
        return [body] if environ["REQUEST_METHOD"] == "GET" else []


class PublishedPages:
    """The same as a middleware, for what calls Django without a WSGI server."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = written_answer(request.META)
        if answer is None:
            return self.get_response(request)
        status, headers, body = answer
        content = body if request.method == "GET" else b""
        return HttpResponse(content, status=int(status[:3]), headers=dict(headers))


def written_answer(environ: WSGIEnvironment) -> Answer | None:
    """Return status, headers and body of the written page that a request asks for, None where Django is to answer.

    The body is that of a GET. 304 where the reader has this edition already; compressed where the reader takes gzip.
    """
    if not (is_for_everybody(environ) and _is_secure_enough(environ)):
        return None
    path = environ.get("PATH_INFO", "")
    if environ.get("SCRIPT_NAME") or not _ADDRESS.fullmatch(path):
        return None
    try:
        # Asked at each request, so that a switch is seen at once; a Path would cost more than all the rest.
        page = _read(os.readlink(f"{settings.PUBLISHED_DIR}/current"), path)  # noqa: PTH115
    except OSError:
        return None
    if _has_it(environ.get("HTTP_IF_NONE_MATCH", ""), page.tag):
        return "304 Not Modified", page.unchanged, b""
    return ("200 OK", *(page.compressed if takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")) else page.plain))


def is_for_everybody(environ: WSGIEnvironment) -> bool:
    """Return whether a request asks for what every reader gets alike: nobody's session, no message waiting."""
    cookies = environ.get("HTTP_COOKIE", "")
    return (
        environ.get("REQUEST_METHOD") in ("GET", "HEAD")
        and not environ.get("QUERY_STRING")
        and FRESH not in environ
        and f"{settings.SESSION_COOKIE_NAME}=" not in cookies
        and "messages=" not in cookies
    )


def _is_secure_enough(environ: WSGIEnvironment) -> bool:
    """Return False where Django is to send the reader to the encrypted address first."""
    if not settings.SECURE_SSL_REDIRECT:
        return True
    name, value = getattr(settings, "SECURE_PROXY_SSL_HEADER", None) or ("wsgi.url_scheme", "https")
    return bool(environ.get(name) == value)


@lru_cache(maxsize=256)
def takes_gzip(accept_encoding: str) -> bool:
    """Return whether an Accept-Encoding header names gzip with a weight over zero (RFC 9110, 12.5.3)."""
    for part in accept_encoding.lower().split(","):
        coding, *parameters = (piece.strip() for piece in part.split(";"))
        if coding == "gzip":
            return not any(re.fullmatch(r"q=0(\.0*)?", parameter) for parameter in parameters)
    return False


def _has_it(if_none_match: str, tag: str) -> bool:
    return bool(if_none_match) and (if_none_match.strip() == "*" or tag in if_none_match)


class Page:
    """A written page as it is sent, plain or compressed, each with its headers.

    ``tag`` is its entity tag without the mark of a weak one; it is weak since both forms carry it (RFC 9110, 8.8.3).
    """

    def __init__(self, content: bytes, headers: HeaderList, edition: str) -> None:
        self.tag = f'"{edition}"'
        self.unchanged = [("ETag", f"W/{self.tag}"), ("Vary", VARY)]
        self._headers = [*headers, *self.unchanged]
        self._content = content

    @cached_property
    def plain(self) -> tuple[HeaderList, bytes]:
        """The page as it was written."""
        return [*self._headers, ("Content-Length", str(len(self._content)))], self._content

    @cached_property
    def compressed(self) -> tuple[HeaderList, bytes]:
        """The page compressed, once, when the first reader takes it so."""
        body = gzip.compress(self._content, 6, mtime=0)
        encoded = [("Content-Encoding", "gzip"), ("Content-Length", str(len(body)))]
        return [*self._headers, *encoded], body


@lru_cache(maxsize=512)
def _read(edition: str, path: str) -> Page:
    """Return a page of an edition; OSError where it has none. An edition never changes, so pages are kept."""
    folder = Path(settings.PUBLISHED_DIR) / edition
    return Page((folder / path.strip("/") / "index.html").read_bytes(), _headers(edition), edition)


@lru_cache(maxsize=4)
def _headers(edition: str) -> HeaderList:
    text = (Path(settings.PUBLISHED_DIR) / edition / HEADERS).read_text(encoding="utf-8")
    return [(name, value) for name, value in json.loads(text).items()]
