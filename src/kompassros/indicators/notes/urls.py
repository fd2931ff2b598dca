"""Addresses of the pages of what people write about measures."""

from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from kompassros.indicators.notes import papers, views, views_files

app_name = "notes"
_YEAR = "<slug:municipality>/<slug:key>/<int:year>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:municipality>/", views.sets, name="sets"),
    path(_YEAR, views.measures, name="set"),
    path(_YEAR, include(papers.urlpatterns)),
    path(f"{_YEAR}form.xlsx", views_files.form_file, name="form_file"),
    path(f"{_YEAR}file/", views_files.file_in, name="file_in"),
    path(f"{_YEAR}file/take-in/", views_files.take_in, name="file_take_in"),
    path(f"{_YEAR}<str:code>/", views.measure, name="measure"),
    path(f"{_YEAR}<str:code>/<slug:question>/save/", views.save, name="save"),
]
