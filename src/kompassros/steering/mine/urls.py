"""Addresses of the manager's page and of the council's page."""

from django.urls import path

from kompassros.steering.mine import views

_PLAN = "<slug:municipality>/<int:year>/"
urlpatterns = [
    path(f"{_PLAN}council/", views.show_council, name="council"),
    path(f"{_PLAN}cards/<slug:body>/now/", views.show_body, name="body"),
]
