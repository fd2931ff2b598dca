"""Addresses of residents' comments for those who read them."""

from django.urls import path

from kompassros.steering.residents import views

_ONE = "<slug:municipality>/comments/<int:pk>/"
urlpatterns = [
    path("<slug:municipality>/comments/", views.show_all, name="comments"),
    path(_ONE, views.show, name="comment"),
    path(f"{_ONE}show/", views.make_public, name="comment_show"),
    path(f"{_ONE}refuse/", views.refuse, name="comment_refuse"),
    path(f"{_ONE}answer/", views.answer, name="comment_answer"),
]
