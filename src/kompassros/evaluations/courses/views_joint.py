"""Joint evaluations: making one, its municipalities side by side, the summary that they share."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.evaluations.courses import joint as joints
from kompassros.evaluations.courses import joint_figures, tables, wording
from kompassros.evaluations.courses.access import person_of
from kompassros.evaluations.courses.forms_joint import JointForm, SummaryForm
from kompassros.evaluations.courses.joint_policies import WRITE_JOINT
from kompassros.evaluations.courses.models import Course, JointEvaluation
from kompassros.evaluations.courses.policies import courses_for
from kompassros.instruments.outline import edition_outline
from kompassros.organisations.models import Organisation
from kompassros.organisations.policies import ADMINISTER
from kompassros.organisations.saving import submit
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.history import of_subject
from kompassros.records.history_table import history_table
from kompassros.web import keeper
from kompassros.web.access import allowed
from kompassros.web.fields import opened
from kompassros.web.tables import respond_with_download


def find_joint(_request: HttpRequest, slug: str) -> JointEvaluation:
    """Return the joint evaluation that an address names; Http404 too for one that all have left."""
    rows = JointEvaluation._base_manager.filter(Exists(Course._base_manager.filter(joint=OuterRef("pk"))), slug=slug)
    found: JointEvaluation | None = rows.first()
    if found is None:
        raise Http404(_("There is no joint evaluation with this address."))
    return found


def find_administered(request: HttpRequest) -> Organisation | None:
    """Return a node that the person administers: whoever administers none makes no joint evaluation."""
    return ADMINISTER.subjects(request.user).order_by("pk").first()


@allowed("organisations.administer", find_administered)
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """Put evaluations of several municipalities side by side."""
    node: Organisation = request.subject  # type: ignore[attr-defined]
    person = person_of(request)
    courses = joints.courses_to_join(person)
    form = JointForm(request.POST if request.method == "POST" else None, initial=opened(node), courses=courses)
    made: dict[str, Any] = {}

    def act(values: dict[str, Any]) -> dict[str, Any]:
        made["slug"] = joints.make_joint(name=values["name"], courses=form.chosen(), person=person).slug
        return made

    if form.is_bound and form.is_valid() and submit(request, form, node, act):
        messages.success(request, _("The evaluations stand side by side now."))
        return redirect("courses:joint", made["slug"]) if made else redirect("courses:list")
    page = {"form": form, "enough": len(courses) >= joints.FEWEST}
    return render(request, "evaluations/courses/joint_make.html", page)


@allowed("evaluations.see_joint", find_joint)
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the municipalities of a joint evaluation, their published points, and the shared summary."""
    joint: JointEvaluation = request.subject  # type: ignore[attr-defined]
    return _page(request, joint, SummaryForm(initial={"text": joint.summary}))


def _page(request: HttpRequest, joint: JointEvaluation, form: SummaryForm, **more: Any) -> HttpResponse:
    person = person_of(request)
    courses = _courses(joint)
    seen = set(courses_for(person, "see_course").filter(joint=joint).values_list("pk", flat=True))
    outline = edition_outline(courses[0].edition)
    results = joint_figures.results_of(courses)
    shown = [tables.joint_table(joint, courses, seen)]
    shown += [joint_figures.points_table(outline, results)] if results else []
    page = {
        "joint": joint,
        "tables": shown,
        "roses": joint_figures.roses(outline, results),
        "published": len(results),
        "count": len(courses),
        "edition": wording.edition_in_words(courses[0].edition),
        "made_up": any(course.made_up for course in courses),
        "form": form if WRITE_JOINT.allows(person, joint) else None,
        **more,
    }
    return respond_with_download(request, *shown) or render(request, "evaluations/courses/joint.html", page)


def _courses(joint: JointEvaluation) -> list[Course]:
    rows = Course._base_manager.filter(joint=joint)
    return list(rows.select_related("organisation", "edition", "edition__instrument").order_by("organisation__sort_sv"))


@allowed("evaluations.write_joint", find_joint)
@require_POST
def summary(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Store the shared summary, by Save or by the draft keeper."""
    joint: JointEvaluation = request.subject  # type: ignore[attr-defined]
    form = SummaryForm(request.POST)
    if not form.is_valid():
        return keeper.invalid(form.errors) if keeper.is_keeper(request) else _page(request, joint, form)
    try:
        version = joints.write_summary(
            joint=joint,
            text=form.cleaned_data["text"],
            version=keeper.version_of(request) or 0,
            request_id=keeper.request_id_of(request) or uuid4(),
            person=person_of(request),
        )
    except DomainError as error:
        return _refused(request, find_joint(request, slug), form, error)
    if keeper.is_keeper(request):
        return keeper.saved(version)
    messages.success(request, _("The summary is stored."))
    return redirect("courses:joint", slug)


def _refused(request: HttpRequest, joint: JointEvaluation, form: SummaryForm, error: DomainError) -> HttpResponseBase:
    """Say why the summary was not stored; what was typed stays in the form, on the version that there is now."""
    if keeper.is_keeper(request):
        if isinstance(error, Conflict):
            return keeper.conflict(str(error), joint.version)
        return keeper.invalid({"__all__": [str(error)]})
    form.add_error(None, str(error))
    latest = of_subject("joint_evaluation", joint.slug)[:1]
    caption = _("Changed since you opened this form")
    return _page(request, joint, form, missed=history_table(latest, caption=caption, name="missed", with_subject=False))
