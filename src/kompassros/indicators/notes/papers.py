"""What is suggested for an agenda paper about a year's results: how many measures stand where, what moved, comments.

It tells what everybody may read: values and comments that are public, nothing of what is only for the municipality's
own people.
"""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from kompassros.indicators.notes.access import ResultsOf, find_results
from kompassros.indicators.results import words
from kompassros.indicators.results.choosing import best_placed, turned_first_twice, worst_placed
from kompassros.indicators.results.content import MeasureResult, ResultsReport
from kompassros.indicators.results.report import moved
from kompassros.indicators.results.sources import source_lines, years_said
from kompassros.methods.trend import Turn
from kompassros.records.mail import absolute
from kompassros.records.matter_desk import Desk, Subject
from kompassros.records.matter_pages import matter_urls
from kompassros.records.matters import Letterhead, Suggestion
from kompassros.web.formats import current_language, format_number

MOST_NAMED = 5
"""How many measures a paper names of each kind. Own choice: a board reads one page."""


def suggest(of: ResultsOf, language: str) -> Suggestion:
    """Return what a paper about the results as they are public now would say, in a language."""
    with override(language):
        report = of.report(inside=False)
        title = _("Results %(year)s: %(set)s") % {"year": of.year, "set": of.measure_set.title}
        if report is None or not report.measured:
            told = _("No value of the set is stored for %(name)s yet.") % {"name": of.organisation.name}
            return Suggestion(title, _background(of), told, _("The information is noted."))
        proposal = _(
            "The results are noted. The chief executive returns with what is to be done about the measures among the "
            "worst quarter."
        )
        return Suggestion(title, _background(of), _assessment(report), proposal, _sources(report))


def _background(of: ResultsOf) -> str:
    told = _(
        "%(name)s compares its results of %(year)s with those of other municipalities by the set %(set)s: %(count)s "
        "measures."
    ) % {
        "name": of.organisation.name,
        "year": of.year,
        "set": of.measure_set.title,
        "count": format_number(of.measure_set.measures.count()),
    }
    made_up = _("The municipality and its values are made up.")
    return f"{told} {made_up}" if of.organisation.made_up else told


def _assessment(report: ResultsReport) -> str:
    paragraphs = [words.first_sentence(report), *words.cautions(report), _turns(report)]
    named = (
        (_("Best placed:"), [_standing(one, report) for one in best_placed(report.results, MOST_NAMED)]),
        (_("Worst placed:"), [_standing(one, report) for one in worst_placed(report.results, MOST_NAMED)]),
        (_("Became better:"), _moved(report, Turn.BETTER)),
        (_("Became worse:"), _moved(report, Turn.WORSE)),
        (_("What the municipality says:"), _comments(report)),
    )
    paragraphs += [_listed(heading, items) for heading, items in named if items]
    paragraphs.append(_("A group tells where a value stands beside the others, not whether it is good or bad."))
    return "\n\n".join(paragraphs)


def _turns(report: ResultsReport) -> str:
    better, worse = (format_number(len(report.turned(turn))) for turn in (Turn.BETTER, Turn.WORSE))
    told = _("Since the measurement before %(better)s became better and %(worse)s worse.")
    return told % {"better": better, "worse": worse}


def _listed(heading: str, items: Sequence[str]) -> str:
    return "\n".join([heading, *(f"- {item}" for item in items)])


def _standing(one: MeasureResult, report: ResultsReport) -> str:
    value = words.value_said(one, report, between=" ")
    told = {"measure": one.title, "value": value, "place": words.place_said(one)}
    return _("%(measure)s: %(value)s, place %(place)s") % told


def _moved(report: ResultsReport, turn: Turn) -> list[str]:
    return [moved(one) for one in turned_first_twice(report.results, turn)[:MOST_NAMED]]


def _comments(report: ResultsReport) -> list[str]:
    """Return the public comments, each in one line."""
    commented = [one for one in report.results if words.comment_of(one)]
    return [
        _("%(measure)s: %(comment)s") % {"measure": one.title, "comment": " ".join(words.comment_of(one).split())}
        for one in commented
    ]


def _sources(report: ResultsReport) -> tuple[str, ...]:
    arguments = (report.measure_set.key, report.unit.code)
    country = "" if report.unit.country == "SE" else f"&country={report.unit.country}"
    page = f"{reverse('portal:measure_results', args=arguments)}?year={report.year}{country}"
    told = _("All measures: %(address)s") % {"address": absolute(page, current_language())}
    return (told, *source_lines(report), years_said(report))


def describe(of: ResultsOf) -> Subject:
    """Return what matters about the results are named and addressed by."""
    organisation = of.organisation
    address = reverse("notes:set", args=[organisation.key, of.measure_set.key, of.year])
    return Subject(
        kind="measure_results",
        key=f"{organisation.key}:{of.measure_set.key}:{of.year}",
        label=_("%(set)s: %(name)s") % {"set": of.label, "name": organisation.name},
        address=address,
        organisation_id=organisation.pk,
        letterhead=Letterhead(organisation.name, organisation.made_up),
        language="nb" if organisation.country == "NO" else "sv",
    )


DESK = Desk(
    read="indicators.write_result_papers",
    write="indicators.write_result_papers",
    find=find_results,
    describe=describe,
    suggest=suggest,
)
urlpatterns = matter_urls(DESK)
