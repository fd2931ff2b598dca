"""What the addresses of written reports are about: a published report, and a chapter with a picture."""

from typing import Any

from django.core.files.base import ContentFile

from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.writing.saving import sections_of
from kompassros.steering.writing.section_services import Illustration, illustrate_section, write_section
from kompassros.steering.writing.services import begin_report, publish_report
from tests.steering.writing.pictures import PNG


def written_of(period: ReportingPeriod, address: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the arguments of addresses by subject; ``address``: those of the closed period."""
    report = begin_report(period=period, title="Report", person=None)
    sections = sections_of(report)
    for section in sections:
        section.report = report
        write_section(section=section, text="Text", so_what="", ready=True, person=None)
    shown = Illustration(alt="A green field.", upload=ContentFile(PNG, name="field.png"))
    illustrate_section(section=sections[0], shown=shown, person=None)
    publish_report(report=report, person=None)
    of_file = {"kind": "figures", "ending": "xlsx"}
    return {
        "written_report": address,
        "written_draft_file": {**address, **of_file},
        "written_chapter": {**address, "uid": sections[0].uid},
        "written_edition": {**address, "number": 1},
        "written_file": {**address, "number": 1, **of_file},
    }
