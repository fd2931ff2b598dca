"""The words for targets and statuses."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kompassros.methods.targets import Attainment, Comparison, NotMeasured, TargetKind

ATTAINMENTS = {
    Attainment.MET: pgettext_lazy("goal", "met"),
    Attainment.PARTLY: pgettext_lazy("goal", "partly met"),
    Attainment.NOT_MET: pgettext_lazy("goal", "not met"),
    Attainment.NOT_MEASURED: pgettext_lazy("goal", "not measured"),
}
REASONS = {
    NotMeasured.NO_TARGET: _("no target that can be computed with"),
    NotMeasured.NO_VALUE: _("no value for the period"),
    NotMeasured.UNDECIDED: _("the result is printed as an inequality that does not decide it"),
    NotMeasured.NO_PREVIOUS: _("no value before to compare with"),
    NotMeasured.BREAK: _("a break in the series"),
    NotMeasured.NO_DIRECTION: _("nobody has said whether high or low is good"),
    NotMeasured.NO_REFERENCE: _("no mean to compare with"),
    NotMeasured.NO_PLACE: _("no place among the others"),
}
TARGET_KINDS = {
    TargetKind.LEVEL: _("the level"),
    TargetKind.CHANGE: _("the change since the value before"),
    TargetKind.GIVEN_CHANGE: _("the figure, which is itself a yearly change"),
    TargetKind.INCREASE: _("shall increase"),
    TargetKind.DECREASE: _("shall decrease"),
    TargetKind.BEST_QUARTER: _("among the best quarter"),
    TargetKind.BETTER_THAN_COUNTRY: _("better than the country's mean"),
    TargetKind.BETTER_THAN_GROUP: _("better than the mean of the comparison group"),
    TargetKind.BETTER_THAN_LAST: _("better than the value before"),
}
COMPARISONS = {
    Comparison.BELOW: _("below"),
    Comparison.AT_MOST: _("at most"),
    Comparison.EXACTLY: _("exactly"),
    Comparison.AT_LEAST: _("at least"),
    Comparison.ABOVE: _("above"),
    Comparison.BETWEEN: pgettext_lazy("target", "between"),
}
