"""Addresses of this room; they stand in the namespace of evaluations on their way (courses/urls.py)."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.menu import Entry, add_to_menu
from kompassros.evaluations.publication import views

add_to_menu(120, Entry("courses:result", _("Result"), "see_points"))
urlpatterns: list[URLPattern] = [
    path("<slug:slug>/result/", views.result, name="result"),
    path("<slug:slug>/result/annex/", views.annex, name="annex"),
    path("<slug:slug>/result/publish/", views.publish_result, name="publish"),
    path("<slug:slug>/result/embargo/", views.change_embargo, name="embargo"),
    path("<slug:slug>/result/correct/", views.begin_correction, name="correct"),
    path("<slug:slug>/result/<slug:area>/", views.result, name="area"),
    path("<slug:slug>/result/<slug:area>/<slug:question>/", views.result, name="question"),
    path("<slug:slug>/result/<slug:area>/<slug:question>/<slug:criterion>/", views.result, name="criterion"),
]
