"""Addresses of the pages of own sets of measures."""

from django.urls import path

from kompassros.indicators.sets import views, views_files, views_measures

app_name = "sets"
urlpatterns = [
    path("", views.list_sets, name="list"),
    path("new/<slug:organisation>/", views.make, name="make"),
    path("<slug:key>/", views.show, name="show"),
    path("<slug:key>/edit/", views.edit, name="edit"),
    path("<slug:key>/withdraw/", views.withdraw, name="withdraw"),
    path("<slug:key>/add/", views_measures.add, name="add"),
    path("<slug:key>/own-words/", views_measures.add_words, name="add_words"),
    path("<slug:key>/measures/<int:pk>/", views_measures.change, name="measure"),
    path("<slug:key>/measures/<int:pk>/remove/", views_measures.remove, name="remove"),
    path("<slug:key>/file/", views_files.take_in, name="take_in"),
    path("<slug:key>/list.<slug:ending>", views_files.send, name="file"),
]
