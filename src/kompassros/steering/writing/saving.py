"""What every service of writing begins with: the report held, so that two changes of its chapters follow each other."""

from kompassros.steering.writing.models import ReportSection, WrittenReport


def lock_report(report: WrittenReport) -> WrittenReport:
    """Return a report as it is stored now, held until the transaction ends."""
    rows = WrittenReport._base_manager.select_for_update(of=("self",))
    held: WrittenReport = rows.select_related("period__plan", "edition", "organisation").get(pk=report.pk)
    return held


def sections_of(report: WrittenReport) -> list[ReportSection]:
    """Return the chapters of a report in their order; one query."""
    rows = ReportSection._base_manager.filter(report=report)
    return list(rows.select_related("goal", "body", "picture", "assigned_to").order_by("position", "pk"))
