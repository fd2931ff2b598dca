"""The pages of one evaluation that a person may open, in the order of the course; and how such a page is rendered."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise

from kompassros.evaluations.courses.access import course_of, person_of
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import is_in
from kompassros.evaluations.courses.wording import edition_in_words
from kompassros.evaluations.courses.workflow import STAGES
from kompassros.organisations.models import Person


@dataclass(frozen=True)
class Entry:
    """A page of the menu: its address, its name, and the action (of policies.RULES) that it needs."""

    address: str
    label: str | Promise
    action: str


@dataclass(frozen=True)
class Link:
    """An entry as it is drawn."""

    href: str
    label: str
    current: bool


_entries: list[tuple[int, Entry]] = []


def add_to_menu(order: int, entry: Entry) -> None:
    """Add a page to the menu of every evaluation; rooms do so where they give their addresses."""
    if all(known.address != entry.address for _order, known in _entries):
        _entries.append((order, entry))
        _entries.sort(key=lambda added: added[0])


def menu_of(course: Course, person: Person, path: str) -> list[Link]:
    """Return the links that a person may follow; ``path`` is the page at hand (a page below one counts as it)."""
    links = [
        (reverse(entry.address, args=[course.slug]), str(entry.label))
        for _order, entry in _entries
        if is_in(person, course, entry.action)
    ]
    here = max((href for href, _label in links if path.startswith(href)), key=len, default="")
    return [Link(href, label, href == here) for href, label in links]


def render_course(
    request: HttpRequest, template: str, page: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Render a page of an evaluation: templates extend evaluations/courses/base.html, which has head and menu."""
    course = course_of(request)
    frame = {
        "course": course,
        "edition_name": edition_in_words(course.edition),
        "stage": STAGES[course.stands],
        "menu": menu_of(course, person_of(request), request.path),
    }
    return render(request, template, frame | (page or {}), status=status)
