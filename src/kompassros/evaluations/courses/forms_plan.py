"""The forms by which an evaluation is planned: days, team, areas, meetings."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.meetings import Plan
from kompassros.evaluations.courses.models import AreaDuty, Course, Meeting, TeamMember
from kompassros.evaluations.courses.services import Dates
from kompassros.evaluations.courses.sharing import Share
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.saving import RequestForm
from kompassros.web.fields import day_field, moment_bounds, opened, text_field

_REST = "rest"
_MINUTES = "%Y-%m-%dT%H:%M"


class DatesForm(RequestForm):
    """The days of an evaluation."""

    answers_due = day_field(
        _("The municipality answers by"), _("Documents and self-description are there in the evening of this day.")
    )
    visit_from = day_field(_("First day of the visit"))
    visit_to = day_field(_("Last day of the visit"), _("The first feedback is given on this day."))
    reply_due = day_field(_("The municipality replies by"), _("In the fact check, until the evening of this day."))

    def clean(self) -> dict[str, Any]:
        """Refuse a visit that ends before it begins, or that has a last day only."""
        first, last = (self.cleaned_data.get(name) for name in ("visit_from", "visit_to"))
        if last and not first and "visit_from" not in self.errors:
            self.add_error("visit_from", gettext("Give the first day of the visit too."))
        elif first and last and last < first:
            self.add_error("visit_to", gettext("The last day must not be before the first day."))
        return self.cleaned_data

    def dates(self) -> Dates:
        """Return the days; only for a form that is in order."""
        return Dates(**{name: self.cleaned_data[name] for name in Dates.__dataclass_fields__})


class JoinForm(RequestForm):
    """Somebody who comes into the team."""

    member = forms.TypedChoiceField(
        label=_("Person"),
        coerce=int,
        help_text=_("Listed are those who have a role as evaluator of the municipality and are not in the team."),
    )
    part = forms.ChoiceField(label=_("Part in the team"), choices=TeamMember.PARTS, widget=forms.RadioSelect)
    home = forms.TypedChoiceField(
        label=_("Comes from"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("The municipality of a peer evaluator, never the one that is evaluated. Others leave it empty."),
    )

    def __init__(self, *args: Any, people: Sequence[Person], homes: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {person.pk: person for person in people}
        self._homes = {home.pk: home for home in homes}
        self.fields["member"].choices = [("", _("Choose one")), *self._people.items()]  # type: ignore[attr-defined]
        self.fields["home"].choices = [("", _("none")), *self._homes.items()]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[Person, Organisation | None]:
        """Return who joins and from where; only for a form that is in order."""
        return self._people[self.cleaned_data["member"]], self._homes.get(self.cleaned_data["home"])


class AreasForm(RequestForm):
    """Who judges each area and who reads it a second time, all in one form; each area has its own version.

    ``judge-rest`` and ``second-rest`` are chosen once for all the areas that have nobody.
    """

    def __init__(self, data: Any = None, *, course: Course, duties: Sequence[AreaDuty], members: Sequence[Person]):
        self._duties = list(duties)
        self._members = {person.pk: person for person in members}
        started = {f"judge-{duty.area}": duty.judge_id for duty in duties}
        started |= {f"second-{duty.area}": duty.second_reader_id for duty in duties}
        started |= {f"version-{duty.area}": duty.version for duty in duties}
        super().__init__(data, initial=opened(course, **started))
        self._add_lists(_REST)
        for duty in self._duties:
            self._add_lists(duty.area)
            self.fields[f"version-{duty.area}"] = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def _add_lists(self, area: str) -> None:
        choices = [("", _("nobody yet")), *self._members.items()]
        for name, label in (("judge", _("Judge")), ("second", _("Second reader"))):
            self.fields[f"{name}-{area}"] = forms.TypedChoiceField(
                label=label, coerce=int, empty_value=None, required=False, choices=choices
            )

    def _chosen(self, part: str, area: str) -> int | None:
        """Return who was chosen for an area, else for all that have nobody."""
        own = self.cleaned_data.get(f"{part}-{area}")
        found: int | None = self.cleaned_data.get(f"{part}-{_REST}") if own is None else own
        return found

    def clean(self) -> dict[str, Any]:
        """Refuse a second reader who is the judge."""
        for duty in self._duties:
            judge, second = (self._chosen(name, duty.area) for name in ("judge", "second"))
            if judge is not None and judge == second:
                message = gettext("The second reader of an area must be another than its judge.")
                self.add_error(f"second-{duty.area}", message)
        return self.cleaned_data

    def shares(self) -> list[Share]:
        """Return what was chosen for each area; only for a form that is in order."""
        values = self.cleaned_data
        return [
            Share(
                duty.area,
                values[f"version-{duty.area}"],
                *(self._members.get(self._chosen(part, duty.area) or 0) for part in ("judge", "second")),
            )
            for duty in self._duties
        ]

    def catch_up_areas(self, duties: Iterable[AreaDuty]) -> list[AreaDuty]:
        """Take in the versions that are stored now; return the areas that somebody else changed meanwhile."""
        sent = self.data.copy()  # type: ignore[attr-defined]
        changed = [duty for duty in duties if str(duty.version) != sent.get(f"version-{duty.area}")]
        for duty in changed:
            sent[f"version-{duty.area}"] = str(duty.version)
        self.data = sent
        return changed

    def fields_of(self, area: str = _REST) -> list[Any]:
        """Return the two lists of an area, or of all that have nobody, as they are drawn."""
        return [self[f"judge-{area}"], self[f"second-{area}"]]


class MeetingForm(RequestForm):
    """A meeting."""

    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=Meeting.Kind.choices)
    starts_at = forms.DateTimeField(
        label=_("Begins"),
        input_formats=[_MINUTES, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MINUTES),
        help_text=_("Day and hour, in the time of the municipality."),
        validators=moment_bounds(),
    )
    place = forms.CharField(
        label=_("Place"), max_length=200, required=False, help_text=_("A room, or the address of a video meeting.")
    )
    audience = forms.CharField(
        label=_("With whom"), max_length=300, required=False, help_text=_("Such as the executive board.")
    )
    note = text_field(_("Note"), _("Everybody who sees the evaluation can read it."))

    def plan(self) -> Plan:
        """Return what was planned; only for a form that is in order."""
        return Plan(**{name: self.cleaned_data[name] for name in Plan.__dataclass_fields__})
