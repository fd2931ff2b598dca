"""Addresses of the officer's pages of editions."""

from django.urls import path

from kompassros.instruments import views, views_files, views_parts

app_name = "instruments"
urlpatterns = [
    path("", views.list_drafts, name="list"),
    path("new/", views.start, name="start"),
    path("editions/<int:edition>/file/", views_files.edition_file, name="edition_file"),
    path("<int:pk>/", views.show, name="draft"),
    path("<int:pk>/check/", views.check, name="check"),
    path("<int:pk>/publish/", views.publish, name="publish"),
    path("<int:pk>/history/", views.history, name="history"),
    path("<int:pk>/file/", views_files.draft_file, name="file"),
    path("<int:pk>/replace/", views_files.replace, name="replace"),
    path("<int:pk>/waiting/", views_files.waiting, name="waiting"),
    path("<int:pk>/head/", views_parts.head, name="head"),
    path("<int:pk>/areas/", views_parts.add_area, name="add_area"),
    path("<int:pk>/areas/<str:part>/", views_parts.area, name="area"),
    path("<int:pk>/areas/<str:part>/questions/", views_parts.add_question, name="add_question"),
    path("<int:pk>/questions/<str:part>/", views_parts.question, name="question"),
    path("<int:pk>/remove/<str:part>/", views_parts.remove, name="remove"),
]
