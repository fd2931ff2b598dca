"""A person's own choices: the language of letters, and whether notices come by e-mail."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kompassros.organisations import people
from kompassros.organisations.forms import LettersForm
from kompassros.organisations.views import person_of
from kompassros.web.access import signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def choose_letters(request: HttpRequest) -> HttpResponse:
    """Choose the language of letters, and whether notices come by e-mail."""
    person = person_of(request)
    initial = {"language": person.language, "notices_by_mail": person.notices_by_mail}
    form = LettersForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        people.choose_letters(person=person, **form.cleaned_data)
        messages.success(request, _("Your choices are stored."))
        return redirect("account_letters")
    page: dict[str, Any] = {"title": _("Language and letters"), "form": form}
    return render(request, "organisations/letters.html", page)
