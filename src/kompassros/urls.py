"""All addresses. Public pages carry the language; the interface, calendars and static files do not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from kompassros.api.interface import interface
from kompassros.steering.wheel.views_keys import by_key

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", interface.urls),
    path("kolada/", include("kompassros.api.kolada.urls")),
    path("calendars/<str:secret>.ics", by_key, name="wheel_calendar_by_key"),
    *i18n_patterns(
        path("accounts/", include("kompassros.organisations.urls_signin")),
        path("manage/results/", include("kompassros.evaluations.urls")),
        path("manage/evaluations/", include("kompassros.evaluations.courses.urls")),
        path("manage/examples/", include("kompassros.evaluations.findings.urls_bank")),
        path("manage/organisations/", include("kompassros.organisations.urls")),
        path("manage/results-reports/", include("kompassros.indicators.results.urls")),
        path("manage/measures/", include("kompassros.indicators.notes.urls")),
        path("manage/networks/", include("kompassros.indicators.networking.urls")),
        path("manage/rounds/", include("kompassros.indicators.rounds.urls")),
        path("manage/steering/", include("kompassros.steering.urls")),
        path("manage/sets/", include("kompassros.indicators.sets.urls")),
        path("manage/tables/", include("kompassros.indicators.tables.urls")),
        path("manage/instruments/", include("kompassros.instruments.urls")),
        path("manage/jobs/", include("kompassros.records.urls")),
        path("manage/notices/", include("kompassros.records.urls_notices")),
        path("", include("kompassros.portal.urls")),
    ),
]
