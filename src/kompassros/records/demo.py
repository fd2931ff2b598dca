"""Loaders of what a new installation starts with: real published data, and made-up data for trying things out.

Each app registers its loaders in its module ``demo``, which is imported when data are loaded and not before: most
processes never load any. They run in the order of the apps, may run again, and then change nothing. ``made_up`` loaders
run in the demo only.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True)
class Loader:
    """Part of the data: ``load`` returns how many things it added."""

    name: str
    order: int
    made_up: bool
    load: Callable[[], int]


_loaders: list[Loader] = []


def register(loader: Loader) -> None:
    """Add a loader; a name stands once."""
    if any(known.name == loader.name for known in _loaders):
        raise ValueError(f"There is a loader {loader.name} already.")
    _loaders.append(loader)
    _loaders.sort(key=lambda known: known.order)


def load_all(*, with_made_up: bool) -> Iterator[tuple[str, int]]:
    """Run the loaders, each in one transaction, and yield (name, how many things were added)."""
    autodiscover_modules("demo")
    for loader in _loaders:
        if with_made_up or not loader.made_up:
            with transaction.atomic():
                added = loader.load()
            yield loader.name, added
