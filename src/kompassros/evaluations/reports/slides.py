"""Slides of an evaluation: the first feedback on the last day, without points, and the feedback of the result."""

from typing import cast

from django.utils.translation import gettext as _

from kompassros.documents.blocks import BulletList, Deck, Language, Run, Runs, Section, Slide, bullets, plain
from kompassros.evaluations.course_sheet import AreaSheet, FindingSheet
from kompassros.evaluations.publication import words
from kompassros.evaluations.publication.tracing import total_sentence
from kompassros.evaluations.reports import pictures
from kompassros.evaluations.reports.area import area_sentence, example_runs
from kompassros.evaluations.reports.material import Material
from kompassros.evaluations.reports.naming import kicker_of, marks_of, title_of
from kompassros.evaluations.reports.summary import areas_table
from kompassros.web.document_parts import as_figure
from kompassros.web.formats import current_language

LONGEST_TITLE = 110
"""Letters of a finding that a slide's title may have: two lines. Own choice."""


def feedback_slides(material: Material) -> Deck:
    """Return the slides of the feedback meeting: the result, then each area with its points, findings and examples."""
    rose, detail = pictures.rose(material), material.sheet.detail
    result = total_sentence(material.sheet)
    front: list[Slide | Section] = [Slide(_("Points by area"), (plain(result), areas_table(material)))]
    if rose:
        front.insert(0, Slide(_short(rose.title, _("The result")), (), as_figure(rose, titled=False)))
    areas = [slide for area in detail.areas for slide in _area(material, area, with_points=True)]
    return _deck(material, _("Feedback of the evaluation"), [*front, *areas, *_end(material, with_points=True)])


def first_feedback_slides(material: Material) -> Deck:
    """Return the slides of the last day: findings so far, area by area, without any points."""
    areas = [slide for area in material.sheet.detail.areas for slide in _area(material, area, with_points=False)]
    front = Slide(
        _("Before you read on"),
        (
            bullets(
                [
                    _("This is what the team has seen so far. Documents and interviews are not all gone through."),
                    _("There are no points yet: they come with the report, when the team has agreed."),
                    _("You can reply to every finding in the fact check before anything is published."),
                ]
            ),
        ),
    )
    return _deck(material, _("First feedback"), [front, *areas, *_end(material, with_points=False)])


def _deck(material: Material, kind: str, slides: list[Slide | Section]) -> Deck:
    return Deck(
        title=title_of(material),
        language=cast("Language", current_language()),
        day=material.day,
        kicker=kicker_of(material, kind),
        footer=" · ".join([title_of(material), *marks_of(material)]),
        slides=tuple(slides),
    )


def _short(finding: str, otherwise: str) -> str:
    """Return what a picture says as the slide's title, or a plain title where it says too much for one."""
    return finding if len(finding) <= LONGEST_TITLE else otherwise


def _area(material: Material, area: AreaSheet, *, with_points: bool) -> list[Slide | Section]:
    name = f"{area.no}. {words.text_of(area.name)}"
    questions = tuple(plain(f"{question.no} {words.text_of(question.text)}") for question in area.questions)
    slides: list[Slide | Section] = [Section(name, area_sentence(material, area) if with_points else "")]
    slides.append(Slide(name, questions))
    chart = pictures.question_bars(area) if with_points else None
    if chart:
        slides.append(Slide(_short(chart.title, name), (), as_figure(chart, titled=False)))
    slides += _findings(material, area, name, "strength", _("%(area)s: strengths"))
    slides += _findings(material, area, name, "improvement", _("%(area)s: areas for improvement"))
    return [*slides, *_examples(material, area, name)]


def _findings(material: Material, area: AreaSheet, name: str, kind: str, title: str) -> list[Slide]:
    found = [one for one in material.sheet.detail.findings if (one.area, one.kind) == (area.id, kind)]
    if not found:
        return []
    ordered = sorted(found, key=lambda one: not one.emphasised)
    return [Slide(title % {"area": name}, (BulletList(tuple(_finding(one) for one in ordered)),))]


def _finding(finding: FindingSheet) -> Runs:
    return (Run(finding.text, strong=finding.emphasised),)


def _examples(material: Material, area: AreaSheet, name: str) -> list[Slide]:
    found = [one for one in material.sheet.detail.examples if one.area == area.id]
    title = _("%(area)s: good examples from others") % {"area": name}
    return [Slide(title, (BulletList(tuple(example_runs(area, one) for one in found)),))] if found else []


def _end(material: Material, *, with_points: bool) -> list[Slide]:
    told = [words.text_of(text) for text in material.sheet.detail.cautions]
    if not with_points:
        told = told[:2]
    return [Slide(_("What to keep in mind"), (bullets(told),))] if told else []
