"""Calibration: opening a round, marking blind, looking at it side by side, taking a mark over by hand."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kompassros.evaluations.courses.access import course_of, course_page, person_of
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import is_in
from kompassros.evaluations.judging import calibrating
from kompassros.evaluations.judging.calibrating import View
from kompassros.evaluations.judging.cards import Card, Viewer, make_card, pieces_of, tied_to
from kompassros.evaluations.judging.comparing import compare, markers_of, own_marks
from kompassros.evaluations.judging.drawing import ANY, Drawing, level_choices, reach_choices
from kompassros.evaluations.judging.forms import MarkForm, RoundForm
from kompassros.evaluations.judging.framework import framework_of
from kompassros.evaluations.judging.models import BlindMark, Calibration, Reach
from kompassros.evaluations.judging.queries import Row, shown_rows
from kompassros.evaluations.judging.signs import State, sign_of
from kompassros.evaluations.judging.skeleton import SLOT
from kompassros.evaluations.judging.wording import agreement_in_words, alpha_in_words
from kompassros.organisations.models import Person
from kompassros.organisations.saving import submit
from kompassros.records.answering import Saving, Values, answer
from kompassros.records.errors import DomainError


@course_page("see_judgements")
@require_http_methods(["GET", "HEAD", "POST"])
def list_calibrations(request: HttpRequest, slug: str) -> HttpResponse:
    """List the rounds with how far everybody has come, and open a new one."""
    course, person = course_of(request), person_of(request)
    may_open = is_in(person, course, "calibrate")
    form = RoundForm(framework_of(course.edition), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        opened = _open(request, form, course, person)
        if opened:
            return redirect("courses:calibration", slug=slug, pk=opened)
    rows = list(Calibration.objects.filter(course=course).select_related("opened_by").order_by("-opened_at", "-pk"))
    markers = markers_of(course, rows)
    page = {
        "title": _("Calibration"),
        "rounds": [(row, markers[row.pk]) for row in rows],
        "form": form if may_open else None,
    }
    return render_course(request, "evaluations/judging/calibrations.html", page, status=422 if form.errors else 200)


def _open(request: HttpRequest, form: RoundForm, course: Course, person: Person) -> int:
    """Open the round once; 0 where the service refused it, which the form then says."""
    opened: list[int] = []

    def act(values: Values) -> dict[str, Any]:
        seed = calibrating.new_seed() if values["what"] == "tenth" else None
        criteria = form.chosen() if seed is None else calibrating.draw_tenth(course, seed)
        row = calibrating.open_round(course=course, title=values["title"], criteria=criteria, person=person, seed=seed)
        opened.append(row.pk)
        return {"calibration": row.pk}

    if not submit(request, form, course, act):
        return 0
    return opened[0] if opened else Calibration.objects.filter(course=course).latest("pk").pk


def _find(request: HttpRequest, pk: int) -> Calibration:
    rows = Calibration.objects.filter(course=course_of(request)).select_related("opened_by")
    found: Calibration = get_object_or_404(rows, pk=pk)
    found.course = course_of(request)
    return found


@course_page("see_judgements")
@require_http_methods(["GET", "HEAD"])
def calibration(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show the criteria to be marked, or, when the round is shown, all marks side by side."""
    course, row = course_of(request), _find(request, pk)
    page: dict[str, Any] = {"title": row.title, "round": row, "markers": markers_of(course, [row])[row.pk]}
    may_mark = is_in(person_of(request), course, "calibrate")
    if row.shown_at is not None:
        return _show_side_by_side(request, row, page | {"may_judge": is_in(person_of(request), course, "judge")})
    cards = _mark_cards(request, row)
    drawing = Drawing(request, course, "judge" if may_mark else "")
    action = reverse("courses:save_mark", args=[slug, pk, ANY]).replace(ANY, SLOT["id"])
    page |= {
        "cards": cards,
        "drawn": drawing.draw_all(cards, "mark_card.html", round=row, save_mark=SafeString(action)).values(),
        "may_mark": may_mark,
        "marking": True,
        "side": drawing.side,
        "signs": [sign_of(state) for state in State],
        "levels": level_choices(),
        "reaches": reach_choices(),
    }
    return render_course(request, "evaluations/judging/marking.html", page)


def _mark_cards(request: HttpRequest, row: Calibration) -> list[Card]:
    """Return the criteria of a round with one's own marks; no judgement and nobody else's mark is beside them."""
    course, person = course_of(request), person_of(request)
    marks, pieces, placed = own_marks(row, person), pieces_of(course), framework_of(course.edition).placed
    viewer = Viewer(person.pk, leads=False)
    found = [
        make_card(placed[one], _as_row(marks.get(one)), tied_to(pieces, one), "", viewer=viewer) for one in row.criteria
    ]
    return [replace(card, state=State.JUDGED if card.row["level"] else State.UNJUDGED) for card in found]


def _as_row(mark: BlindMark | None) -> Row:
    """Return one's own mark in the shape of a judgement that is not made; version 0 where there is none."""
    empty = {"second_level": "", "second_reach": "", "settled_by_id": None, "settled_why": "", "judged_by_id": None}
    if mark is None:
        return empty | {"level": "", "reach": Reach.WHOLE.value, "remark": "", "version": 0}
    return empty | {"level": mark.level, "reach": mark.reach, "remark": mark.remark, "version": mark.version}


def _show_side_by_side(request: HttpRequest, row: Calibration, page: dict[str, Any]) -> HttpResponse:
    course = course_of(request)
    found, judged = compare(course, row), shown_rows(course)
    page |= {
        "comparison": found,
        "lines": [(line, judged.get(line.criterion)) for line in found.lines],
        "areas": [(area.name, agreement_in_words(area.percent)) for area in found.areas],
        "whole": agreement_in_words(found.whole),
        "alpha": alpha_in_words(found.alpha),
    }
    return render_course(request, "evaluations/judging/side_by_side.html", page)


@course_page("calibrate")
@require_POST
def save_mark(request: HttpRequest, slug: str, pk: int, criterion: str) -> HttpResponse:
    """Take one's own mark of a criterion."""
    row, person = _find(request, pk), person_of(request)
    if criterion not in row.criteria:
        raise Http404(_("This round has no such criterion."))

    def act(values: Values) -> int:
        view = View(values["level"], values["reach"] or Reach.WHOLE.value, values["remark"])
        saved = calibrating.save_mark(
            calibration=row, criterion=criterion, view=view, person=person, version=values["version"]
        )
        return saved.version

    def now() -> tuple[int, str, dict[str, str]]:
        mark = own_marks(row, person).get(criterion)
        return (mark.version if mark else 0), _("You have marked this in another window. Save again to keep this."), {}

    back = f"{reverse('courses:calibration', args=[slug, pk])}#{criterion}"
    saving = Saving(
        form=MarkForm(request.POST),
        act=act,
        parts=lambda: {f'[data-signs-of="{criterion}"]': sign_of(State.JUDGED)},
        now=now,
        page=lambda form: _refused(request, form, back),
        after=back,
    )
    return answer(request, saving)


def _refused(request: HttpRequest, form: Any, back: str) -> HttpResponse:
    for errors in form.errors.values():
        for error in errors:
            messages.error(request, str(error))
    return redirect(back)


@course_page("calibrate")
@require_POST
def show_calibration(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show the marks to the team."""
    try:
        calibrating.show_round(calibration=_find(request, pk), person=person_of(request))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("courses:calibration", slug=slug, pk=pk)


@course_page("judge")
@require_POST
def take_mark(request: HttpRequest, slug: str, pk: int, mark: int) -> HttpResponse:
    """Make a shown mark the judgement of its criterion, as a person chose."""
    row = _find(request, pk)
    chosen = get_object_or_404(BlindMark.objects.filter(calibration=row), pk=mark)
    chosen.calibration, chosen.course = row, course_of(request)
    number = framework_of(chosen.course.edition).placed[chosen.criterion].number
    try:
        version = int(request.POST.get("version", ""))
        judged = calibrating.take_over(mark=chosen, person=person_of(request), version=version)
    except (DomainError, ValueError) as error:
        messages.error(request, str(error) if isinstance(error, DomainError) else _("The form is incomplete."))
    else:
        text = _("Criterion %(number)s is now judged: %(level)s.")
        messages.success(request, text % {"number": number, "level": judged.get_level_display()})
    return redirect("courses:calibration", slug=slug, pk=pk)
