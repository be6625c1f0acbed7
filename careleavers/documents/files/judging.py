"""What a file is, by what is in it: its name and what the browser says of it prove nothing."""

from collections.abc import Callable

from careleavers.documents.files import pdfs, pictures, texts, word
from careleavers.documents.files.kinds import TOO_LARGE, Looked
from careleavers.domain.documents import MOST_BYTES, FileKind
from careleavers.domain.refusals import Refused

EMPTY = "This file is empty. Choose it again, or another"
_HEIC = (
    "This is a picture in Apple's own format (HEIC), which many computers cannot show. Send it as a JPEG: in the"
    " telephone's settings for the camera choose “Most compatible”, or take a picture of the screen"
)
_OLD_WORD = "This was made by an old Office programme. Save it as .docx or as a PDF and choose that"
_PROGRAM = "This is a program, and programs are not kept. Choose a PDF, a picture or a Word document"
_SAVE_AS_JPEG = "This is a picture of a kind that is not taken. Save it as a JPEG or PNG and choose that"
# How a file begins that is known and not taken, with where in it, and what to do.
_REFUSED = [
    (4, (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1", b"ftypheif"), _HEIC),
    (0, (b"\xd0\xcf\x11\xe0",), _OLD_WORD),
    (0, (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe"), _PROGRAM),
    (0, (b"GIF8", b"BM", b"II*\0", b"MM\0*"), _SAVE_AS_JPEG),
    (8, (b"WEBP",), _SAVE_AS_JPEG),
    (4, (b"ftypavif",), _SAVE_AS_JPEG),
]
_TAKEN: list[tuple[bytes, Callable[[bytes], Looked]]] = [
    (b"%PDF-", pdfs.looked),
    (b"\xff\xd8\xff", lambda content: pictures.looked(content, FileKind.JPEG)),
    (b"\x89PNG\r\n\x1a\n", lambda content: pictures.looked(content, FileKind.PNG)),
    (b"PK\x03\x04", word.looked),
]


def judge(content: bytes) -> Looked:
    """The kind of a file and its content as it may be kept. Raises Refused with what to do instead."""
    if not content:
        raise Refused("file", EMPTY)
    if len(content) > MOST_BYTES:
        raise Refused("file", TOO_LARGE)
    for place, beginnings, sentence in _REFUSED:
        if content[place:].startswith(beginnings):
            raise Refused("file", sentence)
    look = next((look for beginning, look in _TAKEN if content.startswith(beginning)), texts.looked)
    found = look(content)
    if len(found.content) > MOST_BYTES:
        raise Refused("file", TOO_LARGE)
    return found


__all__ = ["EMPTY", "judge"]
