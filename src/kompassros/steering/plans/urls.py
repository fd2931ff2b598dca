"""Addresses of plans and cards."""

from django.urls import path

from kompassros.steering.plans import views, views_cards

_PLAN = "<slug:municipality>/<int:year>/"
_CARD = f"{_PLAN}cards/<slug:body>/"
urlpatterns = [
    path("", views.list_municipalities, name="list"),
    path("<slug:municipality>/", views.show_municipality, name="municipality"),
    path("<slug:municipality>/new/", views.new, name="new"),
    path(_PLAN, views.show_plan, name="plan"),
    path(f"{_PLAN}vision/", views.vision, name="vision"),
    path(f"{_PLAN}adopt/", views.adopt, name="adopt"),
    path(f"{_PLAN}cards/", views_cards.add, name="cards_add"),
    path(_CARD, views_cards.show, name="card"),
    path(f"{_CARD}purpose/", views_cards.purpose, name="purpose"),
    path(f"{_CARD}talk/", views_cards.talk, name="talk"),
    path(f"{_CARD}agree/", views_cards.agree, name="agree"),
    path(f"{_CARD}take-back/", views_cards.back, name="take_back"),
    path(f"{_CARD}<slug:kind>.<slug:ending>", views_cards.document, name="card_file"),
    path(f"{_CARD}carry/", views_cards.carry, name="carry"),
]
