"""How the pages of a release show a form, do what it asks once, and say so."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kompassros.indicators.rounds.models import CollectionRound
from kompassros.indicators.rounds.pages import Act, done, missed_table
from kompassros.organisations.saving import ChangeForm

FOLDER = "indicators/rounds/release"


def change(
    request: HttpRequest,
    form: ChangeForm,
    act: Act,
    *,
    one: CollectionRound,
    row: Any,
    about: tuple[str, str],
    back: str,
    page: dict[str, Any],
    said: str,
) -> HttpResponse:
    """Show a form; once it is sent and in order, do ``act``, say so, and go to ``back``.

    about: kind and key of the history of what is changed. page: title, lead, submit, and what else the page shows.
    """
    if done(request, form, act, row=row):
        messages.success(request, said)
        return redirect(back)
    missed = missed_table(*about, form.missed) if form.missed else None
    return render(request, f"{FOLDER}/change.html", {"form": form, "one": one, "missed": missed, "back": back, **page})
