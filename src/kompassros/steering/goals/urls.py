"""Addresses of goals, their indicators, figures and verdicts."""

from django.urls import path

from kompassros.steering.goals import views, views_indicators

_CARD = "<slug:municipality>/<int:year>/cards/<slug:body>/"
_GOAL = f"{_CARD}goals/<int:pk>/"
urlpatterns = [
    path(f"{_CARD}goals/add/", views.add, name="goal_add"),
    path(_GOAL, views.show, name="goal"),
    path(f"{_GOAL}edit/", views.edit, name="goal_edit"),
    path(f"{_GOAL}withdraw/", views.withdraw, name="goal_withdraw"),
    path(f"{_GOAL}verdict/", views.verdict, name="verdict"),
    path(f"{_GOAL}indicators/add/", views_indicators.add, name="indicator_add"),
    path(f"{_GOAL}indicators/<int:indicator>/", views_indicators.edit, name="indicator_edit"),
    path(f"{_GOAL}indicators/<int:indicator>/figure/", views_indicators.figure, name="figure"),
]
