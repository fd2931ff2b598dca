"""Addresses of this room; they stand in the namespace of evaluations on their way (courses/urls.py)."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.menu import Entry, add_to_menu
from kompassros.evaluations.followup import views

add_to_menu(130, Entry("courses:actions", _("Action plan"), "see_actions"))
urlpatterns: list[URLPattern] = [
    path("<slug:slug>/actions/", views.plan, name="actions"),
    path("<slug:slug>/actions/add/", views.add, name="action_add"),
    path("<slug:slug>/actions/from/<int:finding>/", views.make, name="action_make"),
    path("<slug:slug>/actions/<int:pk>/", views.show, name="action"),
    path("<slug:slug>/actions/<int:pk>/change/", views.alter, name="action_change"),
]
