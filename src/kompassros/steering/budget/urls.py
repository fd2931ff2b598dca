"""Addresses of frames, outcomes and forecasts."""

from django.urls import path

from kompassros.steering.budget import views, views_files

_PLAN = "<slug:municipality>/<int:year>/"
_ALL = f"{_PLAN}budget/"
_CARD = f"{_PLAN}cards/<slug:body>/budget/"
urlpatterns = [
    path(_ALL, views.show_all, name="budget"),
    path(f"{_ALL}file/", views_files.file_in, name="budget_file_in"),
    path(f"{_ALL}file/take-in/", views_files.take_in, name="budget_take_in"),
    path(_CARD, views.show, name="budget_card"),
    path(f"{_CARD}frames/", views.frames, name="budget_frames"),
    path(f"{_CARD}outcome/<slug:key>/", views.spent, name="budget_spent"),
]
