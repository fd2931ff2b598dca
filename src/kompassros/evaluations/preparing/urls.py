"""Addresses of this room; they stand in the namespace of evaluations on their way (courses/urls.py)."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.menu import Entry, add_to_menu
from kompassros.evaluations.preparing import views_answers, views_documents, views_previous

add_to_menu(20, Entry("courses:documents", _("Documents"), "see_documents"))
add_to_menu(30, Entry("courses:answers", _("Self-description"), "see_answers"))
add_to_menu(31, Entry("courses:my_answers", _("My questions"), "describe"))
add_to_menu(35, Entry("courses:previous", _("Previous evaluation"), "see_evidence"))
_DOCUMENT = "<slug:slug>/documents/<int:pk>/"
_ANSWER = "<slug:slug>/answers/mine/<int:pk>/"
urlpatterns: list[URLPattern] = [
    path("<slug:slug>/documents/", views_documents.list_documents, name="documents"),
    path("<slug:slug>/documents/ask/", views_documents.ask, name="documents_ask"),
    path(_DOCUMENT, views_documents.show_document, name="document"),
    path(f"{_DOCUMENT}send/", views_documents.send, name="document_send"),
    path(f"{_DOCUMENT}change/", views_documents.change_request, name="document_change"),
    path(f"{_DOCUMENT}take-back/", views_documents.take_back, name="document_take_back"),
    path(f"{_DOCUMENT}comments/", views_documents.comments, name="document_comments"),
    path("<slug:slug>/answers/", views_answers.list_answers, name="answers"),
    path("<slug:slug>/answers/all/", views_answers.read_answers, name="answers_read"),
    path("<slug:slug>/answers/share/", views_answers.share_out, name="answers_share"),
    path("<slug:slug>/answers/mine/", views_answers.my_answers, name="my_answers"),
    path(_ANSWER, views_answers.edit_answer, name="answer_edit"),
    path(f"{_ANSWER}take-over/", views_answers.take_over, name="answer_take_over"),
    path("<slug:slug>/previous/", views_previous.show_previous, name="previous"),
]
