"""What a judgement rests on."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.models import OfCourse
from kompassros.evaluations.interviews.models import Interview
from kompassros.evaluations.preparing.models import DocumentRequest, SelfAnswer
from kompassros.records.models import FileRevision


class Evidence(OfCourse):
    """A file, a page, an interview or an answer of the self-description; one piece may support many criteria."""

    class Kind(models.TextChoices):
        FILE = "file", _("document")
        WEB = "web", _("public web page")
        INTRANET = "intranet", _("intranet page")
        INTERVIEW = "interview", _("interview")
        SELF_DESCRIPTION = "self_description", _("self-description")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=200)
    address = models.CharField(max_length=500, blank=True)
    seen_on = models.DateField(null=True)
    revision = models.ForeignKey(FileRevision, null=True, on_delete=models.PROTECT, related_name="+")
    interview = models.ForeignKey(Interview, null=True, on_delete=models.PROTECT, related_name="evidence")
    answer = models.ForeignKey(SelfAnswer, null=True, on_delete=models.PROTECT, related_name="evidence")
    request = models.ForeignKey(DocumentRequest, null=True, on_delete=models.PROTECT, related_name="evidence")
    remark = models.TextField(blank=True)
    from_municipality = models.BooleanField(default=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=(
                    Q(kind="file", revision__isnull=False)
                    | (Q(kind__in=["web", "intranet"]) & ~Q(address=""))
                    | Q(kind="interview", interview__isnull=False)
                    | Q(kind="self_description", answer__isnull=False)
                ),
                name="evidence_has_what_its_kind_needs",
            ),
        )


class Support(OfCourse):
    """A piece of evidence supports a criterion; ``place`` says where in it (a page, a heading, a minute)."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="supports")
    criterion = models.CharField(max_length=20)
    place = models.CharField(max_length=200, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["evidence", "criterion"], name="support_once"),)
        indexes = (models.Index(fields=["course", "criterion"], name="support_of_criterion"),)
