"""How the officer's pages of a round change something: show a form, do it once, tell a second editor what changed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.indicators.rounds import trail
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.organisations.saving import ChangeForm, submit
from kompassros.records.history_table import history_table
from kompassros.web.tables import Table

Act = Callable[[dict[str, Any]], object]
FORM = "indicators/rounds/form.html"


def sent(request: HttpRequest) -> Any:
    """Return what was sent with a form, None where it is only opened."""
    return request.POST if request.method == "POST" else None


def render_round(
    request: HttpRequest, template: str, one: CollectionRound, page: dict[str, Any] | None = None
) -> HttpResponse:
    """Render a page of a round."""
    return render(request, template, {"one": one, **(page or {})})


def change(
    request: HttpRequest,
    form: ChangeForm,
    act: Act,
    *,
    one: CollectionRound,
    page: dict[str, Any],
    said: str,
    row: Any = None,
    about: tuple[str, str] | None = None,
    part: str = "",
) -> HttpResponse:
    """Show a form; once it is sent and in order, do ``act``, say so, and go back to the round's page, to its ``part``.

    row: what is changed, None for the round itself. about: kind and key of its history. page: title, lead, submit.
    """
    if done(request, form, act, row=row or one):
        messages.success(request, said)
        return to_round(one, part)
    kind, key = about or (trail.ROUND, one.key)
    missed = missed_table(kind, key, form.missed) if form.missed else None
    return render_round(request, FORM, one, {"form": form, "missed": missed, **page})


def done(request: HttpRequest, form: ChangeForm, act: Act, *, row: Any) -> bool:
    """Do ``act`` once with a form that is sent and in order; False where it is shown again."""

    def acting(values: dict[str, Any]) -> None:
        act(values)

    return form.is_bound and form.is_valid() and submit(request, form, row, acting)


def missed_table(kind: str, key: str, count: int) -> Table:
    """Return the latest changes of what a form changes."""
    entries = trail.entries_about(kind, key)[:count]
    return history_table(entries, caption=_("Changed since you opened this form"), name="missed", with_subject=False)


def told_errors(request: HttpRequest, form: ChangeForm) -> None:
    """Say as messages what is wrong with a form that has no page of its own."""
    for errors in form.errors.values():
        for error in errors:
            messages.error(request, str(error))


def to_round(one: CollectionRound, part: str = "") -> HttpResponse:
    """Lead to the round's page, to a part of it."""
    return redirect(reverse("rounds:show", args=[one.key]) + (f"#{part}" if part else ""))
