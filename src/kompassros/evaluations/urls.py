"""Addresses of the administrator's pages of published results."""

from django.urls import path

from kompassros.evaluations import views, views_imports

app_name = "evaluations"
urlpatterns = [
    path("", views.list_sheets, name="list"),
    path("imports/", views_imports.list_imports, name="imports"),
    path("imports/example/", views_imports.example, name="example"),
    path("imports/new/<slug:country_key>/", views_imports.send_in, name="import"),
    path("imports/<int:pk>/", views_imports.report, name="report"),
    path("imports/<int:pk>/confirm/", views_imports.confirm, name="confirm"),
    path("imports/<int:pk>/withdraw/", views_imports.withdraw, name="withdraw"),
    path("<slug:slug>/correct/", views.correct, name="correct"),
    path("<slug:slug>/history/", views.history, name="history"),
]
