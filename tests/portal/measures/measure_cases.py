"""Units, indicators and pages for the tests of the pages of measures."""

from collections.abc import Sequence

from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from kompassros.indicators.models import Indicator
from kompassros.methods.ordering import search_key, sort_key
from kompassros.statistics.models import Unit
from kompassros.statistics.unit_classes import ensure_classes

CODE, COST = "N99998", "N99999"


def add_units(key: str, country: str, names: Sequence[tuple[str, str]]) -> list[Unit]:
    of_class = ensure_classes()[key]
    return [
        Unit.objects.create(
            country=country,
            code=code,
            name=name,
            unit_class=of_class,
            search_key=search_key(f"{code} {name}"),
            sort_key=sort_key(name, "sv"),
        )
        for code, name in names
    ]


def add_indicator(code: str, title: str, direction: str) -> Indicator:
    return Indicator.objects.create(
        code=code,
        title=title,
        unit="%",
        direction=direction,
        decimals=1,
        by_gender=True,
        about="K",
        search_key=search_key(f"{code} {title}"),
    )


def get(client: Client, name: str, *arguments: str, query: str = "") -> str:
    with override("en"):
        address = reverse(f"portal:{name}", args=arguments)
    response = client.get(f"{address}?{query}")
    assert response.status_code == 200
    return response.content.decode()
