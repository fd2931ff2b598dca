"""Addresses of activities and of the council's requests."""

from django.urls import path

from kompassros.steering.activities import views, views_assignments, views_changes, views_files

_PLAN = "<slug:municipality>/<int:year>/"
_ALL = f"{_PLAN}activities/"
_ONE = f"{_ALL}<int:pk>/"
_CARD = f"{_PLAN}cards/<slug:body>/activities/"
_ASKED = "<slug:municipality>/assignments/"
urlpatterns = [
    path(_ALL, views.show_all, name="activities"),
    path(_ONE, views.show, name="activity"),
    path(f"{_ONE}edit/", views_changes.edit, name="activity_edit"),
    path(f"{_ONE}log/", views_changes.log, name="activity_log"),
    path(f"{_ONE}move/", views_changes.move, name="activity_move"),
    path(f"{_CARD}add/", views_changes.add, name="activity_add"),
    path(f"{_CARD}file/", views_files.file_in, name="activity_file_in"),
    path(f"{_CARD}file/take-in/", views_files.take_in, name="activity_take_in"),
    path(_ASKED, views_assignments.show_all, name="assignments"),
    path(f"{_ASKED}add/", views_assignments.add, name="assignment_add"),
    path(f"{_ASKED}<int:pk>/", views_assignments.show, name="assignment"),
    path(f"{_ASKED}<int:pk>/edit/", views_assignments.edit, name="assignment_edit"),
    path(f"{_ASKED}<int:pk>/answer/", views_assignments.answer, name="assignment_answer"),
]
