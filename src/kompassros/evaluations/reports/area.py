"""The chapter of an area: points by question, strengths, areas for improvement with both voices, good examples."""

from django.utils.translation import gettext as _

from kompassros.documents.blocks import (
    Block,
    BulletList,
    Column,
    Heading,
    Remark,
    Run,
    Runs,
    Table,
    plain,
    written_text,
)
from kompassros.evaluations.course_sheet import AreaSheet, CriterionSheet, ExampleSheet, FindingSheet, text_of_section
from kompassros.evaluations.publication import words
from kompassros.evaluations.reports import pictures
from kompassros.evaluations.reports.material import Material
from kompassros.evaluations.sentences import points
from kompassros.web.document_parts import as_figure


def chapter(material: Material, area: AreaSheet) -> tuple[Block, ...]:
    """Return everything that the report says of an area."""
    chart = pictures.question_bars(area)
    findings = [one for one in material.sheet.detail.findings if one.area == area.id]
    return (
        Heading(1, f"{area.no}. {words.text_of(area.name)}"),
        plain(area_sentence(material, area)),
        *written_text(text_of_section(material.sheet.detail, area.id)),
        *((as_figure(chart),) if chart else ()),
        questions_table(area),
        *_bases(area),
        *_found(_("Strengths"), area, [one for one in findings if one.kind == "strength"]),
        *_found(_("Areas for improvement"), area, [one for one in findings if one.kind == "improvement"]),
        *_examples(material, area),
    )


def area_sentence(material: Material, area: AreaSheet) -> str:
    """Say what an area got, what it had got before, and what the reference is."""
    decimals = material.sheet.detail.edition.decimals
    values = {
        "points": words.printed_points(area.rescaled, decimals),
        "maximum": words.fine_points(area.maximum),
    }
    told = [_("%(points)s of %(maximum)s points.") % values]
    at = [one.id for one in material.sheet.areas].index(area.id)
    text = _("In %(year)s it was %(points)s.")
    told += [text % {"year": one.year, "points": points(one.profile.values[at])} for one in material.earlier]
    if material.reference:
        values = {"reference": material.reference.label, "points": points(material.reference.values[at])}
        told.append(_("%(reference)s: %(points)s.") % values)
    return " ".join([*told, words.taken_out_said(area)]).strip()


def questions_table(area: AreaSheet) -> Table:
    """List the questions of an area with their points."""
    fine = words.fine_points
    rows = (
        (question.no, words.text_of(question.text), fine(question.earned), fine(question.maximum))
        for question in area.questions
    )
    numbers = (Column(_("Points"), numeric=True), Column(_("Of"), numeric=True))
    columns = (Column(_("No.")), Column(_("Question")), *numbers)
    return Table(_("Questions of the area"), columns, tuple(rows))


def _bases(area: AreaSheet) -> tuple[Block, ...]:
    """Tell question by question what the points rest on, as the team wrote it; nothing where it wrote nothing."""
    blocks: list[Block] = []
    for question in area.questions:
        told = tuple(_basis(one) for one in question.criteria if one.basis.strip())
        if told:
            blocks += [Heading(3, f"{question.no} {words.text_of(question.text)}"), BulletList(told)]
    return (Heading(2, _("What the points rest on")), *blocks) if blocks else ()


def _basis(criterion: CriterionSheet) -> Runs:
    reach = words.reach_word(criterion)
    level = words.level_word(criterion)
    judged = f"{criterion.number} {level} ({reach})" if reach else f"{criterion.number} {level}"
    return (Run(f"{judged}: ", emphasis=True), Run(criterion.basis))


def _found(title: str, area: AreaSheet, findings: list[FindingSheet]) -> tuple[Block, ...]:
    if not findings:
        return (Heading(2, title), plain(_("The team names none in this area.")))
    ordered = sorted(findings, key=lambda one: not one.emphasised)
    answered = [one for one in ordered if one.reply and not one.reply.agrees]
    return (
        Heading(2, title),
        BulletList(tuple(_finding(area, one) for one in ordered)),
        *(block for one in answered for block in _both_voices(one)),
    )


def _finding(area: AreaSheet, finding: FindingSheet) -> Runs:
    number = next((one.no for one in area.questions if one.id == finding.question), "")
    text = Run(finding.text, strong=finding.emphasised)
    return (text, Run(f" ({number})")) if number else (text,)


def _both_voices(finding: FindingSheet) -> tuple[Block, ...]:
    """Say what the municipality answered to a finding that it does not agree with, and what the team answered."""
    reply = finding.reply
    if reply is None:
        return ()
    about = _("On “%(finding)s” the municipality says: ") % {"finding": finding.text}
    told = [Run(about, strong=True), Run(reply.text)]
    if reply.answer:
        told += [Run("\n"), Run(_("The team answers: "), strong=True), Run(reply.answer)]
    if reply.outcome:
        told.append(Run(f" ({words.outcome_word(reply.outcome)})"))
    return (Remark(tuple(told)),)


def _examples(material: Material, area: AreaSheet) -> tuple[Block, ...]:
    found = [one for one in material.sheet.detail.examples if one.area == area.id]
    if not found:
        return ()
    items = tuple(example_runs(area, one) for one in found)
    return (Heading(2, _("Good examples from others")), BulletList(items))


def example_runs(area: AreaSheet, example: ExampleSheet) -> Runs:
    """Return a good example as a line: whose it is, the question it stands beside, its title with its link."""
    number = next((one.no for one in area.questions if one.id == example.question), "")
    place = f"{example.municipality} ({number}): " if number else f"{example.municipality}: "
    star = (Run(_(" (the association’s gold star)")),) if example.gold_star else ()
    return (Run(place, strong=True), Run(example.title, link=example.link), *star)
