"""The catalogue of open data by DCAT-AP-SE 2.0.0 (docs.dataportal.se/dcat): its datasets, and how to get them.

Who harvests it wants addresses for the catalogue, datasets, distributions, publisher and contact, each text in a
language, and the catalogue itself under CC0. The profile has the media type as the distribution's format;
``dcat:mediaType`` is that of the European profile beside it.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from email.utils import parseaddr
from urllib.parse import quote, urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kompassros.api.statistics.published import EVALUATIONS, OpenData, Words
from kompassros.api.statistics.rdf import Iri, Literal, Thing
from kompassros.statistics.datasets import KOLADA

JSON, XLSX = "application/json", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    "json": ("JSON", JSON),
    "jsonstat": ("JSON-stat 2.0", JSON),
    "csv": ("CSV", "text/csv"),
    "xlsx": ("XLSX", XLSX),
}
CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"
LICENCES = {"CC0-1.0": CC0, "CC-BY-4.0": "http://creativecommons.org/licenses/by/4.0/"}
_EU = "http://publications.europa.eu/resource/authority"
_PUBLIC = Iri(f"{_EU}/access-right/PUBLIC")
_LANGUAGES = {"sv": "SWE", "nb": "NOB", "en": "ENG"}
_COUNTRIES = {"SE": "SWE", "NO": "NOR", "DK": "DNK", "FI": "FIN", "IS": "ISL"}
_KEYWORDS = (_("municipalities"), _("statistics"), _("comparison"), _("open data"))
Said = tuple[str, Iri | Literal]


class Catalogue:
    """The things of the catalogue. ``root``: the absolute address of this installation, without a slash at its end."""

    def __init__(self, root: str, data: Sequence[OpenData]) -> None:
        self._root = root
        self._data = data
        self._document = self._path("api-1:catalogue_rdf")

    def things(self) -> list[Thing]:
        """Return everything, the catalogue first."""
        parts = [self._catalogue(), self._publisher(), self._contact(), *self._services()]
        for one in self._data:
            parts += self._dataset(one)
        return parts

    def _path(self, name: str, **parameters: str) -> str:
        return f"{self._root}{reverse(name, kwargs=parameters)}"

    def _iri(self, name: str) -> Iri:
        return Iri(f"{self._document}#{name}")

    def _thing(self, name: str, kind: str, *said: Said) -> Thing:
        return Thing(self._iri(name).address, kind, said)

    def _catalogue(self) -> Thing:
        return self._thing(
            "catalogue",
            "dcat:Catalog",
            *_in_languages("dct:title", _("Open data in Kompassros")),
            *_in_languages("dct:description", _("Published evaluations of municipalities, and values of indicators.")),
            ("dct:publisher", self._iri("publisher")),
            ("dct:license", Iri(CC0)),
            *_dated("dct:issued", min((one.issued for one in self._data), default=None)),
            *_dated("dct:modified", max((one.modified for one in self._data), default=None)),
            *(("dct:language", Iri(f"{_EU}/language/{code}")) for code in _LANGUAGES.values()),
            ("dcat:themeTaxonomy", Iri(f"{_EU}/data-theme")),
            ("foaf:homepage", Iri(f"{self._root}/")),
            *(("dcat:dataset", self._iri(f"dataset-{one.key}")) for one in self._data),
        )

    def _publisher(self) -> Thing:
        return self._thing("publisher", "foaf:Agent", ("foaf:name", Literal(_sender()[0])))

    def _contact(self) -> Thing:
        name, mail = _sender()
        address = Iri(f"mailto:{quote(mail, safe='@+')}")
        return self._thing("contact", "vcard:Organization", ("vcard:fn", Literal(name)), ("vcard:hasEmail", address))

    def _services(self) -> Iterator[Thing]:
        keys = [one.key for one in self._data]
        own = (self._path("api-1:api-root"), self._path("api-1:openapi-json"))
        yield self._service("interface", _("Kompassros: HTTP interface"), own, keys)
        if KOLADA in keys:
            like = (self._path("kolada:version_3", rest=""), self._path("kolada:openapi"))
            yield self._service("kolada", _("Kompassros: interface like Kolada's, version 3"), like, [KOLADA])

    def _service(self, name: str, title: Promise | str, addresses: tuple[str, str], keys: Sequence[str]) -> Thing:
        endpoint, description = addresses
        return self._thing(
            f"service-{name}",
            "dcat:DataService",
            *_in_languages("dct:title", title),
            ("dcat:endpointURL", Iri(endpoint)),
            ("dcat:endpointDescription", Iri(description)),
            ("dct:accessRights", _PUBLIC),
            *(("dcat:servesDataset", self._iri(f"dataset-{key}")) for key in keys),
        )

    def _dataset(self, one: OpenData) -> list[Thing]:
        """Return a dataset with what belongs to it alone: its licence, its time, its distributions."""
        licence = self._licence(one)
        time = [] if one.first is None else [self._period(one.key, one.first)]
        ways = list(self._distributions(one))
        dataset = self._thing(
            f"dataset-{one.key}",
            "dcat:Dataset",
            ("dct:identifier", Literal(one.key)),
            *_in_languages("dct:title", one.title),
            *_in_languages("dct:description", one.description),
            ("dct:publisher", self._iri("publisher")),
            ("dcat:contactPoint", self._iri("contact")),
            *(said for word in _KEYWORDS for said in _in_languages("dcat:keyword", word)),
            ("dcat:theme", Iri(f"{_EU}/data-theme/GOVE")),
            *_dated("dct:issued", one.issued),
            *_dated("dct:modified", one.modified),
            ("dct:accessRights", _PUBLIC),
            *(
                ("dct:spatial", Iri(f"{_EU}/country/{_COUNTRIES[code]}"))
                for code in one.countries
                if code in _COUNTRIES
            ),
            *(("dct:temporal", Iri(period.address)) for period in time),
            *([("owl:versionInfo", Literal(one.version))] if one.version else []),
            *(("dcat:distribution", Iri(way.address)) for way in ways),
        )
        return [dataset, *licence, *time, *ways]

    def _licence(self, one: OpenData) -> list[Thing]:
        """Return the document of a licence that has no address of its own; a dataset has its words in English."""
        if not one.licence or one.licence in LICENCES:
            return []
        titles = _in_languages("dct:title", Words(_("Terms of use: %(title)s"), (("title", one.title),)))
        texts = (
            _in_languages("dct:description", one.licence)
            if isinstance(one.licence, Promise)
            else [("dct:description", Literal(one.licence, "en"))]
        )
        return [self._thing(f"licence-{one.key}", "dct:LicenseDocument", *titles, *texts)]

    def _period(self, key: str, first: int) -> Thing:
        """Return the time that a dataset is about. It has no end while values are added, as the profile recommends."""
        return self._thing(f"period-{key}", "dct:PeriodOfTime", *_dated("dcat:startDate", date(first, 1, 1)))

    def _distributions(self, one: OpenData) -> Iterator[Thing]:
        address = self._path("api-1:list_evaluations" if one.key == EVALUATIONS else "api-1:read_values")
        for name in ("json",) if one.key == EVALUATIONS else FORMATS:
            query = f"?format={name}" if one.key != EVALUATIONS else ""
            whole = [f"{address}?{urlencode(one.whole[name])}"] if name in one.whole else []
            yield self._distribution(one, name, f"{address}{query}", downloads=whole)
        if one.key == KOLADA:
            yield self._distribution(one, "kolada", self._path("kolada:version_3", rest=""), downloads=[])

    def _distribution(self, one: OpenData, name: str, address: str, *, downloads: Sequence[str]) -> Thing:
        label, media = FORMATS.get(name, FORMATS["json"])
        through = Words(_("Through the interface, as %(format)s"), (("format", label),))
        licence = Iri(LICENCES[str(one.licence)]) if one.licence in LICENCES else self._iri(f"licence-{one.key}")
        return self._thing(
            f"distribution-{one.key}-{name}",
            "dcat:Distribution",
            *_in_languages("dct:title", _("In the form of Kolada's interface") if name == "kolada" else through),
            ("dct:format", Literal(media)),
            ("dcat:mediaType", Iri(f"https://www.iana.org/assignments/media-types/{media}")),
            ("dcat:accessURL", Iri(address)),
            *(("dcat:downloadURL", Iri(download)) for download in downloads),
            *([("dct:license", licence)] if one.licence else []),
            *([("dct:conformsTo", Iri("https://json-stat.org/full/"))] if name == "jsonstat" else []),
            ("dcat:accessService", self._iri("service-kolada" if name == "kolada" else "service-interface")),
        )


def _sender() -> tuple[str, str]:
    """Return the name and address that this installation writes from."""
    name, mail = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return name or "Kompassros", mail


def _in_languages(name: str, text: object) -> list[Said]:
    said: list[Said] = []
    for language in _LANGUAGES:
        with translation.override(language):
            said.append((name, Literal(str(text), language)))
    return said


def _dated(name: str, day: date | None) -> list[Said]:
    return [] if day is None else [(name, Literal(day.isoformat(), datatype="xsd:date"))]
