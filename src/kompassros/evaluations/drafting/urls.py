"""Addresses of this room; they stand in the namespace of evaluations on their way (courses/urls.py)."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.menu import Entry, add_to_menu
from kompassros.evaluations.drafting import views, views_word

add_to_menu(105, Entry("courses:writing", _("Texts of the report"), "see_writing"))
_SECTION = "<slug:slug>/writing/section/<slug:key>/"
urlpatterns: list[URLPattern] = [
    path("<slug:slug>/writing/", views.list_sections, name="writing"),
    path("<slug:slug>/writing/share/", views.give, name="sections_give"),
    path("<slug:slug>/writing/texts.docx", views_word.fetch, name="writing_word"),
    path("<slug:slug>/writing/from-word/", views_word.bring, name="writing_bring"),
    path("<slug:slug>/writing/from-word/take/", views_word.take, name="writing_take"),
    path(_SECTION, views.write, name="section"),
    path(f"{_SECTION}comments/", views.section_comments, name="section_comments"),
    path(f"{_SECTION}<int:number>/", views.show_version, name="section_version"),
    path(f"{_SECTION}<int:number>/put-back/", views.put_back, name="section_put_back"),
]
