"""How the pages of steering change something: show a form, do it once, tell a second editor what changed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kompassros.organisations.saving import ChangeForm, submit
from kompassros.records import history
from kompassros.records.history_table import history_table
from kompassros.web.tables import Table

Act = Callable[[dict[str, Any]], object]
FORM = "steering/form.html"


def sent(request: HttpRequest) -> Any:
    """Return what was sent with a form, None where it is only opened."""
    return request.POST if request.method == "POST" else None


def change(
    request: HttpRequest,
    form: ChangeForm,
    act: Act,
    *,
    row: Any,
    page: dict[str, Any],
    said: str,
    back: str,
    about: tuple[str, str] | None = None,
) -> HttpResponse:
    """Show a form; once it is sent and in order, do ``act``, say so, and go ``back``.

    row: what is changed. about: kind and key of its history. page: heading, lead, submit, crumbs.
    """
    if done(request, form, act, row=row):
        messages.success(request, said)
        return redirect(back)
    missed = missed_table(about, form.missed) if about and form.missed else None
    return render(request, FORM, {"form": form, "missed": missed, "cancel": back, **page})


def done(request: HttpRequest, form: ChangeForm, act: Act, *, row: Any) -> bool:
    """Do ``act`` once with a form that is sent and in order; False where it is shown again."""

    def acting(values: dict[str, Any]) -> None:
        act(values)

    return form.is_bound and form.is_valid() and submit(request, form, row, acting)


def missed_table(about: tuple[str, str], count: int) -> Table:
    """Return the latest changes of what a form changes."""
    entries = history.of_subject(*about)[:count]
    return history_table(entries, caption=_("Changed since you opened this form"), name="missed", with_subject=False)


def told_errors(request: HttpRequest, form: ChangeForm) -> None:
    """Say as messages what is wrong with a form that has no page of its own."""
    for errors in form.errors.values():
        for error in errors:
            messages.error(request, str(error))
