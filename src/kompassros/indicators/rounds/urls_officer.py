"""Addresses of the pages on which a round is carried through."""

from django.urls import path

from kompassros.indicators.rounds import views_meetings, views_opening, views_round, views_taking_part

urlpatterns = [
    path("", views_round.list_rounds, name="list"),
    path("new/", views_opening.new, name="new"),
    path("<slug:key>/", views_round.show, name="show"),
    path("<slug:key>/edit/", views_opening.edit, name="edit"),
    path("<slug:key>/move/", views_round.move, name="move"),
    path("<slug:key>/remind/", views_round.remind, name="remind"),
    path("<slug:key>/measures/", views_opening.measures, name="measures"),
    path("<slug:key>/measures/<int:pk>/", views_opening.asked, name="asked"),
    path("<slug:key>/sign-up/", views_taking_part.sign_up, name="sign_up"),
    path("<slug:key>/sign-up/<slug:municipality>/", views_taking_part.sign_up_one, name="sign_up_one"),
    path("<slug:key>/sign-up/<slug:municipality>/leave/", views_taking_part.leave, name="leave"),
    path("<slug:key>/participants/add/", views_taking_part.add, name="add"),
    path("<slug:key>/participants/<slug:municipality>/", views_taking_part.part, name="part"),
    path("<slug:key>/participants/<slug:municipality>/out/", views_taking_part.take_out, name="take_out"),
    path("<slug:key>/meetings/add/", views_meetings.add, name="meeting_add"),
    path("<slug:key>/meetings/usual/", views_meetings.usual, name="meetings_usual"),
    path("<slug:key>/meetings/<int:pk>/", views_meetings.edit, name="meeting"),
    path("<slug:key>/meetings/<int:pk>/cancel/", views_meetings.cancel, name="meeting_cancel"),
    path("<slug:key>/meetings.ics", views_meetings.calendar, name="calendar"),
    path("<slug:key>/meetings/<int:pk>.ics", views_meetings.one_calendar, name="meeting_calendar"),
]
