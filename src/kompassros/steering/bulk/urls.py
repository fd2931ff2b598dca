"""Addresses by which goals and indicators are changed together."""

from django.urls import path

from kompassros.steering.bulk import views

_PLAN = "<slug:municipality>/<int:year>/together/"
_CARD = "<slug:municipality>/<int:year>/cards/<slug:body>/together/"
urlpatterns = [
    path(_PLAN, views.plan, name="bulk"),
    path(f"{_PLAN}indicators.xlsx", views.plan_file, name="bulk_file"),
    path(f"{_PLAN}chosen/", views.plan_chosen, name="bulk_chosen"),
    path(f"{_PLAN}store/", views.plan_store, name="bulk_store"),
    path(_CARD, views.card, name="card_bulk"),
    path(f"{_CARD}indicators.xlsx", views.card_file, name="card_bulk_file"),
    path(f"{_CARD}chosen/", views.card_chosen, name="card_bulk_chosen"),
    path(f"{_CARD}store/", views.card_store, name="card_bulk_store"),
]
