"""Documents of a period that are written together."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kompassros.records.triggers import FreezeTable

_KINDS = [
    ("text", "text only"),
    ("summary", "the year in short"),
    ("goal", "a goal"),
    ("body", "a body's card"),
    ("money", "the money"),
    ("asked", "what the council asked for"),
]
_STATES = [("waiting", "not begun"), ("writing", "being written"), ("ready", "ready")]


def _key() -> tuple[str, models.Field]:
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def _to(name: str, to: str, related: str = "+", null: bool = False) -> tuple[str, models.Field]:
    protect = django.db.models.deletion.PROTECT
    return (name, models.ForeignKey(null=null, on_delete=protect, related_name=related, to=to))


class Migration(migrations.Migration):
    dependencies: ClassVar = [("records", "0003_requests_files_notices"), ("steering", "0003_reorganisation")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="WrittenReport",
            fields=[
                _key(),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published")], default="draft", max_length=10
                    ),
                ),
                ("published_at", models.DateTimeField(null=True)),
                ("comments_open", models.BooleanField(default=False)),
                ("comments_until", models.DateField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                _to("edition", "steering.periodedition"),
                _to("organisation", "organisations.organisation"),
                (
                    "period",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="steering.reportingperiod"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at", None), ("state", "draft")),
                            models.Q(("published_at__isnull", False), ("state", "published")),
                            _connector="OR",
                        ),
                        name="written_report_published_at_a_moment",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WrittenEdition",
            fields=[
                _key(),
                ("schema", models.PositiveSmallIntegerField()),
                ("content", models.JSONField()),
                ("sha256", models.CharField(editable=False, max_length=64)),
                ("number", models.PositiveIntegerField()),
                ("frozen_at", models.DateTimeField()),
                ("why", models.TextField(blank=True)),
                _to("frozen_by", settings.AUTH_USER_MODEL, null=True),
                _to("report", "steering.writtenreport", related="editions"),
            ],
            options={
                "ordering": ("report", "-number"),
                "constraints": [
                    models.UniqueConstraint(fields=("report", "number"), name="written_edition_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportSection",
            fields=[
                _key(),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveIntegerField()),
                ("kind", models.CharField(choices=_KINDS, default="text", max_length=8)),
                ("heading", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
                ("so_what", models.TextField(blank=True)),
                ("picture_alt", models.CharField(blank=True, max_length=300)),
                ("picture_credit", models.CharField(blank=True, max_length=120)),
                ("film", models.URLField(blank=True, max_length=300)),
                ("film_title", models.CharField(blank=True, max_length=200)),
                ("due_on", models.DateField(null=True)),
                ("state", models.CharField(choices=_STATES, default="waiting", max_length=8)),
                ("version", models.PositiveIntegerField(default=1)),
                _to("assigned_to", settings.AUTH_USER_MODEL, null=True),
                _to("body", "organisations.organisation", null=True),
                _to("goal", "steering.goal", null=True),
                _to("organisation", "organisations.organisation"),
                _to("picture", "records.filerevision", null=True),
                _to("report", "steering.writtenreport"),
            ],
            options={
                "ordering": ("position", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("heading", ""), _negated=True), name="chapter_has_a_heading"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "goal"), ("goal__isnull", False)),
                            models.Q(models.Q(("kind", "goal"), _negated=True), ("goal", None)),
                            _connector="OR",
                        ),
                        name="chapter_of_a_goal_names_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "body"), ("body__isnull", False)),
                            models.Q(models.Q(("kind", "body"), _negated=True), ("body", None)),
                            _connector="OR",
                        ),
                        name="chapter_of_a_body_names_it",
                    ),
                ],
            },
        ),
        FreezeTable("steering_writtenedition"),
    ]
