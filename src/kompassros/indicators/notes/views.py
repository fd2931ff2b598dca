"""The pages on which a municipality writes about its measures: sets, the measures of one, and one of them."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kompassros.indicators.examples import examples_of
from kompassros.indicators.notes import queries, services
from kompassros.indicators.notes.access import ResultsOf, in_order, measure_in, results_of
from kompassros.indicators.notes.beside import measure_address, others_table
from kompassros.indicators.notes.forms import NoteForm
from kompassros.indicators.notes.policies import WRITE_NOTES, WRITE_RESULT_PAPERS
from kompassros.indicators.notes.queries import ANALYSIS, FURTHER, Asked, Question
from kompassros.indicators.notes.services import KIND, Place
from kompassros.indicators.notes.tables import measure_href, measures_table, sets_table, worst_first
from kompassros.indicators.notes.wording import HELP
from kompassros.indicators.results import words
from kompassros.indicators.results.content import MeasureResult, ResultsReport
from kompassros.indicators.rounds.access import municipality_page, person_of
from kompassros.methods.quarters import Group
from kompassros.organisations.models import Organisation
from kompassros.records.answering import Saving, Values, answer
from kompassros.records.history_table import history_table
from kompassros.records.models import HistoryEntry
from kompassros.records.slots import fill
from kompassros.web.tables import Table, respond_with_download

SHOWN = ("", "first", "worst")
"""In the set's order; the worst placed first; the worst quarter only."""


def _municipality(request: HttpRequest) -> Organisation:
    found: Organisation = request.subject  # type: ignore[attr-defined]
    return found


def language_of(organisation: Organisation) -> str:
    """Return the language that a municipality writes in."""
    return "nb" if organisation.country == "NO" else "sv"


@municipality_page("read_notes")
@require_safe
def sets(request: HttpRequest, municipality: str) -> HttpResponse:
    """List the sets and years that can be worked on."""
    organisation = _municipality(request)
    table = sets_table(organisation, queries.sets_of_years(organisation))
    page = {
        "title": _("Measures of %(name)s") % {"name": organisation.name},
        "organisation": organisation,
        "table": table,
    }
    return respond_with_download(request, table) or render(request, "indicators/notes/sets.html", page)


@municipality_page("read_notes")
@require_safe
def measures(request: HttpRequest, municipality: str, key: str, year: int) -> HttpResponse:
    """Show the measures of a set and year with what is written of them, in an order that the address chooses."""
    organisation, chosen = _municipality(request), request.GET.get("show", "")
    if chosen not in SHOWN:
        raise Http404(_("There is no such list."))
    of = results_of(organisation, key, year)
    report = of.report(inside=True)
    tables = _tables(report, organisation, chosen) if report else []
    page = {
        "title": f"{organisation.name}: {of.label}",
        "of": of,
        "organisation": organisation,
        "report": report,
        "sentence": words.first_sentence(report) if report else "",
        "cautions": words.cautions(report) if report else [],
        "tables": tables,
        "shown": chosen,
        "written": _written(report) if report else 0,
        "awaiting": len(awaiting(report)) if report else 0,
        "may_write": WRITE_NOTES.allows(request.user, organisation),
        "may_write_papers": WRITE_RESULT_PAPERS.allows(request.user, organisation),
        "results_page": _results_page(report),
    }
    return respond_with_download(request, *tables) or render(request, "indicators/notes/measures.html", page)


def _results_page(report: ResultsReport | None) -> str:
    if report is None:
        return ""
    country = "" if report.unit.country == "SE" else f"&country={report.unit.country}"
    address = reverse("portal:measure_results", args=[report.measure_set.key, report.unit.code])
    return f"{address}?year={report.year}{country}"


def _tables(report: ResultsReport, organisation: Organisation, chosen: str) -> list[Table]:
    if chosen == "":
        return [
            measures_table(
                report, organisation, area.results, caption=words.area_name(area.name), name=f"area-{number}"
            )
            for number, area in enumerate(report.areas, start=1)
        ]
    found, caption = worst_first(report.results), _("The worst placed first")
    if chosen == "worst":
        found, caption = [one for one in found if one.group is Group.WORST], _("Among the worst quarter")
    return [measures_table(report, organisation, found, caption=caption, name="worst")]


def _written(report: ResultsReport) -> int:
    return sum(any(note.year == report.year for note in one.notes) for one in report.results)


def awaiting(report: ResultsReport) -> list[MeasureResult]:
    """Return the measures of the worst group without a comment on the year's value."""
    return [one for one in report.results if one.group is Group.WORST and not words.comment_of(one)]


@municipality_page("read_notes")
@require_safe
def measure(request: HttpRequest, municipality: str, key: str, year: int, code: str) -> HttpResponse:
    """Show one measure with its comment and the questions of its analysis, to be written."""
    of = results_of(_municipality(request), key, year)
    return _measure_page(request, of, code)


def _measure_page(
    request: HttpRequest, of: ResultsOf, code: str, typed: tuple[str, NoteForm] | None = None
) -> HttpResponse:
    report, place = measure_in(of.report(inside=True), code)
    results, organisation = in_order(report), of.organisation
    result = results[place]
    others = others_table(report, result)
    history = _history(organisation, result, of.year)
    page = {
        "title": result.title,
        "of": of,
        "organisation": organisation,
        "report": report,
        "result": result,
        "language": language_of(organisation),
        "may_write": WRITE_NOTES.allows(request.user, organisation),
        "others": others,
        "history": history,
        "typed": typed[1] if typed else None,
        "public_page": measure_address(result.indicator, report.unit, result.period),
        "examples": examples_of(codes=[code], made_up=report.made_up),
        "pieces": list(fill("measure.work", request=request, organisation=organisation, code=code, year=of.year)),
        "place": place + 1,
        "count": len(results),
        **_said(report, result),
        **_neighbours(organisation, report, results, place),
        **_questions(of, result, typed),
    }
    tables = [one for one in (others, history) if one]
    status = 422 if typed else 200
    return respond_with_download(request, *tables) or render(
        request, "indicators/notes/measure.html", page, status=status
    )


def _said(report: ResultsReport, result: MeasureResult) -> dict[str, Any]:
    return {
        "value": words.value_said(result, report, between=" "),
        "standing": words.place_said(result),
        "group_said": words.group_said(result, report.setting),
        "changes": words.changes_said(result),
    }


def _neighbours(
    organisation: Organisation, report: ResultsReport, results: list[MeasureResult], place: int
) -> dict[str, Any]:
    """Return the measures before and after this one, each with its address."""
    beside = {"before": place - 1, "after": place + 1}
    return {
        name: (results[at].title, measure_href(organisation, report, results[at]))
        for name, at in beside.items()
        if 0 <= at < len(results)
    }


def _questions(of: ResultsOf, result: MeasureResult, typed: tuple[str, NoteForm] | None) -> dict[str, Any]:
    """Return the parts of the page: the comment, the four questions, the further ones, each with its help."""
    asked = queries.asked_of(organisation=of.organisation, indicator=result.indicator.number, year=of.year)
    stored = ""
    if typed:
        name, form = typed
        stored = asked[name].text
        text, public = str(form.data.get("text", "")), bool(form.data.get("public"))
        asked[name] = replace(asked[name], text=text, public=public)
    parts = [
        (_("Comment on the year's value"), (Question.COMMENT,)),
        (_("Analysis"), ANALYSIS),
        (_("Further questions"), FURTHER),
    ]
    shown = [(heading, [_one(asked[question.value]) for question in questions]) for heading, questions in parts]
    return {"parts": shown, "stored": stored, "typed_question": typed[0] if typed else ""}


def _one(asked: Asked) -> dict[str, Any]:
    return {"asked": asked, "key": asked.question.value, "label": asked.question.label, "help": HELP[asked.question]}


def _history(organisation: Organisation, result: MeasureResult, year: int) -> Table:
    keys = [f"{organisation.key}:{result.indicator.code}:{year}:{question.value}" for question in Question]
    entries = HistoryEntry.objects.filter(subject_kind=KIND, subject_key__in=keys)
    return history_table(entries, caption=_("History"))


@municipality_page("write_notes")
@require_POST
def save(request: HttpRequest, municipality: str, key: str, year: int, code: str, question: str) -> HttpResponse:
    """Take one text, from the draft keeper or by Save."""
    of, person = results_of(_municipality(request), key, year), person_of(request)
    place = _place(of, code, question)
    form = NoteForm(request.POST)

    def act(values: Values) -> int:
        note = services.write_note(
            place=place, text=values["text"], public=values["public"], version=values["version"], person=person
        )
        return note.version

    def now() -> tuple[int, str, dict[str, str]]:
        found = place.find()
        theirs = format_html("<p>{}</p><p>{}</p>", _("What is stored now:"), found.text if found else "")
        return (found.version if found else 0), "", {f'[data-theirs-of="{question}"]': theirs}

    saving = Saving(
        form=form,
        act=act,
        parts=lambda: {f'[data-theirs-of="{question}"]': "", f'[data-carried-of="{question}"]': ""},
        now=now,
        page=lambda shown: _measure_page(request, of, code, (question, shown)),  # type: ignore[arg-type]
        after=f"{reverse('notes:measure', args=[municipality, key, year, code])}#{question}",
    )
    return answer(request, saving)


def _place(of: ResultsOf, code: str, question: str) -> Place:
    """Return where a text belongs; Http404 for a measure that the set does not have, or no such question."""
    measure = of.measure_set.measures.filter(indicator__code=code).select_related("indicator").first()
    if measure is None or measure.indicator is None or question not in Question.values:
        raise Http404(_("The set has no such measure."))
    return Place(of.organisation, measure.indicator, of.year, question)
