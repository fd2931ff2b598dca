"""A set as a file, and a set read from a file after a look at what that would change."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.indicators.models import MeasureSet
from kompassros.indicators.sets import changing, files, tables
from kompassros.indicators.sets.content import line_of, numbers_of
from kompassros.indicators.sets.differences import compare
from kompassros.indicators.sets.files import ReadSet
from kompassros.indicators.sets.finding import find_set, person_of, set_of
from kompassros.indicators.sets.forms import FileForm, TakeInForm
from kompassros.indicators.sets.views import changed, form_methods
from kompassros.records.errors import DomainError
from kompassros.web.access import allowed
from kompassros.web.document_files import MEDIA_TYPES
from kompassros.web.fields import opened

_WRITERS = {
    "yaml": (files.write_yaml, "application/yaml; charset=utf-8"),
    "xlsx": (files.write_xlsx, MEDIA_TYPES["xlsx"]),
}


@allowed("indicators.manage_set", find_set)
@require_safe
def send(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    """Send a set as YAML or XLSX."""
    if ending not in _WRITERS:
        raise Http404(_("A set comes as YAML and as XLSX."))
    write, media_type = _WRITERS[ending]
    response = HttpResponse(write(set_of(request)), content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, f"{key}.{ending}")
    return response


@allowed("indicators.manage_set", find_set)
@form_methods
def take_in(request: HttpRequest, key: str) -> HttpResponse:
    """Read a file, show what it would change, and take it in once the person says so."""
    measure_set = set_of(request)
    if "content" in request.POST:
        return _take_in(request, measure_set)
    upload = FileForm(request.POST or None, request.FILES or None) if request.method == "POST" else FileForm()
    if request.method == "POST" and upload.is_valid():
        file = upload.cleaned_data["file"]
        try:
            read = files.read_file(file.name, file.read(files.LARGEST + 1))
        except DomainError as error:
            upload.add_error("file", str(error))
        else:
            return render(request, "indicators/sets/preview.html", _preview(measure_set, read))
    return render(request, "indicators/sets/take_in.html", {"measure_set": measure_set, "form": upload})


def _preview(measure_set: MeasureSet, read: ReadSet) -> dict[str, Any]:
    found = compare([line_of(one) for one in measure_set.measures.order_by("position")], read.lines)
    unknown = {line.code for line in read.lines if line.code} - set(numbers_of({line.code for line in read.lines}))
    initial = opened(measure_set, content=files.packed(read))
    return {
        "measure_set": measure_set,
        "read": read,
        "kept": found.kept,
        "table": replace(tables.differences_table(found, _("What the file would change")), passing=True),
        "unknown": sorted(unknown),
        "form": TakeInForm(initial=initial),
    }


def _take_in(request: HttpRequest, measure_set: MeasureSet) -> HttpResponse:
    form = TakeInForm(request.POST)

    def act(values: dict[str, Any]) -> dict[str, Any]:
        read = files.read_file("set.yaml", values["content"].encode())
        changing.replace_measures(
            measure_set=measure_set,
            head=read.head,
            lines=read.lines,
            reason=form.reason(),
            person=person_of(request),
        )
        return {}

    page = {"heading": _("Take the file in"), "submit": _("Take the file in")}
    return changed(request, form, act, measure_set=measure_set, said=_("The set is as the file says."), page=page)
