"""Matters: opening one, writing its agenda papers, making a paper final.

Changing the case number of a matter counts as a change of each of its drafts, so that whoever writes another one is
told.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kompassros.records import clock, freezing, history
from kompassros.records.documents import PAPER_KIND, PAPER_SCHEMA, PaperCopy, to_content
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.matter_models import AgendaPaper, Matter
from kompassros.records.requests import once
from kompassros.records.tabular import UNPRINTABLE

LANGUAGES = ("sv", "nb", "en")
LONGEST_CASE_NUMBER = Matter._meta.get_field("case_number").max_length or 0
LONGEST_TITLE = AgendaPaper._meta.get_field("title").max_length or 0
LONGEST_BODY = AgendaPaper._meta.get_field("body").max_length or 0
LONGEST_TEXT = 20_000
_LINES = ("case_number", "title", "body")
_TEXTS = ("background", "assessment", "proposal")
_LIMITS = {"case_number": LONGEST_CASE_NUMBER, "title": LONGEST_TITLE, "body": LONGEST_BODY}


@dataclass(frozen=True)
class Suggestion:
    """What an upper app proposes that a paper says; people edit it. sources: where its figures come from."""

    title: str
    background: str = ""
    assessment: str = ""
    proposal: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class PaperText:
    """What a person writes in a paper's form. case_number: of the whole matter."""

    case_number: str
    title: str
    body: str = ""
    meeting_day: date | None = None
    background: str = ""
    assessment: str = ""
    proposal: str = ""


@dataclass(frozen=True)
class Letterhead:
    """What a paper says that stands nowhere in the matter: whose it is, and whether that is made up."""

    organisation: str
    made_up: bool = False


def matters_of(kind: str, key: str) -> QuerySet[Matter]:
    """Return the matters about one thing with their papers, the first opened first; two queries."""
    return Matter.objects.filter(subject_kind=kind, subject_key=key).prefetch_related("papers__author")


def papers_of(kind: str, key: str) -> QuerySet[AgendaPaper]:
    """Return the papers about one thing with their matters and authors."""
    found = AgendaPaper.objects.filter(matter__subject_kind=kind, matter__subject_key=key)
    return found.select_related("matter", "author")


def subject_of(paper: AgendaPaper) -> tuple[str, str, str]:
    """Return how the history names a paper."""
    return ("agenda_paper", str(paper.pk), f"{paper.title} ({paper.number})")


@transaction.atomic
def open_matter(
    *, subject: tuple[str, str], organisation_id: int, title: str, case_number: str = "", person: Any
) -> Matter:
    """Open a matter of an organisation about (kind, key). The case number may be given later."""
    number, named = case_number.strip(), title.strip()
    _refuse({"case_number": number, "title": named})
    kind, key = subject
    matter = Matter.objects.create(
        organisation_id=organisation_id,
        subject_kind=kind,
        subject_key=key,
        case_number=number,
        title=named,
        created_by=person,
        created_at=clock.now(),
    )
    _tell(matter, person, "opened", None, {"case_number": number, "title": named})
    return matter


@transaction.atomic
def start_paper(*, matter: Matter, language: str, suggestion: Suggestion, person: Any) -> AgendaPaper:
    """Start a draft with the next number in a matter; it says at first what is suggested."""
    if language not in LANGUAGES:
        raise DomainError(_("Choose one of the languages offered."))
    # Two who start at once wait for each other here, and get different numbers.
    Matter.objects.filter(pk=matter.pk).update(version=F("version") + 1)
    last = matter.papers.aggregate(last=Max("number"))["last"] or 0
    proposed = asdict(suggestion) | {"title": suggestion.title[:LONGEST_TITLE], "sources": list(suggestion.sources)}
    paper = AgendaPaper.objects.create(
        matter=matter, number=last + 1, language=language, author=person, written_at=clock.now(), **proposed
    )
    told = {"title": paper.title, "language": language, "number": paper.number}
    _tell_paper(paper, person, "started", None, told)
    return paper


def save_paper(*, paper: AgendaPaper, text: PaperText, version: int, request_id: UUID, person: Any) -> int:
    """Store what a person wrote in a draft that they saw as ``version``; return the version that there is now.

    The same request sent again gives the same version and does nothing. Nothing changed makes no new version.
    Raises Conflict where the draft has another version, DomainError for a final paper or a text that cannot be kept.
    """

    def act() -> dict[str, Any]:
        return {"version": _save(paper, text, version, person)}

    outcome, _again = once(request_id=request_id, person=person, act=act)
    return int(outcome["version"])


@transaction.atomic
def finish_paper(*, paper: AgendaPaper, version: int, letterhead: Letterhead, person: Any) -> AgendaPaper:
    """Make a draft final: what it says is frozen with its checksum. A later change is a new paper."""
    latest = _locked(paper, version)
    _refuse_unfinished(latest)
    content = to_content(copy_of(latest, letterhead, final=True))
    done = AgendaPaper.objects.filter(pk=latest.pk, version=version, state=AgendaPaper.State.DRAFT).update(
        state=AgendaPaper.State.FINAL, content=content, sha256=freezing.digest(content), version=F("version") + 1
    )
    if not done:
        raise _conflict()
    _tell_paper(latest, person, "finished", {"state": "draft"}, {"state": "final"})
    latest.refresh_from_db()
    return latest


def copy_of(paper: AgendaPaper, letterhead: Letterhead, *, final: bool = False) -> PaperCopy:
    """Return what a paper says: a final one as it was frozen, a draft as it stands (``final``: as it would be)."""
    if paper.content is not None:
        frozen: PaperCopy = freezing.read(PAPER_KIND, PAPER_SCHEMA, paper.content)
        return frozen
    moment = clock.now() if final else paper.written_at
    return PaperCopy(
        organisation=letterhead.organisation,
        language=paper.language,
        case_number=paper.matter.case_number,
        title=paper.title,
        day=timezone.localtime(moment).date(),
        body=paper.body,
        meeting_day=paper.meeting_day,
        background=paper.background,
        assessment=paper.assessment,
        proposal=paper.proposal,
        author=str(paper.author) if paper.author else "Kompassros",
        sources=tuple(paper.sources),
        made_up=letterhead.made_up,
        final=final,
    )


def text_of(paper: AgendaPaper) -> PaperText:
    """Return what the form of a paper starts with."""
    own = ("title", "body", "meeting_day", *_TEXTS)
    return PaperText(case_number=paper.matter.case_number, **{name: getattr(paper, name) for name in own})


def _save(paper: AgendaPaper, text: PaperText, version: int, person: Any) -> int:
    wanted = _stripped(text)
    _refuse({name: wanted[name] for name in (*_LINES, *_TEXTS)})
    latest = _locked(paper, version)
    stored = asdict(text_of(latest))
    changed = {name: value for name, value in wanted.items() if stored[name] != value}
    if not changed:
        return version
    if "case_number" in changed:
        _renumber(latest, changed["case_number"], person)
    own = {name: value for name, value in changed.items() if name != "case_number"}
    now = {"written_at": clock.now(), "author": person}
    if not AgendaPaper.objects.filter(pk=latest.pk, version=version).update(**own, **now, version=F("version") + 1):
        raise _conflict()
    if own:
        _tell_paper(latest, person, "changed", _told({name: stored[name] for name in own}), _told(own))
    return version + 1


def _locked(paper: AgendaPaper, version: int) -> AgendaPaper:
    """Return the paper as it is stored, held until the transaction ends; it must be a draft of this version."""
    held = AgendaPaper.objects.select_for_update(of=("self",)).select_related("matter", "author")
    latest = held.get(pk=paper.pk)
    if latest.is_final:
        raise DomainError(_("This paper is final and keeps its text. Start a new paper in the same matter."))
    if latest.version != version:
        raise _conflict()
    return latest


def _conflict() -> Conflict:
    return Conflict(
        _("Somebody else changed this paper meanwhile. What you typed is still here; save again to keep it.")
    )


def _renumber(paper: AgendaPaper, case_number: str, person: Any) -> None:
    """Give the matter another case number; every other draft of it gets a new version too."""
    matter = paper.matter
    before, after = {"case_number": matter.case_number}, {"case_number": case_number}
    Matter.objects.filter(pk=matter.pk).update(case_number=case_number, version=F("version") + 1)
    others = AgendaPaper.objects.filter(matter=matter, state=AgendaPaper.State.DRAFT).exclude(pk=paper.pk)
    others.update(version=F("version") + 1)
    _tell(matter, person, "changed", before, after)


def _stripped(text: PaperText) -> dict[str, Any]:
    values: dict[str, Any] = asdict(text)
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def _refuse(texts: Mapping[str, str]) -> None:
    """Refuse an empty title, a text that is too long, and what cannot be shown."""
    if "title" in texts and not texts["title"]:
        raise DomainError(_("Give the paper a title."))
    for name, text in texts.items():
        if UNPRINTABLE.search(text) or (name in _LINES and not text.isprintable()):
            raise DomainError(_("The text holds characters that cannot be shown. Type it anew."))
        limit = _LIMITS.get(name, LONGEST_TEXT)
        if len(text) > limit:
            raise DomainError(_("The text is longer than %(limit)s characters. Shorten it.") % {"limit": limit})


def _refuse_unfinished(paper: AgendaPaper) -> None:
    if not paper.matter.case_number:
        raise DomainError(_("Give the case number before the paper is made final."))
    if not (paper.body and paper.proposal.strip()):
        raise DomainError(_("Say which board the paper goes to and what it is to decide before it is made final."))


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _tell(matter: Matter, person: Any, verb: str, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
    history.write(
        person=person,
        verb=verb,
        subject=("matter", str(matter.pk), str(matter)),
        organisation_id=matter.organisation_id,
        before=before,
        after=after,
    )


def _tell_paper(
    paper: AgendaPaper, person: Any, verb: str, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> None:
    history.write(
        person=person,
        verb=verb,
        subject=subject_of(paper),
        organisation_id=paper.matter.organisation_id,
        before=before,
        after=after,
    )
