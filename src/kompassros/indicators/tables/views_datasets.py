"""The administrator's pages of datasets: their releases, and which of them is read."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.indicators.tables import dataset_tables, queries
from kompassros.indicators.tables.finding import act_once, first_country, person_of
from kompassros.indicators.tables.forms import SwitchForm
from kompassros.indicators.tables.policies import MANAGE_DATASET
from kompassros.records.errors import Conflict, DomainError
from kompassros.statistics.models import Dataset
from kompassros.statistics.releases import activate
from kompassros.web.access import allowed
from kompassros.web.formats import format_date
from kompassros.web.tables import respond_with_download


def _dataset(request: HttpRequest, key: str) -> Dataset:
    return get_object_or_404(Dataset.objects.select_related("current", "owner"), key=key)


@allowed("indicators.import_tables", first_country)
@require_safe
def list_datasets(request: HttpRequest) -> HttpResponse:
    """List the datasets whose releases the person may switch."""
    found = MANAGE_DATASET.subjects(request.user).select_related("current").order_by("rank", "title")
    table = dataset_tables.datasets(found)
    return respond_with_download(request, table) or render(request, "indicators/tables/datasets.html", {"table": table})


@allowed("indicators.manage_dataset", _dataset)
@require_http_methods(["GET", "HEAD", "POST"])
def show_dataset(request: HttpRequest, key: str) -> HttpResponse:
    """Show the releases of a dataset, and let another one be read."""
    dataset: Dataset = request.subject  # type: ignore[attr-defined]
    lines = queries.releases_of(dataset)
    choices = [(line.release.number, _label(line)) for line in lines if line.values is not None and not line.is_current]
    form = SwitchForm(request.POST or None, version=dataset.version, choices=choices)
    if request.method == "POST" and form.is_valid() and _switch(request, form, dataset):
        values = {"number": form.cleaned_data["number"]}
        messages.success(request, _("Release %(number)s is read from now on.") % values)
        return redirect("tables:dataset", key)
    table = dataset_tables.releases(lines)
    page = {"dataset": dataset, "table": table, "form": form if choices else None}
    return respond_with_download(request, table) or render(request, "indicators/tables/dataset.html", page)


def _label(line: queries.ReleaseLine) -> str:
    values = {"number": line.release.number, "day": format_date(line.release.made_at)}
    return _("release %(number)s of %(day)s") % values


def _switch(request: HttpRequest, form: SwitchForm, dataset: Dataset) -> bool:
    cleaned = form.cleaned_data

    @transaction.atomic
    def act() -> dict[str, Any]:
        now = Dataset.objects.select_for_update().get(pk=dataset.pk)
        if now.version != cleaned["version"]:
            raise Conflict(_("The dataset got another release meanwhile. Look at its releases, then choose again."))
        activate(dataset_key=dataset.key, number=cleaned["number"], person=person_of(request), why=cleaned["why"])
        return {}

    try:
        act_once(request, cleaned["request_id"], act)
    except DomainError as error:
        form.catch_up(Dataset.objects.get(pk=dataset.pk).version)
        form.add_error(None, str(error))
        return False
    return True
