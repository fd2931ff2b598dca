"""What changes the evidence of an evaluation: adding, renewing, withdrawing it, tying it to the criteria it supports.

The history of evidence belongs to the team; what the municipality sent itself stands in its own history too.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.saving import require
from kompassros.evaluations.evidence.models import Evidence, Support
from kompassros.evaluations.interviews.models import Interview
from kompassros.evaluations.preparing.models import DocumentRequest, SelfAnswer
from kompassros.evaluations.preparing.queries import is_readable
from kompassros.evaluations.preparing.questions import question_number
from kompassros.instruments.criteria import placed
from kompassros.instruments.outline import edition_outline
from kompassros.organisations.models import Person
from kompassros.organisations.saving import claim
from kompassros.records import clock, files
from kompassros.records.errors import DomainError
from kompassros.web.formats import format_date

KIND = "evidence"
LONGEST_PLACE = 200
WEB_SCHEMES = ("https://", "http://")
_PAGES = (Evidence.Kind.WEB, Evidence.Kind.INTRANET)


@dataclass(frozen=True)
class Origin:
    """Where a piece comes from: the team itself, or the municipality, perhaps in answer to a request."""

    from_municipality: bool = False
    request: DocumentRequest | None = None

    @property
    def action(self) -> str:
        """Return the right (of policies.RULES) that adding it needs."""
        return "send_documents" if self.from_municipality else "collect_evidence"


TEAM = Origin()


@transaction.atomic
def add_page(
    *,
    course: Course,
    kind: str,
    title: str,
    address: str,
    seen_on: date | None,
    person: Person | None,
    remark: str = "",
    origin: Origin = TEAM,
) -> Evidence:
    """Add a page of the web or an intranet: its address, what was seen there (remark) and when.

    kind: "web" or "intranet". DomainError for another kind, a missing address, or a day that has not come yet.
    """
    require(person, course, origin.action)
    if kind not in _PAGES or not address.strip():
        raise DomainError(_("Give the address of the page."))
    if kind == Evidence.Kind.WEB and not address.strip().startswith(WEB_SCHEMES):
        raise DomainError(_("The address of a web page begins with https:// or http://."))
    if seen_on is not None and seen_on > clock.today():
        raise DomainError(_("The day on which the page was seen has not come yet."))
    return _add(course, person, origin, kind=kind, title=title, address=address.strip(), seen_on=seen_on, remark=remark)


@transaction.atomic
def add_file(
    *,
    course: Course,
    upload: files.Upload,
    title: str,
    person: Person | None,
    remark: str = "",
    origin: Origin = TEAM,
) -> Evidence:
    """Add a document; an empty title takes the file's name. DomainError as ``files.receive``."""
    require(person, course, origin.action)
    revision = files.receive(upload=upload, title=title, organisation_id=course.organisation_id, person=person)
    return _add(
        course,
        person,
        origin,
        kind=Evidence.Kind.FILE,
        title=revision.file.title,
        revision=revision,
        seen_on=clock.today(),
        remark=remark,
    )


def _add(course: Course, person: Person | None, origin: Origin, **values: Any) -> Evidence:
    added: Evidence = Evidence._base_manager.create(
        course=course,
        organisation=course.organisation,
        from_municipality=origin.from_municipality,
        request=origin.request,
        added_by=person,
        added_at=clock.now(),
        **values,
    )
    told = {"title": added.title, "kind": str(added.kind), "address": added.address, "remark": added.remark}
    _tell(added, person, "added", after=told)
    return added


def _tell(evidence: Evidence, person: Person | None, verb: str, **changes: Any) -> None:
    trail.write(
        course=evidence.course,
        person=person,
        verb=verb,
        what=(KIND, str(evidence.pk), evidence.title),
        team_only=not evidence.from_municipality,
        **changes,
    )


@transaction.atomic
def renew_file(*, course: Course, evidence: Evidence, upload: files.Upload, person: Person | None) -> Evidence:
    """Take in a newer version of a document; the older ones stay, and so do the ties to criteria.

    DomainError as ``files.receive``, for what is no document or is withdrawn; Conflict as ``claim``.
    """
    require(person, course, Origin(evidence.from_municipality).action)
    _refuse_foreign(course, evidence)
    _refuse_withdrawn(evidence)
    old = evidence.revision
    if old is None:
        raise DomainError(_("Only a document has versions."))
    revision = files.receive(
        upload=upload, title="", organisation_id=course.organisation_id, person=person, file=old.file
    )
    claim(evidence, revision=revision, seen_on=clock.today())
    _tell(evidence, person, "renewed", before={"number": old.number}, after={"number": revision.number})
    return evidence


def _refuse_foreign(course: Course, row: Evidence | Support | Interview | SelfAnswer) -> None:
    if row.course_id != course.pk:
        raise DomainError(_("This belongs to another evaluation."))


def _refuse_withdrawn(evidence: Evidence) -> None:
    if evidence.withdrawn_at is not None:
        raise DomainError(_("This piece of evidence is withdrawn. Choose another one, or add it anew."))


@transaction.atomic
def withdraw(*, course: Course, evidence: Evidence, why: str, person: Person | None) -> Evidence:
    """Let a piece count no longer: it stays with its ties, which support nothing any more.

    DomainError without a reason or a second time; Conflict as ``claim``.
    """
    require(person, course, "collect_evidence")
    return withdrawn(course=course, evidence=evidence, why=why, person=person)


def withdrawn(*, course: Course, evidence: Evidence, why: str, person: Person | None) -> Evidence:
    """Withdraw inside the transaction of a service that has asked for the right itself."""
    _refuse_foreign(course, evidence)
    if not why.strip():
        raise DomainError(_("Say why it is withdrawn."))
    _refuse_withdrawn(evidence)
    claim(evidence, withdrawn_at=clock.now())
    _tell(evidence, person, "withdrawn", why=why.strip())
    return evidence


@transaction.atomic
def restore(*, course: Course, evidence: Evidence, person: Person | None) -> Evidence:
    """Let a withdrawn piece count again. DomainError where it is not withdrawn; Conflict as ``claim``."""
    require(person, course, "collect_evidence")
    _refuse_foreign(course, evidence)
    if evidence.withdrawn_at is None:
        raise DomainError(_("This piece of evidence is not withdrawn."))
    claim(evidence, withdrawn_at=None)
    _tell(evidence, person, "restored")
    return evidence


@transaction.atomic
def tie(*, course: Course, evidence: Evidence, criterion: str, place: str, person: Person | None) -> Support:
    """Say that a piece of evidence supports a criterion, and where in it.

    place: such as "p. 12" or a heading. Tied already, only the place is changed, and an empty one changes nothing.
    DomainError for a criterion that the edition does not have, another evaluation's evidence, a withdrawn piece.
    """
    require(person, course, "collect_evidence")
    _refuse_foreign(course, evidence)
    _refuse_withdrawn(evidence)
    number = _number(course, criterion)
    if number is None:
        raise DomainError(_("There is no such criterion in the edition of this evaluation."))
    where = place.strip()[:LONGEST_PLACE]
    found: Support | None = Support._base_manager.filter(evidence=evidence, criterion=criterion).first()
    if found is not None and where in ("", found.place):
        return found
    before = {"criterion": number, "place": found.place} if found else None
    support = _place(found, where) if found else _new_support(evidence, criterion, where, person)
    _tell_team(evidence, person, "tied", before=before, after={"criterion": number, "place": where})
    return support


def _number(course: Course, criterion: str) -> str | None:
    where = placed(edition_outline(course.edition)).get(criterion)
    return where.number if where else None


def _place(support: Support, where: str) -> Support:
    claim(support, place=where)
    return support


def _new_support(evidence: Evidence, criterion: str, where: str, person: Person | None) -> Support:
    """Make the tie; two at once cannot meet here, since ``require`` holds the evaluation's row."""
    made: Support = Support._base_manager.create(
        course_id=evidence.course_id,
        organisation_id=evidence.organisation_id,
        evidence=evidence,
        criterion=criterion,
        place=where,
        added_by=person,
        added_at=clock.now(),
    )
    return made


def _tell_team(evidence: Evidence, person: Person | None, verb: str, **changes: Any) -> None:
    """Write what only the team is told: what supports which criterion."""
    what = (KIND, str(evidence.pk), evidence.title)
    trail.write(course=evidence.course, person=person, verb=verb, what=what, team_only=True, **changes)


@transaction.atomic
def untie(*, course: Course, support: Support, person: Person | None) -> None:
    """Take a tie away; the history keeps it. DomainError for another evaluation's tie."""
    require(person, course, "collect_evidence")
    _refuse_foreign(course, support)
    number = _number(course, support.criterion) or support.criterion
    Support._base_manager.filter(pk=support.pk).delete()
    _tell_team(support.evidence, person, "untied", before={"criterion": number, "place": support.place})


@transaction.atomic
def ensure_interview_evidence(interview: Interview, person: Person | None) -> Evidence:
    """Return the interview as a piece of evidence, made if it is none yet: named by its group and day, by no person."""
    course = interview.course
    require(person, course, "collect_evidence")
    found: Evidence | None = _standing(course).filter(interview=interview).first()
    if found is not None:
        return found
    with translation.override(course.language):
        values = {"group": interview.get_group_display(), "day": format_date(interview.starts_at)}
        title = _("Interview: %(group)s, %(day)s") % values
    return _add(
        course,
        person,
        TEAM,
        kind=Evidence.Kind.INTERVIEW,
        title=title[:200],
        interview=interview,
        seen_on=interview.starts_at.date(),
    )


@transaction.atomic
def ensure_answer_evidence(answer: SelfAnswer, person: Person | None) -> Evidence:
    """Return an answer of the self-description as a piece of evidence, made if it is none yet.

    DomainError where nothing is written yet, or what is written is still the municipality's own draft.
    """
    course = answer.course
    require(person, course, "collect_evidence")
    found: Evidence | None = _standing(course).filter(answer=answer).first()
    if found is not None:
        return found
    if not answer.text.strip():
        raise DomainError(_("The municipality has not written anything on this question yet."))
    if not is_readable(answer, course, insider=False):
        raise DomainError(_("There is a draft. The team reads it when it is ready."))
    number = question_number(edition_outline(course.edition), answer.question)
    with translation.override(course.language):
        title = _("Self-description, question %(number)s") % {"number": number}
    day = answer.written_at.date() if answer.written_at else clock.today()
    return _add(
        course,
        person,
        TEAM,
        kind=Evidence.Kind.SELF_DESCRIPTION,
        title=title[:200],
        answer=answer,
        seen_on=day,
    )


def _standing(course: Course) -> Any:
    """Return the pieces that are not withdrawn, to be narrowed down."""
    return Evidence._base_manager.filter(course=course, withdrawn_at=None).select_related("course")
