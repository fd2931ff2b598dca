"""The form behind the button that makes a goal."""

from django import forms

from kompassros.steering.goals.models import GoalOrigin


class OriginForm(forms.Form):
    """Which finding or measure becomes a goal."""

    kind = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in (GoalOrigin.Kind.FINDING, GoalOrigin.Kind.MEASURE)]
    )
    key = forms.CharField(max_length=60)
    year = forms.IntegerField(required=False, min_value=1900, max_value=2999)
    request_id = forms.UUIDField()
