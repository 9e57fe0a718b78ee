"""The SDMX-ML 2.1 structure message for the SDMX-CSV of indicator values.

Programs such as sdmx1 (Python) read the CSV only with the structure that its STRUCTURE_ID names.
Concepts, dimensions and attributes come from the columns of the file, so that both say the same.
"""

from collections.abc import Iterable
from xml.etree import ElementTree as Tree

from tracker.core import clock
from tracker.exchange.downloads import records, sdmx
from tracker.exchange.downloads.selection import Described, Selection
from tracker.gap.snapshot import load_snapshot

MEDIA_TYPE = "application/vnd.sdmx.structure+xml;version=2.1"
_NAMESPACE = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
_MESSAGE, _STRUCTURE, _COMMON = (
    f"{_NAMESPACE}/{name}" for name in ("message", "structure", "common")
)
AGENCY, _REST = sdmx.STRUCTURE_ID.split(":")
DATAFLOW, VERSION = _REST.rstrip(")").split("(")
DSD, CONCEPTS = "DSD_INDICATOR_VALUES", "CS_INDICATOR_VALUES"
TIME, MEASURE = "TIME_PERIOD", "OBS_VALUE"
# The columns before the first dimension say what the message is and are no part of the structure.
_HEAD = ("STRUCTURE", "STRUCTURE_ID", "ACTION")
_DIMENSIONS = ("REF_AREA", "INDICATOR", "OBS_ID")
_CODED = {"REF_AREA": "CL_AREA", "INDICATOR": "CL_INDICATOR", "OBS_STATUS": "CL_OBS_STATUS"}
_STATUSES = ((sdmx.NORMAL, "Normal value"), (sdmx.MISSING, "Missing value"))


def structure(selection: Selection) -> bytes:
    """The message with the States and indicators of the reading as code lists."""
    for prefix, name in (("mes", _MESSAGE), ("str", _STRUCTURE), ("com", _COMMON)):
        Tree.register_namespace(prefix, name)
    message = Tree.Element(f"{{{_MESSAGE}}}Structure")
    _header(message)
    found = Tree.SubElement(message, f"{{{_MESSAGE}}}Structures")
    _dataflow(found)
    lists = Tree.SubElement(found, f"{{{_STRUCTURE}}}Codelists")
    states = load_snapshot(selection.reading).states.values()
    _codes(lists, "CL_AREA", "States", ((each.iso3, each.names["en"]) for each in states))
    indicators = (each for _place, each in records.INDICATORS.records(selection))
    _codes(lists, "CL_INDICATOR", "Indicators", ((each.code, each.title) for each in indicators))
    _codes(lists, "CL_OBS_STATUS", "Observation status", _STATUSES)
    _concepts(found)
    _data_structure(found)
    return bytes(Tree.tostring(message, encoding="utf-8", xml_declaration=True))


def _header(message: Tree.Element) -> None:
    header = Tree.SubElement(message, f"{{{_MESSAGE}}}Header")
    _text(header, f"{{{_MESSAGE}}}ID", DSD)
    _text(header, f"{{{_MESSAGE}}}Test", "false")
    _text(header, f"{{{_MESSAGE}}}Prepared", f"{clock.today().isoformat()}T00:00:00Z")
    Tree.SubElement(header, f"{{{_MESSAGE}}}Sender", id=AGENCY)


def _dataflow(parent: Tree.Element) -> None:
    flows = Tree.SubElement(parent, f"{{{_STRUCTURE}}}Dataflows")
    flow = _maintained(flows, "Dataflow", DATAFLOW, "Indicator values")
    _reference(Tree.SubElement(flow, f"{{{_STRUCTURE}}}Structure"), "DataStructure", DSD)


def _codes(parent: Tree.Element, name: str, title: str, codes: Iterable[tuple[str, str]]) -> None:
    listed = _maintained(parent, "Codelist", name, title)
    for code, words in codes:
        one = Tree.SubElement(listed, f"{{{_STRUCTURE}}}Code", id=code)
        _name(one, words)


def _concepts(parent: Tree.Element) -> None:
    concepts = Tree.SubElement(parent, f"{{{_STRUCTURE}}}Concepts")
    scheme = _maintained(concepts, "ConceptScheme", CONCEPTS, "Columns of the file")
    for column in _columns():
        one = Tree.SubElement(scheme, f"{{{_STRUCTURE}}}Concept", id=column.name)
        _name(one, str(column.holds))


def _data_structure(parent: Tree.Element) -> None:
    structures = Tree.SubElement(parent, f"{{{_STRUCTURE}}}DataStructures")
    whole = _maintained(structures, "DataStructure", DSD, "Indicator values")
    parts = Tree.SubElement(whole, f"{{{_STRUCTURE}}}DataStructureComponents")
    dimensions = Tree.SubElement(parts, f"{{{_STRUCTURE}}}DimensionList", id="DimensionDescriptor")
    for position, name in enumerate(_DIMENSIONS, start=1):
        _component(dimensions, "Dimension", name, position=str(position))
    when = _component(dimensions, "TimeDimension", TIME, position=str(len(_DIMENSIONS) + 1))
    represented = Tree.SubElement(when, f"{{{_STRUCTURE}}}LocalRepresentation")
    Tree.SubElement(represented, f"{{{_STRUCTURE}}}TextFormat", textType="ObservationalTimePeriod")
    attributes = Tree.SubElement(parts, f"{{{_STRUCTURE}}}AttributeList", id="AttributeDescriptor")
    for column in _columns():
        if column.name not in (*_DIMENSIONS, TIME, MEASURE):
            status = "Mandatory" if column.required else "Conditional"
            one = _component(attributes, "Attribute", column.name, assignmentStatus=status)
            related = Tree.SubElement(one, f"{{{_STRUCTURE}}}AttributeRelationship")
            measure = Tree.SubElement(related, f"{{{_STRUCTURE}}}PrimaryMeasure")
            Tree.SubElement(measure, "Ref", id=MEASURE)
    measures = Tree.SubElement(parts, f"{{{_STRUCTURE}}}MeasureList", id="MeasureDescriptor")
    _component(measures, "PrimaryMeasure", MEASURE)


def _columns() -> list[Described]:
    return [column for column in sdmx.COLUMNS if column.name not in _HEAD]


def _component(parent: Tree.Element, kind: str, name: str, **more: str) -> Tree.Element:
    one = Tree.SubElement(parent, f"{{{_STRUCTURE}}}{kind}", {"id": name, **more})
    identity = Tree.SubElement(one, f"{{{_STRUCTURE}}}ConceptIdentity")
    scheme = {"maintainableParentID": CONCEPTS, "maintainableParentVersion": VERSION}
    Tree.SubElement(identity, "Ref", {"id": name, "agencyID": AGENCY, **scheme})
    if name in _CODED:
        represented = Tree.SubElement(one, f"{{{_STRUCTURE}}}LocalRepresentation")
        _reference(
            Tree.SubElement(represented, f"{{{_STRUCTURE}}}Enumeration"), "Codelist", _CODED[name]
        )
    return one


def _maintained(parent: Tree.Element, kind: str, name: str, title: str) -> Tree.Element:
    given = {"id": name, "agencyID": AGENCY, "version": VERSION, "isFinal": "true"}
    one = Tree.SubElement(parent, f"{{{_STRUCTURE}}}{kind}", given)
    _name(one, title)
    return one


def _reference(parent: Tree.Element, kind: str, name: str) -> None:
    given = {"id": name, "agencyID": AGENCY, "version": VERSION, "class": kind}
    Tree.SubElement(parent, "Ref", given)


def _name(parent: Tree.Element, words: str) -> None:
    one = Tree.SubElement(parent, f"{{{_COMMON}}}Name")
    one.set("{http://www.w3.org/XML/1998/namespace}lang", "en")
    one.text = words


def _text(parent: Tree.Element, name: str, text: str) -> None:
    Tree.SubElement(parent, name).text = text
