"""A card as a document for print: perspective by goal by indicator, on one page of A4 where it is of usual size."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from kompassros.documents.blocks import Block, Column, Document, Language, Remark, Run, Table, plain
from kompassros.documents.workbooks import Sheet, Value, write_workbook
from kompassros.steering.goals import said
from kompassros.steering.goals.models import IndicatorValue
from kompassros.steering.goals.queries import GoalLine, IndicatorLine
from kompassros.steering.plans.models import Card
from kompassros.steering.plans.sentences import card_sentence
from kompassros.steering.plans.structures import read_structure
from kompassros.web.document_files import FileKind, written
from kompassros.web.formats import current_language, format_date


@dataclass(frozen=True)
class Scorecard:
    """A card with its goals, as it is read on a day. ``money``: what the body may cost and costs, in a sentence."""

    card: Card
    lines: Sequence[GoalLine]
    day: date
    money: str = ""

    @property
    def title(self) -> str:
        """What the document is called."""
        level = read_structure(self.card.plan.structure).level(self.card.level)
        return f"{self.card.organisation.name}: {level} {self.card.plan.year}"

    def parts(self) -> list[tuple[str, list[GoalLine]]]:
        """Return the goals by perspective; a model without any has one part without a name."""
        perspectives = read_structure(self.card.plan.structure).perspectives
        if not perspectives:
            return [("", list(self.lines))]
        return [
            (str(each), [line for line in self.lines if line.edition.perspective == each.key]) for each in perspectives
        ]


def scorecard(of: Scorecard) -> Document:
    """Return the card as a document."""
    plan = of.card.plan
    blocks: list[Block] = [plain(card_sentence(of.card, of.lines))]
    if of.money:
        blocks.append(plain(of.money))
    if plan.made_up:
        blocks.append(Remark((Run(_("Made-up demo data.")),)))
    blocks += [_table(name or _("Goals"), lines, plan.year) for name, lines in of.parts() if lines]
    blocks.append(plain(_about(of)))
    return Document(
        title=of.title,
        language=cast("Language", current_language()),
        day=of.day,
        kicker=_("Scorecard"),
        author="Kompassros",
        blocks=tuple(blocks),
        sheet=True,
    )


def _about(of: Scorecard) -> str:
    plan = of.card.plan
    parts = [_("Attainment is computed from target and figure; no average is made.")]
    if plan.decision:
        parts.append(_("Adopted: %(decision)s.") % {"decision": plan.decision})
    if plan.source:
        parts.append(_("The figures: %(source)s.") % {"source": plan.source})
    return " ".join(parts)


def _table(caption: str, lines: Sequence[GoalLine], year: int) -> Table:
    columns = (
        Column(pgettext("steering", "Goal")),
        Column(pgettext("steering", "Indicator")),
        Column(_("Before"), numeric=True),
        Column(str(year), numeric=True),
        Column(_("Target")),
        Column(_("Attainment")),
    )
    return Table(caption, columns, tuple(row for line in lines for row in _rows(line)))


def _rows(line: GoalLine) -> list[tuple[str, ...]]:
    title = line.edition.title
    if not line.indicators:
        return [(title, _("no indicator yet"), "", "", "", said.say_attainment("not_measured"))]
    return [(title, *_cells(one)) for one in line.indicators]


def _cells(line: IndicatorLine) -> tuple[str, ...]:
    edition = line.edition
    unit = f" ({edition.unit})" if edition.unit else ""
    reason = said.say_reason(edition.reason)
    status = said.say_attainment(edition.attainment)
    return (
        f"{edition.title}{unit}",
        _figure(line.before),
        _figure(line.this),
        said.say_target(edition),
        f"{status}: {reason}" if reason else status,
    )


def _figure(value: IndicatorValue | None) -> str:
    flags = said.say_flags(value)
    return f"{said.say_figure(value)} ({flags})" if flags else said.say_figure(value)


def scorecard_workbook(of: Scorecard) -> bytes:
    """Return the card as a workbook: one row for each indicator."""
    columns = (
        *(_("Perspective"), pgettext("steering", "Goal"), pgettext("steering", "Indicator"), _("Unit")),
        *(_("Before"), str(of.card.plan.year), _("As a number"), _("Target"), _("Attainment"), _("Why not measured")),
        *(_("Preliminary"), _("Responsible"), _("Source")),
    )
    rows = [_sheet_row(name, line, one) for name, lines in of.parts() for line in lines for one in line.indicators]
    about: list[tuple[Value, ...]] = [
        (_("Card"), of.title),
        (_("Made on"), format_date(of.day)),
        *([(_("Budget"), of.money)] if of.money else []),
        (_("About"), _about(of)),
    ]
    sheets = (Sheet(_("Scorecard"), columns, rows), Sheet(_("About"), (_("What"), _("Told")), about))
    return write_workbook(sheets, title=of.title)


def _sheet_row(perspective: str, line: GoalLine, one: IndicatorLine) -> tuple[Value, ...]:
    edition = one.edition
    return (
        perspective,
        line.edition.title,
        edition.title,
        edition.unit,
        said.say_figure(one.before),
        said.say_figure(one.this),
        one.this.value if one.this and one.this.value is not None and not one.this.bound else None,
        said.say_target(edition),
        said.say_attainment(edition.attainment),
        said.say_reason(edition.reason),
        _("yes") if one.this and one.this.preliminary else "",
        edition.responsible or line.edition.responsible,
        edition.source,
    )


def _stem(of: Scorecard) -> str:
    return f"{of.card.organisation.key}-{of.card.plan.year}"


SCORECARD = FileKind[Scorecard](
    "scorecard",
    gettext_lazy("Scorecard"),
    gettext_lazy("The card for print, with every figure, target and status."),
    written(scorecard) | {"xlsx": scorecard_workbook},
    _stem,
)
