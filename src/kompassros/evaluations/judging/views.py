"""The judging screen and what lies beside it: progress, precedents, the history and comments of a criterion."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.access import course_of, course_page, find_course, person_of
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import is_in
from kompassros.evaluations.judging.cards import Card, card_of
from kompassros.evaluations.judging.drawing import Drawing, level_choices, reach_choices
from kompassros.evaluations.judging.framework import framework_of, label_of
from kompassros.evaluations.judging.models import Level, Reach
from kompassros.evaluations.judging.screen import progress_of, screen_of
from kompassros.evaluations.judging.services import KIND
from kompassros.evaluations.judging.signs import State, sign_of
from kompassros.evaluations.publication.precedents import Precedent, precedents_for
from kompassros.instruments.outline import in_language
from kompassros.records.comments import Subject
from kompassros.records.history_table import history_table
from kompassros.records.views_comments import comment_view
from kompassros.web.formats import current_language
from kompassros.web.keeper import is_keeper

SIDES = ("judge", "second")


@course_page("see_judgements")
@require_safe
def judge(request: HttpRequest, slug: str, area: str = "") -> HttpResponse:
    """Show the criteria of an area to be judged one after another; without an area, the person's own."""
    course, person = course_of(request), person_of(request)
    try:
        screen = screen_of(course, person, area)
    except KeyError:
        raise Http404(_("This evaluation has no such area.")) from None
    side = side_of(request, course, second=screen.second)
    beside = reverse("courses:precedents", args=[slug, screen.area.id])
    page: dict[str, Any] = {
        "title": _("Judging"),
        "screen": screen,
        "side": side,
        "cards": Drawing(request, course, side).draw_all(screen.cards, "card.html", precedents=beside).values(),
        "precedents": beside,
        "signs": [sign_of(state) for state in State],
        "levels": level_choices(),
        "reaches": reach_choices(),
    }
    return render_course(request, "evaluations/judging/judge.html", page)


def side_of(request: HttpRequest, course: Course, *, second: bool) -> str:
    """Return whose form is shown: the one that the address asks for, else the person's own; none when all is shut."""
    if not is_in(person_of(request), course, "judge"):
        return ""
    asked = request.GET.get("view", "")
    return asked if asked in SIDES else "second" if second else "judge"


@course_page("see_judgements")
@require_safe
def progress(request: HttpRequest, slug: str, area: str) -> HttpResponse:
    """Answer the progress of all areas as a part of a page, as it is after a save."""
    course = course_of(request)
    _refuse_unknown_area(course, area)
    return render_course(request, "evaluations/judging/areas.html", {"areas": progress_of(course, area)})


@course_page("see_judgements")
@require_safe
def precedents(request: HttpRequest, slug: str, area: str) -> HttpResponse:
    """Show how the criteria of an area were judged elsewhere; the screen's script gets them as parts."""
    course = course_of(request)
    _refuse_unknown_area(course, area)
    placed = framework_of(course.edition).by_area[area]
    found = precedents_for(course, [one.criterion.id for one in placed])
    if is_keeper(request):
        return JsonResponse({"parts": {_selector(key): _precedents(rows) for key, rows in found.items()}})
    name = in_language(placed[0].area.name, current_language())
    listed = [(key, label_of(course.edition, key, current_language()), _in_words(rows)) for key, rows in found.items()]
    page = {"title": _("Precedents"), "area": area, "area_name": name, "listed": listed}
    return render_course(request, "evaluations/judging/precedents.html", page)


def _selector(criterion: str) -> str:
    return f'[data-precedents-of="{criterion}"]'


def _precedents(rows: Iterable[Precedent]) -> str:
    return render_to_string("evaluations/judging/precedent_list.html", {"precedents": _in_words(rows)})


def _in_words(rows: Iterable[Precedent]) -> list[tuple[Precedent, str, str]]:
    """Return precedents with their level and reach in words."""
    return [(one, str(Level(one.level).label), str(Reach(one.reach).label)) for one in rows if one.level]


def _refuse_unknown_area(course: Course, area: str) -> None:
    if area not in framework_of(course.edition).by_area:
        raise Http404(_("This evaluation has no such area."))


@course_page("see_judgements")
@require_safe
def criterion_history(request: HttpRequest, slug: str, criterion: str) -> HttpResponse:
    """Show everything that happened to the judgement of one criterion."""
    course = course_of(request)
    card = find_card(request, criterion)
    entries = trail.entries_about(course, KIND, criterion).select_related("person")
    table = history_table(
        entries,
        caption=_("What happened to this judgement"),
        with_subject=False,
        empty_text=_("Nobody has judged this criterion yet."),
    )
    page = {"title": _("History"), "card": card, "table": table, "area": area_of(course, criterion)}
    return render_course(request, "evaluations/judging/history.html", page)


def find_card(request: HttpRequest, criterion: str) -> Card:
    """Return the criterion that an address names; Http404 for one that the evaluation has not."""
    card = card_of(course_of(request), criterion, person_of(request))
    if card is None:
        raise Http404(_("This evaluation has no such criterion."))
    return card


def area_of(course: Course, criterion: str) -> str:
    """Return the id of the area that a criterion of the evaluation belongs to."""
    return framework_of(course.edition).placed[criterion].area.id


def address_of(course: Course, criterion: str) -> str:
    """Return the place of a criterion on the judging screen."""
    return f"{reverse('courses:judge', args=[course.slug, area_of(course, criterion)])}#{criterion}"


def _find_with_criterion(request: HttpRequest, slug: str, criterion: str) -> Course:
    course = find_course(request, slug)
    if criterion not in framework_of(course.edition).placed:
        raise Http404(_("This evaluation has no such criterion."))
    course.commented = criterion  # type: ignore[attr-defined]
    return course


def _subject(course: Course) -> Subject:
    """Name the evaluation only: which criterion the team talks about is not told in the municipality's history."""
    criterion: str = course.commented  # type: ignore[attr-defined]
    return Subject(
        kind=KIND,
        key=f"{course.slug}/{criterion}",
        label=str(course),
        organisation_id=course.organisation_id,
        address=reverse("courses:criterion_comments", args=[course.slug, criterion]),
    )


comments = comment_view(policy="evaluations.see_judgements", find=_find_with_criterion, subject=_subject)
