"""Addresses by which a scorecard is imported."""

from django.urls import path

from kompassros.steering.importing import views

_IMPORT = "<slug:municipality>/import/"
urlpatterns = [
    path(_IMPORT, views.send_in, name="import"),
    path(f"{_IMPORT}columns/", views.look_again, name="import_columns"),
    path(f"{_IMPORT}store/", views.store, name="import_store"),
]
