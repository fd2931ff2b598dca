"""Good examples on the page on which an area is written: pointing to one, and taking it away again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kompassros.evaluations.courses.access import course_of, course_page, person_of
from kompassros.evaluations.findings import bank_uses
from kompassros.evaluations.findings.bank_forms import PointForm
from kompassros.evaluations.findings.bank_policies import SEE_EXAMPLE
from kompassros.evaluations.findings.models import ExampleUse, GoodExample
from kompassros.records.errors import DomainError


@course_page("write_findings")
@require_POST
def point_to(request: HttpRequest, slug: str, area: str) -> HttpResponse:
    """Point to an example of the bank beside the area or one of its questions."""
    form = PointForm(request.POST)
    if not form.is_valid():
        raise Http404(_("There is no such example."))
    example = _find_example(request, form.cleaned_data["example"])
    try:
        bank_uses.point_to(
            course=course_of(request),
            example=example,
            area=area,
            question=form.cleaned_data["question"],
            person=person_of(request),
        )
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The example stands in this area now."))
    return redirect("courses:write_area", slug, area)


def _find_example(request: HttpRequest, pk: int) -> GoodExample:
    rows = SEE_EXAMPLE.subjects(request.user).select_related("organisation")
    found: GoodExample | None = rows.filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such example."))
    return found


@course_page("write_findings")
@require_POST
def take_away(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Point to an example no longer."""
    course = course_of(request)
    rows = ExampleUse._base_manager.filter(course=course, pk=pk)
    use: ExampleUse | None = rows.select_related("example", "course__organisation").first()
    if use is None:
        raise Http404(_("The evaluation points to no such example."))
    area = use.area
    try:
        bank_uses.take_away(course=course, use=use, person=person_of(request))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The example is taken away from this area. It stays in the bank."))
    return redirect("courses:write_area", slug, area)
