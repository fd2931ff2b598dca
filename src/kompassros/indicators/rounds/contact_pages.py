"""How the pages of test contacts show a form, do what it asks once, and say so."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kompassros.indicators.rounds.access import round_of
from kompassros.indicators.rounds.pages import Act, done, missed_table, told_errors
from kompassros.organisations.saving import ChangeForm


def change(
    request: HttpRequest,
    form: ChangeForm,
    act: Act,
    *,
    page: dict[str, Any],
    said: str,
    row: Any,
    about: tuple[str, object] | None = None,
) -> HttpResponse:
    """Show a form; once it is sent and in order, do ``act``, say so, and go back to the round's test contacts.

    page: title, lead and submit (the button's label), and what else the page shows. about: kind and number of what is
    changed, for what another editor did in between.
    """
    one = round_of(request)
    back = reverse("rounds:contacts", args=[one.key])
    if done(request, form, act, row=row):
        messages.success(request, said)
        return redirect(back)
    missed = missed_table(about[0], f"{one.key}/{about[1]}", form.missed) if about and form.missed else None
    content = {"form": form, "one": one, "back": back, "missed": missed, **page}
    return render(request, "indicators/rounds/contacts/change.html", content)


def press(request: HttpRequest, form: ChangeForm, act: Act, *, said: str, row: Any, to: str) -> HttpResponse:
    """Do what a button without a page of its own asks, say how it went, and go to ``to``."""
    if done(request, form, act, row=row):
        messages.success(request, said)
    else:
        told_errors(request, form)
    return redirect(to)
