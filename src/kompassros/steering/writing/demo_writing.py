"""Granby's written annual report, made up: last year's, published, with a picture that the product drew itself."""

from functools import cache
from typing import Any

import yaml
from django.core.files.base import ContentFile

from kompassros.charts.render import png
from kompassros.records.packaged import packaged
from kompassros.steering.periods.frozen_period import FrozenPeriod
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.writing.models import ReportSection
from kompassros.steering.writing.pictures import against_figure
from kompassros.steering.writing.saving import sections_of
from kompassros.steering.writing.section_services import Illustration, illustrate_section, write_section
from kompassros.steering.writing.services import begin_report, change_report, publish_report

FILE = "demo-report.yaml"
Kind = ReportSection.Kind


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(packaged("kompassros.steering", FILE))
    return content


def load_writing(period: ReportingPeriod) -> None:
    """Write and publish the report of a closed period; residents may comment on it."""
    title = _content()["title"] % {"year": period.plan.year}
    report = begin_report(period=period, title=title, person=None)
    change_report(report=report, title=title, comments_open=True, comments_until=None, person=None)
    sections = sections_of(report)
    for place, section in enumerate(sections):
        section.report = report
        text, so_what = _texts(section, first=place == 0)
        labelled = f"{text.strip()}\n\n{_content()['label']}"
        write_section(section=section, text=labelled, so_what=so_what, ready=True, person=None)
    _illustrate(sections[0], report.edition.read())
    publish_report(report=report, person=None)


def _texts(section: ReportSection, *, first: bool) -> tuple[str, str]:
    """Return what a chapter says, and what it means."""
    if section.kind == Kind.GOAL:
        told = _content()["goals"][section.heading]
        return told["text"], told["so_what"]
    if section.kind == Kind.TEXT:
        return _content()["foreword" if first else "outlook"], ""
    return _content()[str(section.kind)], ""


def _illustrate(section: ReportSection, period: FrozenPeriod) -> None:
    """Give a chapter a picture of the council's goals as a file, and the way to a film that does not exist."""
    council = period.cards[0]
    indicators = [one for goal in council.goals for one in goal.indicators]
    drawn = against_figure(indicators, council.shares("own"), period.year)
    if drawn is None:
        return
    picture, film = _content()["picture"], _content()["film"]
    shown = Illustration(
        alt=picture["alt"],
        credit=picture["credit"],
        film=film["address"],
        film_title=film["title"],
        upload=ContentFile(png(drawn), name="fullmaktiges-mal.png"),
    )
    illustrate_section(section=section, shown=shown, person=None)
