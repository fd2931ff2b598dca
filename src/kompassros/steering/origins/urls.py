"""Addresses of what goals come from."""

from django.urls import path

from kompassros.steering.origins import views

_GOAL = "<slug:municipality>/<int:year>/cards/<slug:body>/goals/<int:pk>/"
urlpatterns = [
    path("<slug:municipality>/goals/make/", views.make, name="goal_make"),
    path(f"{_GOAL}indicators/<int:indicator>/follow/", views.renew, name="follow"),
]
