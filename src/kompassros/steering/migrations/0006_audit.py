"""The auditor's verdict on a period, and who was reminded of a report."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("steering", "0005_resident_comments")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="AuditVerdict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                (
                    "financial",
                    models.CharField(
                        choices=[
                            ("consistent", "consistent with the goals"),
                            ("partly", "partly consistent with the goals"),
                            ("not", "not consistent with the goals"),
                            ("unknown", "cannot be assessed"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "operational",
                    models.CharField(
                        choices=[
                            ("consistent", "consistent with the goals"),
                            ("partly", "partly consistent with the goals"),
                            ("not", "not consistent with the goals"),
                            ("unknown", "cannot be assessed"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "overall",
                    models.CharField(
                        choices=[
                            ("consistent", "consistent with the goals"),
                            ("partly", "partly consistent with the goals"),
                            ("not", "not consistent with the goals"),
                            ("unknown", "cannot be assessed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reasons", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="steering.periodedition"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="steering.reportingperiod"
                    ),
                ),
            ],
            options={
                "ordering": ("period", "-number"),
                "constraints": [
                    models.UniqueConstraint(fields=("period", "number"), name="audit_verdict_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reasons", ""), _negated=True), name="audit_verdict_has_reasons"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="steering.cardreport"
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
                "constraints": [models.UniqueConstraint(fields=("report", "person", "on"), name="reminded_once_a_day")],
            },
        ),
        migrations.AddField(model_name="indicatorvalue", name="around", field=models.JSONField(null=True)),
    ]
