"""Addresses of evaluations on their way: each room has its own, all in one namespace."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses import (
    papers,
    views,
    views_joint,
    views_list,
    views_meetings,
    views_plan,
    views_steps,
)
from kompassros.evaluations.courses.menu import Entry, add_to_menu
from kompassros.evaluations.drafting.urls import urlpatterns as writing
from kompassros.evaluations.evidence.urls import urlpatterns as evidence
from kompassros.evaluations.findings.urls import urlpatterns as findings
from kompassros.evaluations.followup.urls import urlpatterns as followup
from kompassros.evaluations.interviews.urls import urlpatterns as interviews
from kompassros.evaluations.judging.urls import urlpatterns as judging
from kompassros.evaluations.preparing.urls import urlpatterns as preparing
from kompassros.evaluations.publication.urls import urlpatterns as publication
from kompassros.evaluations.reports.urls import BUNDLE_URLS, COURSE_URLS

app_name = "courses"
add_to_menu(10, Entry("courses:show", _("Overview"), "see_course"))
add_to_menu(12, Entry("courses:team", _("Team"), "see_course"))
add_to_menu(14, Entry("courses:meetings", _("Meetings"), "see_course"))
add_to_menu(140, Entry("courses:matters", _("Agenda papers"), "write_papers"))
add_to_menu(150, Entry("courses:history", _("History"), "see_course_history"))
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views_list.list_courses, name="list"),
    path("order/", views_list.choose, name="order_choose"),
    path("order/<slug:key>/", views_list.order, name="order"),
    path("joint/new/", views_joint.make, name="joint_make"),
    path("joint/<slug:slug>/", views_joint.show, name="joint"),
    path("joint/<slug:slug>/summary/", views_joint.summary, name="joint_summary"),
    *BUNDLE_URLS,
    path("<slug:slug>/", views.show, name="show"),
    path("<slug:slug>/move/", views_steps.move, name="move"),
    path("<slug:slug>/back/", views_steps.step_back, name="step_back"),
    path("<slug:slug>/withdraw/", views_steps.withdraw, name="withdraw"),
    path("<slug:slug>/part/", views_steps.part, name="part"),
    path("<slug:slug>/dates/", views_plan.dates, name="dates"),
    path("<slug:slug>/team/", views_plan.show_team, name="team"),
    path("<slug:slug>/team/join/", views_plan.join, name="join"),
    path("<slug:slug>/team/<int:pk>/leave/", views_plan.leave, name="leave"),
    path("<slug:slug>/team/areas/", views_plan.areas, name="areas"),
    path("<slug:slug>/meetings/", views_meetings.list_meetings, name="meetings"),
    path("<slug:slug>/meetings/add/", views_meetings.add, name="meeting_add"),
    path("<slug:slug>/meetings/meetings.ics", views_meetings.calendar, name="meetings_calendar"),
    path("<slug:slug>/meetings/<int:pk>/", views_meetings.edit, name="meeting"),
    path("<slug:slug>/meetings/<int:pk>/held/", views_meetings.hold, name="meeting_held"),
    path("<slug:slug>/meetings/<int:pk>/cancel/", views_meetings.cancel, name="meeting_cancel"),
    path("<slug:slug>/meetings/<int:pk>/meeting.ics", views_meetings.one_calendar, name="meeting_calendar"),
    path("<slug:slug>/history/", views.show_history, name="history"),
    path("<slug:slug>/", include(papers.urlpatterns)),
    *preparing,
    *evidence,
    *interviews,
    *judging,
    *findings,
    *publication,
    *COURSE_URLS,
    *writing,
    *followup,
]
