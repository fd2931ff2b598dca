"""The pages of the report's sections: the list, one section, its versions, sharing out, the way to Word and back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.evaluations.courses.access import course_of, course_page, find_course, person_of
from kompassros.evaluations.courses.changing import change, sent
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import is_in
from kompassros.evaluations.drafting import queries, services
from kompassros.evaluations.drafting.forms import GiveForm, SectionForm
from kompassros.evaluations.drafting.models import ReportSection
from kompassros.evaluations.drafting.sections import Place, place_of
from kompassros.evaluations.drafting.tables import sections_table, versions_table
from kompassros.evaluations.findings.queries import areas_with_findings
from kompassros.methods.differences import count_words
from kompassros.organisations.saving import WhyForm
from kompassros.organisations.scoping import organisation_scope
from kompassros.records.answering import Saving, Values, answer
from kompassros.records.comments import Subject
from kompassros.records.views_comments import comment_part, comment_view
from kompassros.web.fields import opened
from kompassros.web.formats import format_datetime
from kompassros.web.tables import respond_with_download


@course_page("see_writing")
@require_safe
def list_sections(request: HttpRequest, slug: str) -> HttpResponse:
    """List the sections of the report: who writes each, how far it is, how long."""
    course, person = course_of(request), person_of(request)
    sections = queries.sections_of(course)
    may_write = is_in(person, course, "write_findings")
    table = sections_table(course, sections, may_write=may_write)
    page = {
        "title": _("Texts of the report"),
        "table": table,
        "words": sum(one.words for one in sections),
        "ready": sum(one.section.state == ReportSection.State.READY for one in sections),
        "of": len(sections),
        "mine": [one for one in sections if one.section.assigned_to == person],
        "may_write": may_write,
        "may_give": may_write and is_in(person, course, "lead_course"),
    }
    return respond_with_download(request, table) or render_course(request, "evaluations/drafting/sections.html", page)


def place_or_404(course: Course, key: str) -> Place:
    """Return the place of the report that an address names; Http404 for none."""
    place = place_of(course, key)
    if place is None:
        raise Http404(_("The report has no such section."))
    return place


def stored(course: Course, key: str) -> ReportSection:
    """Return a section as it is stored, or an empty one that is not stored yet."""
    row = ReportSection.objects.filter(course=course, key=key).select_related("assigned_to", "written_by").first()
    return row or ReportSection(course=course, organisation=course.organisation, key=key)


@course_page("write_findings")
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Write one section, saved as it is typed; beside it stand the findings, the comments and the versions."""
    course = course_of(request)
    place = place_or_404(course, key)
    if request.method != "POST":
        return _page(request, place, None)

    def act(values: Values) -> int:
        section = services.find_section(course, key)
        saved = services.write_section(
            section=section,
            text=values["text"],
            ready=values["ready"],
            version=values["version"],
            person=person_of(request),
        )
        return saved.version

    def now() -> tuple[int, str, dict[str, str]]:
        row = stored(course, key)
        return row.version, _who_was_first(row), {}

    saving = Saving(
        form=SectionForm(request.POST),
        act=act,
        parts=dict,
        now=now,
        page=lambda form: _page(request, place, form),
        after=reverse("courses:writing", args=[course.slug]),
    )
    return answer(request, saving)


def _who_was_first(row: ReportSection) -> str:
    if row.written_at is None:
        return ""
    text = _("Not saved: %(name)s changed this section at %(time)s. What you typed is still here.")
    return text % {"name": row.written_by or "Kompassros", "time": format_datetime(row.written_at)}


def _page(request: HttpRequest, place: Place, form: Any) -> HttpResponse:
    course = course_of(request)
    section = stored(course, place.key)
    ready = section.state == ReportSection.State.READY
    others = [one for one in queries.sections_of(course) if one.place.key != place.key]
    page = {
        "title": place.title,
        "place": place,
        "section": section,
        "form": form or SectionForm(initial=opened(section, text=section.text, ready=ready)),
        "refused": form is not None,
        "words": count_words(section.text),
        "findings": [area for area in areas_with_findings(course) if area.id == place.key],
        "versions": versions_table(course, queries.versions_of(section)),
        "others": others,
        "comments": comment_part(request, _subject(course, place), action=_comments_at(course, place)),
    }
    return render_course(request, "evaluations/drafting/section.html", page, status=422 if form is not None else 200)


def _comments_at(course: Course, place: Place) -> str:
    return reverse("courses:section_comments", args=[course.slug, place.key])


def _subject(course: Course, place: Place) -> Subject:
    address = reverse("courses:section", args=[course.slug, place.key])
    return Subject(services.KIND, f"{course.slug}/{place.key}", place.title, course.organisation_id, address)


def _find_to_comment(request: HttpRequest, slug: str, key: str) -> Course:
    """Return the evaluation, with the place that is commented on as ``commented``."""
    course = find_course(request, slug)
    with organisation_scope(course.organisation):
        course.commented = place_or_404(course, key)  # type: ignore[attr-defined]
    return course


section_comments = comment_view(
    policy="evaluations.write_findings",
    find=_find_to_comment,
    subject=lambda course: _subject(course, course.commented),
)
section_comments.course_action = "write_findings"  # type: ignore[attr-defined]


@course_page("see_writing")
@require_safe
def show_version(request: HttpRequest, slug: str, key: str, number: int) -> HttpResponse:
    """Show what a version said, and how it differs from the one before."""
    course = course_of(request)
    place, section = place_or_404(course, key), stored(course, key)
    versions = queries.versions_of(section)
    if number not in {version.number for version in versions}:
        raise Http404(_("This section has no such version."))
    page = {
        "title": _("%(section)s, version %(number)s") % {"section": place.title, "number": number},
        "place": place,
        "version": next(version for version in versions if version.number == number),
        "pieces": queries.what_changed(versions, number),
        "newest": number == versions[0].number,
        "form": WhyForm(initial=opened(section)),
        "may_write": is_in(person_of(request), course, "write_findings"),
        "section": section,
    }
    return render_course(request, "evaluations/drafting/version.html", page)


@course_page("write_findings")
@require_POST
def put_back(request: HttpRequest, slug: str, key: str, number: int) -> HttpResponse:
    """Let the section say again what a version said."""
    course = course_of(request)
    place_or_404(course, key)
    form = SectionForm(request.POST)

    def act(values: Values) -> int:
        section = services.find_section(course, key)
        saved = services.put_back(section=section, number=number, version=values["version"], person=person_of(request))
        return saved.version

    def now() -> tuple[int, str, dict[str, str]]:
        row = stored(course, key)
        return row.version, _who_was_first(row), {}

    saving = Saving(
        form=form,
        act=act,
        parts=dict,
        now=now,
        page=lambda refused: _page(request, place_or_404(course, key), refused),
        after=reverse("courses:section", args=[course.slug, key]),
    )
    return answer(request, saving)


@course_page("lead_course")
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, slug: str) -> HttpResponse:
    """Give sections to the people of the team."""
    course = course_of(request)
    form = GiveForm(
        sent(request),
        sections=queries.sections_of(course),
        people=queries.writers_of(course),
        initial=opened(course),
    )

    def act(values: dict[str, Any]) -> object:
        return services.give_sections(
            course=course,
            keys=values["keys"],
            writer=form.writer_chosen(),
            due=values["due"],
            person=person_of(request),
        )

    page = {
        "title": _("Share out the sections"),
        "lead": _("Tick the sections that one person is to write, and choose the person. The person is told."),
        "submit": _("Share out"),
    }
    return change(request, form, act, page=page, said=_("The sections are shared out."), to="courses:writing")
