"""Describes the data set for search engines and catalogues: schema.org and DCAT 3.

Pure: addresses come from the door; ``statements`` spells what is said. Vocabularies: DCAT
(https://www.w3.org/TR/vocab-dcat-3/), Dublin Core terms, FOAF, SPDX for checksums, and
schema.org's Dataset for pages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from tracker.exchange.package.descriptor import CC_BY, Edition
from tracker.exchange.package.statements import PREFIXES, Node, Ref, Typed

MEDIA = "https://www.iana.org/assignments/media-types/"
ENGLISH = "http://publications.europa.eu/resource/authority/language/ENG"
IRREGULAR = "http://publications.europa.eu/resource/authority/frequency/IRREG"
KEYWORDS = ("trafficking in persons", "human trafficking", "commitments", "indicators", "states")


@dataclass(frozen=True, slots=True)
class Distribution:
    """One form of the data set. Size and checksum are None before it is built."""

    title: str
    url: str
    media_type: str
    bytes: int | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class FileDescription:
    """A file of the data set, and where its columns are described."""

    title: str
    about: str
    page: str
    distribution: Distribution
    ours: bool  # whether it is all our own work, under our licence


@dataclass(frozen=True, slots=True)
class DataSetDescription:
    """Everything that catalogues need."""

    edition: Edition
    page: str
    catalogue: str
    api: str
    api_description: str
    title: str
    about: str
    begins: date | None
    issued: date | None
    whole: tuple[Distribution, ...]
    pieces: tuple[FileDescription, ...] = ()


# schema.org ---------------------------------------------------------------------------------


def schema_org(data_set: DataSetDescription) -> dict[str, Any]:
    """The description in the page."""
    publisher = {
        "@type": "Organization",
        "name": "Commitments Tracker",
        "url": data_set.edition.site,
    }
    return _filled(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "@id": data_set.page,
            "url": data_set.page,
            "name": data_set.title,
            "description": data_set.about,
            "version": data_set.edition.version,
            "license": CC_BY["path"],
            "isAccessibleForFree": True,
            "inLanguage": "en",
            "keywords": list(KEYWORDS),
            "creator": publisher,
            "publisher": publisher,
            "citation": data_set.edition.citation,
            "creditText": data_set.edition.citation,
            "datePublished": _day(data_set.issued),
            "dateModified": _moment(data_set.edition),
            "temporalCoverage": _interval(data_set),
            "spatialCoverage": {"@type": "Place", "name": "World"},
            "includedInDataCatalog": {
                "@type": "DataCatalog",
                "name": "Commitments Tracker",
                "url": data_set.catalogue,
            },
            "distribution": [_download(one) for one in data_set.whole]
            + [_download(piece.distribution) for piece in data_set.pieces],
        }
    )


def _download(one: Distribution) -> dict[str, Any]:
    return _filled(
        {
            "@type": "DataDownload",
            "name": one.title,
            "encodingFormat": one.media_type,
            "contentUrl": one.url,
            "contentSize": None if one.bytes is None else f"{one.bytes} B",
            "sha256": one.sha256,
        }
    )


def _filled(data_set: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data_set.items() if value is not None}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(edition: Edition) -> str:
    return edition.begins


def _interval(data_set: DataSetDescription) -> str | None:
    return f"{data_set.begins}/{data_set.edition.as_of}" if data_set.begins else None


# DCAT ---------------------------------------------------------------------------------------


def dcat(data_set: DataSetDescription) -> tuple[Node, ...]:
    """The catalogue, the data set, its files and the API."""
    publisher = Node(
        f"{data_set.edition.site}/#publisher",
        "foaf:Agent",
        {"foaf:name": "Commitments Tracker", "foaf:homepage": Ref(data_set.edition.site)},
    )
    common = {
        "dct:publisher": Ref(publisher.iri or ""),
        "dct:language": Ref(ENGLISH),
        "dct:issued": _typed_day(data_set.issued),
        "dct:modified": _typed_moment(data_set.edition),
    }
    return (
        publisher,
        Node(
            data_set.catalogue,
            "dcat:Catalog",
            {
                "dct:title": "Commitments Tracker",
                "dct:description": data_set.about,
                "foaf:homepage": Ref(data_set.edition.site),
                "dcat:dataset": Ref(data_set.page),
                "dcat:service": Ref(data_set.api),
                "dct:license": Ref(CC_BY["path"]),
                **common,
            },
        ),
        Node(
            data_set.page,
            "dcat:Dataset",
            {
                "dct:title": data_set.title,
                "dct:description": data_set.about,
                "dcat:keyword": KEYWORDS,
                "dcat:landingPage": Ref(data_set.page),
                "dcat:version": data_set.edition.version,
                "dct:bibliographicCitation": data_set.edition.citation,
                "dct:license": Ref(CC_BY["path"]),
                "dct:accrualPeriodicity": Ref(IRREGULAR),
                "dct:spatial": Node(
                    None, "dct:Location", {"skos:prefLabel": "World", "skos:notation": "001"}
                ),
                "dct:temporal": _period(data_set),
                "dcat:distribution": tuple(
                    _distribution(one, CC_BY["path"]) for one in data_set.whole
                ),
                "dct:hasPart": tuple(Ref(piece.page) for piece in data_set.pieces),
                **common,
            },
        ),
        Node(
            data_set.api,
            "dcat:DataService",
            {
                "dct:title": _("API, version 1"),
                "dcat:endpointURL": Ref(data_set.api),
                "dcat:endpointDescription": Ref(data_set.api_description),
                "dcat:servesDataset": Ref(data_set.page),
                "dct:license": Ref(CC_BY["path"]),
            },
        ),
        *(_piece(piece, data_set) for piece in data_set.pieces),
    )


def _piece(piece: FileDescription, data_set: DataSetDescription) -> Node:
    # What holds series of others has no one licence: each value names its source, and the licence
    # document is the part of our page that says so. DCAT readers pass over files without any.
    licence = CC_BY["path"] if piece.ours else f"{data_set.page}#licence"
    return Node(
        piece.page,
        "dcat:Dataset",
        {
            "dct:title": piece.title,
            "dct:description": piece.about,
            "dct:isPartOf": Ref(data_set.page),
            "dct:publisher": Ref(f"{data_set.edition.site}/#publisher"),
            "dcat:version": data_set.edition.version,
            "dct:license": Ref(licence),
            "dct:rights": None if piece.ours else _("Each value under the licence of its source."),
            "dcat:distribution": _distribution(piece.distribution, licence),
        },
    )


def _distribution(one: Distribution, licence: str | None) -> Node:
    checksum = one.sha256 and Node(
        None,
        "spdx:Checksum",
        {
            "spdx:algorithm": Ref(f"{PREFIXES['spdx']}checksumAlgorithm_sha256"),
            "spdx:checksumValue": Typed(one.sha256, "xsd:hexBinary"),
        },
    )
    return Node(
        f"{one.url}#distribution",
        "dcat:Distribution",
        {
            "dct:title": one.title,
            "dcat:accessURL": Ref(one.url),
            "dcat:downloadURL": Ref(one.url),
            "dcat:mediaType": Ref(f"{MEDIA}{one.media_type}"),
            "dcat:byteSize": None
            if one.bytes is None
            else Typed(str(one.bytes), "xsd:nonNegativeInteger"),
            "dct:license": Ref(licence) if licence else None,
            "spdx:checksum": checksum or None,
        },
    )


def _period(data_set: DataSetDescription) -> Node | None:
    if data_set.begins is None:
        return None
    return Node(
        None,
        "dct:PeriodOfTime",
        {
            "dcat:startDate": _typed_day(data_set.begins),
            "dcat:endDate": _typed_day(data_set.edition.as_of),
        },
    )


def _typed_day(day: date | None) -> Typed | None:
    return Typed(day.isoformat(), "xsd:date") if day else None


def _typed_moment(edition: Edition) -> Typed | None:
    moment = _moment(edition)
    return Typed(moment, "xsd:dateTime") if moment else None
