"""The pages of a written report: begun, seen whole, changed, shared out, pinned again, published, read."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.organisations.saving import RequestForm, WhyForm
from kompassros.records import history
from kompassros.records.history_table import history_table
from kompassros.steering.access import person_of
from kompassros.steering.pages import change, done, sent
from kompassros.steering.periods.access import period_of, period_page
from kompassros.steering.periods.difference import compare
from kompassros.steering.periods.tables import moved_table
from kompassros.steering.writing import queries, section_services, services, trail
from kompassros.steering.writing.access import edition_of, report_of, writing_page, written_page
from kompassros.steering.writing.documents import written_document
from kompassros.steering.writing.files import BY_KEY, KINDS, document_of, draft_of
from kompassros.steering.writing.forms import GiveForm, NewSectionForm, ReportForm, TitleForm
from kompassros.steering.writing.models import ReportSection, WrittenReport
from kompassros.steering.writing.people import writers_of, writing_address
from kompassros.steering.writing.policies import LEAD_WRITING
from kompassros.steering.writing.proposing import subjects
from kompassros.steering.writing.saving import sections_of
from kompassros.steering.writing.tables import editions_table, sections_table
from kompassros.web.document_sending import language_asked_for, offered, send
from kompassros.web.fields import opened
from kompassros.web.tables import respond_with_download

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


@period_page("run_period")
@_form_methods
def begin(request: HttpRequest, municipality: str, year: int, key: str) -> HttpResponse:
    """Begin the written report of a closed period."""
    period = period_of(request)
    form = TitleForm(sent(request), initial=opened(period, title=_usual_title(period)))

    def act(values: dict[str, Any]) -> object:
        return services.begin_report(period=period, title=values["title"], person=person_of(request))

    page = {
        "heading": _("Begin the written report"),
        "lead": _("Chapters are proposed from the frozen edition of the period; you can change all of them."),
        "submit": _("Begin the report"),
        "plan": period.plan,
    }
    back = reverse("steering:writing", args=[municipality, year, key])
    return change(request, form, act, row=period, page=page, said=_("The report is begun."), back=back)


def _usual_title(period: Any) -> str:
    words = {"name": period.organisation.name, "year": period.plan.year, "period": period.title}
    return _("Annual report %(year)s") % words if not period.key else period.title


@writing_page("see_writing")
@require_safe
def show(request: HttpRequest, municipality: str, year: int, key: str) -> HttpResponse:
    """Show a report while it is written: its chapters, who writes each, what is missing, what is published."""
    report, person = report_of(request), person_of(request)
    sections = sections_of(report)
    table = sections_table(report, sections)
    editions = editions_table(report, queries.editions_of(report))
    may_lead = LEAD_WRITING.allows(person, report)
    page = {
        **_page(report),
        "table": table,
        "editions": editions if report.state == WrittenReport.State.PUBLISHED else None,
        "ready": sum(one.state == ReportSection.State.READY for one in sections),
        "count": len(sections),
        "mine": [one for one in sections if one.assigned_to == person and one.state != ReportSection.State.READY],
        "missing": services.obstacles(report, sections),
        "newer": queries.newer_edition(report),
        "may_lead": may_lead,
        "history": history_table(history.of_subject(trail.REPORT, str(report.pk)), caption=_("History of the report")),
    }
    return respond_with_download(request, table, editions) or render(request, "steering/writing/one.html", page)


def _page(report: WrittenReport) -> dict[str, Any]:
    return {"plan": report.period.plan, "period": report.period, "report": report}


@writing_page("lead_writing")
@_form_methods
def edit(request: HttpRequest, municipality: str, year: int, key: str) -> HttpResponse:
    """Change the title, and whether residents may comment."""
    report = report_of(request)
    names = ("title", "comments_open", "comments_until")
    form = ReportForm(sent(request), initial=opened(report, **{name: getattr(report, name) for name in names}))

    def act(values: dict[str, Any]) -> object:
        told = {name: values[name] for name in names}
        return services.change_report(report=report, person=person_of(request), **told)

    page = {"heading": _("Title and comments"), "submit": _("Store")}
    return _change(request, form, act, report, page, _("The report is changed."))


@writing_page("lead_writing")
@_form_methods
def add(request: HttpRequest, municipality: str, year: int, key: str) -> HttpResponse:
    """Add a chapter."""
    report = report_of(request)
    form = NewSectionForm(sent(request), choices=subjects(report.edition.read()), initial=opened(report))

    def act(values: dict[str, Any]) -> object:
        told = {name: values[name] for name in ("heading", "about")}
        return section_services.add_section(report=report, person=person_of(request), **told)

    page = {"heading": _("Add a chapter"), "submit": _("Add the chapter")}
    return _change(request, form, act, report, page, _("The chapter is added at the end."))


@writing_page("lead_writing")
@_form_methods
def give(request: HttpRequest, municipality: str, year: int, key: str) -> HttpResponse:
    """Give chapters to people, with a day."""
    report = report_of(request)
    people = writers_of(report.organisation)
    form = GiveForm(sent(request), sections=sections_of(report), people=people, initial=opened(report))
    counted: list[int] = []

    def act(values: dict[str, Any]) -> object:
        counted.append(
            section_services.give_sections(
                report=report,
                sections=values["sections"],
                writer=form.writer_chosen(),
                due=values["due_on"],
                person=person_of(request),
            )
        )
        return counted

    page = {
        "heading": _("Share out the chapters"),
        "lead": _("Tick the chapters that one person is to write, and choose the person. The person is told."),
        "submit": _("Share out"),
    }
    return _change(request, form, act, report, page, _("The chapters are shared out."))


@writing_page("lead_writing")
@_form_methods
def pin(request: HttpRequest, municipality: str, year: int, key: str) -> HttpResponse:
    """Pin the report to a newer edition of its period; shows what differs first."""
    report, newer = report_of(request), queries.newer_edition(report_of(request))
    form = RequestForm(sent(request), initial=opened(report))
    moved: list[ReportSection] = []

    def act(_values: dict[str, Any]) -> object:
        moved.extend(services.pin_again(report=report, person=person_of(request)))
        return moved

    if done(request, form, act, row=report):
        said = ngettext(
            "The figures are those of the newer edition; %(count)s ready chapter must be looked at again.",
            "The figures are those of the newer edition; %(count)s ready chapters must be looked at again.",
            len(moved),
        )
        messages.success(request, said % {"count": len(moved)})
        return redirect(writing_address(report))
    found = compare(report.edition.read(), newer.read()) if newer else None
    table = moved_table(found) if found is not None else None
    page = {**_page(report), "form": form, "newer": newer, "found": found, "table": table}
    return render(request, "steering/writing/pin.html", page)


@writing_page("lead_writing")
@_form_methods
def publish(request: HttpRequest, municipality: str, year: int, key: str) -> HttpResponse:
    """Publish a report, or a correction of one that is published."""
    report = report_of(request)
    corrects = report.state == WrittenReport.State.PUBLISHED
    form = (WhyForm if corrects else RequestForm)(sent(request), initial=opened(report))

    def act(values: dict[str, Any]) -> object:
        return services.publish_report(report=report, person=person_of(request), why=values.get("why", ""))

    page = {
        "heading": _("Publish a correction") if corrects else _("Publish the report"),
        "lead": _("What is published is frozen with its figures, and from now on everybody can read it."),
        "submit": _("Freeze and publish"),
    }
    return _change(request, form, act, report, page, _("The report is published."))


def _change(
    request: HttpRequest, form: Any, act: Any, report: WrittenReport, page: dict[str, Any], said: str
) -> HttpResponse:
    about = (trail.REPORT, str(report.pk))
    back = writing_address(report)
    page |= {"plan": report.period.plan}
    return change(request, form, act, row=report, page=page, said=said, back=back, about=about)


@writing_page("see_writing")
@require_safe
def preview(request: HttpRequest, municipality: str, year: int, key: str) -> HttpResponse:
    """Show the report as it would be now."""
    report = report_of(request)
    page = {
        **_page(report),
        "document": written_document(draft_of(report)),
        "offered": offered(KINDS, "steering:writing_file", municipality, str(year), key),
    }
    return render(request, "steering/writing/preview.html", page)


@writing_page("see_writing")
@require_safe
def file(request: HttpRequest, municipality: str, year: int, key: str, kind: str, ending: str) -> HttpResponse:
    """Send a document of the report as it would be now; it says that it is a draft."""
    return send(BY_KEY[_known(kind)], ending, draft_of(report_of(request)), language_asked_for(request))


def _known(kind: str) -> str:
    if kind not in BY_KEY:
        raise Http404(_("There is no such document of a report."))
    return kind


@written_page("read_written")
@require_safe
def edition(request: HttpRequest, municipality: str, year: int, key: str, number: int) -> HttpResponse:
    """Show an edition as it was published."""
    written = edition_of(request)
    of = document_of(written)
    page = {
        **_page(written.report),
        "edition": written,
        "frozen": of.report,
        "document": written_document(of),
        "offered": offered(KINDS, "steering:writing_edition_file", municipality, str(year), key, str(number)),
    }
    return render(request, "steering/writing/edition.html", page)


@written_page("read_written")
@require_safe
def edition_file(
    request: HttpRequest, municipality: str, year: int, key: str, number: int, kind: str, ending: str
) -> HttpResponse:
    """Send a document of an edition."""
    return send(BY_KEY[_known(kind)], ending, document_of(edition_of(request)), language_asked_for(request))
