"""Addresses of this room; they stand in the namespace of evaluations on their way (courses/urls.py)."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.menu import Entry, add_to_menu
from kompassros.evaluations.judging import views, views_calibration, views_saving, views_tying

add_to_menu(70, Entry("courses:judge", _("Judging"), "see_judgements"))
add_to_menu(80, Entry("courses:calibrations", _("Calibration"), "see_judgements"))
urlpatterns: list[URLPattern] = [
    path("<slug:slug>/judging/", views.judge, name="judge"),
    path("<slug:slug>/judging/<slug:area>/", views.judge, name="judge"),
    path("<slug:slug>/judging/<slug:area>/progress/", views.progress, name="judging_progress"),
    path("<slug:slug>/judging/<slug:area>/precedents/", views.precedents, name="precedents"),
    path("<slug:slug>/criteria/<slug:criterion>/judge/", views_saving.save_judgement, name="save_judgement"),
    path("<slug:slug>/criteria/<slug:criterion>/second/", views_saving.save_second, name="save_second"),
    path("<slug:slug>/criteria/<slug:criterion>/settle/", views_saving.settle, name="settle"),
    path("<slug:slug>/criteria/<slug:criterion>/tie/", views_tying.tie, name="tie"),
    path("<slug:slug>/criteria/<slug:criterion>/history/", views.criterion_history, name="criterion_history"),
    path("<slug:slug>/criteria/<slug:criterion>/comments/", views.comments, name="criterion_comments"),
    path("<slug:slug>/calibrations/", views_calibration.list_calibrations, name="calibrations"),
    path("<slug:slug>/calibrations/<int:pk>/", views_calibration.calibration, name="calibration"),
    path("<slug:slug>/calibrations/<int:pk>/show/", views_calibration.show_calibration, name="show_calibration"),
    path(
        "<slug:slug>/calibrations/<int:pk>/marks/<slug:criterion>/",
        views_calibration.save_mark,
        name="save_mark",
    ),
    path("<slug:slug>/calibrations/<int:pk>/take/<int:mark>/", views_calibration.take_mark, name="take_mark"),
]
