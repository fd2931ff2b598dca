"""How the history tells of own sets of measures."""

from django.utils.translation import gettext_lazy as _

from kompassros.indicators.measure_words import DIRECTIONS
from kompassros.indicators.models import Measure, MeasureSet
from kompassros.indicators.sets.content import SET
from kompassros.records.history_sayings import say_choice
from kompassros.records.history_table import Wording, register_wording

register_wording(
    SET,
    Wording(
        kind=_("set of measures"),
        verbs={
            "made": _("made"),
            "changed": _("changed"),
            "measure_added": _("measure added"),
            "measure_changed": _("measure changed"),
            "measure_removed": _("measure removed"),
            "withdrawn": _("withdrawn"),
        },
        fields={
            "title": _("words"),
            "year": _("year"),
            "source": _("where it is decided"),
            "signs": _("results are marked by"),
            "measures": _("measures"),
            "code": _("code"),
            "area": _("area"),
            "direction": _("direction"),
            "level": _("level"),
            "position": _("place in the list"),
        },
        values={
            "signs": say_choice(MeasureSet.Signs.choices),
            "direction": say_choice(DIRECTIONS),
            "level": say_choice(Measure.Level.choices),
        },
        at_first=("year", "measures", "area", "level"),
    ),
)
