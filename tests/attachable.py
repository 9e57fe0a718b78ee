"""Files as people send them, made here: with their authors, places and programs left inside.

Each carries `MARK` wherever a format can hide something; `traces` looks for it in every form.
"""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import ExifTags, Image, ImageCms, PngImagePlugin

MARK = "Zqmarker"
WORDS = "The parliament adopted a law"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPES = "application/vnd.openxmlformats-officedocument"


def traces(content: bytes, mark: str = MARK) -> list[str]:
    """Where the mark is found: as it stands, unpacked, decoded, in each common encoding."""
    return [
        where
        for where, form in _forms(content)
        for encoding in ("ascii", "utf-16-le", "utf-16-be")
        if mark.encode(encoding).lower() in form.lower()
    ]


def _forms(content: bytes) -> Iterator[tuple[str, bytes]]:
    yield "raw", content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                yield entry.filename, entry.filename.encode() + entry.extra + entry.comment
                yield from _forms(archive.read(entry))
    if content.startswith(b"%PDF"):
        out = io.BytesIO()
        with Pdf.open(io.BytesIO(content)) as pdf:
            pdf.save(
                out,
                qdf=True,
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.specialized,
                static_id=True,
            )
        yield "unpacked", out.getvalue()


def picture(size: tuple[int, int] = (24, 16), mode: str = "RGB") -> Image.Image:
    made = Image.new(mode, size)
    made.paste(120, (0, 0, size[0] // 2, size[1]))
    return made


def exif() -> Image.Exif:
    """Who took it, with what, and where."""
    data = Image.Exif()
    data[ExifTags.Base.Artist] = MARK
    data[ExifTags.Base.Make] = MARK
    data[ExifTags.Base.Orientation] = 6
    gps = data.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef] = "N"
    gps[ExifTags.GPS.GPSLatitude] = (1.0, 2.0, 3.0)
    gps[ExifTags.GPS.GPSAreaInformation] = MARK.encode()
    data.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.MakerNote] = MARK.encode()
    return data


def xmp() -> bytes:
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf'
        f'-syntax-ns#"><rdf:Description rdf:about="{MARK}"/></rdf:RDF></x:xmpmeta>'
    ).encode()


def jpeg(size: tuple[int, int] = (24, 16), **more: object) -> bytes:
    out = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    given = {"exif": exif(), "xmp": xmp(), "comment": MARK.encode(), "icc_profile": profile}
    picture(size).save(out, "JPEG", **{**given, **more})
    content = out.getvalue()
    iptc = f"Photoshop 3.0\0{MARK}".encode()
    segment = b"\xff\xed" + (len(iptc) + 2).to_bytes(2, "big") + iptc
    return content[:2] + segment + content[2:] + f"<script>{MARK}</script>".encode()


def png() -> bytes:
    out, info = io.BytesIO(), PngImagePlugin.PngInfo()
    info.add_text("Author", MARK)
    info.add_itxt("XML:com.adobe.xmp", xmp().decode())
    info.add_text("Comment", MARK, zip=True)
    picture().save(out, "PNG", pnginfo=info, exif=exif())
    return out.getvalue() + MARK.encode()


def webp(*, frames: int = 1) -> bytes:
    out = io.BytesIO()
    more = {"save_all": True, "append_images": [picture(mode="RGB")] * (frames - 1)}
    picture().rotate(180).save(out, "WEBP", exif=exif(), xmp=xmp(), **(more if frames > 1 else {}))
    return out.getvalue()


def gif_that_is_a_script() -> bytes:
    out = io.BytesIO()
    picture(mode="L").save(out, "GIF")
    return out.getvalue().replace(b"GIF89a", b"GIF89a/*", 1) + b"*/=1;alert(1)"


def of_pixels(width: int, height: int) -> bytes:
    """A PNG that says it is that large and has next to no content."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    rest = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b""))
    chunks = (
        len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
        for kind, data in rest
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def pdf(**more: object) -> bytes:
    """One page with a text, a link and a photograph, and everything that programs leave behind."""
    made = Pdf.new()
    script = Dictionary(S=Name.JavaScript, JS=f"app.alert('{MARK}')")
    photograph = Stream(made, jpeg())
    photograph.stream_dict = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=24,
        Height=16,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB,
        Filter=Name.DCTDecode,
        Metadata=_stream(made),
    )
    photograph["/PTEX.FileName"] = pikepdf.String(MARK)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    shown = f"BT /F1 12 Tf 40 80 Td ({WORDS}) Tj ET q 24 0 0 16 40 20 cm /P1 Do Q"
    links = [
        _link(Dictionary(S=Name.URI, URI="https://example.org/law")),
        _link(Dictionary(S=Name.Launch, F=MARK)),
        _link(Dictionary(S=Name.URI, URI=f"file:///C:/Users/{MARK}")),
        made.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Popup, Rect=[0, 0, 1, 1], Contents=MARK)
        ),
    ]
    page = Dictionary(
        Type=Name.Page,
        MediaBox=[0, 0, 300, 120],
        Contents=made.make_stream(shown.encode()),
        Resources=Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(P1=photograph)),
        Annots=Array(links),
        AA=Dictionary(O=script),
        PieceInfo=Dictionary(App=Dictionary(LastModified="D:2020", Private=MARK)),
        Thumb=_stream(made),
        VP=Array([Dictionary(Measure=Dictionary(Subtype=Name.GEO, Name=MARK))]),
    )
    made.pages.append(pikepdf.Page(made.make_indirect(page)))
    made.docinfo["/Author"] = MARK
    made.docinfo["/Title"] = MARK
    with made.open_metadata() as metadata:
        metadata["dc:creator"] = [MARK]
    made.Root.OpenAction = script
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=["start", script]))
    made.attachments["victims.txt"] = MARK.encode()
    made.Root.StructTreeRoot = made.make_indirect(_structure(made, links[-1]))
    for key, value in more.items():
        made.Root[f"/{key}"] = made.make_indirect(value)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue() + b"\nPK\x03\x04" + MARK.encode()


def _structure(made: Pdf, annotation: object) -> Dictionary:
    """What a reader for the blind follows; it also leads to what is on no page any more."""
    gone = made.make_indirect(
        Dictionary(Type=Name.Page, MediaBox=[0, 0, 9, 9], Contents=_stream(made))
    )
    reference = Dictionary(Type=Name.OBJR, Obj=annotation, Pg=gone)
    return Dictionary(
        Type=Name.StructTreeRoot, K=Dictionary(S=Name.Figure, Alt="A map", K=reference)
    )


def _stream(made: Pdf) -> Stream:
    return made.make_stream(MARK.encode())


def _link(action: Dictionary) -> Dictionary:
    return Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action, Contents=MARK
    )


def pdf_with_mark(subtype: str) -> bytes:
    """A page with a comment, a black box or a field of a form on it."""
    made = Pdf.new()
    made.add_blank_page()
    mark = Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=[0, 0, 9, 9], T=MARK)
    made.pages[0].Annots = Array([made.make_indirect(mark)])
    return saved(made)


def pdf_with_password(*, user: str) -> bytes:
    made = Pdf.new()
    made.add_blank_page()
    out = io.BytesIO()
    made.save(out, encryption=pikepdf.Encryption(owner="owner", user=user))
    return out.getvalue()


def saved(made: Pdf) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a field that no form knows is just what some files have
        made.save(out)
    return out.getvalue()


def pdf_with_history() -> bytes:
    """A page whose text was changed by an addition at the end; the first text is still there."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>",
        4: _plain_stream(f"({MARK})".encode()),
    }
    first = _section(b"%PDF-1.4\n", objects, previous=None)
    start = first.rindex(b"xref\n0")
    return _section(first, {4: _plain_stream(b"(changed)")}, previous=start)


def _plain_stream(data: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(data), data)


def _section(before: bytes, objects: dict[int, bytes], *, previous: int | None) -> bytes:
    out, table = before, b""
    for number, body in objects.items():
        entry = b"%010d 00000 n \n" % len(out)
        table += entry if previous is None else b"%d 1\n%s" % (number, entry)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    free = b"0 %d\n" % (len(objects) + 1) if previous is None else b"0 1\n"
    back = b"" if previous is None else b"/Prev %d" % previous
    trailer = b"trailer<</Size 5/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (back, start)
    return out + b"xref\n" + free + b"0000000000 65535 f \n" + table + trailer


def zipped(parts: dict[str, bytes | str], *, comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
        archive.comment = comment
    return out.getvalue()


def relations(*rows: tuple[str, str, str], external: tuple[str, ...] = ()) -> str:
    """Rows of id, last word of the type and target."""
    seen = "".join(
        f'<Relationship Id="{id_}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if id_ in external else ''}/>"
        for id_, kind, target in rows
    )
    return f'<Relationships xmlns="{_RELATIONS}">{seen}</Relationships>'


def types(main: str, kind: str, **more: str) -> str:
    """The table of types: the main part, then further ones (their names with `_` for `/`)."""
    own = {f"/{main}": f"{_TYPES}.{kind}.main+xml"}
    own |= {
        f"/{name.replace('_', '/')}.xml": f"{_TYPES}.{type_}+xml" for name, type_ in more.items()
    }
    seen = "".join(
        f'<Override PartName="{name}" ContentType="{type_}"/>' for name, type_ in own.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="jpeg" ContentType="image/jpeg"/>'
        '<Default Extension="emf" ContentType="image/x-emf"/>'
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relation'
        f'ships+xml"/>{seen}</Types>'
    )


WORD_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"'
)
PARAGRAPH = (
    f'<w:p w:rsidR="{MARK}" w14:paraId="{MARK}"><w:r><w:t>{WORDS}</w:t></w:r>'
    f'<wp:docPr id="1" name="{MARK}.jpg" descr="C:\\Users\\{MARK}\\photo"/></w:p>'
)


def docx(
    body: str = PARAGRAPH,
    *,
    links: tuple[tuple[str, str, str], ...] = (),
    external: tuple[str, ...] = (),
    **parts: bytes | str,
) -> bytes:
    """A letter with its author, template, revisions and a photograph; more parts by name."""
    usual = (
        ("r1", "settings", "settings.xml"),
        ("r2", "image", "media/image1.jpeg"),
        ("r3", "customXml", "../customXml/item1.xml"),
    )
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core'
        f'-properties"><cp:lastModifiedBy>{MARK}</cp:lastModifiedBy></cp:coreProperties>'
    )
    settings = (
        f'<w:settings {WORD_NAMES}><w:attachedTemplate r:id="t1"/><w:rsids><w:rsid w:val="{MARK}"/>'
        f'</w:rsids><w:docVars><w:docVar w:name="a" w:val="{MARK}"/></w:docVars></w:settings>'
    )
    given = {
        "[Content_Types].xml": types(
            "word/document.xml",
            "wordprocessingml.document",
            word_settings="wordprocessingml.settings",
        ),
        "_rels/.rels": relations(
            ("r1", "officeDocument", "word/document.xml"),
            ("r2", "extended-properties", "docProps/app.xml"),
            ("r3", "core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": core,
        "docProps/app.xml": f"<Properties><Company>{MARK}</Company></Properties>",
        "customXml/item1.xml": f"<a>{MARK}</a>",
        "word/document.xml": f"<w:document {WORD_NAMES}><!-- {MARK} --><w:body>{body}</w:body>"
        "</w:document>",
        "word/_rels/document.xml.rels": relations(*usual, *links, external=external),
        "word/settings.xml": settings,
        "word/_rels/settings.xml.rels": relations(
            ("t1", "attachedTemplate", f"file:///C:\\Users\\{MARK}\\Normal.dotm"), external=("t1",)
        ),
        "word/media/image1.jpeg": jpeg(),
        f"word/{MARK}.xml": f"<nobody-leads-here>{MARK}</nobody-leads-here>",
    }
    return zipped({**given, **parts}, comment=MARK.encode())


EXCEL_NAMES = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    f'xmlns:r="{_OFFICE}/relationships" '
    'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision"'
)


def xlsx(cell: str = "<c r='B1'><v>17</v></c>", **parts: bytes | str) -> bytes:
    """A sheet with a name beside a number, its author, printer and path."""
    sheet = (
        f"<worksheet {EXCEL_NAMES} xr:uid='{MARK}'>"
        f"<sheetData><row r='1'><c r='A1' t='s'><v>0</v></c>"
        f"{cell}</row></sheetData><pageSetup r:id='r1'/></worksheet>"
    )
    book = (
        f"<workbook {EXCEL_NAMES}><fileSharing userName='{MARK}'/><sheets>"
        "<sheet name='Trials' sheetId='1' state='hidden' r:id='r1'/></sheets></workbook>"
    )
    given = {
        "[Content_Types].xml": types(
            "xl/workbook.xml",
            "spreadsheetml.sheet",
            xl_sheet1="spreadsheetml.worksheet",
            xl_strings="spreadsheetml.sharedStrings",
        ),
        "_rels/.rels": relations(("r1", "officeDocument", "/xl/workbook.xml")),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": relations(
            ("r1", "worksheet", "sheet1.xml"), ("r2", "sharedStrings", "strings.xml")
        ),
        "xl/sheet1.xml": sheet,
        "xl/_rels/sheet1.xml.rels": relations(("r1", "printerSettings", "printer.bin")),
        "xl/printer.bin": MARK.encode("utf-16-le"),
        "xl/strings.xml": f"<sst {EXCEL_NAMES}><si><t>{WORDS}</t></si></sst>",
    }
    # The type of the printer's part is that of macros where nothing else is said.
    given["[Content_Types].xml"] = given["[Content_Types].xml"].replace(
        "application/vnd.ms-office.vbaProject", f"{_TYPES}.spreadsheetml.printerSettings"
    )
    return zipped({**given, **parts})


_OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def odt(body: str = f"<text:p>{WORDS}</text:p>", **parts: bytes | str) -> bytes:
    """A letter with its author, printer and thumbnail."""
    content = (
        f'<office:document-content xmlns:office="{_OASIS}:office:1.0" xmlns:dc="http://purl.org/dc/'
        f'elements/1.1/" xmlns:text="{_OASIS}:text:1.0" xmlns:draw="{_OASIS}:drawing:1.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:o="http://openoffice.org/2009/office" '
        f'xmlns:script="{_OASIS}:script:1.0"><office:body><office:text o:rsid="{MARK}">{body}'
        f"<dc:creator>{MARK}</dc:creator></office:text></office:body></office:document-content>"
    )
    given = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": "<manifest/>",
        "META-INF/documentsignatures.xml": f"<a>{MARK}</a>",
        "content.xml": content,
        "meta.xml": f"<a>{MARK}</a>",
        "settings.xml": f"<a>{MARK}</a>",
        "Thumbnails/thumbnail.png": png(),
        "Pictures/1.jpg": jpeg(),
    }
    return zipped({**given, **parts})
