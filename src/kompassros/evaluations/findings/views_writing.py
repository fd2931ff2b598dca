"""Writing the findings of one area: each saved as it is typed, suggestions taken over, the order changed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kompassros.evaluations.courses.access import course_of, course_page, person_of
from kompassros.evaluations.courses.changing import told_errors
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.findings import queries, services
from kompassros.evaluations.findings.bank_queries import area_examples
from kompassros.evaluations.findings.forms import FindingForm, NewFindingForm
from kompassros.evaluations.findings.models import Finding
from kompassros.evaluations.findings.queries import AreaFindings
from kompassros.evaluations.findings.services import Wording
from kompassros.records.answering import Saving, Values, answer
from kompassros.records.errors import DomainError
from kompassros.records.requests import once
from kompassros.web.access import View
from kompassros.web.keeper import version_of


def find_finding(course: Course, pk: int) -> Finding:
    """Return a finding of the evaluation; Http404 for any other."""
    rows = Finding._base_manager.filter(course=course, pk=pk)
    found: Finding | None = rows.select_related("reply", "course__organisation").first()
    if found is None:
        raise Http404(_("The evaluation has no such finding."))
    return found


@course_page("write_findings")
@require_http_methods(["GET", "HEAD", "POST"])
def write_area(request: HttpRequest, slug: str, area: str) -> HttpResponse:
    """Show the findings of an area to be written, and add one."""
    form = NewFindingForm(request.POST) if request.method == "POST" else NewFindingForm()
    if form.is_bound and form.is_valid() and _add(request, form, area):
        messages.success(request, _("The finding is added."))
        return redirect("courses:write_area", slug, area)
    return _area_page(request, area, form, status=422 if form.is_bound else 200)


def _add(request: HttpRequest, form: NewFindingForm, area: str) -> bool:
    course, person, values = course_of(request), person_of(request), form.cleaned_data
    wording = Wording(values["kind"], area, values["question"], values["text"], values["emphasised"])

    def act() -> dict[str, Any]:
        written = services.write_finding(course=course, wording=wording, person=person)
        return {"finding": written.pk}

    try:
        once(request_id=values["request_id"], person=person, act=act) if values["request_id"] else act()
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    return True


def _area_page(request: HttpRequest, area: str, form: NewFindingForm, *, status: int) -> HttpResponse:
    course = course_of(request)
    areas = queries.areas_with_findings(course)
    here = next((one for one in areas if one.id == area), None)
    if here is None:
        raise Http404(_("The edition has no such area or question."))
    page = {
        "title": f"{here.no} {here.name}",
        "areas": areas,
        "here": here,
        "kinds": _kinds(here),
        "suggestions": queries.suggestions_for(course, area),
        "removed": queries.removed_findings(course, area),
        "bank": area_examples(course, here, person_of(request), request.GET.get("find", "")),
        "form": form,
    }
    return render_course(request, "evaluations/findings/write_area.html", page, status=status)


def _kinds(here: AreaFindings) -> list[tuple[str, str, tuple[Finding, ...]]]:
    kind = Finding.Kind
    return [
        (kind.STRENGTH.value, _("Strengths"), here.strengths),
        (kind.IMPROVEMENT.value, _("Areas for improvement"), here.improvements),
    ]


@course_page("write_findings")
@require_POST
def save_finding(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take what a finding says, from the draft keeper or by Save."""
    course, person = course_of(request), person_of(request)
    finding = find_finding(course, pk)

    def act(values: Values) -> int:
        finding.version = values["version"]
        changed = services.change_finding(
            course=course,
            finding=finding,
            text=values["text"],
            emphasised=values["emphasised"],
            question=values["question"],
            person=person,
        )
        return changed.version

    def now() -> tuple[int, str, dict[str, str]]:
        finding.refresh_from_db()
        theirs = format_html("<p>{}</p><p>{}</p>", _("What is stored now:"), finding.text)
        return finding.version, "", {f'[data-theirs-of="{pk}"]': theirs}

    def page(form: Any) -> HttpResponse:
        told_errors(request, form)
        return _one_page(request, finding, form)

    saving = Saving(
        form=FindingForm(request.POST),
        act=act,
        parts=lambda: {f'[data-theirs-of="{pk}"]': ""},
        now=now,
        page=page,
        after=reverse("courses:write_area", args=[slug, finding.area]),
    )
    return answer(request, saving)


def _one_page(request: HttpRequest, finding: Finding, form: FindingForm) -> HttpResponse:
    """Show one finding again with what was typed, on the version that is stored now."""
    areas = queries.areas_with_findings(course_of(request))
    finding.refresh_from_db()
    stored, version = finding.text, finding.version
    finding.text = str(form.data.get("text", stored))
    page = {
        "title": _("Finding"),
        "finding": finding,
        "version": version,
        "stored": stored,
        "here": next(area for area in areas if area.id == finding.area),
        "form": form,
    }
    return render_course(request, "evaluations/findings/write_finding.html", page, status=422)


Act = Callable[..., object]


def _acting(act: Act, said: Promise | str) -> View:
    """Return the view of a button beside a finding: does something with the version that was seen, and says so."""

    def view(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        course, finding = course_of(request), find_finding(course_of(request), pk)
        finding.version = version_of(request) or finding.version
        try:
            act(course=course, finding=finding, person=person_of(request))
        except DomainError as error:
            messages.error(request, str(error))
        else:
            if said:
                messages.success(request, str(said))
        return redirect("courses:write_area", slug, finding.area)

    return course_page("write_findings")(require_POST(view))


def _up(**values: Any) -> None:
    services.move_finding(up=True, **values)


def _down(**values: Any) -> None:
    services.move_finding(up=False, **values)


remove_finding = _acting(services.remove_finding, gettext_lazy("The finding is taken out. It can be put back below."))
restore_finding = _acting(services.restore_finding, gettext_lazy("The finding is back."))
move_up = _acting(_up, "")
move_down = _acting(_down, "")


@course_page("write_findings")
@require_POST
def take_suggestions(request: HttpRequest, slug: str, area: str) -> HttpResponse:
    """Write a finding for each suggestion that was ticked."""
    course = course_of(request)
    wanted = set(request.POST.getlist("criterion"))
    chosen = [
        one.suggestion
        for one in queries.suggestions_for(course, area)
        if f"{one.suggestion.kind}:{one.suggestion.criterion}" in wanted
    ]
    try:
        taken = services.take_suggestions(course=course, suggestions=chosen, person=person_of(request))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        said = ngettext("%(count)s finding is added.", "%(count)s findings are added.", len(taken))
        messages.success(request, said % {"count": len(taken)})
    return redirect("courses:write_area", slug, area)
