"""The rules of the catalogue in the reader's words; a test holds that none is left out."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kompassros.methods.catalogue import Rule

Words = str | Promise


@dataclass(frozen=True)
class RuleInWords:
    """A rule with its heading and explanation."""

    rule: Rule
    heading: Words
    text: Words


HEADINGS: dict[str, Words] = {
    "division": _("How points are divided"),
    "judgement": _("What a judgement counts as"),
    "points": _("Points"),
    "percent_agreement": _("Agreement in per cent"),
    "alpha": _("Agreement beyond chance (alpha)"),
    "total": _("Total"),
    "comparability": _("What compares"),
    "ranking_groups": _("Who stands in one ranking"),
    "reference": _("Reference values"),
    "reference_members": _("What enters a reference"),
    "latest_result": _("One result per municipality"),
    "size_group": _("Size groups"),
    "place": _("Place"),
    "breaks_in_series": _("Breaks in a series"),
    "change": _("Change"),
    "spread": _("Mean and spread of an indicator"),
    "quarter_groups": _("Groups of an indicator"),
    "place_in_small_group": _("Place in a small group"),
    "indicator_change": _("Change of an indicator"),
    "indicator_trend": _("Trend over three periods"),
    "deviation_arrow": _("Arrows of Öppna jämförelser"),
    "attainment": _("Whether a target is met"),
    "goal_shares": _("What a goal's parts came to"),
    "printed_result": _("Results as a source prints them"),
    "printed_target": _("Targets as a source prints them"),
    "mail_answered": _("E-mails answered in time"),
    "time_is_up": _("When the time for an answer is up"),
    "public_holidays": _("Public holidays"),
    "phone_answered": _("Calls with a direct answer"),
    "phone_reception": _("Calls with a good reception"),
    "contacts_spread": _("Days of the test contacts"),
    "plausibility": _("Whether a value can be right"),
    "random_sample": _("Random sample"),
    "budget_deviation": _("What a forecast leaves of a frame"),
    "budget_used": _("How much of a frame is used"),
    "budget_handed_on": _("A frame beside those further down"),
    "wheel_period": _("Days of a month, tertial or quarter in the year wheel"),
    "wheel_standing": _("What is over, now and ahead in the year wheel"),
    "rounding": _("Rounding"),
    "alphabetical_order": _("Alphabetical order"),
    "search": _("Search"),
}
TEXTS: dict[str, Words] = {
    "division": _(
        "An area is divided over its questions, and a question over its criteria, equally unless weights are set. "
        "Where the most points of a question are published, those are taken."
    ),
    "judgement": _(
        "Only what is done counts: planned gives nothing. A judgement above planned needs at least one piece of "
        "evidence, else it gives nothing. What holds in several departments counts at most as partly in place. What "
        "holds in one department or a single unit gives no points, but can be a good example."
    ),
    "points": _(
        "In place gives all the points of a criterion, partly in place half of them; the total is also shown for a "
        "quarter and for three quarters. What is not applicable is taken out, and the area is then shown as earned, "
        "possible and rescaled. When over 10 per cent of an area is taken out, the area does not compare. Where "
        "criteria are missing there is no total: we never add up some of the areas."
    ),
    "percent_agreement": _(
        "Two evaluators judge the same criteria without seeing each other's judgements. We count how many of those "
        "that both judged have the same level. It is for the team's own calibration and never a grade."
    ),
    "alpha": _(
        "Krippendorff's alpha is 1 when all evaluators agree and 0 when they agree as much as chance would give. A "
        "difference of several steps weighs more than one of a single step. Not applicable is left out. Where all "
        "judgements are alike, or too few criteria are judged twice, it cannot be computed. The interval comes from "
        "drawing the criteria again, 1,000 times."
    ),
    "total": _(
        "The total is the one the source prints. Where it prints none but all areas, we add the areas up and say so. "
        "Where the areas do not add up to the printed total, both stay as they are and the difference is shown."
    ),
    "comparability": _(
        "Two results compare when they were made with the same version of the same instrument, by the same kind of "
        "evaluator, and about the same scope: which organisation, down to which level, with or without companies. "
        "What a source does not say about evaluator and scope is taken as the ordinary, and the page says that it is "
        "assumed. A result whose version is not stated is shown beside others but not ranked. Made-up data never "
        "compares with real data."
    ),
    "ranking_groups": _("Only results that all compare with each other stand in one ranking, one mean or one median."),
    "reference": _(
        "A reference is the median or the mean of a named set of results, with the number of results (n) and their "
        "years. It is computed for the total and for each area separately: the median of the totals is not the sum of "
        "the area medians, and we never print the one for the other. With fewer than three results no value is given."
    ),
    "reference_members": _(
        "Printed and computed results enter a reference. Results that are only derived from what a source says do "
        "not, nor do results without points, nor the municipality's own results."
    ),
    "latest_result": _(
        "Each municipality enters a reference once, with its latest dated result. Undated results stay out."
    ),
    "size_group": _(
        "Municipalities are grouped by their number of inhabitants at the end of the year of the evaluation, or of "
        "the nearest year that we know: under 5,000, under 10,000, under 20,000, under 50,000, under 100,000, and "
        "larger."
    ),
    "place": _("Place 1 is the highest total. Equal totals share a place, and the next place is skipped."),
    "breaks_in_series": _(
        "A line joins results of one stated version only. Where the version changes, or is not stated, the line is "
        "broken."
    ),
    "change": _("A change is counted between two results of one version, never across a break."),
    "spread": _(
        "The mean of an indicator is unweighted: each unit counts once, however large it is. Units without a value do "
        "not count, and n says how many do. Median and quartiles lie between values where they must. We count in whole "
        "millionths, so that every computation gives the same figure."
    ),
    "quarter_groups": _(
        "A unit is among the best quarter, in the middle half or among the worst quarter of those with a value for the "
        "same indicator, period and gender. Equal values share a place and a group. There are no groups with fewer "
        "than 20 units, nor when more than a third of them share one value at a boundary; none for preliminary values; "
        "and none where neither a high nor a low value is good in itself. A report can use four equal groups, or the "
        "distance from the mean, and then says so. A group tells a relative place, not that something is good or bad."
    ),
    "place_in_small_group": _(
        "In groups under 20 units, such as similar municipalities, the place is told in words and without colours. "
        "Equal values share a place, and the next place is skipped. The group's mean leaves the own value out."
    ),
    "indicator_change": _(
        "The latest value is compared with the one before by the indicator's own frequency. Within the indicator's "
        "margin of error it is unchanged; where no margin is known, within a band that has been set; where none is "
        "set, when both print alike. There is no change over a missing period, nor over a break: a new definition, a "
        "new method or another population."
    ),
    "indicator_trend": _(
        "Two changes running make a trend: better twice, worse twice, unchanged, or mixed. The three values are shown. "
        "There is no trend over a missing period or a break."
    ),
    "deviation_arrow": _(
        "An arrow tells how far a value lies from another one. With less than 3 percentage points between them it is "
        "level, from 3 it slants, and from 10 it points straight up or down; for merit points from 5 and from 20. Up "
        "is the good way where one is known. We count exactly and round to one decimal first. The printed tables do "
        "not say how the borders were drawn, so those are our own choice."
    ),
    "attainment": _(
        "A target can ask for a level, for a change, for more or less than last time, for a place among the best "
        "quarter, or for a result better than the country, the group or last time. It is met, partly met or not met, "
        "and partly only where a lowest acceptable level is set: at that level, and between it and the target. A "
        "result printed as “> 70” has an answer when every number it can be gives the same one. What cannot be "
        "compared is not measured, with the reason, and that is not a failure: no value, no earlier value, or a break "
        "in the series between them. Trend, activities and anybody's own verdict are kept apart from this."
    ),
    "goal_shares": _(
        "A goal with parts shows how many of them are met, partly met, not met and not measured, and never an "
        "average. The shares are whole per cents that add up to 100: what is missing after rounding down goes to the "
        "largest remainders."
    ),
    "printed_result": _(
        "We count only with a plain number, or with one after <, >, ≤ or ≥. Several numbers in one place, a number of "
        "another year, and words are shown as they are printed, and nothing is counted from them."
    ),
    "printed_target": _(
        "A target is read as it is printed. A number without a sign is the least that is asked for where a high value "
        "is good, the most where a low one is good, and else the exact value. More or fewer percentage points are a "
        "change. What is not clear is shown as it is printed and not interpreted."
    ),
    "mail_answered": _(
        "Of all e-mails with a simple question, we count those that a person answered in time. An automatic reply is "
        "no answer, and an e-mail without an answer counts as not answered."
    ),
    "time_is_up": _(
        "An answer is in time until the end of the second working day after the day of sending; two days is the rule "
        "of KKiK 2012. A round can set another number and then says so. Saturdays, Sundays and public holidays are no "
        "working days."
    ),
    "public_holidays": _(
        "Holidays follow the laws of Sweden and Norway. In Sweden Midsummer Eve, Christmas Eve and New Year's Eve "
        "count as holidays, as they do when the law counts days. Of other countries we know no holidays, only weekends."
    ),
    "phone_answered": _(
        "Of all calls that were made, we count those with a direct answer. A call that nobody takes, or that is "
        "referred on, has none."
    ),
    "phone_reception": _(
        "Of the calls whose reception two raters have marked without seeing each other's marks, we count those that "
        "both call good. Calls without two marks are left out."
    ),
    "contacts_spread": _(
        "The contacts with a municipality are spread evenly over the working days of the plan, and each municipality "
        "begins a day later than the one before."
    ),
    "plausibility": _(
        "A value that is handed in is held against its limits, the latest value before it, numerator and denominator, "
        "women and men, cases and period. A share from 0 to 1 where per cent is asked, and a slip by 100 or 1000, are "
        "told by name. What may be right after all is lifted by an explanation."
    ),
    "random_sample": _(
        "Each row of a list gets the rank SHA-256 of “seed:row number”, and the 150 smallest are drawn. So a draw can "
        "be repeated by anybody, and the list itself is not kept."
    ),
    "budget_deviation": _(
        "The deviation is the frame less the forecast for the year, in kronor: above zero where less than the frame is "
        "needed, below zero where more is. Once the outcome of the whole year is known it stands in the forecast's "
        "place. Costs stand above zero and incomes below. Where one of the two is missing there is no deviation, for "
        "what is missing is not zero."
    ),
    "budget_used": _(
        "The outcome in per cent of the frame of the year. Nothing is spread over the months: the day of the outcome "
        "stands beside it. There is no share of a frame that is zero or missing."
    ),
    "budget_handed_on": _(
        "The frame of a body stands beside the sum of the frames directly below it, with the difference. One is never "
        "put in the place of the other, nor added to it. A sum says of how many bodies the frame is known."
    ),
    "wheel_period": _(
        "Sources print months, tertials and quarters. Each runs from its first day to its last; a date by which "
        "something is done or on which figures are cut off is that one day. What is printed stays readable beside it."
    ),
    "wheel_standing": _(
        "An entry is done once somebody says so. Else it is going on from its first day to its last, ahead before "
        "that, and over without being marked as done after it."
    ),
    "rounding": _(
        "We count exactly and round once, when a figure is printed, halves away from zero, to as many decimals as the "
        "version's own results have."
    ),
    "alphabetical_order": _(
        "Names stand in the order of the language you read in: … Z Å Ä Ö in Swedish, … Z Æ Ø Å in Norwegian."
    ),
    "search": _("Search looks at every name a municipality has had. Case and accents do not count."),
}


def in_words(rule: Rule) -> RuleInWords:
    """Return a rule with its words; KeyError for one that nobody has explained."""
    return RuleInWords(rule, HEADINGS[rule.key], TEXTS[rule.key])
