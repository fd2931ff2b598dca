"""The draft keeper's server side: what a kept form sends, and the answers that its script understands.

A form with ``data-keep`` is kept in the browser until it is taken; one with ``data-autosave`` too is sent as it is
typed, with the header ``X-Keeper``. The script is frontend/src/keeper.js; ``{% keeper version %}`` draws the fields.
"""

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.messages import ERROR, get_messages
from django.http import HttpRequest, HttpResponseBase, JsonResponse

from kompassros.web.context import now, number_of
from kompassros.web.formats import format_time

TAKEN_COOKIE = "taken"
TAKEN_SECONDS = 120
_LARGEST_VERSION = 2**31 - 1

Parts = Mapping[str, str]


def is_keeper(request: HttpRequest) -> bool:
    """Tell whether the draft keeper's script sent this, and so wants ``saved``, ``conflict`` or ``invalid``."""
    return request.headers.get("X-Keeper") == "1"


def request_id_of(request: HttpRequest) -> UUID | None:
    """Return the id that the form gave to this content; None where it is missing or no UUID."""
    try:
        return UUID(request.POST.get("request_id", ""))
    except ValueError:
        return None


def version_of(request: HttpRequest) -> int | None:
    """Return the version that the form was filled from; None where it is missing or no whole number from 0."""
    text = request.POST.get("version", "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(_LARGEST_VERSION)) else None
    return number if number is not None and number <= _LARGEST_VERSION else None


def saved(version: int, parts: Parts | None = None) -> JsonResponse:
    """Answer that the content is taken and what version it made.

    parts: new inner HTML per CSS selector, rendered by our own templates; a part that holds fields of a kept form
    is left out by the script, for it would lose what is typed there.
    """
    return JsonResponse({"version": version, "saved": format_time(now()), "parts": dict(parts or {})})


def conflict(message: str, version: int, parts: Parts | None = None) -> JsonResponse:
    """Answer that somebody else was first. version: theirs, which the next save is made on. parts: their text."""
    content = {"message": message, "version": version, "parts": dict(parts or {})}
    return JsonResponse(content, status=HTTPStatus.CONFLICT)


def invalid(errors: Mapping[str, Iterable[object]]) -> JsonResponse:
    """Answer what is wrong, per field (``form.errors`` fits; ``__all__`` is about the whole form)."""
    listed = {field: [str(error) for error in found] for field, found in errors.items()}
    return JsonResponse({"errors": listed}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def unfinished(errors: Mapping[str, Iterable[object]]) -> JsonResponse:
    """Answer that something belongs to what was chosen before it can be taken: a sentence per field, no error yet."""
    listed = {field: [str(error) for error in found] for field, found in errors.items()}
    return JsonResponse({"errors": listed}, status=HTTPStatus.ACCEPTED)


class KeeperMiddleware:
    """Say to the browser what it may forget, and keep one person's drafts out of another's session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Only what is sent: asking who reads would make every public page differ by cookie.
        person = number_of(request) if request.method == "POST" else ""
        response = self.get_response(request)
        if person and _is_sign_out(request):
            response["Clear-Site-Data"] = '"storage"'
        elif person and not is_keeper(request):
            _tell_taken(request, response)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Answer 401 to a draft whose writer is not, or no longer, the one who is signed in."""
        writer = request.headers.get("X-Keeper-Person", "")
        if not is_keeper(request) or (number_of(request) and writer in {"", number_of(request)}):
            return None
        return JsonResponse({}, status=HTTPStatus.UNAUTHORIZED)


def _is_sign_out(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name == "account_logout"


def _tell_taken(request: HttpRequest, response: HttpResponseBase) -> None:
    """Name the content that an ordinary Save brought, when the answer leads on: a refused form is shown again."""
    request_id = request_id_of(request)
    if request_id and response.status_code in {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER} and not _has_error(request):
        response.set_cookie(
            TAKEN_COOKIE,
            str(request_id),
            max_age=TAKEN_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )


def _has_error(request: HttpRequest) -> bool:
    """Tell whether the next page will show an error, and leave the messages for it."""
    waiting = get_messages(request)
    found = any(message.level >= ERROR for message in waiting)
    waiting.used = False  # type: ignore[union-attr]
    return found
