"""Addresses of the pages of the results reports of all municipalities."""

from django.urls import path

from kompassros.indicators.results import views

app_name = "results_reports"
urlpatterns = [
    path("", views.ask, name="ask"),
    path("<uuid:uid>/", views.ready, name="ready"),
    path("<uuid:uid>/archive/", views.download, name="archive"),
]
