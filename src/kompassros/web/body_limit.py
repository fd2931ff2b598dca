"""How much may be sent at once: told by its stated length, before a byte of it is read or written to disk.

Without it a form of any page, also of one without an account, would fill the disk: files are kept in temporary ones
while a form is read. Django reads no more than the stated length, and nothing where none is stated. It stands behind
what gives the request its person and language; forms are first read when all of these have been entered.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

_MEGABYTE = 1024 * 1024


class BodyLimitMiddleware:
    """Answer 413 to what is larger than the largest file with the largest form around it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        most = settings.FILE_LIMIT_MB * _MEGABYTE + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if _stated_length(request) <= most:
            return self.get_response(request)
        page = {"limit": settings.FILE_LIMIT_MB}
        return render(request, "413.html", page, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _stated_length(request: HttpRequest) -> int:
    """Return the length in bytes that a request states; 0 for none, and for what is no number."""
    stated = request.META.get("CONTENT_LENGTH") or ""
    return int(stated) if stated.isascii() and stated.isdecimal() and len(stated) < 20 else 0
