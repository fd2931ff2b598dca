"""How a form of a draft is saved, and how a second editor is told what happened in the meantime."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kompassros.instruments.drafts import KIND
from kompassros.instruments.models import EditionDraft
from kompassros.organisations.saving import ChangeForm
from kompassros.records.errors import DomainError
from kompassros.records.history import of_subject
from kompassros.records.history_table import history_table


def save(form: ChangeForm, draft: EditionDraft, act: Callable[[], object]) -> bool:
    """Do ``act`` on the version of the draft that the person saw.

    What the service refuses becomes an error of the form, and the answer is False; what was typed stays, and sent
    again it is saved over what others changed.
    """
    stored = draft.version
    draft.version = form.cleaned_data["version"]
    try:
        act()
    except DomainError as error:
        form.catch_up(stored)
        draft.version = stored
        form.add_error(None, str(error))
        return False
    return True


def answer_form(
    request: HttpRequest, template: str, form: ChangeForm, draft: EditionDraft, page: dict[str, Any]
) -> HttpResponse:
    """Show a form; where others saved since it was opened, also what they changed."""
    between = None
    if form.missed:
        entries = of_subject(KIND, str(draft.pk))[: form.missed]
        between = history_table(
            entries, caption=_("What others changed since you opened the page"), name="between", with_subject=False
        )
    return render(request, template, {**page, "form": form, "between": between})
