"""PDFs as they are, but for what a camera wrote into their pictures; those that act by themselves are refused.

Every object is looked at as a reader would find it, and the bytes once more as they stand, for a viewer that mends
a broken file may find what its own list of objects leaves out.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image
from pypdf import PdfReader
from pypdf.generic import IndirectObject, NameObject, StreamObject

from careleavers.documents.files.kinds import Looked
from careleavers.domain.documents import FileKind
from careleavers.domain.refusals import Refused

_PROGRAM, _STARTS, _WITHIN = "runs a program of its own", "starts something else", "has other files inside it"
_ACTS = {
    "/JavaScript": _PROGRAM, "/JS": _PROGRAM, "/XFA": _PROGRAM, "/RichMedia": _PROGRAM, "/Rendition": _PROGRAM,
    "/Launch": _STARTS, "/ImportData": _STARTS, "/SubmitForm": _STARTS, "/GoToE": _WITHIN,
    "/EmbeddedFile": _WITHIN, "/EmbeddedFiles": _WITHIN, "/EF": _WITHIN,
}  # fmt: skip
_REMEDY = "Print it to a new PDF, or take a photograph of it, and choose that"
LOCKED = "This PDF is locked with a password, so nobody else could open it. Save it without the password first"
BROKEN = f"This PDF cannot be read to its end. {_REMEDY}"
PLACE = f"A picture in this PDF says where it was taken. {_REMEDY}"
_MOST_OBJECTS = 200_000
_DEEPEST = 100
_LAST_BYTES = 2048
_NAME = re.compile(rb"/[A-Za-z#][A-Za-z0-9#]*")
_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
# What a camera and a picture programme write into a JPEG: a mark, a length of two bytes, a name, then the notes.
_NOTES = re.compile(rb"\xff[\xe1\xed](..)(Exif\0\0|http://ns\.adobe\.com/xap/1\.0/\0|Photoshop 3\.0\0)", re.DOTALL)
_GPS = 0x8825


def looked(content: bytes) -> Looked:
    """A PDF as it may be kept. Raises Refused for one that is locked, broken, acts, or says where it was taken."""
    if b"%%EOF" not in content[-_LAST_BYTES:]:
        raise Refused("file", BROKEN)
    for name in _names_as_they_stand(content):
        _refuse_act(name)
    blanked = _without_notes(content)
    try:
        _look_at_everything(blanked)
    except (Refused, MemoryError):
        raise
    except Exception as problem:  # whatever a broken file makes its reader stumble over
        raise Refused("file", BROKEN) from problem
    return Looked(FileKind.PDF, blanked)


def _refuse_act(name: str) -> None:
    if name in _ACTS:
        raise Refused("file", f"This PDF {_ACTS[name]}, so it was not taken. {_REMEDY}")


def _names_as_they_stand(content: bytes) -> Iterator[str]:
    """Every name outside of streams, in which chance makes short names, with `#4A` read as the letter it stands for."""
    for found in _NAME.findall(_STREAM.sub(b"", content)):
        unmasked = re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes([int(code[1], 16)]), found)
        yield unmasked.decode("latin-1")


def _without_notes(content: bytes) -> bytes:
    """The same bytes with the notes in JPEG pictures blanked, length by length, so that everything stays in place."""
    blanked = bytearray(content)
    for found in _NOTES.finditer(content):
        end = found.start(1) + int.from_bytes(found[1], "big")
        blanked[found.end() : end] = bytes(max(0, min(end, len(content)) - found.end()))
    return bytes(blanked)


def _look_at_everything(content: bytes) -> None:
    reader = PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused("file", LOCKED)
    if not reader.pages:
        raise Refused("file", BROKEN)
    places = {(number, generation) for generation, found in reader.xref.items() for number in found}
    places |= {(number, 0) for number in reader.xref_objStm}
    if len(places) > _MOST_OBJECTS:
        raise Refused("file", BROKEN)
    _look_within(reader.trailer)
    for number, generation in places:
        _look_within(reader.get_object(IndirectObject(number, generation, reader)))


def _look_within(thing: Any) -> None:
    """Refuse what acts, in one object and all that it holds directly."""
    waiting = [(thing, 0)]
    while waiting:
        one, depth = waiting.pop()
        if depth > _DEEPEST:
            raise Refused("file", BROKEN)
        if isinstance(one, StreamObject):
            _refuse_place(one)
        if isinstance(one, NameObject):
            _refuse_act(str(one))
        elif isinstance(one, dict):
            for name, value in dict.items(one):
                _refuse_act(str(name))
                waiting.append((value, depth + 1))
        elif isinstance(one, list):
            waiting += [(value, depth + 1) for value in list.__iter__(one)]


def _refuse_place(stream: StreamObject) -> None:
    """Refuse what says where a picture was taken and could not be blanked, such as in a stream packed once more."""
    packed = str(stream.get("/Filter", ""))
    if stream.get("/Type") == "/Metadata" and b"GPSLatitude" in stream.get_data():
        raise Refused("file", PLACE)
    if "/DCTDecode" in packed and _says_where(stream.get_data()):
        raise Refused("file", PLACE)


def _says_where(picture: bytes) -> bool:
    if b"GPSLatitude" in picture:
        return True
    if b"Exif\0\0" not in picture:
        return False
    try:
        with Image.open(BytesIO(picture), formats=["JPEG"]) as found:
            return bool(found.getexif().get_ifd(_GPS))
    except (OSError, ValueError, SyntaxError):
        return False


__all__ = ["looked"]
