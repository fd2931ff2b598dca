"""Frames, outcomes and forecasts of bodies."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("steering", "0001_initial")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="BudgetFrame",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("vintage", models.PositiveSmallIntegerField(default=1)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("decision", models.CharField(blank=True, max_length=120)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("entered_at", models.DateTimeField()),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="steering.card"
                    ),
                ),
                (
                    "entered_by",
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
            ],
            options={
                "ordering": ("year", "vintage"),
                "constraints": [
                    models.UniqueConstraint(fields=("card", "year", "vintage"), name="budget_frame_once"),
                    models.CheckConstraint(
                        condition=models.Q(("vintage__gt", 1), ("amount__isnull", False), _connector="OR"),
                        name="budget_frame_begins_with_an_amount",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetOutcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period", models.CharField(blank=True, max_length=20)),
                ("vintage", models.PositiveSmallIntegerField(default=1)),
                ("outcome", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("forecast", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("entered_at", models.DateTimeField()),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="steering.card"
                    ),
                ),
                (
                    "entered_by",
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
            ],
            options={
                "ordering": ("period", "vintage"),
                "constraints": [
                    models.UniqueConstraint(fields=("card", "period", "vintage"), name="budget_outcome_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("vintage__gt", 1), ("outcome__isnull", False), ("forecast__isnull", False), _connector="OR"
                        ),
                        name="budget_outcome_begins_with_an_amount",
                    ),
                ],
            },
        ),
    ]
