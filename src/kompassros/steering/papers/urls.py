"""Addresses of the agenda papers about a plan, a card, a goal, a report, a period and a request of the council."""

from django.urls import include, path

from kompassros.records.matter_pages import matter_urls
from kompassros.steering.papers.plans import CARD, GOAL, PLAN
from kompassros.steering.papers.reports import PERIOD, REPORT
from kompassros.steering.papers.requests import ASSIGNMENT

_PLAN = "<slug:municipality>/<int:year>/"
_CARD = f"{_PLAN}cards/<slug:body>/"
_PERIOD = f"{_PLAN}periods/<slug:key>/"
urlpatterns = [
    path(_PLAN, include((matter_urls(PLAN), "plan_papers"))),
    path(_CARD, include((matter_urls(CARD), "card_papers"))),
    path(f"{_CARD}goals/<int:pk>/", include((matter_urls(GOAL), "goal_papers"))),
    path(_PERIOD, include((matter_urls(PERIOD), "period_papers"))),
    path(f"{_PERIOD}reports/<slug:body>/", include((matter_urls(REPORT), "report_papers"))),
    path("<slug:municipality>/assignments/<int:pk>/", include((matter_urls(ASSIGNMENT), "request_papers"))),
]
