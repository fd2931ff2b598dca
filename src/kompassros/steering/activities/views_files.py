"""Activities of a card and of those below it from a file: looked over, then all of them added, or none."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kompassros.documents.workbooks import LARGEST_FILE
from kompassros.organisations.tables import troubles_table
from kompassros.steering.access import card_of, card_page, person_of
from kompassros.steering.activities import reading
from kompassros.steering.activities.tables import wishes_table
from kompassros.steering.file_forms import TableFileForm, TakeInForm
from kompassros.steering.pages import done, told_errors
from kompassros.steering.plans.models import Card
from kompassros.web.fields import opened


@card_page("write_card")
@require_http_methods(["GET", "HEAD", "POST"])
def file_in(request: HttpRequest, municipality: str, year: int, body: str) -> HttpResponse:
    """Take a file with activities: tell what is wrong in it, or show what it adds; nothing is stored yet."""
    card = card_of(request)
    form = TableFileForm(request.POST, request.FILES) if request.method == "POST" else TableFileForm()
    page: dict[str, Any] = {"card": card, "plan": card.plan, "form": form, "columns": reading.COLUMNS}
    page["heading"] = _("Take in activities from a file")
    if form.is_bound and form.is_valid():
        page |= _look_over(card, form.cleaned_data["file"])
    return render(request, "steering/activities/file.html", page)


def _look_over(card: Card, file: UploadedFile[bytes]) -> dict[str, Any]:
    # One byte more than allowed is enough to be refused, whatever the size of what was sent.
    read = reading.read_activities(file.name or "", file.read(LARGEST_FILE + 1), card)
    if read.troubles:
        return {"troubles": troubles_table(read.troubles), "count": len(read.troubles)}
    take = TakeInForm(initial=opened(card, content=reading.sealed(card, read.wishes)))
    return {"wishes": wishes_table(read.wishes), "take": take}


@card_page("write_card")
@require_POST
def take_in(request: HttpRequest, municipality: str, year: int, body: str) -> HttpResponse:
    """Add every activity that was looked over, or none."""
    card, form, counted = card_of(request), TakeInForm(request.POST), list[int]()

    def act(values: dict[str, Any]) -> object:
        counted.append(reading.take_in(card=card, content=values["content"], person=person_of(request)))
        return counted

    if done(request, form, act, row=card):
        count = sum(counted)
        said = ngettext("%(count)s activity is added.", "%(count)s activities are added.", count)
        messages.success(request, said % {"count": count})
        return redirect(reverse("steering:activities", args=[municipality, year]))
    told_errors(request, form)
    return redirect("steering:activity_file_in", municipality, year, body)
