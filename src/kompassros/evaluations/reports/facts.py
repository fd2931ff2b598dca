"""Facts about the municipality and the evaluation, how it was done, and what to keep in mind."""

from collections import Counter

from django.utils.translation import gettext as _

from kompassros.documents.blocks import Block, Facts, Heading, bullets, plain, written_text
from kompassros.evaluations.course_sheet import text_of_section
from kompassros.evaluations.drafting.sections import FACTS, METHOD
from kompassros.evaluations.publication import words
from kompassros.evaluations.publication.cautions import SELF_JUDGED
from kompassros.evaluations.reports.material import Material
from kompassros.evaluations.sentences import circumstances
from kompassros.web.formats import format_date, format_datetime, format_number


def facts(material: Material) -> tuple[Block, ...]:
    """Return the chapters about the municipality, the evaluation and its cautions."""
    sheet = material.sheet
    cautions = [words.text_of(text) for text in sheet.detail.cautions]
    return (
        Heading(1, _("Facts about the municipality")),
        _municipality(material),
        *written_text(text_of_section(sheet.detail, FACTS)),
        Heading(1, _("Method and cautions")),
        plain(_("What was examined, by whom, and what the result rests on.")),
        *written_text(text_of_section(sheet.detail, METHOD)),
        _evaluation(material),
        *((Heading(2, _("What to keep in mind")), bullets(cautions)) if cautions else ()),
        Heading(2, _("Where the figures come from")),
        plain(source_of(material)),
    )


def _pairs(pairs: list[tuple[str, str]]) -> Facts:
    return Facts(tuple((label, value) for label, value in pairs if value.strip()))


def _municipality(material: Material) -> Facts:
    known = material.municipality
    inhabitants = _("not known here")
    if known.inhabitants is not None:
        values = {"count": format_number(known.inhabitants), "year": known.counted_in}
        inhabitants = _("%(count)s (end of %(year)s)") % values
    return _pairs(
        [
            (_("Municipality"), material.sheet.organisation_name),
            (_("Region"), known.region),
            (_("Inhabitants"), inhabitants),
        ]
    )


def _evaluation(material: Material) -> Facts:
    sheet, told = material.sheet, circumstances(material.sheet)
    edition = sheet.detail.edition
    named = _("%(name)s, version %(version)s, revision %(revision)s") % {
        "name": words.text_of(edition.name),
        "version": edition.version,
        "revision": edition.revision,
    }
    return _pairs(
        [
            (_("Criteria"), named),
            (_("Scope"), told["scope"]),
            (_("Evaluated by"), told["evaluator"]),
            (_("Evidence"), _evidence(material)),
            (_("Earlier results"), "\n".join(f"{one.label}: {one.total}" for one in material.earlier)),
        ]
    )


def _evidence(material: Material) -> str:
    """Count the pieces that support criteria, by kind; a piece that supports several counts once."""
    pieces = {
        piece
        for area in material.sheet.detail.areas
        for question in area.questions
        for criterion in question.criteria
        for piece in criterion.evidence
    }
    counts = Counter(words.evidence_kind(piece) for piece in pieces)
    return "\n".join(f"{kind}: {format_number(count)}" for kind, count in sorted(counts.items()))


def source_of(material: Material) -> str:
    """Say which frozen sheet every figure is taken from, or that it is a draft."""
    if material.preview:
        return _("This is a draft. Nothing of it is frozen, and every figure may change before publication.")
    text = _(
        "Every figure is that of the frozen score sheet number %(number)s of %(day)s, checksum %(sha256)s, counted by "
        "Kompassros %(software)s."
    )
    return text % {
        "number": material.number,
        "day": format_date(material.day),
        "sha256": material.sha256,
        "software": material.sheet.detail.software,
    }


def standing_of(material: Material) -> tuple[str, ...]:
    """Return what must be known before reading on: made up, a draft, a correction, judged by itself."""
    told = []
    if material.sheet.made_up:
        told.append(_("Made-up demo data: this municipality does not exist."))
    if material.preview:
        told.append(_("Draft: every figure may change before publication."))
    if material.public_from:
        told.append(_("Not public before %(time)s.") % {"time": format_datetime(material.public_from)})
    if material.number > 1:
        told.append(_("Corrected edition %(number)s: %(why)s") % {"number": material.number, "why": material.why})
    if material.sheet.is_self:
        told.append(str(SELF_JUDGED))
    return tuple(told)
