"""Addresses of the pages on which a municipality hands in its data."""

from django.urls import path
from django.urls.resolvers import URLPattern

from kompassros.indicators.rounds import views_data, views_data_files

_OWN = "<slug:key>/<slug:municipality>/"

urlpatterns: list[URLPattern] = [
    path(_OWN, views_data.show, name="participant"),
    path(f"{_OWN}entries/<int:asked>/", views_data.entry, name="data_entry"),
    path(f"{_OWN}entries/<int:asked>/take-away/", views_data.take_away, name="data_take_away"),
    path(f"{_OWN}sign-off/", views_data.sign_off, name="sign_off"),
    path(f"{_OWN}form.xlsx", views_data_files.form_file, name="data_form"),
    path(f"{_OWN}file/", views_data_files.file_in, name="data_file_in"),
    path(f"{_OWN}file/take-in/", views_data_files.take_in, name="data_file_take_in"),
    path(f"{_OWN}draws/", views_data_files.draw, name="draw"),
    path(f"{_OWN}draws/<int:pk>/", views_data_files.draw_check, name="draw_check"),
]
