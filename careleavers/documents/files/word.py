"""Word documents packed afresh: without macros, other files, links that fetch, or what cameras wrote in pictures.

A document is a zip of parts. Each part is unpacked under a cap, looked at and packed again, so nothing that lies
between or behind the parts is kept.
"""

import zipfile
from io import BytesIO
from pathlib import PurePosixPath
from xml.etree import ElementTree

from careleavers.documents.files.kinds import Looked
from careleavers.documents.files.pictures import redrawn
from careleavers.domain.documents import FileKind
from careleavers.domain.refusals import Refused

_MAIN = "word/document.xml"
_TYPES = "[Content_Types].xml"
_IS_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_NO_TYPES = ("macroenabled", "vbaproject", "activex", "oleobject", "ms-package")
_NO_NAMES = ("vbaproject", "vbadata", "activex", "embeddings/", "oleobject")
_DRAWN = {".jpg": FileKind.JPEG, ".jpeg": FileKind.JPEG, ".png": FileKind.PNG}
_PICTURES = {*_DRAWN, ".gif", ".bmp", ".emf", ".wmf", ".svg"}
_MOST_PARTS, _MOST_UNPACKED, _MOST_XML, _AT_A_TIME = 2_000, 100 * 1024 * 1024, 20 * 1024 * 1024, 256 * 1024
_REMEDY = "Save it as a PDF and choose that"
BROKEN = f"This Word document cannot be read to its end. {_REMEDY}"
LOCKED = "This file is locked with a password, so nobody else could open it. Save it without the password first"
TOO_LARGE = f"This document is far larger inside than it looks. {_REMEDY}"
ACTS = f"This document has macros, other files or links inside that act by themselves. {_REMEDY}"
NOT_WORD = "This is a packed file, but no Word document (.docx). Choose the files one by one, or save it as a PDF"
PICTURE = f"This document has a picture in it that cannot be looked into. {_REMEDY}"


def looked(content: bytes) -> Looked:
    """A Word document as it may be kept. Raises Refused for what is none, is locked, acts, or swells when unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            parts = _parts(packed)
    except (Refused, MemoryError):
        raise
    except Exception as problem:  # whatever a broken file makes its reader stumble over
        raise Refused("file", BROKEN) from problem
    _refuse_other(parts)
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            _look_at_xml(name, part)
    return Looked(FileKind.WORD, _packed({name: _cleaned(name, part) for name, part in parts.items()}))


def _parts(packed: zipfile.ZipFile) -> dict[str, bytes]:
    """Every part by its name, unpacked under a cap that does not believe what the zip says of itself."""
    found: dict[str, bytes] = {}
    room = _MOST_UNPACKED
    if len(packed.infolist()) > _MOST_PARTS:
        raise Refused("file", TOO_LARGE)
    for each in packed.infolist():
        path = PurePosixPath(each.filename)
        if each.is_dir():
            continue
        if path.is_absolute() or ".." in path.parts or "\\" in each.filename or each.filename in found:
            raise Refused("file", BROKEN)
        if each.flag_bits & 1:
            raise Refused("file", LOCKED)
        with packed.open(each) as file:
            part = bytearray()
            while chunk := file.read(min(_AT_A_TIME, room + 1)):
                part += chunk
                room -= len(chunk)
                if room < 0:
                    raise Refused("file", TOO_LARGE)
        found[each.filename] = bytes(part)
    return found


def _refuse_other(parts: dict[str, bytes]) -> None:
    if _MAIN not in parts or _TYPES not in parts:
        raise Refused("file", NOT_WORD)
    kinds = parts[_TYPES].decode("latin-1")
    if any(word in kinds.lower() for word in _NO_TYPES) or any(
        word in name.lower() for name in parts for word in _NO_NAMES
    ):
        raise Refused("file", ACTS)
    if _IS_DOCUMENT not in kinds:
        raise Refused("file", NOT_WORD)
    if any(name.startswith("word/media/") and PurePosixPath(name).suffix.lower() not in _PICTURES for name in parts):
        raise Refused("file", PICTURE)


def _look_at_xml(name: str, part: bytes) -> None:
    """Refuse a part that fetches or starts something when the document is opened."""
    if len(part) > _MOST_XML:
        raise Refused("file", TOO_LARGE)
    if b"<!" in part.replace(b"\0", b"").replace(b"<!--", b"").replace(b"<![CDATA[", b""):
        raise Refused("file", BROKEN)  # no declarations: an entity can swell or fetch
    try:
        tree = ElementTree.fromstring(part)  # noqa: S314 - a part with declarations never comes here
    except (ElementTree.ParseError, ValueError, LookupError) as problem:
        raise Refused("file", BROKEN) from problem
    if name.endswith(".rels") and any(map(_fetches, tree)):
        raise Refused("file", ACTS)
    fields = "".join(word for each in tree.iter() if each.tag.endswith("}instrText") for word in each.itertext())
    fields += " ".join(value for each in tree.iter() for key, value in each.items() if key.endswith("}instr"))
    if "DDE" in fields.upper().split() or "DDEAUTO" in fields.upper().split():
        raise Refused("file", ACTS)


def _fetches(link: ElementTree.Element) -> bool:
    """Whether a link of the document is followed without anybody asking: all outside ones but those one clicks on."""
    return link.get("TargetMode", "").lower() == "external" and not link.get("Type", "").endswith("/hyperlink")


def _cleaned(name: str, part: bytes) -> bytes:
    kind = _DRAWN.get(PurePosixPath(name).suffix.lower())
    return part if kind is None else redrawn(part, _kind_in(part, kind))


def _kind_in(part: bytes, named: FileKind) -> FileKind:
    """A picture is drawn as what it is, whatever its name says."""
    return FileKind.PNG if part.startswith(b"\x89PNG") else FileKind.JPEG if part.startswith(b"\xff\xd8") else named


def _packed(parts: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


__all__ = ["looked"]
