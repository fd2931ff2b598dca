"""Addresses of the pages on which a round is closed, released and corrected."""

from django.urls import path
from django.urls.resolvers import URLPattern

from kompassros.indicators.rounds import views_corrections, views_release

_RELEASE = "<slug:key>/release/"
_CORRECT = "<slug:key>/corrections/<slug:municipality>/"

urlpatterns: list[URLPattern] = [
    path(_RELEASE, views_release.show, name="release"),
    path(f"{_RELEASE}close/", views_release.close, name="release_close"),
    path(f"{_RELEASE}moment/", views_release.moment, name="release_moment"),
    path(f"{_RELEASE}dataset/", views_release.dataset, name="release_dataset"),
    path(f"{_RELEASE}editions/<int:number>/", views_release.edition, name="edition"),
    path(f"{_RELEASE}editions/<int:number>/national.<slug:ending>", views_release.national, name="national_file"),
    path(_CORRECT, views_corrections.measures, name="correct"),
    path(f"{_CORRECT}<int:asked>/", views_corrections.value, name="correct_value"),
]
