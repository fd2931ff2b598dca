"""What the address of a municipality's results asks for: whose, of which set, year, sign rule, level and group."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.indicators import queries
from kompassros.indicators.models import Measure, MeasureSet
from kompassros.indicators.results.building import build_report
from kompassros.indicators.results.choices import RULE_NAMES, SETTINGS
from kompassros.indicators.results.content import ResultsReport
from kompassros.methods.quarters import Group, SignRule
from kompassros.portal.measures.forms import LongSelect
from kompassros.portal.measures.overview_words import group_key
from kompassros.statistics import unit_queries
from kompassros.statistics.models import Unit, UnitClass

COUNTRY = "SE"
EARLIEST, LATEST = 1900, 2999
GROUPS: Mapping[str, Group] = {group_key(group): group for group in Group}
_KINDS = (UnitClass.Kind.MUNICIPALITY, UnitClass.Kind.REGION)


@dataclass(frozen=True)
class Asked:
    """Results as an address asks for them.

    ``year`` None: the set's own. ``group`` None: all groups. ``level``: of Measure.Level, empty for all measures.
    """

    measure_set: MeasureSet
    unit: Unit
    year: int | None
    rule: str
    group: Group | None = None
    level: str = ""

    def report(self) -> ResultsReport:
        """Return the results."""
        return build_report(
            unit=self.unit,
            measure_set=self.measure_set,
            year=self.year,
            setting=SETTINGS[self.rule],
            level=self.level,
        )

    def entries(self, **changes: str) -> dict[str, str]:
        """Return the address's names and values with some of them changed; what is as usual is left out."""
        named = {
            "country": self.unit.country if self.unit.country != COUNTRY else "",
            "year": str(self.year or ""),
            "rule": self.rule if self.rule != SignRule.QUARTERS else "",
            "level": self.level,
            "group": group_key(self.group) if self.group else "",
        }
        return {name: value for name, value in (named | changes).items() if value}

    def query(self, **changes: str) -> str:
        """Return the address's query with some of it changed."""
        return f"?{urlencode(self.entries(**changes))}"


def results_address(measure_set: MeasureSet, unit: Unit) -> str:
    """Return the address of a unit's results of a set."""
    href = reverse("portal:measure_results", args=[measure_set.key, unit.code])
    return href if unit.country == COUNTRY else f"{href}?country={unit.country}"


def read_address(key: str, code: str, asked: QueryDict) -> Asked:
    """Read an address; Http404 with a sentence for what does not exist. Two queries."""
    measure_set = find_set(key)
    unit = unit_queries.unit(code, country=_country(asked.get("country", "")))
    if unit is None or unit.unit_class.kind not in _KINDS:
        raise Http404(_("There is no municipality or region with this code."))
    rule = asked.get("rule", "") or SignRule.QUARTERS.value
    group = asked.get("group", "")
    if rule not in SETTINGS or (group and group not in GROUPS):
        raise Http404(_("There is no such sign rule or group."))
    level = asked.get("level", "")
    if level not in Measure.Level.values:
        raise Http404(_("There is no such level of measures."))
    return Asked(measure_set, unit, _year(asked.get("year", "")), rule, GROUPS.get(group), level)


def find_set(key: str) -> MeasureSet:
    """Return a set by its key; Http404 where there is none. One query."""
    found = queries.measure_set(key)
    if found is None:
        raise Http404(_("There is no set of measures with this address."))
    return found


def _country(asked: str) -> str:
    return asked if asked.isascii() and asked.isalpha() else COUNTRY


def _year(asked: str) -> int | None:
    if not asked:
        return None
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= len(str(LATEST)) else 0
    if not EARLIEST <= year <= LATEST:
        raise Http404(_("There is no such year."))
    return year


def levels_of(measures: Sequence[Measure]) -> dict[Measure.Level, int]:
    """Return how many measures a set has for each level; no level that none is for."""
    counts = Counter(one.level for one in measures)
    return {level: counts[level] for level in Measure.Level if level and counts[level]}


def _said(level: Measure.Level, count: int) -> str:
    return f"{level.label} ({count})"


class OverviewForm(forms.Form):
    """Which year, by which sign rule the groups are formed, and, where the set tells levels, for whom."""

    use_required_attribute = False

    def __init__(self, asked: Asked, year: int, years: Sequence[int]) -> None:
        super().__init__(initial={"year": str(year), "rule": asked.rule, "level": asked.level})
        offered = sorted({year, *years}, reverse=True)
        self._add("year", gettext_lazy("Year"), [(str(one), str(one)) for one in offered])
        rules = [(key, str(RULE_NAMES[setting.rule])) for key, setting in SETTINGS.items()]
        self._add("rule", gettext_lazy("Groups by"), rules)
        levels = levels_of(queries.measures(asked.measure_set))
        if levels or asked.level:
            told = [(level.value, _said(level, count)) for level, count in levels.items()]
            self._add("level", gettext_lazy("Measures for"), [("", _("everybody: all measures")), *told])

    def _add(self, name: str, label: Any, options: Sequence[tuple[str, str]]) -> None:
        self.fields[name] = forms.Field(label=label, widget=LongSelect(options, name))
