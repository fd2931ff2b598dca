"""Addresses of reports that are written together."""

from django.urls import path

from kompassros.steering.writing import views, views_sections

_ONE = "<slug:municipality>/<int:year>/periods/<slug:key>/writing/"
_SECTION = f"{_ONE}chapters/<uuid:uid>/"
_EDITION = f"{_ONE}editions/<int:number>/"
urlpatterns = [
    path(_ONE, views.show, name="writing"),
    path(f"{_ONE}begin/", views.begin, name="writing_begin"),
    path(f"{_ONE}edit/", views.edit, name="writing_edit"),
    path(f"{_ONE}add/", views.add, name="writing_add"),
    path(f"{_ONE}share-out/", views.give, name="writing_give"),
    path(f"{_ONE}pin/", views.pin, name="writing_pin"),
    path(f"{_ONE}publish/", views.publish, name="writing_publish"),
    path(f"{_ONE}preview/", views.preview, name="writing_preview"),
    path(f"{_ONE}draft/<slug:kind>.<slug:ending>", views.file, name="writing_file"),
    path(_EDITION, views.edition, name="writing_edition"),
    path(f"{_EDITION}<slug:kind>.<slug:ending>", views.edition_file, name="writing_edition_file"),
    path(_SECTION, views_sections.show, name="writing_section"),
    path(f"{_SECTION}write/", views_sections.write, name="writing_write"),
    path(f"{_SECTION}illustrate/", views_sections.illustrate, name="writing_illustrate"),
    path(f"{_SECTION}picture/", views_sections.picture, name="writing_picture"),
    path(f"{_SECTION}comments/", views_sections.comments, name="writing_comments"),
    path(f"{_SECTION}rename/", views_sections.rename, name="writing_rename"),
    path(f"{_SECTION}move/", views_sections.move, name="writing_move"),
    path(f"{_SECTION}remove/", views_sections.remove, name="writing_remove"),
]
