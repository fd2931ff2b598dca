"""Addresses of the pages of files of statistics, and of the releases of datasets."""

from django.urls import path

from kompassros.indicators.tables import views, views_datasets, views_mapping

app_name = "tables"
urlpatterns = [
    path("", views.list_imports, name="imports"),
    path("new/<slug:country_key>/", views.send_in, name="send_in"),
    path("<int:pk>/", views.show_import, name="import"),
    path("<int:pk>/mapping/", views_mapping.correct_mapping, name="mapping"),
    path("<int:pk>/guess/", views_mapping.guess_anew, name="guess"),
    path("<int:pk>/confirm/", views.confirm, name="confirm"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("datasets/", views_datasets.list_datasets, name="datasets"),
    path("datasets/<slug:key>/", views_datasets.show_dataset, name="dataset"),
]
