"""Addresses of the working pages of organisations and people."""

from django.urls import path

from kompassros.organisations import views, views_change, views_import, views_people

app_name = "organisations"
urlpatterns = [
    path("", views.list_organisations, name="list"),
    path("grants/<int:pk>/end/", views_people.end, name="end"),
    path("<slug:key>/", views.show, name="show"),
    path("<slug:key>/complete/", views_change.complete, name="complete"),
    path("<slug:key>/rename/", views_change.rename, name="rename"),
    path("<slug:key>/succeed/", views_change.succeed, name="succeed"),
    path("<slug:key>/import/", views_import.import_organisations, name="import"),
    path("<slug:key>/people/", views_people.show_people, name="people"),
    path("<slug:key>/people/grant/", views_people.grant, name="grant"),
    path("<slug:key>/history/", views.show_history, name="history"),
]
