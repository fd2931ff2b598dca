"""Addresses of the public site and of the home page."""

from django.urls import path

from kompassros.portal import pages_compare, pages_documents, pages_home, pages_reading, pages_result, views
from kompassros.portal.annual import commenting
from kompassros.portal.annual import views as annual
from kompassros.portal.measures import beside, embedding, network_years, overview, rounds, sets
from kompassros.portal.measures import views as measures

app_name = "portal"
_REPORTS = "municipalities/<slug:key>/annual-reports/"
_REPORT = f"{_REPORTS}<slug:which>/"
urlpatterns = [
    path("", views.front, name="front"),
    path("search/", views.search, name="search"),
    path("municipalities/", views.municipalities, name="municipalities"),
    path("municipalities/<slug:key>/", views.municipality, name="municipality"),
    path(_REPORTS, annual.reports, name="annual_reports"),
    path(_REPORT, annual.report, name="annual_report"),
    path(f"{_REPORT}documents/<slug:kind>.<slug:ending>", annual.file, name="annual_report_file"),
    path(f"{_REPORT}<uuid:chapter>/", annual.chapter, name="annual_chapter"),
    path(f"{_REPORT}<uuid:chapter>/picture/", annual.picture, name="annual_picture"),
    path(f"{_REPORT}<uuid:chapter>/comment/", commenting.comment, name="annual_comment"),
    path("evaluations/", views.evaluations, name="evaluations"),
    path("evaluations/<slug:slug>/", views.evaluation, name="evaluation"),
    path("evaluations/<slug:slug>/annex/", pages_result.annex, name="result_annex"),
    path("evaluations/<slug:slug>/<slug:area>/", pages_result.level, name="result_area"),
    path("evaluations/<slug:slug>/<slug:area>/<slug:question>/", pages_result.level, name="result_question"),
    path(
        "evaluations/<slug:slug>/<slug:area>/<slug:question>/<slug:criterion>/",
        pages_result.level,
        name="result_criterion",
    ),
    path("self-evaluations/", views.self_evaluations, name="self_evaluations"),
    path("references/", views.references, name="references"),
    path("references/<slug:slug>/", views.reference, name="reference"),
    path("evaluations/<slug:slug>/<slug:kind>.<slug:ending>", pages_documents.result_file, name="result_file"),
    path("municipalities/<slug:key>/over-time.<slug:ending>", pages_documents.history_file, name="history_file"),
    path("measures/<slug:code>/<slug:picture>/frame/", embedding.embedded, name="measure_embedded"),
    path("compare/side-by-side.<slug:ending>", pages_documents.compared_file, name="compare_file"),
    path("measures/", measures.measures, name="measures"),
    path("measures/beside/", beside.beside, name="measures_beside"),
    path("measures/sets/", sets.sets, name="measure_sets"),
    path("measures/sets/<slug:key>/", sets.handbook, name="measure_set"),
    path("measures/sets/<slug:key>/<slug:kind>.<slug:ending>", sets.handbook_file, name="measure_set_file"),
    path("measures/sets/<slug:key>/<slug:unit>/", overview.results, name="measure_results"),
    path(
        "measures/sets/<slug:key>/<slug:unit>/<slug:kind>.<slug:ending>",
        overview.results_file,
        name="measure_results_file",
    ),
    path("measures/networks/<slug:key>/<int:year>/", network_years.network_year, name="network_year"),
    path(
        "measures/networks/<slug:key>/<int:year>/<slug:kind>.<slug:ending>",
        network_years.network_year_file,
        name="network_year_file",
    ),
    path("measures/rounds/", rounds.rounds, name="measure_rounds"),
    path("measures/rounds/<slug:key>/", rounds.round_page, name="measure_round"),
    path("measures/rounds/<slug:key>/values.<slug:ending>", rounds.round_file, name="measure_round_file"),
    path("measures/<slug:code>/", measures.measure, name="measure"),
    path("compare/", pages_compare.compare_results, name="compare"),
    path("instruments/", pages_reading.instruments, name="instruments"),
    path("instruments/<slug:key>/<str:version>/", pages_reading.instrument, name="instrument"),
    path("instruments/<slug:key>/<str:source>/<str:target>/", pages_reading.mapping, name="mapping"),
    path("method/", pages_reading.method, name="method"),
    path("glossary/", pages_reading.glossary, name="glossary"),
    path("open-data/", pages_reading.open_data, name="open_data"),
    path("home/", pages_home.home, name="home"),
]
