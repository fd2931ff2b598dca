"""The editions and mappings that the package carries."""

from importlib.resources import as_file, files

from kompassros.instruments import services
from kompassros.instruments.exchange import read_edition, read_mapping
from kompassros.instruments.models import Edition, Mapping
from kompassros.records.demo import Loader, register


def load_instruments() -> int:
    """Store the packaged editions and mappings; those that are stored already stay as they are."""
    before = Edition.objects.count() + Mapping.objects.count()
    with as_file(files("kompassros.instruments").joinpath("data")) as folder:
        for path in sorted(folder.glob("*.yaml")):
            services.store_edition(edition=read_edition(path))
        for path in sorted((folder / "mappings").glob("*.yaml")):
            services.store_mapping(mapping=read_mapping(path))
    return Edition.objects.count() + Mapping.objects.count() - before


register(Loader("instruments", 20, False, load_instruments))
