"""Addresses of steering: the pages of a municipality's plans and cards, and of each room."""

from django.urls import include, path

app_name = "steering"
urlpatterns = [
    path("", include("kompassros.steering.importing.urls")),
    path("", include("kompassros.steering.plans.urls")),
    path("", include("kompassros.steering.goals.urls")),
    path("", include("kompassros.steering.bulk.urls")),
    path("", include("kompassros.steering.activities.urls")),
    path("", include("kompassros.steering.budget.urls")),
    path("", include("kompassros.steering.origins.urls")),
    path("", include("kompassros.steering.wheel.urls")),
    path("", include("kompassros.steering.mine.urls")),
    path("", include("kompassros.steering.periods.urls")),
    path("", include("kompassros.steering.auditing.urls")),
    path("", include("kompassros.steering.papers.urls")),
    path("", include("kompassros.steering.writing.urls")),
    path("", include("kompassros.steering.reorganising.urls")),
    path("", include("kompassros.steering.residents.urls")),
]
