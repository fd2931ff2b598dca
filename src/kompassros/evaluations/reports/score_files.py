"""The score sheet as files: a workbook for people, and the frozen content as JSON for programs."""

import json
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from kompassros.documents.workbooks import Sheet, Value, write_workbook
from kompassros.evaluations.course_sheet import AreaSheet, QuestionSheet
from kompassros.evaluations.publication import words
from kompassros.evaluations.reports.facts import source_of, standing_of
from kompassros.evaluations.reports.material import Material
from kompassros.evaluations.reports.naming import title_of
from kompassros.methods.rounding import round_half_up

DECIMALS = 4
"""Decimals of points in the workbook; the exact fraction stands beside. Own choice."""
_LONGEST_NAME = 31


def score_workbook(material: Material) -> bytes:
    """Return the score sheet as XLSX: about, areas, questions, criteria, findings, good examples."""
    sheets = (
        _about(material),
        _areas(material),
        _questions(material),
        _criteria(material),
        _findings(material),
        _examples(material),
    )
    return write_workbook(sheets, title=title_of(material))


def score_json(material: Material) -> bytes:
    """Return the content of the frozen sheet as JSON, with its number and checksum; a preview has neither."""
    told = {
        "number": material.number or None,
        "sha256": material.sha256 or None,
        "published": None if material.preview else material.day.isoformat(),
        "sheet": material.sheet.to_content(),
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _number(value: Fraction | None) -> Decimal | None:
    return None if value is None else round_half_up(value, 0 if value.denominator == 1 else DECIMALS)


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _sheet(name: str, columns: tuple[str, ...], rows: list[tuple[Value, ...]]) -> Sheet:
    return Sheet(name[:_LONGEST_NAME], columns, rows)


def _about(material: Material) -> Sheet:
    sheet = material.sheet
    rows: list[tuple[Value, ...]] = [
        (_("Municipality"), sheet.organisation_name),
        (_("Year"), str(sheet.year)),
        (_("Criteria"), words.text_of(sheet.detail.edition.name)),
        (_("Total"), words.printed_points(sheet.detail.total.rescaled, sheet.detail.edition.decimals)),
        (_("Of"), words.fine_points(sheet.detail.total.maximum)),
        (_("Source"), source_of(material)),
    ]
    rows += [(_("Note"), text) for text in standing_of(material)]
    rows += [(_("Note"), words.text_of(text)) for text in sheet.detail.cautions]
    return _sheet(_("About"), (_("What"), _("Value")), rows)


def _areas(material: Material) -> Sheet:
    points = dict(zip((area.id for area in material.sheet.areas), material.sheet.points(), strict=True))
    rows = [
        (area.no, words.text_of(area.name), points[area.id], *_sums(area), _exact(area.rescaled))
        for area in material.sheet.detail.areas
    ]
    columns = (_("No."), _("Area"), _("Points, as printed"), *_sum_columns(), _("Rescaled, exact"))
    return _sheet(_("Areas"), columns, rows)


def _sum_columns() -> tuple[str, ...]:
    return (_("Points"), _("Points, exact"), _("Possible"), _("Most"))


def _sums(place: AreaSheet | QuestionSheet) -> tuple[Value, ...]:
    return (_number(place.earned), _exact(place.earned), _number(place.possible), _number(place.maximum))


def _questions(material: Material) -> Sheet:
    rows: list[tuple[Value, ...]] = [
        (question.no, words.text_of(area.name), words.text_of(question.text), question.weight, *_sums(question))
        for area in material.sheet.detail.areas
        for question in area.questions
    ]
    columns = (_("No."), _("Area"), _("Question"), _("Weight"), *_sum_columns())
    return _sheet(_("Questions"), columns, rows)


def _criteria(material: Material) -> Sheet:
    rows: list[tuple[Value, ...]] = [
        (
            one.number,
            words.text_of(one.text),
            words.level_word(one),
            words.reach_word(one),
            one.basis,
            _number(one.earned),
            _exact(one.earned),
            _number(one.maximum),
            words.why_fewer_points(one),
            "\n".join(words.evidence_said(piece) for piece in one.evidence),
        )
        for area in material.sheet.detail.areas
        for question in area.questions
        for one in question.criteria
    ]
    columns = (
        _("No."), _("Criterion"), _("Level"), _("Reach"), _("Basis"), _("Points"), _("Points, exact"), _("Most"),
        _("Why fewer points"), _("Evidence"),
    )  # fmt: skip
    return _sheet(_("Criteria"), columns, rows)


def _findings(material: Material) -> Sheet:
    areas = {area.id: area for area in material.sheet.detail.areas}
    numbers = {one.id: one.no for area in areas.values() for one in area.questions}
    kinds = {"strength": _("strength"), "improvement": _("area for improvement")}
    rows: list[tuple[Value, ...]] = [
        (
            words.text_of(areas[one.area].name) if one.area in areas else "",
            numbers.get(one.question, ""),
            kinds[one.kind],
            _("yes") if one.emphasised else _("no"),
            one.text,
            one.reply.text if one.reply else "",
            one.reply.answer if one.reply else "",
        )
        for one in material.sheet.detail.findings
    ]
    columns = (
        _("Area"), _("Question"), _("Kind"), _("Emphasised"), _("Finding"), _("The municipality’s reply"),
        _("The team’s answer"),
    )  # fmt: skip
    return _sheet(_("Findings"), columns, rows)


def _examples(material: Material) -> Sheet:
    areas = {area.id: words.text_of(area.name) for area in material.sheet.detail.areas}
    rows: list[tuple[Value, ...]] = [
        (areas.get(one.area, ""), one.municipality, one.title, one.link) for one in material.sheet.detail.examples
    ]
    return _sheet(_("Good examples"), (_("Area"), _("Municipality"), _("Example"), _("Link")), rows)
