"""Addresses of the year wheel."""

from django.urls import path

from kompassros.steering.wheel import views, views_entries, views_keys

_WHEEL = "<slug:municipality>/<int:year>/wheel/"
urlpatterns = [
    path(_WHEEL, views.show, name="wheel"),
    path(f"{_WHEEL}calendar/", views.calendar, name="wheel_calendar"),
    path(f"{_WHEEL}take/", views.take, name="wheel_take"),
    path(f"{_WHEEL}carry/", views.carry, name="wheel_carry"),
    path(f"{_WHEEL}add/", views_entries.add, name="wheel_add"),
    path(f"{_WHEEL}<int:pk>/", views_entries.edit, name="wheel_entry"),
    path(f"{_WHEEL}<int:pk>/done/", views_entries.done_or_not, name="wheel_done"),
    path(f"{_WHEEL}<int:pk>/remove/", views_entries.remove, name="wheel_remove"),
    path("<slug:municipality>/calendars/", views_keys.keys, name="calendar_keys"),
    path("<slug:municipality>/calendars/<int:pk>/revoke/", views_keys.revoke, name="calendar_key_revoke"),
]
