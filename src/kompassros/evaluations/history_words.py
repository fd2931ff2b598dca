"""How the history tells what was published and corrected, in the words of the columns of a file."""

from functools import partial

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations import columns
from kompassros.evaluations.reading import KNOWN
from kompassros.records.history_table import Wording, register_wording

_later = lazy(columns.label, str)
register_wording(
    "score_sheet",
    Wording(
        kind=_("published result"),
        verbs={"published": _("published"), "corrected": _("corrected")},
        fields={column: _later(column) for column in KNOWN},
        values={column: partial(columns.value_text, column) for column in KNOWN},
        at_first=("year", "version", "total"),
    ),
)
register_wording("result_import", Wording(kind=_("file of results"), verbs={"withdrawn": _("withdrawn")}))
