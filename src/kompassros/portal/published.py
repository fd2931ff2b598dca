"""Serving the pages that are written as files, before anything else of Django runs.

Only what every reader gets alike: GET without a query and without a session. A front server can serve the same folder
(docs/operation.md); this is for installations without one.
"""

import gzip
import json
import posixpath
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

FRESH = "kompassros.fresh"
HEADERS = "headers.json"


class PublishedPages:
    """Answer with the written page where there is one; else let the view make it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return _written(request) or self.get_response(request)


def is_for_everybody(request: HttpRequest) -> bool:
    """Return whether a request asks for what every reader gets alike."""
    return (
        request.method in ("GET", "HEAD")
        and not request.META.get("QUERY_STRING")
        and FRESH not in request.META
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )


def _written(request: HttpRequest) -> HttpResponse | None:
    path = request.path_info
    if not path.endswith("/") or posixpath.normpath(path) + "/" != path or not is_for_everybody(request):
        return None
    current = Path(settings.PUBLISHED_DIR) / "current"
    try:
        page = _read(current.readlink().name, path)
    except OSError:
        return None
    return _respond(request, page)


class Page:
    """A written page with its headers, plain and compressed."""

    def __init__(self, content: bytes, headers: dict[str, str], edition: str) -> None:
        self.content, self.headers = content, headers
        self.compressed = gzip.compress(content, 6, mtime=0)
        self.etag = f'"{edition}"'


@lru_cache(maxsize=512)
def _read(edition: str, path: str) -> Page:
    """Return a page of an edition; OSError where it has none. An edition never changes, so pages are kept."""
    folder = Path(settings.PUBLISHED_DIR) / edition
    content = (folder / path.strip("/") / "index.html").read_bytes()
    return Page(content, _headers(edition), edition)


@lru_cache(maxsize=4)
def _headers(edition: str) -> dict[str, str]:
    text = (Path(settings.PUBLISHED_DIR) / edition / HEADERS).read_text(encoding="utf-8")
    return dict(json.loads(text))


def _respond(request: HttpRequest, page: Page) -> HttpResponse | None:
    compress = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(page.compressed if compress else page.content, headers=page.headers)
    if compress:
        response["Content-Encoding"] = "gzip"
    response["ETag"] = page.etag
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    found = get_conditional_response(request, etag=page.etag, response=response)
    return found if isinstance(found, HttpResponse) else None
