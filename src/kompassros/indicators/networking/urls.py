"""Addresses of the pages of networks."""

from django.urls import path

from kompassros.indicators.networking import views, views_meetings, views_years

app_name = "networks"
urlpatterns = [
    path("", views.list_networks, name="list"),
    path("new/<slug:organisation>/", views.make, name="make"),
    path("<slug:key>/", views.show, name="show"),
    path("<slug:key>/edit/", views.edit, name="edit"),
    path("<slug:key>/members/", views.members, name="members"),
    path("<slug:key>/meetings/add/", views_meetings.add, name="meeting_add"),
    path("<slug:key>/meetings/<int:pk>/", views_meetings.edit, name="meeting"),
    path("<slug:key>/meetings/<int:pk>/cancel/", views_meetings.cancel, name="meeting_cancel"),
    path("<slug:key>/meetings.ics", views_meetings.calendar, name="calendar"),
    path("<slug:key>/<int:year>/", views_years.show, name="year"),
    path("<slug:key>/<int:year>/<slug:kind>.<slug:ending>", views_years.year_file, name="year_file"),
]
