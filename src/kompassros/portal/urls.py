"""Addresses of the public site and of the home page."""

from django.urls import path

from kompassros.portal import pages_compare, pages_home, pages_reading, views

app_name = "portal"
urlpatterns = [
    path("", views.front, name="front"),
    path("search/", views.search, name="search"),
    path("municipalities/", views.municipalities, name="municipalities"),
    path("municipalities/<slug:key>/", views.municipality, name="municipality"),
    path("evaluations/", views.evaluations, name="evaluations"),
    path("evaluations/<slug:slug>/", views.evaluation, name="evaluation"),
    path("references/", views.references, name="references"),
    path("references/<slug:slug>/", views.reference, name="reference"),
    path("compare/", pages_compare.compare_results, name="compare"),
    path("instruments/", pages_reading.instruments, name="instruments"),
    path("instruments/<slug:key>/<str:version>/", pages_reading.instrument, name="instrument"),
    path("instruments/<slug:key>/<str:source>/<str:target>/", pages_reading.mapping, name="mapping"),
    path("method/", pages_reading.method, name="method"),
    path("glossary/", pages_reading.glossary, name="glossary"),
    path("open-data/", pages_reading.open_data, name="open_data"),
    path("home/", pages_home.home, name="home"),
]
