"""Files as people hand them in, good and bad, made where they are needed."""

import zipfile
import zlib
from io import BytesIO
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

GPS, ORIENTATION, MAKE, COMMENT = 0x8825, 0x0112, 0x010F, 0x9286
PLACE = "GPSLatitude 51.5007"


def jpeg(*, size: tuple[int, int] = (40, 20), turned: int = 1) -> bytes:
    """A photograph with a red left half, as a telephone keeps it: place, maker, a comment, which way up."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    notes = Image.Exif()
    notes[ORIENTATION], notes[MAKE], notes[COMMENT] = turned, "Telephone Ltd", "At my nan's"
    notes.get_ifd(GPS).update({1: "N", 2: (51.0, 30.0, 2.0), 3: "W", 4: (0.0, 7.0, 29.0)})
    made = BytesIO()
    picture.save(made, "JPEG", exif=notes, xmp=f"<x>{PLACE}</x>".encode(), comment=b"whose it is", quality=95)
    return made.getvalue() + b"\0\0\0\x18ftypmp42 the moments before"


def png(mode: str = "RGBA", size: tuple[int, int] = (30, 10)) -> bytes:
    """A picture of a screen, with what programmes write beside it."""
    beside = PngInfo()
    beside.add_text("Comment", "At my nan's")
    beside.add_itxt("XML:com.adobe.xmp", PLACE)
    made = BytesIO()
    Image.new(mode, size).save(made, "PNG", pnginfo=beside, exif=jpeg_notes())
    return made.getvalue()


def jpeg_notes() -> Any:
    """What a camera notes of where a picture was taken."""
    notes = Image.Exif()
    notes.get_ifd(GPS).update({1: "N", 2: (51.0, 30.0, 2.0)})
    return notes


def pdf(*objects: bytes, root: bytes = b"", packed: bytes = b"", end: bytes = b"") -> bytes:
    """A PDF of one empty page; `objects` are further ones, `root` goes into the catalogue.

    `packed` is an object that stands in a compressed stream of objects, as most programmes write them today.
    """
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R " + root + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        *objects,
    ]
    made, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    return bytes(made) + (_packed(made, places, packed) if packed else _listed(made, places)) + end


def _listed(made: bytearray, places: list[int]) -> bytes:
    lines = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(made))
    return b"xref\n0 %d\n0000000000 65535 f \n%b%b" % (len(places) + 1, lines, trailer)


def _packed(made: bytearray, places: list[int], packed: bytes) -> bytes:
    number = len(places) + 1
    within = zlib.compress(b"%d 0 %b" % (number, packed))
    head = b"<< /Type /ObjStm /N 1 /First %d /Filter /FlateDecode /Length %d >>" % (len(b"%d 0 " % number), len(within))
    stream = b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (number + 1, head, within)
    at, size = len(made) + len(stream), number + 3
    rows = b"\0\0\0\0\0\0\0" + b"".join(b"\1" + place.to_bytes(4, "big") + b"\0\0" for place in places)
    rows += b"\2" + (number + 1).to_bytes(4, "big") + b"\0\0" + b"\1" + len(made).to_bytes(4, "big") + b"\0\0"
    rows += b"\1" + at.to_bytes(4, "big") + b"\0\0"
    table = zlib.compress(rows)
    list_head = b"<< /Type /XRef /Size %d /W [1 4 2] /Root 1 0 R /Filter /FlateDecode /Length %d >>" % (
        size,
        len(table),
    )
    listing = b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (number + 2, list_head, table)
    return stream + listing + b"startxref\n%d\n%%%%EOF\n" % at


def stream(content: bytes, head: bytes = b"") -> bytes:
    """An object that is a stream."""
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (head, len(content), content)


def pdf_of_photograph(*, packed_once_more: bool = False) -> bytes:
    """A PDF that a telephone made of a photograph, with the photograph in it as it was."""
    picture = jpeg().split(b"\0\0\0\x18ftyp")[0]
    image = b"/Type /XObject /Subtype /Image /Width 40 /Height 20 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter "
    if packed_once_more:
        return pdf(stream(zlib.compress(picture), image + b"[/FlateDecode /DCTDecode]"))
    return pdf(stream(picture, image + b"/DCTDecode"))


def locked_pdf(password: str) -> bytes:
    """A PDF locked with a password; with none it is open to read, and locked against changes."""
    from pypdf import PdfReader, PdfWriter

    made, writer = BytesIO(), PdfWriter(clone_from=PdfReader(BytesIO(pdf())))
    writer.encrypt(password, owner_password="an owner's", algorithm="AES-256")
    writer.write(made)
    return made.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relation(kind: str, target: str, mode: str = "External") -> bytes:
    """A part that names what a document is linked to."""
    name = "http://schemas.openxmlformats.org/package/2006/relationships"
    link = f'<Relationship Id="r1" Type="{_RELATION}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return f'<Relationships xmlns="{name}">{link}</Relationships>'.encode()


def docx(parts: dict[str, bytes] | None = None, *, body: str = "A letter", main: str = _MAIN) -> bytes:
    """A Word document of one line; `parts` are further parts, or others in place of its own."""
    types = f'<Types xmlns="x"><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    text = f"<w:document {_W}><w:body><w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:body></w:document>"
    whole = {
        "[Content_Types].xml": types.encode(),
        "word/document.xml": text.encode(),
        **(parts or {}),
    }
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in whole.items():
            packed.writestr(name, part)
    return made.getvalue()


def field(words: str) -> str:
    """The body of a document with a field in it, its words split as Word splits them."""
    half = len(words) // 2
    parts = "".join(f"<w:instrText>{part}</w:instrText>" for part in (words[:half], words[half:]))
    return f"</w:t></w:r><w:r>{parts}</w:r><w:r><w:t>"
