from django.db import migrations
from django.utils import timezone


def summaries_become_sections(apps, schema_editor):
    """Make the summary of each evaluation a section of its report, with a first version."""
    course_model = apps.get_model("evaluations", "Course")
    section_model = apps.get_model("evaluations", "ReportSection")
    version_model = apps.get_model("evaluations", "SectionVersion")
    for course in course_model.objects.exclude(summary=""):
        known = {"course_id": course.pk, "organisation_id": course.organisation_id, "text": course.summary}
        section = section_model.objects.create(key="summary", state="draft", **known)
        version_model.objects.create(section=section, number=1, written_at=timezone.now(), **known)


def sections_become_summaries(apps, schema_editor):
    """Put the summaries back where they stood; the other sections are lost."""
    for section in apps.get_model("evaluations", "ReportSection").objects.filter(key="summary"):
        apps.get_model("evaluations", "Course").objects.filter(pk=section.course_id).update(summary=section.text)


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0004_report_sections")]

    operations = [migrations.RunPython(summaries_become_sections, sections_become_summaries)]
