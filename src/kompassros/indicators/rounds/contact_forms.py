"""The forms of test contacts: questions, raters, the plan; how a contact ended, and the marks it gets."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kompassros.indicators.rounds import contact_making, contact_planning, contact_scripts, rating
from kompassros.indicators.rounds.contact_models import ContactPlan, ContactRating, ContactScript, TestContact
from kompassros.indicators.rounds.contact_queries import Channel, Outcome
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.methods.test_contacts import WORKING_DAYS
from kompassros.organisations.saving import RequestForm
from kompassros.web.fields import day_field, moment_bounds, text_field

_SECONDS = "%Y-%m-%dT%H:%M:%S"
_MOST_DAYS = 30
_LONGEST_TEXT = 4000


class ScriptForm(RequestForm):
    """One question, by telephone or by e-mail."""

    channel = forms.ChoiceField(label=_("Channel"), choices=ContactScript.Channel.choices, widget=forms.RadioSelect)
    subject = forms.CharField(
        label=_("What it is about"), help_text=_("In an e-mail this is the subject."), max_length=120
    )
    text = forms.CharField(
        label=_("The question, word for word"),
        help_text=_("A simple question that anybody could ask. It is read aloud or copied as it stands here."),
        max_length=_LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    good_answer = text_field(
        _("What a full answer holds"), _("Only those who rate see it. Both rate by the same words.")
    )

    def __init__(self, *args: Any, script: ContactScript | None = None, **kwargs: Any) -> None:
        """``script``: the one that is changed; its channel stays what it is."""
        super().__init__(*args, **kwargs)
        if script is not None:
            self.fields["channel"].disabled = True

    def wish(self) -> contact_scripts.Wish:
        """Return the content; only for a form that is in order."""
        return contact_scripts.Wish(
            **{name: self.cleaned_data[name] for name in contact_scripts.Wish.__dataclass_fields__}
        )


class CopyForm(RequestForm):
    """From which round the questions are copied."""

    source = forms.TypedChoiceField(
        label=_("From which round"),
        coerce=int,
        help_text=_("Its questions come after those that are here. What is here already word for word is left out."),
    )

    def __init__(self, *args: Any, sources: Iterable[CollectionRound], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [(one.pk, one.title) for one in sources]  # type: ignore[attr-defined]


class QuestionsFileForm(forms.Form):
    """Questions in a file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX with the columns channel, subject, text and good_answer; at most 5 MB."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class RaterForm(RequestForm):
    """Somebody who makes and rates contacts."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(
        label=_("Name"), help_text=_("For an account that is made now. A known person keeps the name."), max_length=120
    )


class PlanForm(RequestForm):
    """How many contacts are made, on which days, and what in time means."""

    first_day = day_field(_("First day"), required=True)
    last_day = day_field(
        _("Last day"), _("The contacts are spread evenly over the working days in between."), required=True
    )
    phone_times = forms.IntegerField(
        label=_("How often each telephone question is put"), min_value=0, max_value=ContactPlan.MOST_TIMES, initial=1
    )
    mail_times = forms.IntegerField(
        label=_("How often each e-mail question is put"), min_value=0, max_value=ContactPlan.MOST_TIMES, initial=1
    )
    working_days = forms.IntegerField(
        label=_("An e-mail is answered in time within so many working days"),
        help_text=_("Two is the rule of KKiK 2012; another year may have another. The day of sending does not count."),
        min_value=1,
        max_value=_MOST_DAYS,
        initial=WORKING_DAYS,
    )

    def wish(self) -> contact_planning.Wish:
        """Return the plan; only for a form that is in order."""
        names = contact_planning.Wish.__dataclass_fields__
        return contact_planning.Wish(**{name: self.cleaned_data[name] for name in names})


class ResultForm(RequestForm):
    """How a call or a letter ended."""

    outcome = forms.ChoiceField(label=_("How it ended"), widget=forms.RadioSelect)
    answered_at = forms.DateTimeField(
        label=_("When a person answered"),
        required=False,
        validators=moment_bounds(),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": 1}, format=_SECONDS),
    )
    automatic = forms.BooleanField(
        label=_("An automatic reply came"), help_text=_("It is no answer, and the time goes on."), required=False
    )
    answer = text_field(
        _("What was answered"),
        _("As close to the words as you can. Never write the name of whoever answered, nor anything about them."),
        rows=5,
    )

    def __init__(self, *args: Any, contact: TestContact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_call = contact.script.channel == Channel.PHONE
        left_out = Outcome.WAITING if is_call else None
        choices = [(value, label) for value, label in Outcome.choices if value != left_out]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]
        if is_call:
            del self.fields["answered_at"], self.fields["automatic"]

    def result(self) -> contact_making.Result:
        """Return how it ended; only for a form that is in order."""
        given = {
            name: self.cleaned_data[name] for name in self.fields if name in contact_making.Result.__dataclass_fields__
        }
        return contact_making.Result(**given)


def _mark_field(label: Any, help_text: Any, *, required: bool) -> forms.TypedChoiceField:
    choices = ContactRating.Mark.choices if required else [("", _("not marked")), *ContactRating.Mark.choices]
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=choices,
        coerce=int,
        empty_value=None,
        required=required,
        widget=forms.RadioSelect,
    )


class RatingForm(RequestForm):
    """One's own marks of a contact."""

    def __init__(self, *args: Any, contact: TestContact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_call = contact.script.channel == Channel.PHONE
        if contact.outcome == Outcome.ANSWERED:
            self.fields["quality"] = _mark_field(
                _("The answer"), _("Is everything there, and is it easy to understand?"), required=True
            )
        self.fields["reception"] = _mark_field(
            _("The reception"), _("Friendly, attentive, willing to help?"), required=is_call
        )
        self.fields["remark"] = text_field(_("Remark"), _("Seen by the other rater once both have rated."))

    def marks(self) -> rating.Marks:
        """Return the marks; only for a form that is in order."""
        data = self.cleaned_data
        return rating.Marks(data.get("quality"), data["reception"], data["remark"])
