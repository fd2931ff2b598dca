"""Pages of an evaluation: found by its slug, allowed by a policy, read inside the scope of its organisation."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlsplit

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import resolve
from django.utils.translation import gettext as _

from kompassros.evaluations.courses.models import Course
from kompassros.instruments.outline import edition_row
from kompassros.organisations.models import Person
from kompassros.organisations.scoping import organisation_scope
from kompassros.web.access import View, allowed


def find_course(request: HttpRequest, slug: str, **others: Any) -> Course:
    """Return the evaluation that an address names; Http404 for one that is not there."""
    rows = Course._base_manager.select_related("organisation", "joint")
    try:
        course = rows.annotate(edition_sha256=F("edition__sha256")).get(slug=slug)
    except Course.DoesNotExist:
        raise Http404(_("There is no evaluation with this address.")) from None
    course.edition = edition_row(course.edition_id, course.edition_sha256)
    return course


def course_page(name: str) -> Callable[[View], View]:
    """Declare a page of an evaluation, for whom RULES[name] holds; ``request.subject`` is the course."""

    def decorate(view: View) -> View:
        @wraps(view)
        def scoped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            with organisation_scope(course_of(request).organisation):
                return view(request, *args, **kwargs)

        page = allowed(f"evaluations.{name}", find_course)(scoped)
        page.course_action = name  # type: ignore[attr-defined]
        return page

    return decorate


def action_of(address: str) -> str:
    """Return the key of RULES that the page of an evaluation at an address needs; empty for any other page."""
    return str(getattr(resolve(urlsplit(address).path).func, "course_action", ""))


def course_of(request: HttpRequest) -> Course:
    """Return the evaluation that the page is about."""
    return cast("Course", request.subject)  # type: ignore[attr-defined]


def person_of(request: HttpRequest) -> Person:
    """Return the person who is signed in."""
    return cast("Person", request.user)
