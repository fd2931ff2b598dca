"""What all reports of a set can be asked for as: sign rules by their names, documents by kind and ending."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from kompassros.indicators.results.files import BY_KEY, Kind
from kompassros.methods.quarters import SignRule, SignSetting

SETTINGS: Mapping[str, SignSetting] = {rule.value.replace("_", "-"): SignSetting(rule) for rule in SignRule}
RULE_NAMES: Mapping[SignRule, str | Promise] = {
    SignRule.QUARTERS: gettext_lazy("quarter and half"),
    SignRule.FOURTHS: gettext_lazy("four groups"),
    SignRule.AGAINST_MEAN: gettext_lazy("nearness to the mean"),
}
FILES: Mapping[str, tuple[Kind, str]] = {
    f"{kind.key}.{ending}": (kind, ending) for kind in BY_KEY.values() for ending in kind.formats
}
"""Each document with its ending, by the name "report.pdf"."""
