"""What every page's frame needs: menu, languages, the person, the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils import timezone, translation

from kompassros.web.formats import current_language
from kompassros.web.navigation import NavLink, links

# In their own words, whatever language the page is in.
LANGUAGE_NAMES = {"sv": "Svenska", "nb": "Norsk", "en": "English"}

_clock: list[Callable[[], datetime]] = [timezone.now]
_count_unread: list[Callable[[Any], int]] = [lambda _person: 0]


@dataclass(frozen=True)
class LanguageLink:
    """This same page in a language."""

    code: str
    name: str
    href: str
    current: bool


@dataclass(frozen=True)
class Frame:
    """What stands around the content of one page.

    person: label of who is signed in, or empty; number: the key of that account, as text, or empty.
    clock: only when it is set by hand. unread: asked by the head of the page, counts the person's unread notices.
    search, sign_in: addresses, empty where this installation has none.
    """

    nav: tuple[NavLink, ...]
    foot: tuple[NavLink, ...]
    person: str
    number: str
    unread: Callable[[], int]
    languages: tuple[LanguageLink, ...]
    search: str
    query: str
    sign_in: str
    source: str
    clock: datetime | None


def use_clock(clock: Callable[[], datetime]) -> None:
    """Take the time from this clock; called once at start-up by the app that owns it."""
    _clock[0] = clock


def now() -> datetime:
    """Return the present moment, aware, by that clock."""
    return _clock[0]()


def use_notices(count: Callable[[Any], int]) -> None:
    """Take the number of a person's unread notices from here; called once at start-up by the app that owns them."""
    _count_unread[0] = count


def site(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: the one name ``frame`` (allauth's own views use ``site``)."""
    frame = Frame(
        nav=links(request),
        foot=links(request, "foot"),
        person=_person(request),
        number=number_of(request),
        unread=partial(_unread, request),
        languages=language_links(request),
        search=address("portal:search"),
        query=_query(request),
        sign_in=_sign_in(request),
        source=getattr(settings, "SOURCE_URL", ""),
        clock=now() if getattr(settings, "CLOCK_FILE", "") else None,
    )
    return {"frame": frame}


def address(name: str) -> str:
    """Return the path of a named URL, or an empty text where this installation has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def language_links(request: HttpRequest) -> tuple[LanguageLink, ...]:
    """Return the page's own address in each language; the first page where it has none."""
    here = request.get_full_path()
    now = current_language()
    return tuple(
        LanguageLink(code, name, here if code == now else _in_language(here, code), code == now)
        for code, name in LANGUAGE_NAMES.items()
    )


def path_in_language(path: str, language: str) -> str:
    """Return the path of the same page in a language, whatever language is active; one that is no page stays."""
    with translation.override(translation.get_language_from_path(path) or translation.get_language()):
        return translate_url(path, language)


def _query(request: HttpRequest) -> str:
    """Return the words searched for; none in an address that Django refuses to read, on the page that says so."""
    try:
        return request.GET.get("q", "")
    except SuspiciousOperation:
        return ""


def _in_language(path: str, code: str) -> str:
    """Return the page in the language; the first page where this one has no address (an error page)."""
    translated = translate_url(path, code)
    return translated if translated != path else translate_url(address("portal:front"), code)


def _person(request: HttpRequest) -> str:
    user = getattr(request, "user", None)
    return str(user) if user is not None and user.is_authenticated else ""


def _unread(request: HttpRequest) -> int:
    return _count_unread[0](request.user) if number_of(request) else 0


def number_of(request: HttpRequest) -> str:
    """Return the key of the account that is signed in, as text; empty for none."""
    user = getattr(request, "user", None)
    return str(user.pk) if user is not None and user.is_authenticated else ""


def _sign_in(request: HttpRequest) -> str:
    """Return the sign-in page, which then comes back here; nothing on the pages of signing in themselves."""
    page = address("account_login")
    return f"{page}?{urlencode({'next': request.path})}" if page and "/accounts/" not in request.path else ""
