"""What residents say of chapters."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_PROTECT = django.db.models.deletion.PROTECT
_STATES = [("waiting", "waiting"), ("shown", "shown"), ("refused", "refused")]


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("organisations", "0003_bodies_and_chief_executive"),
        ("steering", "0004_written_reports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="ResidentComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("section", models.UUIDField()),
                ("heading", models.CharField(max_length=200)),
                ("name", models.CharField(blank=True, max_length=80)),
                ("text", models.TextField()),
                ("state", models.CharField(choices=_STATES, default="waiting", max_length=8)),
                ("sent_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "answered_by",
                    models.ForeignKey(null=True, on_delete=_PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "decided_by",
                    models.ForeignKey(null=True, on_delete=_PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=_PROTECT, related_name="+", to="organisations.organisation"),
                ),
                (
                    "report",
                    models.ForeignKey(on_delete=_PROTECT, related_name="+", to="steering.writtenreport"),
                ),
            ],
            options={
                "ordering": ("sent_at", "pk"),
                "indexes": [
                    models.Index(fields=["report", "section", "state", "sent_at"], name="comment_of_a_chapter")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(state="waiting") | models.Q(decided_at__isnull=False),
                        name="comment_decided_at_some_time",
                    ),
                    models.CheckConstraint(
                        condition=~models.Q(state="refused") | ~models.Q(reason=""),
                        name="comment_refused_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(answer="") | models.Q(answered_at__isnull=False),
                        name="comment_answered_at_some_time",
                    ),
                ],
            },
        ),
    ]
