"""The chapters of a report: added, renamed, moved, taken out, given to people, written, illustrated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.documents.bare_pictures import bare
from kompassros.organisations.models import Person
from kompassros.organisations.saving import claim, require
from kompassros.records.errors import DomainError
from kompassros.records.file_types import JPEG, PNG
from kompassros.records.files import Upload, inspect, receive
from kompassros.records.models import FileRevision
from kompassros.steering.policies import belongs
from kompassros.steering.writing import trail
from kompassros.steering.writing.models import ReportSection, WrittenReport
from kompassros.steering.writing.people import tell_given
from kompassros.steering.writing.policies import LEAD_WRITING, WRITE_SECTION
from kompassros.steering.writing.proposing import LONGEST_HEADING, Wanted, known, subjects
from kompassros.steering.writing.saving import lock_report, sections_of
from kompassros.web.formats import format_number

LONGEST_TEXT = 30_000
PICTURES = (PNG.content_type, JPEG.content_type)
State, Kind = ReportSection.State, ReportSection.Kind


@transaction.atomic
def add_section(*, report: WrittenReport, heading: str, about: str, person: Any) -> ReportSection:
    """Add a chapter at the end. ``about``: one of ``subjects``. DomainError for another, and without a heading."""
    require(person, LEAD_WRITING, report)
    held = lock_report(report)
    period = held.edition.read()
    found = next((each for each in subjects(period) if each.about == about), None)
    if found is None:
        raise DomainError(_("The edition has nothing of this kind. Choose what the chapter is about."))
    section = known(period).section(Wanted(_headed(heading), found.kind, found.key))
    last = sections_of(held)[-1:]
    section.report, section.organisation = held, held.organisation
    section.position = last[0].position + 1 if last else 1
    claim(report)
    section.save()
    trail.write_section(section, person, "added", after={"heading": section.heading, "report": held.title})
    return section


def _headed(heading: str) -> str:
    written = heading.strip()
    if not written or len(written) > LONGEST_HEADING:
        raise DomainError(_("A chapter has a heading of at most 200 characters."))
    return written


@transaction.atomic
def rename_section(*, section: ReportSection, heading: str, person: Any) -> ReportSection:
    """Call a chapter otherwise. Conflict for a second editor."""
    require(person, LEAD_WRITING, section.report)
    before = {"heading": section.heading}
    claim(section, heading=_headed(heading))
    trail.write_section(section, person, "renamed", before=before, after={"heading": section.heading})
    return section


@transaction.atomic
def move_section(*, section: ReportSection, up: bool, person: Any) -> ReportSection:
    """Move a chapter one place up or down; DomainError at the end."""
    require(person, LEAD_WRITING, section.report)
    held = lock_report(section.report)
    rows = sections_of(held)
    place = next(number for number, row in enumerate(rows) if row.pk == section.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        raise DomainError(_("The chapter stands at the end already."))
    rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows, 1):
        # The version of the text stays: whoever is writing is not stopped.
        ReportSection._base_manager.filter(pk=row.pk).update(position=position)
    places = {"before": {"place": place + 1}, "after": {"place": other + 1}}
    trail.write_section(section, person, "moved", **places)
    return section


@transaction.atomic
def remove_section(*, section: ReportSection, why: str, person: Any) -> None:
    """Take a chapter out of a report; the history keeps what it said. Conflict for a second editor."""
    require(person, LEAD_WRITING, section.report)
    lock_report(section.report)
    if not why.strip():
        raise DomainError(_("Say why the chapter is taken out: the reason stands in the history."))
    claim(section)
    before = {"heading": section.heading, "text": section.text, "so_what": section.so_what}
    trail.write_section(section, person, "removed", before=before, why=why.strip())
    section.delete()


@transaction.atomic
def give_sections(
    *, report: WrittenReport, sections: Sequence[str], writer: Person | None, due: date | None, person: Any
) -> int:
    """Give chapters, by their uids, to somebody who belongs to the municipality and is told; None takes them back.

    DomainError for none, for those of another report, and for somebody from elsewhere. Returns how many.
    """
    require(person, LEAD_WRITING, report)
    held = lock_report(report)
    chosen = [each for each in sections_of(held) if str(each.uid) in set(sections)]
    if not chosen or len(chosen) != len(set(sections)):
        raise DomainError(_("Choose at least one chapter of this report."))
    if writer is not None and not (writer.is_active and belongs(writer, held.organisation)):
        raise DomainError(_("%(name)s has no role in this municipality. Choose somebody else.") % {"name": writer})
    claim(report)
    for section in chosen:
        _give(section, writer, due, person)
    if writer is not None and writer != person:
        tell_given(held, [writer], len(chosen), due)
    return len(chosen)


def _give(section: ReportSection, writer: Person | None, due: date | None, person: Any) -> None:
    before = {"assigned_to": str(section.assigned_to or ""), "due_on": _day(section.due_on)}
    after = {"assigned_to": str(writer or ""), "due_on": _day(due)}
    # The version of the text stays: whoever is writing is not stopped.
    ReportSection._base_manager.filter(pk=section.pk).update(assigned_to=writer, due_on=due)
    if before != after:
        trail.write_section(section, person, "given", before=before, after=after)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


@transaction.atomic
def write_section(*, section: ReportSection, text: str, so_what: str, ready: bool, person: Any) -> ReportSection:
    """Store what a chapter says, as a draft or as ready. Conflict for a second editor.

    DomainError for a text that is too long, and for a ready chapter without text that has no figures either.
    """
    require(person, WRITE_SECTION, section)
    written, meant = text.strip(), so_what.strip()
    if max(len(written), len(meant)) > LONGEST_TEXT:
        most = format_number(LONGEST_TEXT)
        raise DomainError(_("The text has more than %(most)s characters.") % {"most": most})
    if ready and not written and section.kind == Kind.TEXT:
        raise DomainError(_("Write something before you mark the chapter as ready."))
    before = {"state": section.state, "text": section.text, "so_what": section.so_what}
    begun = State.WRITING if written or meant else State.WAITING
    values = {"state": str(State.READY if ready else begun), "text": written, "so_what": meant}
    claim(section, **values)
    trail.write_section(section, person, "written", before=before, after=values)
    return section


@dataclass(frozen=True)
class Illustration:
    """What stands beside a chapter's text. upload: a new picture; remove: take the present one away."""

    alt: str = ""
    credit: str = ""
    film: str = ""
    film_title: str = ""
    upload: "Upload | None" = None
    remove: bool = False


@transaction.atomic
def illustrate_section(*, section: ReportSection, shown: Illustration, person: Any) -> ReportSection:
    """Store a chapter's picture with what it shows and whose it is, and the way to a film on another site.

    The place, time and names that a camera writes into a picture are not stored: everybody can download it.
    DomainError for a picture without a text in words, a file that is neither PNG nor JPEG, and a film whose address
    is not one of the web (https) or that has no title. Conflict for a second editor.
    """
    require(person, WRITE_SECTION, section)
    _check_film(shown)
    picture = _picture(section, shown, person)
    alt = shown.alt.strip()
    if picture is not None and len(alt.split()) < 2:
        raise DomainError(_("Say in a sentence what the picture shows, for those who do not see it."))
    before = _illustrated(section)
    claim(
        section,
        picture=picture,
        picture_alt=alt if picture else "",
        picture_credit=shown.credit.strip() if picture else "",
        film=shown.film.strip(),
        film_title=shown.film_title.strip(),
    )
    trail.write_section(section, person, "illustrated", before=before, after=_illustrated(section))
    return section


def _illustrated(section: ReportSection) -> dict[str, str]:
    plain = {name: getattr(section, name) for name in ("picture_alt", "picture_credit", "film", "film_title")}
    return {"picture": str(section.picture or ""), **plain}


def _check_film(shown: Illustration) -> None:
    address, title = shown.film.strip(), shown.film_title.strip()
    if not address and not title:
        return
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or any(sign in address for sign in ' <>"'):
        raise DomainError(_("The address of a film begins with https:// and names a site."))
    if not title:
        raise DomainError(_("Say what the film is called: the link says so."))


def _picture(section: ReportSection, shown: Illustration, person: Any) -> FileRevision | None:
    if shown.upload is None:
        return None if shown.remove else section.picture
    name, found = inspect(shown.upload)
    if found.content_type not in PICTURES:
        raise DomainError(_("A picture is a PNG or a JPEG file."))
    title = _("Picture: %(heading)s") % {"heading": section.heading}
    shown.upload.seek(0)
    try:
        content = bare(shown.upload.read())
    except ValueError:
        raise DomainError(_("The picture is broken. Open it, save it again as PNG or JPEG, and send that.")) from None
    return receive(
        upload=ContentFile(content, name), title=title, organisation_id=section.organisation_id, person=person
    )
