"""Frames, outcomes and forecasts of many bodies from a file: looked over, then all of them stored, or none."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kompassros.documents.workbooks import LARGEST_FILE
from kompassros.organisations.tables import troubles_table
from kompassros.steering.access import person_of, plan_of, plan_page
from kompassros.steering.budget import taking_in
from kompassros.steering.budget.columns import names_of
from kompassros.steering.budget.reading import read_budget
from kompassros.steering.budget.tables_files import wishes_table
from kompassros.steering.file_forms import TableFileForm, TakeInForm
from kompassros.steering.pages import done, told_errors
from kompassros.steering.plans.models import SteeringPlan
from kompassros.web.fields import opened


@plan_page("lead_plan")
@require_http_methods(["GET", "HEAD", "POST"])
def file_in(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """Take a file with money: tell what is wrong in it, or show what it changes; nothing is stored yet."""
    plan = plan_of(request)
    form = TableFileForm(request.POST, request.FILES) if request.method == "POST" else TableFileForm()
    page: dict[str, Any] = {"plan": plan, "form": form, "columns": names_of(plan)}
    page["heading"] = _("Take in frames and outcomes from a file")
    if form.is_bound and form.is_valid():
        page |= _look_over(plan, form.cleaned_data["file"])
    return render(request, "steering/budget/file.html", page)


def _look_over(plan: SteeringPlan, file: UploadedFile[bytes]) -> dict[str, Any]:
    # One byte more than allowed is enough to be refused, whatever the size of what was sent.
    read = read_budget(file.name or "", file.read(LARGEST_FILE + 1), plan)
    if read.troubles:
        return {"troubles": troubles_table(read.troubles), "count": len(read.troubles)}
    changes = [wish for wish in read.wishes if wish.changes]
    take = TakeInForm(initial=opened(plan, content=taking_in.sealed(plan, changes))) if changes else None
    return {
        "wishes": wishes_table(plan, changes) if changes else None,
        "take": take,
        "same": len(read.wishes) - len(changes),
    }


@plan_page("lead_plan")
@require_POST
def take_in(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """Store everything that was looked over, or nothing."""
    plan, form, counted = plan_of(request), TakeInForm(request.POST), list[int]()

    def act(values: dict[str, Any]) -> object:
        counted.append(taking_in.take_in(plan=plan, content=values["content"], person=person_of(request)))
        return counted

    if done(request, form, act, row=plan):
        count = sum(counted)
        said = ngettext("%(count)s row of the file is stored.", "%(count)s rows of the file are stored.", count)
        messages.success(request, said % {"count": count})
        return redirect("steering:budget", municipality, year)
    told_errors(request, form)
    return redirect("steering:budget_file_in", municipality, year)
