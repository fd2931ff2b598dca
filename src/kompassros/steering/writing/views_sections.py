"""The pages of a chapter: read and written beside its figures, illustrated, commented, renamed, moved, taken out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.documents.blocks import Document
from kompassros.organisations.saving import RequestForm, WhyForm
from kompassros.records import clock, history
from kompassros.records.comments import Subject
from kompassros.records.files import respond_with_file
from kompassros.records.history_table import history_table
from kompassros.records.views_comments import comment_part, comment_view
from kompassros.steering.access import person_of
from kompassros.steering.pages import change, done, missed_table, sent, told_errors
from kompassros.steering.periods.frozen_period import FrozenPeriod
from kompassros.steering.writing import section_services, trail
from kompassros.steering.writing.access import find_section, report_of, section_of, section_page, writing_page
from kompassros.steering.writing.contents import Figures, section_content
from kompassros.steering.writing.documents import figures_of
from kompassros.steering.writing.forms import HeadingForm, IllustrationForm, SectionForm
from kompassros.steering.writing.frozen_report import FrozenSection
from kompassros.steering.writing.models import ReportSection, WrittenReport
from kompassros.steering.writing.people import writing_address
from kompassros.steering.writing.policies import LEAD_WRITING, WRITE_SECTION
from kompassros.steering.writing.tables import is_late
from kompassros.web.fields import opened
from kompassros.web.formats import current_language

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


def section_address(section: ReportSection, name: str = "writing_section") -> str:
    """Return the address of a page of a chapter."""
    return writing_address(section.report, name, section.uid)


@section_page("see_section")
@require_safe
def show(request: HttpRequest, municipality: str, year: int, key: str, uid: UUID) -> HttpResponse:
    """Show a chapter with its figures and comments; whoever may write it writes here."""
    return _shown(request, section_of(request), None)


@section_page("write_section")
@_form_methods
def write(request: HttpRequest, municipality: str, year: int, key: str, uid: UUID) -> HttpResponse:
    """Store what a chapter says."""
    section = section_of(request)
    form = _writing_form(section, sent(request))

    def act(values: dict[str, Any]) -> object:
        told = {name: values[name] for name in ("text", "so_what", "ready")}
        return section_services.write_section(section=section, person=person_of(request), **told)

    if done(request, form, act, row=section):
        messages.success(request, _("The chapter is stored."))
        return redirect(section_address(section))
    return _shown(request, section, form)


def _writing_form(section: ReportSection, values: Any) -> SectionForm:
    initial = opened(
        section, text=section.text, so_what=section.so_what, ready=section.state == ReportSection.State.READY
    )
    return SectionForm(values, initial=initial)


def _shown(request: HttpRequest, section: ReportSection, form: SectionForm | None) -> HttpResponse:
    person = request.user
    may_write = WRITE_SECTION.allows(person, section)
    about = (trail.SECTION, str(section.uid))
    page = {
        **_page(section),
        "form": form or (_writing_form(section, None) if may_write else None),
        "may_write": may_write,
        "may_lead": LEAD_WRITING.allows(person, section.report),
        "late": is_late(section),
        "missed": missed_table(about, form.missed) if form and form.missed else None,
        "keep": f"chapter-{section.pk}",
        "figures": _figures(section),
        "reported": _reported(section),
        "move_form": RequestForm(initial=opened(section), auto_id=False),
        "comments": comment_part(request, _subject(section), action=section_address(section, "writing_comments")),
        "history": history_table(history.of_subject(*about), caption=_("History of the chapter")),
    }
    return render(request, "steering/writing/section.html", page, status=422 if form and form.is_bound else 200)


def _page(section: ReportSection) -> dict[str, Any]:
    report = section.report
    return {"plan": report.period.plan, "period": report.period, "report": report, "section": section}


def _figures(section: ReportSection) -> Document | None:
    """Return the figures of a chapter as they will stand in the report; None for one that is about none."""
    report = section.report
    content = section_content(section, Figures(report.edition))
    blocks = figures_of(FrozenSection(content), report.period.plan.year, report.edition.content["period"])
    title = _("Figures of the chapter")
    return Document(title, current_language(), clock.today(), tuple(blocks)) if blocks else None  # type: ignore[arg-type]


def _reported(section: ReportSection) -> str:
    """Return what the body reported about its card, by the pinned edition; empty for another chapter."""
    if section.body is None:
        return ""
    key = section.body.key
    cards = FrozenPeriod(section.report.edition.content).cards
    found = next((card for card in cards if card.body == key), None)
    return str(found.report["text"]) if found else ""


@section_page("write_section")
@_form_methods
def illustrate(request: HttpRequest, municipality: str, year: int, key: str, uid: UUID) -> HttpResponse:
    """Give a chapter a picture, or the way to a film."""
    section = section_of(request)
    initial = {"alt": section.picture_alt, "credit": section.picture_credit}
    initial |= {"film": section.film, "film_title": section.film_title}
    files = request.FILES if request.method == "POST" else None
    form = IllustrationForm(sent(request), files, initial=opened(section, **initial))

    def act(_values: dict[str, Any]) -> object:
        return section_services.illustrate_section(section=section, shown=form.shown(), person=person_of(request))

    page = {"heading": _("Picture and film"), "submit": _("Store")}
    return _change(request, form, act, section, page, _("The picture and the film are stored."))


@section_page("see_section")
@require_safe
def picture(request: HttpRequest, municipality: str, year: int, key: str, uid: UUID) -> FileResponse:
    """Send the picture of a chapter."""
    section = section_of(request)
    if section.picture is None:
        raise Http404(_("The chapter has no picture."))
    return respond_with_file(section.picture)


def _section(report: WrittenReport, uid: UUID) -> ReportSection:
    found: ReportSection | None = ReportSection._base_manager.filter(report=report, uid=uid).first()
    if found is None:
        raise Http404(_("The report has no such chapter."))
    found.report = report
    return found


@writing_page("lead_writing")
@_form_methods
def rename(request: HttpRequest, municipality: str, year: int, key: str, uid: UUID) -> HttpResponse:
    """Call a chapter otherwise."""
    section = _section(report_of(request), uid)
    form = HeadingForm(sent(request), initial=opened(section, heading=section.heading))

    def act(values: dict[str, Any]) -> object:
        return section_services.rename_section(section=section, heading=values["heading"], person=person_of(request))

    page = {"heading": _("Rename the chapter"), "submit": _("Store the heading")}
    return _change(request, form, act, section, page, _("The chapter is renamed."))


@writing_page("lead_writing")
@require_POST
def move(request: HttpRequest, municipality: str, year: int, key: str, uid: UUID) -> HttpResponse:
    """Move a chapter one place up or down."""
    section, form = _section(report_of(request), uid), RequestForm(request.POST)
    up = "up" in request.POST

    def act(_values: dict[str, Any]) -> object:
        return section_services.move_section(section=section, up=up, person=person_of(request))

    if done(request, form, act, row=section):
        messages.success(request, _("The chapter is moved."))
    told_errors(request, form)
    return redirect(section_address(section))


@writing_page("lead_writing")
@_form_methods
def remove(request: HttpRequest, municipality: str, year: int, key: str, uid: UUID) -> HttpResponse:
    """Take a chapter out, with a reason."""
    section = _section(report_of(request), uid)
    back = writing_address(section.report)
    form = WhyForm(sent(request), initial=opened(section))

    def act(values: dict[str, Any]) -> object:
        return section_services.remove_section(section=section, why=values["why"], person=person_of(request))

    page = {"heading": _("Take the chapter out"), "submit": _("Take it out"), "tone": "danger"}
    return _change(request, form, act, section, page, _("The chapter is taken out."), back)


def _change(
    request: HttpRequest, form: Any, act: Any, section: ReportSection, page: dict[str, Any], said: str, back: str = ""
) -> HttpResponse:
    about = (trail.SECTION, str(section.uid))
    page |= {"plan": section.report.period.plan, "lead": section.heading}
    back = back or section_address(section)
    return change(request, form, act, row=section, page=page, said=said, back=back, about=about)


def _subject(section: ReportSection) -> Subject:
    address = section_address(section)
    return Subject(trail.SECTION, str(section.uid), section.heading, section.organisation_id, address)


comments = comment_view(policy="steering.see_section", find=find_section, subject=_subject)
