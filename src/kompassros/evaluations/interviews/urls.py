"""Addresses of this room; they stand in the namespace of evaluations on their way (courses/urls.py)."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.menu import Entry, add_to_menu
from kompassros.evaluations.interviews import (
    views_disposal,
    views_guide,
    views_interview,
    views_notes,
    views_plan,
    views_writing,
)

add_to_menu(50, Entry("courses:visit", _("Visit plan"), "see_visit"))
add_to_menu(55, Entry("courses:guide", _("Interview guide"), "see_judgements"))
add_to_menu(60, Entry("courses:notes", _("Notes"), "see_notes"))
urlpatterns: list[URLPattern] = [
    path("<slug:slug>/visit/", views_plan.show_visit, name="visit"),
    path("<slug:slug>/visit/visit.ics", views_plan.visit_calendar, name="visit_calendar"),
    path("<slug:slug>/visit/standard/", views_plan.plan_standard, name="visit_standard"),
    path("<slug:slug>/visit/add/", views_plan.add_interview, name="interview_add"),
    path("<slug:slug>/visit/<int:pk>/", views_interview.show_interview, name="interview"),
    path("<slug:slug>/visit/<int:pk>/change/", views_plan.change_interview, name="interview_change"),
    path("<slug:slug>/visit/<int:pk>/cancel/", views_plan.cancel_interview, name="interview_cancel"),
    path("<slug:slug>/visit/<int:pk>/talk.ics", views_plan.interview_calendar, name="interview_calendar"),
    path("<slug:slug>/visit/<int:pk>/team/", views_interview.keep, name="interview_keep"),
    path("<slug:slug>/visit/<int:pk>/people/", views_interview.add_person, name="interviewed_add"),
    path(
        "<slug:slug>/visit/<int:pk>/people/<int:number>/remove/",
        views_interview.remove_person,
        name="interviewed_remove",
    ),
    path("<slug:slug>/visit/<int:pk>/notes/", views_notes.note_taking, name="note_taking"),
    path("<slug:slug>/guide/", views_guide.show_guide, name="guide"),
    path("<slug:slug>/guide/<slug:group>/", views_guide.show_guide, name="guide"),
    path("<slug:slug>/notes/", views_notes.list_notes, name="notes"),
    path("<slug:slug>/notes/write/", views_writing.write_note, name="note_write"),
    path("<slug:slug>/notes/dispose/", views_disposal.dispose, name="notes_dispose"),
    path("<slug:slug>/notes/<uuid:uid>/", views_notes.show_note, name="note"),
    path("<slug:slug>/notes/<uuid:uid>/withdraw/", views_notes.withdraw_note, name="note_withdraw"),
    path("<slug:slug>/notes/<uuid:uid>/support/", views_notes.support, name="note_support"),
]
