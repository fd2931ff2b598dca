"""The addresses of the Kolada-compatible interface; they carry no language and work with or without a slash at the end.

What stands after the version is read by the view: Kolada's pairs of names and values come in any order.
"""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from kompassros.api.kolada import views


class RestConverter(StringConverter):
    """All that is left of an address, whatever its characters; it may be empty."""

    regex = "(?s:.*)"


register_converter(RestConverter, "rest")

app_name = "kolada"
urlpatterns = [
    path("v3/openapi.json", views.openapi, name="openapi"),
    path("v2/<rest:rest>", views.version_2, name="version_2"),
    path("v3/<rest:rest>", views.version_3, name="version_3"),
]
