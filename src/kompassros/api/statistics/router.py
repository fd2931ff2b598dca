"""All addresses about statistics."""

from ninja import Router

from kompassros.api.statistics import catalogue, indicators, sets, units, values

router = Router()
for part in (indicators, units, sets, values, catalogue):
    router.add_router("", part.router)
