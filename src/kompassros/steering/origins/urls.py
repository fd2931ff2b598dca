"""Addresses of what goals come from."""

from django.urls import path

from kompassros.steering.origins import views, views_newer

_GOAL = "<slug:municipality>/<int:year>/cards/<slug:body>/goals/<int:pk>/"
urlpatterns = [
    path("<slug:municipality>/goals/make/", views.make, name="goal_make"),
    path("<slug:municipality>/<int:year>/newer/", views_newer.of_plan, name="newer"),
    path("<slug:municipality>/<int:year>/cards/<slug:body>/newer/", views_newer.of_card, name="card_newer"),
    path(f"{_GOAL}indicators/<int:indicator>/follow/", views.renew, name="follow"),
]
