"""The result on the working pages: points from the total to the evidence, publication, embargo, correction."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.evaluations.courses import services
from kompassros.evaluations.courses.access import course_of, course_page, person_of
from kompassros.evaluations.courses.changing import Act, change, sent
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import is_in
from kompassros.evaluations.publication import embargo, rules
from kompassros.evaluations.publication.annex import annex_of
from kompassros.evaluations.publication.building import build_sheet
from kompassros.evaluations.publication.embargo import RESULT
from kompassros.evaluations.publication.forms import EmbargoForm, PublishForm
from kompassros.evaluations.publication.pages import result_parts
from kompassros.evaluations.publication.publish import publish
from kompassros.evaluations.publication.queries import Result, frozen_result, result_for
from kompassros.evaluations.publication.tables import Address, annex_table
from kompassros.evaluations.publication.tracing import Step, find_step
from kompassros.organisations.saving import ChangeForm, WhyForm
from kompassros.web.fields import opened
from kompassros.web.tables import respond_with_download

_PAGES = {0: "courses:result", 1: "courses:area", 2: "courses:question", 3: "courses:criterion"}
_form_methods = require_http_methods(["GET", "HEAD", "POST"])


def _address(course: Course) -> Address:
    """Return where the levels of a result have their pages: with no ids the total, with one an area ..."""
    return lambda *ids: reverse(_PAGES[len(ids)], args=[course.slug, *ids])


def _page(result: Result) -> dict[str, Any]:
    return {"result": result, "sheet": result.sheet, "detail": result.sheet.detail}


def _crumbs(course: Course, step: Step) -> list[tuple[str, str]]:
    """Return the way from the list of evaluations down to a level of the result."""
    above = [(_("Evaluations"), reverse("courses:list")), (str(course), reverse("courses:show", args=[course.slug]))]
    return [*above, *((link.label, link.href) for link in step.way), (step.title, "")]


@course_page("see_points")
@require_safe
def result(request: HttpRequest, slug: str, **ids: str) -> HttpResponse:
    """Show a level of the result: the total, an area, a question, or a criterion with its evidence."""
    course = course_of(request)
    found = result_for(course, person_of(request))
    step = find_step(found.sheet, _address(course), *ids.values())
    if step is None:
        raise Http404(_("This result has no such area, question or criterion."))
    page = {**_page(found), "step": step, "title": step.title, "crumbs": _crumbs(course, step)}
    tables = [step.table] if step.table else []
    if not ids:
        page |= {**result_parts(found.sheet), **_what_may_be_done(request, course)}
        tables.append(page["shares"])
    template = "evaluations/publication/level.html" if ids else "evaluations/publication/result.html"
    return respond_with_download(request, *tables) or render_course(request, template, page)


def _what_may_be_done(request: HttpRequest, course: Course) -> dict[str, bool]:
    person = person_of(request)
    return {
        "may_publish": is_in(person, course, "publish"),
        "may_correct": is_in(person, course, "correct") and not course.correcting,
        "may_move_embargo": is_in(person, course, "correct"),
    }


@course_page("see_points")
@require_safe
def annex(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything that explains the points on one page, for paper; as a table for download."""
    course = course_of(request)
    found = result_for(course, person_of(request))
    file = respond_with_download(request, annex_table(found.sheet))
    page = {**_page(found), "title": _("Annex: all criteria"), "annex": annex_of(found.sheet)}
    return file or render_course(request, "evaluations/publication/annex_page.html", page)


def _change(
    request: HttpRequest, form: ChangeForm, act: Act, page: dict[str, Any], template: str, said: str
) -> HttpResponse:
    file = f"evaluations/publication/{template}.html"
    return change(
        request, form, act, page=page, said=said, to="courses:result", about=(RESULT, "result"), template=file
    )


@course_page("publish")
@_form_methods
def publish_result(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what will be frozen and what is missing; freeze it."""
    course, person = course_of(request), person_of(request)
    form = PublishForm(sent(request), initial=opened(course))

    def act(values: dict[str, Any]) -> None:
        publish(course=course, person=person, embargo_until=values["embargo_until"])

    preview = Result(build_sheet(course), True)
    page = {
        **_page(preview),
        **result_parts(preview.sheet),
        "title": _("Publish the result"),
        "missing_now": rules.lacking(course),
        "held": bool(embargo.held_back(course)),
    }
    return _change(request, form, act, page, "publish", _("The sheet is frozen."))


@course_page("correct")
@_form_methods
def change_embargo(request: HttpRequest, slug: str) -> HttpResponse:
    """Move or lift the embargo of a result that is not public yet."""
    course, person = course_of(request), person_of(request)
    form = EmbargoForm(sent(request), initial=opened(course, embargo_until=course.embargo_until))

    def act(values: dict[str, Any]) -> None:
        embargo.change_embargo(course=course, until=values["embargo_until"], person=person, why=values["why"])

    page = {"title": _("Change the embargo"), "result": frozen_result(course)}
    return _change(request, form, act, page, "embargo", _("The embargo is changed."))


@course_page("correct")
@_form_methods
def begin_correction(request: HttpRequest, slug: str) -> HttpResponse:
    """Open judgements and findings to the lead again, with a reason."""
    course, person = course_of(request), person_of(request)
    form = WhyForm(sent(request), initial=opened(course))

    def act(values: dict[str, Any]) -> None:
        services.begin_correction(course=course, person=person, why=values["why"])

    page = {"title": _("Correct the result"), "result": frozen_result(course)}
    said = _("The correction has begun: change the judgements and findings, then publish again.")
    return _change(request, form, act, page, "correction", said)
