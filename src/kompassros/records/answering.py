"""How a form that saves itself is answered: to the draft keeper's script, or to a browser without scripts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kompassros.records.errors import Conflict, DomainError
from kompassros.records.requests import once
from kompassros.web import keeper

Values = dict[str, Any]
UNFINISHED = "unfinished"
"""The code of an error of a form that says what is still to be written: to whoever is typing it is no error yet."""


@dataclass(frozen=True)
class Saving:
    """One form that is saved.

    act: does it with the form's values and returns the new version. parts: HTML per selector, after it. now: the
    version that is stored and the parts that show it, where somebody else was first. page: shows the form again with
    what was typed. after: the address that a saved form leads on to.
    """

    form: forms.Form
    act: Callable[[Values], int]
    parts: Callable[[], Mapping[str, str]]
    now: Callable[[], tuple[int, str, Mapping[str, str]]]
    page: Callable[[forms.Form], HttpResponse]
    after: str


def answer(request: HttpRequest, saving: Saving) -> HttpResponse:
    """Save once, and answer: saved, changed by somebody else (409), wrong (422); to the script also: begun (202)."""
    form = saving.form
    if not form.is_valid():
        return _refuse(request, saving)
    try:
        version = _act_once(request, saving)
    except Conflict as error:
        return _tell_conflict(request, saving, error)
    except DomainError as error:
        form.add_error(None, str(error))
        return _refuse(request, saving)
    if keeper.is_keeper(request):
        return keeper.saved(version, saving.parts())
    return redirect(saving.after)


def _act_once(request: HttpRequest, saving: Saving) -> int:
    values: Values = saving.form.cleaned_data
    request_id = values.get("request_id")
    if request_id is None:
        return saving.act(values)
    outcome, _again = once(request_id=request_id, person=request.user, act=lambda: {"version": saving.act(values)})
    return int(outcome["version"])


def _refuse(request: HttpRequest, saving: Saving) -> HttpResponse:
    if keeper.is_keeper(request):
        told = keeper.unfinished if _is_only_begun(saving.form) else keeper.invalid
        return told(saving.form.errors)
    return saving.page(saving.form)


def _is_only_begun(form: forms.Form) -> bool:
    """Return whether nothing is wrong but that something is still to be written."""
    found = [error for errors in form.errors.as_data().values() for error in errors]
    return all(error.code == UNFINISHED for error in found)


def _tell_conflict(request: HttpRequest, saving: Saving, error: Conflict) -> HttpResponse:
    version, told, parts = saving.now()
    if keeper.is_keeper(request):
        return keeper.conflict(told or str(error), version, parts)
    saving.form.add_error(None, told or str(error))
    return saving.page(saving.form)
