"""The data set as search engines and catalogues read it: schema.org, and DCAT 3.

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
    """One form in which it can be taken; size and checksum are None before it has been made."""

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
    """All that catalogues are told."""

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


def schema_org(told: DataSetDescription) -> dict[str, Any]:
    """The description that stands in the page."""
    publisher = {"@type": "Organization", "name": "Commitments Tracker", "url": told.edition.site}
    return _filled(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "@id": told.page,
            "url": told.page,
            "name": told.title,
            "description": told.about,
            "version": told.edition.version,
            "license": CC_BY["path"],
            "isAccessibleForFree": True,
            "inLanguage": "en",
            "keywords": list(KEYWORDS),
            "creator": publisher,
            "publisher": publisher,
            "citation": told.edition.citation,
            "creditText": told.edition.citation,
            "datePublished": _day(told.issued),
            "dateModified": _moment(told.edition),
            "temporalCoverage": _interval(told),
            "spatialCoverage": {"@type": "Place", "name": "World"},
            "includedInDataCatalog": {
                "@type": "DataCatalog",
                "name": "Commitments Tracker",
                "url": told.catalogue,
            },
            "distribution": [_download(one) for one in told.whole]
            + [_download(piece.distribution) for piece in told.pieces],
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


def _filled(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value is not None}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(edition: Edition) -> str:
    return edition.begins


def _interval(told: DataSetDescription) -> str | None:
    return f"{told.begins}/{told.edition.as_of}" if told.begins else None


# DCAT ---------------------------------------------------------------------------------------


def dcat(told: DataSetDescription) -> tuple[Node, ...]:
    """Catalogue, data set, its files and the interface for programs."""
    publisher = Node(
        f"{told.edition.site}/#publisher",
        "foaf:Agent",
        {"foaf:name": "Commitments Tracker", "foaf:homepage": Ref(told.edition.site)},
    )
    common = {
        "dct:publisher": Ref(publisher.iri or ""),
        "dct:language": Ref(ENGLISH),
        "dct:issued": _typed_day(told.issued),
        "dct:modified": _typed_moment(told.edition),
    }
    return (
        publisher,
        Node(
            told.catalogue,
            "dcat:Catalog",
            {
                "dct:title": "Commitments Tracker",
                "dct:description": told.about,
                "foaf:homepage": Ref(told.edition.site),
                "dcat:dataset": Ref(told.page),
                "dcat:service": Ref(told.api),
                "dct:license": Ref(CC_BY["path"]),
                **common,
            },
        ),
        Node(
            told.page,
            "dcat:Dataset",
            {
                "dct:title": told.title,
                "dct:description": told.about,
                "dcat:keyword": KEYWORDS,
                "dcat:landingPage": Ref(told.page),
                "dcat:version": told.edition.version,
                "dct:bibliographicCitation": told.edition.citation,
                "dct:license": Ref(CC_BY["path"]),
                "dct:accrualPeriodicity": Ref(IRREGULAR),
                "dct:spatial": Node(
                    None, "dct:Location", {"skos:prefLabel": "World", "skos:notation": "001"}
                ),
                "dct:temporal": _period(told),
                "dcat:distribution": tuple(_distribution(one, CC_BY["path"]) for one in told.whole),
                "dct:hasPart": tuple(Ref(piece.page) for piece in told.pieces),
                **common,
            },
        ),
        Node(
            told.api,
            "dcat:DataService",
            {
                "dct:title": _("API, version 1"),
                "dcat:endpointURL": Ref(told.api),
                "dcat:endpointDescription": Ref(told.api_description),
                "dcat:servesDataset": Ref(told.page),
                "dct:license": Ref(CC_BY["path"]),
            },
        ),
        *(_piece(piece, told) for piece in told.pieces),
    )


def _piece(piece: FileDescription, told: DataSetDescription) -> Node:
    # What holds series of others has no one licence: each value names its source, and the licence
    # document is the part of our page that says so. DCAT readers pass over files without any.
    licence = CC_BY["path"] if piece.ours else f"{told.page}#licence"
    return Node(
        piece.page,
        "dcat:Dataset",
        {
            "dct:title": piece.title,
            "dct:description": piece.about,
            "dct:isPartOf": Ref(told.page),
            "dct:publisher": Ref(f"{told.edition.site}/#publisher"),
            "dcat:version": told.edition.version,
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


def _period(told: DataSetDescription) -> Node | None:
    if told.begins is None:
        return None
    return Node(
        None,
        "dct:PeriodOfTime",
        {"dcat:startDate": _typed_day(told.begins), "dcat:endDate": _typed_day(told.edition.as_of)},
    )


def _typed_day(day: date | None) -> Typed | None:
    return Typed(day.isoformat(), "xsd:date") if day else None


def _typed_moment(edition: Edition) -> Typed | None:
    moment = _moment(edition)
    return Typed(moment, "xsd:dateTime") if moment else None
