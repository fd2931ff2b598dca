import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

PERSON = settings.AUTH_USER_MODEL


def _person():
    return models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=PERSON)


def _of_course():
    return [
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("version", models.PositiveIntegerField(default=1)),
        (
            "course",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="evaluations.course"
            ),
        ),
        (
            "organisation",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
            ),
        ),
        ("text", models.TextField(blank=True)),
        ("written_by", _person()),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("evaluations", "0003_courses"),
        ("organisations", "0002_language_and_mail"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportSection",
            fields=[
                *_of_course(),
                ("key", models.CharField(max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[("empty", "not begun"), ("draft", "draft"), ("ready", "ready")],
                        default="empty",
                        max_length=10,
                    ),
                ),
                ("assigned_to", _person()),
                ("due", models.DateField(null=True)),
                ("written_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["course", "key"], name="report_section_once")],
            },
        ),
        migrations.CreateModel(
            name="SectionVersion",
            fields=[
                *_of_course(),
                ("number", models.PositiveIntegerField()),
                ("written_at", models.DateTimeField()),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="evaluations.reportsection",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["section", "number"], name="section_version_once")],
            },
        ),
    ]
