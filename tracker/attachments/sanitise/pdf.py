"""Rewrites a PDF with the look of its pages, links and bookmarks, and little else (ISO 32000).

Written whole, so that no earlier version stays behind. Comments, marks and fields of forms are
refused: what they cover or say cannot be settled here.
"""

import io
import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, Stream

from tracker.attachments.sanitise.name_lists import names
from tracker.attachments.sanitise.results import FileRefused, Note, Reason, SanitisedFile
from tracker.attachments.sanitise.segments import stripped_jpeg, stripped_jpeg2000

MOST_PICTURE = 50 * 1024 * 1024  # bytes of one coded picture, once it is unpacked
DEEPEST = 100  # arrays and dictionaries within each other

_CATALOG = names(
    """
    /Type /Version /Pages /Lang /PageLabels /PageLayout /PageMode /Outlines /Dests /Names
    /StructTreeRoot /MarkInfo /OCProperties
    """
)
_PAGE = names(
    """
    /Type /Parent /MediaBox /CropBox /BleedBox /TrimBox /ArtBox /Resources /Contents /Rotate
    /Annots /Group /StructParents /Tabs /UserUnit
    """
)
_BRANCH = names("/Type /Parent /Kids /Count")
_PICTURE = names(
    """
    /Type /Subtype /Width /Height /ColorSpace /BitsPerComponent /Intent /ImageMask /Mask
    /Decode /Interpolate /SMask /SMaskInData /Matte /StructParent /OC /Filter /DecodeParms
    /Length
    """
)
_FORM = names(
    """
    /Type /Subtype /FormType /BBox /Matrix /Resources /Group /StructParent /StructParents /OC
    /Filter /DecodeParms /Length
    """
)
_LINK = names("/Type /Subtype /Rect /QuadPoints /A /Dest /Border /BS /C /F /H /StructParent")
# Wherever they stand: they tell of people, programs and machines, or do something by themselves.
_EVERYWHERE = names(
    """
    /Metadata /PieceInfo /LastModified /Thumb /AA /AF /EF /FS /JS /OpenAction /Perms /Legal
    /Collection /Usage /CreatorInfo /ID /IDS /OPI /Alternates /Measure /PtData
    /RichMediaContent /XFA /Author /Producer /Creator /CreationDate /ModDate
    /PronunciationLexicon
    """
)
_ACTIONS = names(
    """
    /GoToR /GoToE /GoToDp /Launch /Thread /Sound /Movie /Hide /Named /SubmitForm /ResetForm
    /ImportData /JavaScript /SetOCGState /Rendition /Trans /GoTo3DView /RichMediaExecute /URI
    /GoTo
    """
)
_QUIET = names("/Popup /FileAttachment /Sound /Movie /Screen /RichMedia /3D /TrapNet")
_RUNS = frozenset(("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE"))


def cleaned(content: bytes) -> SanitisedFile:
    """The cleaned document. Raises FileRefused."""
    try:
        pdf = Pdf.open(io.BytesIO(content), attempt_recovery=False)
    except pikepdf.PasswordError:
        raise FileRefused(Reason.LOCKED) from None
    with pdf:
        if pdf.is_encrypted:
            raise FileRefused(Reason.LOCKED)
        notes = _clean(pdf)
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            recompress_flate=True,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=ObjectStreamMode.generate,
        )
    return SanitisedFile(out.getvalue(), frozenset(notes))


def _clean(pdf: Pdf) -> set[Note]:
    notes = {Note.AUTHORS} if "/Info" in pdf.trailer or "/Metadata" in pdf.Root else set()
    for key in set(pdf.trailer.keys()) - {"/Root", "/Size"}:
        del pdf.trailer[key]
    pages = [page.obj for page in pdf.pages]
    if not pages:
        raise FileRefused(Reason.EMPTY)
    _clean_catalog(pdf.Root, notes)
    for page in pages:
        _remove_other_keys(page, _PAGE)
        # Pictures that stand within the drawing become ones beside it, and are cleaned like those.
        pikepdf.Page(page).externalize_inline_images(min_size=0)
        _clean_annotations(page, notes)
    present = {page.objgen for page in pages}
    for one in list(pdf.objects):
        _walk(one, present, notes, 0)
    return notes


def _clean_catalog(catalog: Object, notes: set[Note]) -> None:
    form = catalog.get("/AcroForm")
    if isinstance(form, Dictionary) and len(form.get("/Fields", [])):
        raise FileRefused(Reason.MARKS)
    names = catalog.get("/Names")
    if isinstance(names, Dictionary):
        if "/JavaScript" in names:
            notes.add(Note.SCRIPTS)
        if "/EmbeddedFiles" in names:
            notes.add(Note.FILES_INSIDE)
        _remove_other_keys(names, frozenset({"/Dests"}))
    _remove_other_keys(catalog, _CATALOG)


def _clean_annotations(page: Dictionary, notes: set[Note]) -> None:
    """Keep links. Remove annotations that show nothing, also where others refer to them."""
    links = []
    for mark in page.get("/Annots", []):
        if not isinstance(mark, Dictionary):
            continue
        kind = str(mark.get("/Subtype", ""))
        if kind == "/Link":
            _remove_other_keys(mark, _LINK)
            links.append(mark)
        elif kind in _QUIET:
            notes |= {Note.FILES_INSIDE} if kind != "/Popup" else set()
            _remove_other_keys(mark, frozenset())
        else:
            raise FileRefused(Reason.MARKS)
    if "/Annots" in page:
        page["/Annots"] = Array(links)


def _remove_other_keys(one: Object, keys: frozenset[str]) -> None:
    for key in set(one.keys()) - keys:
        del one[key]


def _walk(one: object, present: set[tuple[int, int]], notes: set[Note], depth: int) -> None:
    """Clean a value and its direct children. Referenced objects are visited separately."""
    if depth > DEEPEST:
        raise FileRefused(Reason.TOO_COMPLEX)
    if isinstance(one, Array):
        inner = [each for each in one if isinstance(each, Object) and not each.is_indirect]
    elif isinstance(one, Dictionary | Stream):
        _clean_dictionary(one, present, notes)
        inner = [each for _key, each in one.items() if isinstance(each, Object)]
        inner = [each for each in inner if not each.is_indirect]
    else:
        return
    for each in inner:
        _walk(each, present, notes, depth + 1)


def _clean_dictionary(
    one: Dictionary | Stream, present: set[tuple[int, int]], notes: set[Note]
) -> None:
    kind, subtype = str(one.get("/Type", "")), str(one.get("/Subtype", ""))
    is_removed_page = kind == "/Page" and one.objgen not in present
    if is_removed_page or kind in ("/Filespec", "/EmbeddedFile") or "/EF" in one:
        _empty(one)
    elif isinstance(one, Stream):
        _clean_stream(one, subtype)
    elif kind == "/Pages":
        _remove_other_keys(one, _BRANCH)
    _clean_actions(one, notes)
    for key in set(one.keys()):
        if key in _EVERYWHERE or key.startswith(("/PTEX.", "/ADBE", "/MSIP")):
            del one[key]


def _empty(one: Dictionary | Stream) -> None:
    if isinstance(one, Stream):
        one.write(b"")
    _remove_other_keys(one, frozenset({"/Length"}))


def _clean_actions(one: Dictionary | Stream, notes: set[Note]) -> None:
    """Keep only actions that go to a place in the document or to a web address."""
    for key in ("/OpenAction", "/AA", "/A", "/PA"):
        action = one.get(key)
        if not isinstance(action, Dictionary):
            continue
        kind = str(action.get("/S", ""))
        if kind in _RUNS or "/JS" in action or key == "/AA":
            notes.add(Note.SCRIPTS)
        if key == "/A" and kind == "/URI" and _is_of_the_web(action.get("/URI")):
            one[key] = Dictionary(S=Name.URI, URI=action["/URI"])
        elif key == "/A" and kind == "/GoTo" and "/D" in action:
            one[key] = Dictionary(S=Name.GoTo, D=action["/D"])
        elif kind in _ACTIONS or key != "/A":
            del one[key]


def _is_of_the_web(address: object) -> bool:
    return isinstance(address, pikepdf.String) and str(address).lower().startswith(
        ("http://", "https://", "mailto:")
    )


def _clean_stream(stream: Stream, subtype: str) -> None:
    if "/F" in stream:
        raise FileRefused(Reason.EXTERNAL)
    if subtype == "/PS":
        raise FileRefused(Reason.EMBEDDED)
    if subtype == "/Form" and "/BBox" in stream:
        _remove_other_keys(stream, _FORM)
    elif subtype == "/Image":
        _remove_other_keys(stream, _PICTURE)
        _clean_picture(stream)


def _clean_picture(stream: Stream) -> None:
    """Remove descriptions inside encoded pictures."""
    filters: Any = stream.get("/Filter", [])
    chain = [str(each) for each in filters] if isinstance(filters, Array) else [str(filters)]
    strip = {"/DCTDecode": stripped_jpeg, "/DCT": stripped_jpeg, "/JPXDecode": stripped_jpeg2000}
    if not chain or chain[-1] not in strip:
        return
    coded = _coded(stream.read_raw_bytes(), chain[:-1])
    parameters = stream.get("/DecodeParms")
    if isinstance(parameters, Array):
        parameters = parameters[-1] if len(parameters) else None
    decoding = parameters if isinstance(parameters, Dictionary) else None
    stream.write(strip[chain[-1]](coded), filter=Name(chain[-1]), decode_parms=decoding)


def _coded(raw: bytes, chain: list[str]) -> bytes:
    """The encoded picture without additional encodings."""
    for name in chain:
        if name not in ("/FlateDecode", "/Fl"):
            raise FileRefused(Reason.DRAWING, name)
        unpacker = zlib.decompressobj()
        try:
            raw = unpacker.decompress(raw, MOST_PICTURE)
        except zlib.error:
            raise FileRefused(Reason.DAMAGED) from None
        if unpacker.unconsumed_tail:
            raise FileRefused(Reason.BLOWN_UP)
    return raw
