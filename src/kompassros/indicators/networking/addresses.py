"""Where a measure is looked at with the members of a network beside each other."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.urls import reverse

from kompassros.indicators.networking.compilation import Compilation, NetworkMeasure
from kompassros.statistics.models import Unit


def measure_address(found: Compilation) -> Callable[[NetworkMeasure, Unit], str]:
    """Return what gives a measure's page with one member chosen, the network beside it, in the compilation's year."""

    def address(measure: NetworkMeasure, unit: Unit) -> str:
        query = {
            "class": unit.unit_class.key,
            "unit": unit.code,
            "period": str(found.year),
            "network": found.network.group.code,
        }
        return f"{reverse('portal:measure', args=[measure.indicator.code])}?{urlencode(query)}"

    return address
