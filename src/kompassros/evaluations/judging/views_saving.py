"""The addresses to which the judging screen sends its forms."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.access import course_of, course_page, person_of
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.evidence.queries import is_supported
from kompassros.evaluations.judging import services
from kompassros.evaluations.judging.cards import Card
from kompassros.evaluations.judging.drawing import Drawing, draw_difference
from kompassros.evaluations.judging.forms import JudgementForm, SecondForm, SettleForm
from kompassros.evaluations.judging.models import Judgement
from kompassros.evaluations.judging.signs import State, signs_of, standing_of
from kompassros.evaluations.judging.views import address_of, find_card
from kompassros.records.answering import Saving, Values, answer
from kompassros.web.formats import format_time

_TYPED = {
    "judge": ("level", "reach", "basis", "remark", "version"),
    "second": ("second_level", "second_reach", "second_remark", "second_version"),
}


@course_page("judge")
@require_POST
def save_judgement(request: HttpRequest, slug: str, criterion: str) -> HttpResponse:
    """Take the judge's view of a criterion, from the draft keeper or by Save."""
    course, person = course_of(request), person_of(request)

    def act(values: Values) -> Judgement:
        return services.save_judgement(course=course, criterion=criterion, person=person, **_without_id(values))

    return answer(request, _saving(request, criterion, "judge", JudgementForm(request.POST), act))


@course_page("judge")
@require_POST
def save_second(request: HttpRequest, slug: str, criterion: str) -> HttpResponse:
    """Take the second reader's view of a criterion."""
    course, person = course_of(request), person_of(request)

    def act(values: Values) -> Judgement:
        return services.save_second(course=course, criterion=criterion, person=person, **_without_id(values))

    return answer(request, _saving(request, criterion, "second", SecondForm(request.POST), act))


@course_page("judge")
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, slug: str, criterion: str) -> HttpResponse:
    """Show both views of a criterion, and take how their difference ends."""
    course, person = course_of(request), person_of(request)
    if request.method != "POST":
        return _page(request, find_card(request, criterion), "settle", None)

    def act(values: Values) -> Judgement:
        return services.settle(
            course=course,
            criterion=criterion,
            take_second=values["take"] == "second",
            why=values["why"],
            person=person,
            version=values["version"],
            second_version=values["second_version"],
        )

    return answer(request, _saving(request, criterion, "settle", SettleForm(request.POST), act))


def _without_id(values: Values) -> Values:
    return {name: value for name, value in values.items() if name != "request_id"}


def _saving(
    request: HttpRequest, criterion: str, side: str, form: forms.Form, act: Callable[[Values], Judgement]
) -> Saving:
    course = course_of(request)
    if side == "settle":
        find_card(request, criterion)  # Http404 before anything is saved
    saved: list[Judgement] = []

    def act_and_keep(values: Values) -> int:
        saved.append(act(values))
        return _version(saved[0], side)

    def now() -> tuple[int, str, Mapping[str, str]]:
        row = services.find_judgement(course, criterion)
        return (
            _version(row, side),
            who_was_first(course, criterion),
            {_of("theirs", side, criterion): theirs(row, side)},
        )

    def parts() -> Mapping[str, str]:
        if saved and not saved[0].differs:
            return _parts(criterion, side, signs=_signs(course, saved[0]), difference="")
        return parts_of(request, find_card(request, criterion), side)

    def page(form: forms.Form) -> HttpResponse:
        return _page(request, find_card(request, criterion), side, form)

    return Saving(
        form=form,
        act=act_and_keep,
        parts=parts,
        now=now,
        page=page,
        after=address_of(course, criterion),
    )


def parts_of(request: HttpRequest, card: Card, side: str) -> dict[str, str]:
    """Return what changes on the screen when a criterion was saved: its signs and its difference."""
    return _parts(card.id, side, signs=card.signs, difference=draw_difference(course_of(request), card))


def _parts(criterion: str, side: str, *, signs: str, difference: str) -> dict[str, str]:
    return {
        f'[data-signs-of="{criterion}"]': signs,
        f'[data-difference-of="{criterion}"]': difference,
        _of("theirs", side, criterion): "",
    }


def _signs(course: Course, row: Judgement) -> str:
    """Draw where a judgement stands on which nobody differs: without its card, for each save waits for it."""
    state = standing_of(row.level, row.reach, evidence=0)
    if state is State.UNSUPPORTED and is_supported(course, row.criterion):
        state = State.JUDGED
    return signs_of(state, differs=False)


def _version(row: Judgement, side: str) -> int:
    return row.second_version if side == "second" else row.version


def _of(what: str, side: str, criterion: str) -> str:
    return f'[data-{what}-of="{side}-{criterion}"]'


def who_was_first(course: Course, criterion: str) -> str:
    """Say who changed a judgement last and when."""
    entry = trail.entries_about(course, services.KIND, criterion).first()
    if entry is None:
        return ""
    text = _(
        "Not saved: %(name)s changed this at %(time)s. That is shown beside; what you typed is still here. "
        "Save again to keep yours."
    )
    return text % {"name": entry.person_label, "time": format_time(entry.at)}


def theirs(row: Judgement, side: str) -> str:
    """Draw what is stored of a judgement, for somebody whose own text was not taken."""
    return render_to_string("evaluations/judging/theirs.html", {"row": row, "side": side})


def _page(request: HttpRequest, card: Card, side: str, form: forms.Form | None) -> HttpResponse:
    """Show a form that was not taken with what was typed in it, or the two views of a criterion."""
    course = course_of(request)
    row = services.find_judgement(course, card.id)
    typed = {} if form is None or side == "settle" else _typed(form, side, row)
    shown = replace(card, row={**card.row, **typed})
    drawing = Drawing(request, course, side)
    page: dict[str, Any] = {
        "title": f"{card.number} {_('Settle the difference') if side == 'settle' else _('Judging')}",
        "card": card,
        "side": side,
        "form": form,
        "row": row,
        "drawn": drawing.draw_all([shown], "one.html")[card.id],
        "back": address_of(course, card.id),
    }
    return render_course(request, "evaluations/judging/criterion.html", page, status=422 if form else 200)


def _typed(form: forms.Form, side: str, row: Judgement) -> dict[str, Any]:
    """Return what was typed, on the version that is stored now."""
    names = _TYPED[side]
    typed: dict[str, Any] = {name: form.data.get(name.removeprefix("second_"), "") for name in names[:-1]}
    return typed | {names[-1]: getattr(row, names[-1])}
