"""The agenda paper as a document: a pure function of what it says, in the language in which it is written."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, cast

from django.utils.translation import gettext as _
from django.utils.translation import override

from kompassros.documents.blocks import Block, Document, Facts, Heading, Language, bullets, plain, written_text
from kompassros.records import freezing
from kompassros.web.formats import format_date

PAPER_KIND = "agenda paper"
PAPER_SCHEMA = 1


@dataclass(frozen=True)
class PaperCopy:
    """Everything that an agenda paper says.

    organisation: the municipality's name. day: when it was written last, or made final. body: the board it goes to.
    made_up: whether it is about made-up demo data, which the paper then says. final: whether it is no draft.
    """

    organisation: str
    language: str
    case_number: str
    title: str
    day: date
    body: str
    meeting_day: date | None
    background: str
    assessment: str
    proposal: str
    author: str
    sources: tuple[str, ...] = ()
    made_up: bool = False
    final: bool = False


def to_content(copy: PaperCopy) -> freezing.Content:
    """Return the copy as it is frozen: JSON values, days as ISO texts."""
    meeting = copy.meeting_day.isoformat() if copy.meeting_day else None
    return asdict(copy) | {"day": copy.day.isoformat(), "meeting_day": meeting, "sources": list(copy.sources)}


def from_content(content: freezing.Content) -> PaperCopy:
    """Return the copy that was frozen with schema 1."""
    meeting = content["meeting_day"]
    days: dict[str, Any] = {
        "day": date.fromisoformat(content["day"]),
        "meeting_day": date.fromisoformat(meeting) if meeting else None,
    }
    return PaperCopy(**content | days | {"sources": tuple(content["sources"])})


freezing.register_reader(PAPER_KIND, PAPER_SCHEMA, from_content)


def agenda_paper(copy: PaperCopy) -> Document:
    """Return the document; a part without text is left out."""
    with override(copy.language):
        named = _("Agenda paper") if copy.final else _("Agenda paper, draft")
        return Document(
            title=copy.title,
            language=cast("Language", copy.language),
            day=copy.day,
            kicker=f"{copy.organisation} · {named}",
            author=copy.author,
            blocks=(*_made_up(copy), _head(copy), *_body(copy)),
        )


def _made_up(copy: PaperCopy) -> tuple[Block, ...]:
    return (plain(_("Made-up demo data: this municipality does not exist.")),) if copy.made_up else ()


def _head(copy: PaperCopy) -> Facts:
    meeting = format_date(copy.meeting_day, language=copy.language) if copy.meeting_day else ""
    pairs = (
        (_("Case number"), copy.case_number or _("not given yet")),
        (_("Municipality"), copy.organisation),
        (_("Date"), format_date(copy.day, language=copy.language)),
        (_("Addressed to"), copy.body),
        (_("Meeting"), meeting),
        (_("Written by"), copy.author),
    )
    return Facts(tuple((label, value) for label, value in pairs if value.strip()))


def _body(copy: PaperCopy) -> tuple[Block, ...]:
    parts = (
        (_("Background"), copy.background),
        (_("Assessment"), copy.assessment),
        (_("Proposal for decision"), copy.proposal),
    )
    blocks: list[Block] = []
    for heading, text in parts:
        if text.strip():
            blocks += [Heading(1, heading), *written_text(text)]
    if copy.sources:
        blocks += [Heading(1, _("Sources")), bullets(copy.sources)]
    return tuple(blocks)
