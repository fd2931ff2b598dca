"""The list of published rules: where each is implemented, what it rests on, which numbers it uses."""

from dataclasses import dataclass

from kompassros.methods import (
    agreement,
    arrows,
    comparability,
    plausibility,
    points,
    quarters,
    references,
    sampling,
    spread,
    test_contacts,
)

_REPORT_2009 = "Fem intressanta kommuner 2009"
_TYRESO_2015 = "Tyresö, Kommunkompassen, feedback 2015-05-06"
_ALPHA = "K. Krippendorff, Computing Krippendorff's alpha-reliability (2011), ordinal metric"
_HYNDMAN_FAN = "R. J. Hyndman and Y. Fan, Sample quantiles in statistical packages (1996), definition 7"
_GRUNDSKOLA_2013 = "Öppna jämförelser: Grundskola 2013, tables: best 25 per cent, middle 50, worst 25"
_ARROWS_2013 = "Öppna jämförelser: Grundskola 2013, tables: arrows of deviation"
_KKIK_2012 = "SKL, Kommunens Kvalitet i Korthet 2012"
_HOLIDAYS_SE = "Lag (1989:253) om allmänna helgdagar; lag (1930:173) om beräkning av lagstadgad tid, 2 §"
_HOLIDAYS_NO = "Lov om helligdager og helgefred (1995-02-24 nr. 12) § 2; lov om 1 og 17 mai (1947-04-26 nr. 1)"
_RANKING = "Standard competition ranking"
_CLDR = "Unicode CLDR, collation for sv and nb"


@dataclass(frozen=True)
class Parameter:
    """A number or word that could have been chosen otherwise; ``value`` is that of the code."""

    name: str
    value: str


@dataclass(frozen=True)
class Rule:
    """A rule that the pages explain; the words are found by ``key``.

    ``function`` is the dotted path of the function that carries the rule out, ``sources`` what it
    takes from print. ``own_choice`` says that at least a part of it is decided here.
    """

    key: str
    function: str
    own_choice: bool
    sources: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()


RULES: tuple[Rule, ...] = (
    Rule(
        key="division",
        function="kompassros.methods.frames.divide",
        own_choice=True,
    ),
    Rule(
        key="judgement",
        function="kompassros.methods.judgements.weigh",
        own_choice=True,
    ),
    Rule(
        key="points",
        function="kompassros.methods.points.score",
        own_choice=True,
        parameters=(
            Parameter("partly", str(points.PARTLY)),
            *(Parameter("printed_share", str(share)) for share in points.PRINTED_SHARES),
            Parameter("most_taken_out", str(points.MOST_TAKEN_OUT)),
        ),
    ),
    Rule(
        key="percent_agreement",
        function="kompassros.methods.agreement.percent_agreement",
        own_choice=True,
    ),
    Rule(
        key="alpha",
        function="kompassros.methods.agreement.krippendorff_ordinal",
        own_choice=True,
        sources=(_ALPHA,),
        parameters=(
            Parameter("least_units", str(agreement.LEAST_UNITS)),
            Parameter("resamples", str(agreement.RESAMPLES)),
            Parameter("confidence", str(agreement.CONFIDENCE)),
            Parameter("seed", str(agreement.SEED)),
        ),
    ),
    Rule(
        key="total",
        function="kompassros.methods.totals.reconcile",
        own_choice=True,
        sources=(f"{_REPORT_2009}, p. 24",),
    ),
    Rule(
        key="comparability",
        function="kompassros.methods.comparability.compare",
        own_choice=True,
        sources=(f"{_REPORT_2009}, pp. 30-31",),
        parameters=(
            Parameter("ordinary_organisation", comparability.WHOLE),
            Parameter("ordinary_level", comparability.ORDINARY_LEVEL.value),
            Parameter("ordinary_companies", "included" if comparability.ORDINARY_COMPANIES else "not_included"),
            Parameter("ordinary_evaluator", comparability.ORDINARY_EVALUATOR.value),
        ),
    ),
    Rule(
        key="ranking_groups",
        function="kompassros.methods.comparability.comparable_groups",
        own_choice=True,
    ),
    Rule(
        key="reference",
        function="kompassros.methods.references.reference",
        own_choice=True,
        sources=(f"{_REPORT_2009}, p. 31", _TYRESO_2015),
        parameters=(
            Parameter("minimum_n", str(references.MINIMUM_N)),
            Parameter("precision", str(references.PRECISION)),
        ),
    ),
    Rule(
        key="reference_members",
        function="kompassros.methods.references.admissible",
        own_choice=True,
    ),
    Rule(
        key="latest_result",
        function="kompassros.methods.references.latest_per_organisation",
        own_choice=True,
    ),
    Rule(
        key="size_group",
        function="kompassros.methods.references.size_band",
        own_choice=True,
        sources=("Sund 2015 (tunnelsyn.no, 2015-08-25): the group of 5 000 to 10 000 inhabitants",),
        parameters=tuple(Parameter("lower_limit", str(band.least)) for band in references.SIZE_BANDS),
    ),
    Rule(
        key="place",
        function="kompassros.methods.place.place",
        own_choice=True,
        sources=(_RANKING,),
    ),
    Rule(
        key="spread",
        function="kompassros.methods.spread.spread",
        own_choice=True,
        sources=(_HYNDMAN_FAN,),
        parameters=(Parameter("parts_of_a_unit", f"{spread.PARTS:.0f}"),),
    ),
    Rule(
        key="quarter_groups",
        function="kompassros.methods.quarters.group_cell",
        own_choice=True,
        sources=(_GRUNDSKOLA_2013,),
        parameters=(
            Parameter("sign_rule", quarters.QUARTER_GROUPS.rule.value),
            Parameter("minimum_n", str(quarters.MINIMUM_N)),
            Parameter("most_shared", str(quarters.MOST_SHARED)),
            Parameter("band", str(quarters.BAND)),
        ),
    ),
    Rule(
        key="place_in_small_group",
        function="kompassros.methods.networks.place_in_group",
        own_choice=True,
        sources=(_RANKING,),
    ),
    Rule(
        key="indicator_change",
        function="kompassros.methods.trend.change",
        own_choice=True,
    ),
    Rule(
        key="indicator_trend",
        function="kompassros.methods.trend.three_periods",
        own_choice=True,
    ),
    Rule(
        key="deviation_arrow",
        function="kompassros.methods.arrows.deviation_arrow",
        own_choice=True,
        sources=(_ARROWS_2013,),
        parameters=(
            Parameter("slanting", str(arrows.PERCENTAGE_POINTS.slanting)),
            Parameter("steep", str(arrows.PERCENTAGE_POINTS.steep)),
            Parameter("slanting_merit", str(arrows.MERIT_POINTS.slanting)),
            Parameter("steep_merit", str(arrows.MERIT_POINTS.steep)),
        ),
    ),
    Rule(
        key="attainment",
        function="kompassros.methods.targets.attain",
        own_choice=True,
    ),
    Rule(
        key="goal_shares",
        function="kompassros.methods.shares.share_out",
        own_choice=True,
    ),
    Rule(
        key="printed_result",
        function="kompassros.methods.printed_figures.read_outcome",
        own_choice=True,
    ),
    Rule(
        key="printed_target",
        function="kompassros.methods.printed_figures.read_target",
        own_choice=True,
    ),
    Rule(
        key="breaks_in_series",
        function="kompassros.methods.series.segments",
        own_choice=True,
    ),
    Rule(
        key="change",
        function="kompassros.methods.series.change",
        own_choice=True,
    ),
    Rule(
        key="mail_answered",
        function="kompassros.methods.test_contacts.mail_answered",
        own_choice=True,
        sources=(_KKIK_2012,),
    ),
    Rule(
        key="time_is_up",
        function="kompassros.methods.test_contacts.time_is_up",
        own_choice=True,
        sources=(_KKIK_2012,),
        parameters=(Parameter("working_days", str(test_contacts.WORKING_DAYS)),),
    ),
    Rule(
        key="public_holidays",
        function="kompassros.methods.public_holidays.public_holidays",
        own_choice=True,
        sources=(_HOLIDAYS_SE, _HOLIDAYS_NO),
    ),
    Rule(
        key="phone_answered",
        function="kompassros.methods.test_contacts.phone_answered",
        own_choice=True,
        sources=(_KKIK_2012,),
    ),
    Rule(
        key="phone_reception",
        function="kompassros.methods.test_contacts.phone_reception",
        own_choice=True,
        sources=(_KKIK_2012,),
    ),
    Rule(
        key="contacts_spread",
        function="kompassros.methods.test_contacts.spread_over",
        own_choice=True,
    ),
    Rule(
        key="plausibility",
        function="kompassros.methods.plausibility.check_value",
        own_choice=True,
        parameters=(
            Parameter("plain_per_cent", str(plausibility.PLAIN_PER_CENT)),
            *(Parameter("slip", str(slip)) for slip in plausibility.SLIPS),
            Parameter("slip_tolerance", str(plausibility.SLIP_TOLERANCE)),
            Parameter("least_sample", str(plausibility.LEAST_SAMPLE)),
        ),
    ),
    Rule(
        key="random_sample",
        function="kompassros.methods.sampling.draw_rows",
        own_choice=True,
        parameters=(Parameter("largest_sample", str(sampling.LARGEST_SAMPLE)),),
    ),
    Rule(
        key="budget_deviation",
        function="kompassros.methods.budget.deviation",
        own_choice=True,
    ),
    Rule(
        key="budget_used",
        function="kompassros.methods.budget.share_used",
        own_choice=True,
    ),
    Rule(
        key="budget_handed_on",
        function="kompassros.methods.budget.handed_on",
        own_choice=True,
    ),
    Rule(
        key="wheel_period",
        function="kompassros.methods.year_wheel.days_of",
        own_choice=True,
    ),
    Rule(
        key="wheel_standing",
        function="kompassros.methods.year_wheel.standing_of",
        own_choice=True,
    ),
    Rule(
        key="rounding",
        function="kompassros.methods.rounding.round_half_up",
        own_choice=True,
    ),
    Rule(
        key="alphabetical_order",
        function="kompassros.methods.ordering.sort_key",
        own_choice=True,
        sources=(_CLDR,),
    ),
    Rule(
        key="search",
        function="kompassros.methods.ordering.search_key",
        own_choice=True,
    ),
)
