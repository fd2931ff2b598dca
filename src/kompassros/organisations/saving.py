"""Saving what somebody else may change at the same time: versions for two editors, request ids for a retry."""

from collections.abc import Callable
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.db.models import F, Model
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.models import Grant, Organisation
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.policies import Policy
from kompassros.records.requests import once

LONGEST_WHY = 2000


class WhyField(forms.CharField):
    """The reason for a change; it stands in the history."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Why"),
            help_text=_("One sentence. It is kept in the history beside your name."),
            max_length=LONGEST_WHY,
            widget=forms.Textarea(attrs={"rows": 3}),
        )


class ChangeForm(forms.Form):
    """A form that carries the version of what it changes.

    missed: how many changes others made since the form was opened; what the person typed stays in the form.
    """

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    missed = 0

    def catch_up(self, version: int) -> None:
        """Take in that the stored version is another one; sent again, the form changes that one."""
        self.missed = max(0, version - int(self.cleaned_data["version"]))
        sent = cast("QueryDict", self.data).copy()
        sent["version"] = str(version)
        self.data = sent


class RequestForm(ChangeForm):
    """A form with the id by which a retry is recognised, beside the version of what it changes."""

    request_id = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)


class WhyForm(RequestForm):
    """A form that asks for nothing but a reason."""

    why = WhyField()


def require(person: Any, policy: Policy, subject: Any) -> None:
    """Refuse a person for whom the policy does not hold; None is the system, which may."""
    if person is not None and not policy.allows(person, subject):
        raise DomainError(gettext("Your role does not allow this. Ask your administrator if it should."))


def claim(row: Model, **values: Any) -> None:
    """Write values to a row with a ``version`` if nobody else has since it was read; raises Conflict otherwise."""
    manager = type(row)._base_manager
    version = row.version  # type: ignore[attr-defined]
    changed = manager.filter(pk=row.pk, version=version).update(version=F("version") + 1, **values)
    if not changed:
        raise Conflict(
            gettext("Somebody else has changed this in the meantime. Look at what changed, then save again.")
        )
    for name, value in values.items():
        setattr(row, name, value)
    row.version = version + 1  # type: ignore[attr-defined]


def attempt(form: ChangeForm, subject: Organisation | Grant, act: Callable[[dict[str, Any]], object]) -> bool:
    """Do ``act`` with the values of a valid form on the version of ``subject`` that the person saw.

    What the service refuses becomes an error of the form, and the answer is False.
    """
    subject.version = form.cleaned_data["version"]
    try:
        act(form.cleaned_data)
    except DomainError as error:
        subject.refresh_from_db()
        form.catch_up(subject.version)
        form.add_error(None, str(error))
        return False
    return True


def submit(
    request: HttpRequest, form: ChangeForm, row: Any, act: Callable[[dict[str, Any]], dict[str, Any] | None]
) -> bool:
    """Do ``act`` once with the values of a valid form, on the version of ``row`` that the person saw.

    What the service refuses becomes an error of the form, and the answer is False; a retry that was done already is
    answered as the first time.
    """
    row.version = form.cleaned_data["version"]
    request_id = form.cleaned_data.get("request_id")
    try:
        if request_id is None:
            act(form.cleaned_data)
        else:
            once(request_id=request_id, person=request.user, act=lambda: act(form.cleaned_data) or {})
    except DomainError as error:
        row.refresh_from_db()
        form.catch_up(row.version)
        form.add_error(None, str(error))
        return False
    return True
