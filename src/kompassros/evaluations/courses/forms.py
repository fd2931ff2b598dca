"""The forms of an evaluation as a whole: its order, a step forward, the list by state; and what fields look like."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.models import EVALUATOR_KINDS, LEVELS
from kompassros.evaluations.courses.services import Order
from kompassros.evaluations.courses.wording import edition_in_words
from kompassros.evaluations.courses.workflow import State
from kompassros.instruments.models import Edition
from kompassros.methods.comparability import EvaluatorKind
from kompassros.organisations.models import Organisation
from kompassros.organisations.saving import RequestForm
from kompassros.web.context import LANGUAGE_NAMES
from kompassros.web.fields import EARLIEST, LATEST, day_field, text_field

CURRENCIES = (("", _("none")), ("SEK", "SEK"), ("NOK", "NOK"), ("EUR", "EUR"))


class EditionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An edition by its full name in the reader's language."""

    def label_from_instance(self, edition: Any) -> str:
        """Return the instrument's name and the version."""
        return edition_in_words(edition)


class OrderForm(RequestForm):
    """An order: what is evaluated by which edition, by whom, when, at what price, and how far it reaches."""

    edition = EditionChoice(
        label=_("Edition"),
        queryset=Edition.objects.none(),
        empty_label=None,
        help_text=_("Only editions that have criteria are listed: by the others nothing can be judged."),
    )
    evaluator_kind = forms.ChoiceField(
        label=_("Who evaluates"),
        widget=forms.RadioSelect,
        help_text=_(
            "A municipality that evaluates itself goes the same way alone. Its result is marked as such and never "
            "stands among outside ones."
        ),
    )
    year = forms.IntegerField(label=_("Year"), min_value=EARLIEST.year, max_value=LATEST.year)
    ordered_by = forms.CharField(
        label=_("Ordered by"), max_length=200, help_text=_("The person or board that decided, such as the executive.")
    )
    ordered_on = day_field(_("Ordered on"), required=True)
    wished_from = day_field(_("Wished from"), _("When the visit would suit the municipality."))
    wished_to = day_field(_("Wished until"))
    price = forms.DecimalField(
        label=_("Price"),
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        help_text=_(
            "As agreed. In Sweden it was 85 000 SEK in 2018, with travel, preparation, visit, report and oral feedback "
            "(source: SKR's web page on Kommunkompassen, 2018)."
        ),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES, required=False)
    scope_organisation = forms.CharField(
        label=_("Scope: part of the municipality"),
        max_length=120,
        required=False,
        help_text=_("Leave it empty for the whole municipality; else the name of the part, such as a city district."),
    )
    scope_level = forms.ChoiceField(
        label=_("Scope: how deep"),
        choices=LEVELS,
        help_text=_("The outermost level that is studied. Down to the result units is the ordinary way."),
    )
    scope_companies = forms.BooleanField(
        label=_("Scope: the municipal companies are included"),
        required=False,
        help_text=_("Results compare only where all three parts of the scope are the same."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=list(LANGUAGE_NAMES.items()),
        help_text=_("The language of the report. Everybody reads the pages in their own."),
    )
    order_note = text_field(_("Note"), _("What both should remember of the order."))

    def __init__(self, *args: Any, editions: Sequence[Edition], kinds: Iterable[EvaluatorKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Edition.objects.select_related("instrument").filter(pk__in=[edition.pk for edition in editions])
        self.fields["edition"].queryset = known  # type: ignore[attr-defined]
        offered = {kind.value for kind in kinds}
        choices = [choice for choice in EVALUATOR_KINDS if choice[0] in offered]
        self.fields["evaluator_kind"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a price without its currency, and a period that ends before it begins."""
        values = self.cleaned_data
        if values.get("price") is not None and not values.get("currency"):
            self.add_error("currency", gettext("Say in which currency the price is."))
        first, last = values.get("wished_from"), values.get("wished_to")
        if first and last and last < first:
            self.add_error("wished_to", gettext("The last day must not be before the first day."))
        return values

    def order(self) -> Order:
        """Return what was ordered; only for a form that is in order."""
        left_out = {"version", "request_id", "edition"}
        return Order(**{name: value for name, value in self.cleaned_data.items() if name not in left_out})


class MoveForm(RequestForm):
    """One step forward."""

    to = forms.ChoiceField(choices=State.choices, widget=forms.HiddenInput)


class StateFilter(forms.Form):
    """The list of evaluations in one state."""

    state = forms.ChoiceField(label=_("State"), choices=[("", _("all")), *State.choices], required=False)


class MunicipalityForm(forms.Form):
    """The municipality for which an evaluation is ordered."""

    municipality = forms.ChoiceField(label=_("Municipality"))

    def __init__(self, data: Any = None, *, municipalities: Iterable[Organisation]) -> None:
        super().__init__(data)
        choices = [(one.key, f"{one.name} ({one.code})" if one.code else one.name) for one in municipalities]
        self.fields["municipality"].choices = [("", _("Choose one")), *choices]  # type: ignore[attr-defined]
